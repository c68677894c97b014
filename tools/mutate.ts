/**
 * `npm run mutate`: flips one comparison or operator of the contracts' hot path at a time and runs the tests that should
 * notice. What no test notices has survived, and needs a test or a reason (`tools/mutate.survivors.json`).
 *
 * Works on a copy in `.aliquot/mutate`, so a run that is killed leaves nothing behind, and the next one goes on after what
 * was judged already. `--minutes N` ends it after a while, `--only TEXT` takes the files whose name has it, `--list` only
 * counts, `--report` writes docs/reference/mutation.md from what is known.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { foundryBin } from './foundry.ts'

const root = path.join(import.meta.dirname, '..')
const work = path.join(root, '.aliquot', 'mutate')
const RESULTS = path.join(root, '.aliquot', 'mutate-results.json')
const REASONS = path.join(import.meta.dirname, 'mutate.survivors.json')
const REPORT = path.join(root, 'docs', 'reference', 'mutation.md')
const TEST_MS_MAX = 600_000

type Target = {
  readonly file: string
  /** Only these functions; all of the file where there are none. */
  readonly functions?: readonly string[]
  /** The tests that should notice, as forge matches paths. */
  readonly tests: string
}

const TOKEN_TESTS = 'contracts/test/{SecurityToken*,KnownWeaknesses}.t.sol'
const TARGETS: readonly Target[] = [
  { file: 'types/Config.sol', tests: TOKEN_TESTS },
  { file: 'types/Holding.sol', tests: TOKEN_TESTS },
  {
    file: 'types/InvestorRecord.sol',
    tests: 'contracts/test/{SecurityToken*,InvestorRegistry*,KnownWeaknesses}.t.sol',
  },
  { file: 'types/PackedLot.sol', tests: TOKEN_TESTS },
  { file: 'types/Totals.sol', tests: TOKEN_TESTS },
  { file: 'TokenUnits.sol', tests: TOKEN_TESTS },
  {
    file: 'SecurityToken.sol',
    functions: ['transferFrom', 'permit', 'mint', 'issue', 'burn'],
    tests: TOKEN_TESTS,
  },
  { file: 'Distributor.sol', tests: 'contracts/test/Distributor*.t.sol' },
  { file: 'Settlement.sol', tests: 'contracts/test/Settlement*.t.sol' },
]

const FLIPS: Readonly<Record<string, string>> = {
  '<=': '<',
  '>=': '>',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '+=': '-=',
  '-=': '+=',
  '<': '<=',
  '>': '>=',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
}
/** Longest first; what is no operator to flip is named too, so that no part of it is taken for one. */
const SYMBOL = /=>|->|<<=?|>>=?|\+\+|--|\*\*|\*=|\/=|<=|>=|==|!=|&&|\|\||\+=|-=|<|>|\+|-|\*|\//g

type Mutant = {
  readonly target: Target
  readonly at: number
  readonly from: string
  readonly to: string
  readonly function: string
  /** The line it is in, without its spaces. */
  readonly line: string
  /** The same for as long as the line and what is flipped in it are. */
  readonly key: string
}

type Verdict = 'noticed' | 'survived' | 'does not compile'
type Results = Record<string, { readonly source: string; readonly verdict: Verdict }>

const sourceOf = (file: string) => path.join(root, 'contracts', 'src', file)
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** The source with comments, strings and imports made of spaces, every place where it was. */
function bare(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  return text
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, blank)
    .replace(/"[^"\n]*"/g, blank)
    .replace(/^(import|pragma|using)[^;]*;/gm, blank)
}

function functionAt(code: string, at: number): string {
  const heads = [...code.slice(0, at).matchAll(/\b(?:function|modifier) (\w+)|\bconstructor\b/g)]
  return heads.at(-1)?.[1] ?? (heads.length > 0 ? 'constructor' : '')
}

function mutantsOf(target: Target): Mutant[] {
  if (!fs.existsSync(sourceOf(target.file))) return []
  const text = fs.readFileSync(sourceOf(target.file), 'utf8')
  const code = bare(text)
  return [...code.matchAll(SYMBOL)].flatMap((match) => {
    const [from] = match
    const to = FLIPS[from]
    if (to === undefined) return []
    const within = functionAt(code, match.index)
    if (target.functions !== undefined && !target.functions.includes(within)) return []
    const start = text.lastIndexOf('\n', match.index) + 1
    const end = text.indexOf('\n', match.index)
    const line = text.slice(start, end).trim()
    const column =
      match.index - start - (text.slice(start, end).length - text.slice(start, end).trimStart().length)
    const key = `${target.file} ${within} · ${line} · ${column} ${from} → ${to}`
    return [{ target, at: match.index, from, to, function: within, line, key }]
  })
}

/** The copy that is mutated: the contracts, their tests and what compiles them. */
function prepare(): void {
  fs.mkdirSync(path.join(work, 'tools'), { recursive: true })
  for (const folder of ['src', 'test']) {
    const to = path.join(work, 'contracts', folder)
    fs.rmSync(to, { recursive: true, force: true })
    fs.cpSync(path.join(root, 'contracts', folder), to, { recursive: true })
  }
  for (const file of ['foundry.toml', 'tools/solc', 'tools/solc.cjs'])
    fs.copyFileSync(path.join(root, file), path.join(work, file))
  const modules = path.join(work, 'node_modules')
  if (!fs.existsSync(modules)) fs.symlinkSync(path.join(root, 'node_modules'), modules, 'dir')
}

/** Runs the tests on the copy as it is. Null when they could not be run, which is no verdict: the next run tries again. */
function judge(tests: string): Verdict | null {
  const args = ['test', '--match-path', tests, '--fail-fast', '--fuzz-runs', '48']
  const env = {
    ...process.env,
    ALIQUOT_NODE: process.execPath,
    FOUNDRY_INVARIANT_RUNS: '8',
    // What is tested is what the source says; without the optimizer it compiles in a third of the time.
    FOUNDRY_OPTIMIZER: 'false',
  }
  const forge = spawnSync(foundryBin('forge'), args, {
    cwd: work,
    env,
    encoding: 'utf8',
    timeout: TEST_MS_MAX,
  })
  const said = `${forge.stdout}${forge.stderr}`
  if (forge.status === 0) return 'survived'
  if (said.includes('[FAIL')) return 'noticed'
  if (/Compiler run failed|Compilation failed/.test(said)) return 'does not compile'
  return null
}

function judgeMutant({ target, at, from, to }: Mutant): Verdict | null {
  const text = fs.readFileSync(sourceOf(target.file), 'utf8')
  const copy = path.join(work, 'contracts', 'src', target.file)
  fs.writeFileSync(copy, `${text.slice(0, at)}${to}${text.slice(at + from.length)}`)
  const verdict = judge(target.tests)
  fs.writeFileSync(copy, text)
  return verdict
}

const read = <T>(file: string, otherwise: T): T =>
  fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as T) : otherwise

/** What was judged of the source as it is now. */
function known(results: Results, mutant: Mutant): Verdict | null {
  const found = results[mutant.key]
  return found?.source === digest(fs.readFileSync(sourceOf(mutant.target.file), 'utf8'))
    ? found.verdict
    : null
}

function run(mutants: readonly Mutant[], minutes: number): void {
  const results: Results = read(RESULTS, {})
  const open = mutants.filter((mutant) => known(results, mutant) === null)
  if (open.length === 0) return
  prepare()
  const deadline = performance.now() + minutes * 60_000
  const healthy = new Set<string>()
  for (const [n, mutant] of open.entries()) {
    if (performance.now() > deadline) break
    const { tests, file } = mutant.target
    // A test that fails without a mutant would notice everything.
    if (!healthy.has(tests) && judge(tests) !== 'survived')
      throw new Error(`${tests} fails as it is, or could not be run`)
    healthy.add(tests)
    const verdict = judgeMutant(mutant)
    if (verdict === null) {
      console.log(`${n + 1}/${open.length} not judged       ${mutant.key}`)
      continue
    }
    results[mutant.key] = { source: digest(fs.readFileSync(sourceOf(file), 'utf8')), verdict }
    fs.writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
    console.log(`${n + 1}/${open.length} ${verdict.padEnd(16)} ${mutant.key}`)
  }
}

function report(mutants: readonly Mutant[]): string {
  const results: Results = read(RESULTS, {})
  const reasons: Readonly<Record<string, string>> = read(REASONS, {})
  const count = (of: readonly Mutant[], verdict: Verdict | null) =>
    of.filter((mutant) => known(results, mutant) === verdict).length
  const rows = [...Map.groupBy(mutants, ({ target }) => target.file)].map(([file, of]) => {
    const [noticed, survived] = [count(of, 'noticed'), count(of, 'survived')]
    return `| \`${file}\` | ${of.length} | ${noticed} | ${survived} | ${count(of, 'does not compile')} | ${count(of, null)} |`
  })
  const survivors = mutants
    .filter((mutant) => known(results, mutant) === 'survived')
    .map(
      (mutant) =>
        `- \`${mutant.target.file}\`, \`${mutant.function}\`: \`${mutant.line}\`, \`${mutant.from}\` as \`${mutant.to}\`. ${reasons[mutant.key] ?? 'Not explained yet.'}`,
    )
  return [
    '# Mutation',
    '',
    'One comparison or operator of the hot path is flipped at a time, and the tests that should notice are run',
    '(`npm run mutate`). What no test notices has survived: it needs a test, or a reason why it may.',
    '',
    '| file | mutants | noticed | survived | do not compile | not judged |',
    '| --- | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
    '',
    '## Survivors',
    '',
    ...(survivors.length === 0 ? ['None of those that were judged.'] : survivors),
    '',
  ].join('\n')
}

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name)
  return at === -1 ? undefined : process.argv[at + 1]
}
const only = option('--only') ?? ''
const all = TARGETS.flatMap(mutantsOf)
const chosen = all.filter(({ target }) => target.file.includes(only))
if (process.argv.includes('--list')) console.log(`${chosen.length} mutants`)
else if (!process.argv.includes('--report')) run(chosen, Number(option('--minutes') ?? '60'))
if (process.argv.includes('--report')) fs.writeFileSync(REPORT, report(all))

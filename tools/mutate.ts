/**
 * `npm run mutate`: flips one comparison or operator of the contracts' hot path at a time and runs the tests that should
 * notice. What no test notices has survived, and needs a test or a reason (`tools/mutate.survivors.json`).
 *
 * Every mutant is in one program, compiled once (`mutants.ts`); the block's coinbase, which no contract of ours reads, says
 * which one is switched on. Works on a copy in `.aliquot/mutate`, so a run that is killed leaves nothing behind, and the next
 * one goes on after what was judged already.
 *
 * `--minutes N` ends it after a while, `--only TEXT` takes the files whose name has it, `--list` only counts, `--report`
 * writes docs/reference/mutation.md from what is known.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { foundryBin } from './foundry.ts'
import {
  compiled,
  mutantsOf,
  RECORD,
  sourceOf,
  SWITCH,
  switchAround,
  woven,
  type Mutant,
  type Target,
} from './mutants.ts'

const root = path.join(import.meta.dirname, '..')
const work = path.join(root, '.aliquot', 'mutate')
const RESULTS = path.join(root, '.aliquot', 'mutate-results.json')
const REASONS = path.join(import.meta.dirname, 'mutate.survivors.json')
/** The functions, each with its digest, of which every mutant was noticed or has a reason. */
const JUDGED = path.join(import.meta.dirname, 'mutate.judged.json')
const REPORT = path.join(root, 'docs', 'reference', 'mutation.md')
/** It counts gas, of which the switches need some too. */
const GAS_TEST = 'testACachedReceiverPaysNothingForTheMode'
const TEST_MS_MAX = 600_000
const BUILD_MS_MAX = 3_600_000

const TOKEN_TESTS = 'contracts/test/{SecurityToken*,KnownWeaknesses}.t.sol'
const REGISTRY_TESTS = 'contracts/test/{InvestorRegistry*,Registry*,SecurityToken*,KnownWeaknesses}.t.sol'
const BALLOT_TESTS = 'contracts/test/{Ballot,BallotSignature}.t.sol'
const TARGETS: readonly Target[] = [
  { file: 'types/Config.sol', tests: TOKEN_TESTS },
  { file: 'types/Holding.sol', tests: TOKEN_TESTS },
  {
    file: 'types/InvestorRecord.sol',
    tests: 'contracts/test/{SecurityToken*,InvestorRegistry*,Registry*,KnownWeaknesses}.t.sol',
  },
  { file: 'types/PackedLot.sol', tests: TOKEN_TESTS },
  { file: 'types/Totals.sol', tests: TOKEN_TESTS },
  { file: 'TokenUnits.sol', tests: TOKEN_TESTS },
  { file: 'TokenState.sol', tests: TOKEN_TESTS },
  { file: 'SecurityToken.sol', tests: TOKEN_TESTS },
  {
    file: 'TokenOffice.sol',
    tests: 'contracts/test/{SecurityToken*,KnownWeaknesses,CorporateActions,Split}.t.sol',
  },
  { file: 'TokenCompliance.sol', tests: TOKEN_TESTS },
  { file: 'InvestorRecords.sol', tests: REGISTRY_TESTS },
  { file: 'InvestorRegistry.sol', tests: REGISTRY_TESTS },
  { file: 'TrustedIssuers.sol', tests: REGISTRY_TESTS },
  { file: 'TypedData.sol', tests: REGISTRY_TESTS },
  { file: 'types/Claim.sol', tests: REGISTRY_TESTS },
  { file: 'types/Voucher.sol', tests: REGISTRY_TESTS },
  { file: 'Distributor.sol', tests: 'contracts/test/Distributor*.t.sol' },
  { file: 'Offering.sol', tests: 'contracts/test/{Offering,OfferingEdges}.t.sol' },
  { file: 'Buyer.sol', tests: 'contracts/test/{Redemption,Tender,Split,CorporateActions}.t.sol' },
  { file: 'RevenueRouter.sol', tests: 'contracts/test/RevenueRouter.t.sol' },
  { file: 'Ballot.sol', tests: BALLOT_TESTS },
  { file: 'BallotCount.sol', tests: BALLOT_TESTS },
  { file: 'Settlement.sol', tests: 'contracts/test/Settlement*.t.sol' },
  { file: 'types/Payment.sol', tests: 'contracts/test/{Distributor*,Offering,Tender}.t.sol' },
]

type Verdict = 'noticed' | 'survived' | 'does not compile'
type Results = Record<string, { readonly source: string; readonly verdict: Verdict }>

/** Writes the copy: the contracts with all mutants in them, their tests and what compiles them. Those that cannot be compiled are left out. */
function prepare(mutants: readonly Mutant[]): { numbers: Map<Mutant, number>; refused: Mutant[] } {
  for (const folder of ['src', 'test']) {
    const to = path.join(work, 'contracts', folder)
    fs.rmSync(to, { recursive: true, force: true })
    fs.cpSync(path.join(root, 'contracts', folder), to, { recursive: true })
  }
  leaveOutOtherTests(new Set(mutants.map(({ target }) => target.tests)))
  fs.mkdirSync(path.join(work, 'tools'), { recursive: true })
  for (const file of ['foundry.toml', 'tools/solc', 'tools/solc.cjs'])
    fs.copyFileSync(path.join(root, file), path.join(work, file))
  const modules = path.join(work, 'node_modules')
  if (!fs.existsSync(modules)) fs.symlinkSync(path.join(root, 'node_modules'), modules, 'dir')
  fs.writeFileSync(path.join(work, 'contracts', 'src', 'Mutation.sol'), SWITCH)

  const numbers = new Map(mutants.map((mutant, i) => [mutant, i + 1]))
  const refused: Mutant[] = []
  for (;;) {
    const files = new Map<string, string>()
    for (const [file, of] of Map.groupBy(numbers.keys(), ({ target }) => target.file)) {
      const own = new Map(of.map((mutant) => [mutant, numbers.get(mutant)!]))
      const up = file.includes('/') ? '..' : '.'
      const text = woven(fs.readFileSync(sourceOf(file)), own)
      files.set(
        `contracts/src/${file}`,
        text.replace(/^pragma [^;]*;/m, (pragma) => `${pragma} import {Mutation} from "${up}/Mutation.sol";`),
      )
    }
    for (const [name, text] of files) fs.writeFileSync(path.join(work, name), text)
    const { errors = [] } = compiled(Object.fromEntries(files), { evmVersion: 'osaka' }, work)
    const wrong = errors.filter(({ severity }) => severity === 'error')
    if (wrong.length === 0) return { numbers, refused }
    for (const { sourceLocation, message } of wrong) {
      const text = Buffer.from(files.get(sourceLocation?.file ?? '') ?? '')
      const number = switchAround(text.toString('latin1'), sourceLocation?.start ?? 0)
      const mutant = [...numbers].find(([, n]) => n === number)?.[0]
      if (mutant === undefined && wrong.length === 1) throw new Error(`${sourceLocation?.file}: ${message}`)
      if (mutant === undefined) continue
      refused.push(mutant)
      numbers.delete(mutant)
    }
  }
}

/** Takes the tests that are not to be run out of the copy, unless one that is imports them: forge reads all of them each time. */
function leaveOutOtherTests(patterns: ReadonlySet<string>): void {
  const folder = path.join(work, 'contracts', 'test')
  const kept = new Set([...patterns].flatMap((pattern) => fs.globSync(pattern, { cwd: work })))
  // Grows while it is gone through: an import may import another.
  for (const file of kept)
    for (const [, name] of fs.readFileSync(path.join(work, file), 'utf8').matchAll(/"\.\/(\w+\.t\.sol)"/g))
      kept.add(`contracts/test/${name}`)
  for (const name of fs.readdirSync(folder))
    if (name.endsWith('.t.sol') && !kept.has(`contracts/test/${name}`)) fs.rmSync(path.join(folder, name))
}

/** The plain tests that reach it, which notice most mutants in a second; then a few runs of the fuzzed ones; then everything. */
const FUZZED = ['--fuzz-runs', '4', '--no-match-contract', 'Invariant']
const EVERYTHING = ['--fuzz-runs', '48']

/** Which plain tests reach a switch, by its number. */
type Reached = ReadonlyMap<number, ReadonlySet<string>>

/** Runs the tests once, with nothing flipped: they must pass, as one that fails by itself would notice everything. */
function reachedBy(tests: string): Reached {
  const { status, said } = forgeTest(tests, 0, EVERYTHING)
  if (status !== 0) throw new Error(`${tests} fails as it is\n${said}`)
  const reached = new Map<number, Set<string>>()
  let test = ''
  for (const line of forgeTest(tests, RECORD, [...FUZZED, '-vv']).said.split('\n')) {
    test = /^\[(?:PASS|FAIL)[^\]]*\] (\w+)\(/.exec(line)?.[1] ?? test
    const number = /^ {2}(\d+)$/.exec(line)?.[1]
    if (number !== undefined)
      reached.set(Number(number), (reached.get(Number(number)) ?? new Set()).add(test))
  }
  return reached
}

/** Judges one mutant. Null when the tests could not be run, which is no verdict. */
function judge(tests: string, number: number, reached: Reached): Verdict | null {
  const near = [...(reached.get(number) ?? [])]
  const rounds = [FUZZED, EVERYTHING]
  if (near.length > 0) rounds.unshift(['--match-test', `^(${near.join('|')})\\(`])
  for (const round of rounds) {
    const { status, said } = forgeTest(tests, number, ['--fail-fast', ...round])
    if (said.includes('[FAIL')) return 'noticed'
    if (status !== 0) return null
  }
  return 'survived'
}

function forgeTest(tests: string, number: number, args: readonly string[]): Forge {
  // What an earlier mutant's run left behind would fail the next one's.
  fs.rmSync(path.join(work, 'cache'), { recursive: true, force: true })
  const coinbase = `0x${number.toString(16).padStart(40, '0')}`
  const all = [...args, '--block-coinbase', coinbase, '--no-match-test', GAS_TEST, '--threads', '1']
  return forge(['test', '--match-path', tests, ...all], TEST_MS_MAX)
}

type Forge = { readonly status: number | null; readonly said: string }

function forge(args: readonly string[], timeout: number): Forge {
  const { status, stdout, stderr } = spawnSync(foundryBin('forge'), args, {
    cwd: work,
    env: {
      ...process.env,
      ALIQUOT_NODE: process.execPath,
      FOUNDRY_PROFILE: 'test',
      // Nobody reads it, and forge would each time.
      FOUNDRY_EXTRA_OUTPUT: '[]',
      FOUNDRY_CODE_SIZE_LIMIT: '1000000',
    },
    encoding: 'utf8',
    timeout,
    maxBuffer: 1 << 29,
  })
  return { status, said: `${stdout}${stderr}` }
}

const read = <T>(file: string, otherwise: T): T =>
  fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as T) : otherwise

/** What was judged of the function as it is now: here, or by whoever wrote the report. */
function verdicts(): (mutant: Mutant) => Verdict | null {
  const results: Results = read(RESULTS, {})
  const reasons: Texts = read(REASONS, {})
  const judged = new Set(read<readonly string[]>(JUDGED, []))
  return (mutant) => {
    const { key, source } = mutant
    if (results[key]?.source === source) return results[key].verdict
    if (!judged.has(functionOf(mutant))) return null
    return reasons[key] === undefined ? 'noticed' : 'survived'
  }
}

type Texts = Readonly<Record<string, string>>

const functionOf = ({ target, function: name, source }: Mutant) => `${target.file} ${name} ${source}`

function judgedFunctions(mutants: readonly Mutant[]): string[] {
  const known = verdicts()
  const reasons: Texts = read(REASONS, {})
  const isDone = (mutant: Mutant) =>
    known(mutant) === 'noticed' || (known(mutant) === 'survived' && reasons[mutant.key] !== undefined)
  return [...Map.groupBy(mutants, functionOf)]
    .filter(([, of]) => of.every(isDone))
    .map(([function_]) => function_)
}

function run(mutants: readonly Mutant[], minutes: number): void {
  const results: Results = read(RESULTS, {})
  const known = verdicts()
  const open = mutants.filter((mutant) => known(mutant) === null)
  if (open.length === 0) return
  const note = (mutant: Mutant, verdict: Verdict) => {
    results[mutant.key] = { source: mutant.source, verdict }
    fs.writeFileSync(RESULTS, `${JSON.stringify(results, null, 1)}\n`)
    console.log(`${verdict.padEnd(16)} ${mutant.key}`)
  }
  const deadline = performance.now() + minutes * 60_000
  const { numbers, refused } = prepare(open)
  // All of it: what was left out would be compiled again before each run, to see whether a test is in it.
  const { status, said } = forge(['build'], BUILD_MS_MAX)
  if (status !== 0) throw new Error(said)
  for (const mutant of refused) note(mutant, 'does not compile')
  const reached = new Map<string, Reached>()
  for (const [mutant, number] of numbers) {
    if (performance.now() > deadline) break
    const { tests } = mutant.target
    if (!reached.has(tests)) reached.set(tests, reachedBy(tests))
    const verdict = judge(tests, number, reached.get(tests)!)
    if (verdict === null) console.log(`not judged       ${mutant.key}`)
    else note(mutant, verdict)
  }
}

function report(mutants: readonly Mutant[]): string {
  const known = verdicts()
  const reasons: Texts = read(REASONS, {})
  const count = (of: readonly Mutant[], verdict: Verdict | null) =>
    of.filter((mutant) => known(mutant) === verdict).length
  const rows = [...Map.groupBy(mutants, ({ target }) => target.file)].map(([file, of]) => {
    const [noticed, survived] = [count(of, 'noticed'), count(of, 'survived')]
    const counts = [
      of.length,
      noticed,
      survived,
      count(of, 'does not compile'),
      count(of, null),
      unflipped.get(file) ?? 0,
    ]
    return `| \`${file}\` | ${counts.join(' | ')} |`
  })
  const survivors = mutants
    .filter((mutant) => known(mutant) === 'survived')
    .map(
      (mutant) =>
        `- \`${mutant.target.file}\`, \`${mutant.function}\`: \`${mutant.line}\`, \`${mutant.from}\` as \`${mutant.to}\`. ${reasons[mutant.key] ?? 'Not explained yet.'}`,
    )
  return [
    '# Mutation',
    '',
    'One comparison or operator of the hot path is flipped at a time, and the tests that should notice are run',
    '(`npm run mutate`). What no test notices has survived: it needs a test, or a reason why it may.',
    'What is not judged has not been since its function last changed. The last column counts what is not flipped: operators of',
    'inline assembly that would have to be computed twice, with operands that have effects.',
    '',
    '| file | mutants | noticed | survived | do not compile | not judged | not flipped |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
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
const found = TARGETS.map((target) => ({ file: target.file, ...mutantsOf(target) }))
const all = found.flatMap(({ mutants }) => mutants)
const unflipped = new Map(found.map(({ file, unflipped: count }) => [file, count]))
const chosen = all.filter(({ target }) => target.file.includes(only))
if (process.argv.includes('--list')) console.log(`${chosen.length} mutants`)
else if (!process.argv.includes('--report')) run(chosen, Number(option('--minutes') ?? '60'))
if (process.argv.includes('--report')) {
  fs.writeFileSync(REPORT, report(all))
  fs.writeFileSync(JUDGED, `${JSON.stringify(judgedFunctions(all), null, 2)}\n`)
}

/**
 * `npm run mutate`: flips one comparison or operator of the contracts' hot path at a time and runs the tests that should
 * notice. What no test notices has survived, and needs a test or a reason (`tools/mutate.survivors.json`).
 *
 * Every mutant is in one program, compiled once: `a < b` becomes `(Mutation.on(17) ? a <= b : a < b)`, and the block's
 * coinbase, which no contract of ours reads, says which one is switched on. Inline assembly has no such choice: there both
 * are computed, of which one is multiplied by nought. That takes operands without effects, and a function that is not pure;
 * it is done where a target asks for it, and the report says how much assembly is not flipped. Works on a copy in `.aliquot/mutate`, so a run
 * that is killed leaves nothing behind, and the next one goes on after what was judged already.
 *
 * `--minutes N` ends it after a while, `--only TEXT` takes the files whose name has it, `--list` only counts, `--report`
 * writes docs/reference/mutation.md from what is known.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { foundryBin } from './foundry.ts'

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

/** As a mutant's number: none is on, and every switch that is reached says so in the test's log. */
const RECORD = 0xffff

/** Which mutant is on. Pure for its callers, as what it is woven into may be. */
const SWITCH = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

library Mutation {
    function on(uint256 mutant) internal pure returns (bool) {
        function (uint256) view returns (bool) reads = isCoinbase;
        function (uint256) pure returns (bool) asPure;
        assembly {
            asPure := reads
        }
        return asPure(mutant);
    }

    function isCoinbase(uint256 mutant) private view returns (bool) {
        uint256 chosen = uint160(address(block.coinbase));
        // Forge prints what is called at this address: console.log(uint256).
        if (chosen == ${RECORD}) {
            (bool heard,) = address(0x636F6e736F6c652e6c6f67).staticcall(abi.encodeWithSelector(0xf82c50f1, mutant));
            heard;
        }
        return chosen == mutant;
    }
}
`

type Target = {
  readonly file: string
  /** Only these functions; all of the file where there are none. */
  readonly functions?: readonly string[]
  /** The tests that should notice, as forge matches paths. */
  readonly tests: string
  /** Whether its inline assembly is flipped too. */
  readonly assembly?: true
}

const TOKEN_TESTS = 'contracts/test/{SecurityToken*,KnownWeaknesses}.t.sol'
const REGISTRY_TESTS = 'contracts/test/{InvestorRegistry*,Registry*,SecurityToken*,KnownWeaknesses}.t.sol'
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
  {
    file: 'SecurityToken.sol',
    functions: ['transferFrom', 'permit', 'mint', 'issue', 'burn'],
    tests: TOKEN_TESTS,
  },
  { file: 'InvestorRecords.sol', tests: REGISTRY_TESTS },
  { file: 'InvestorRegistry.sol', tests: REGISTRY_TESTS },
  { file: 'Distributor.sol', tests: 'contracts/test/Distributor*.t.sol' },
  { file: 'Offering.sol', tests: 'contracts/test/Offering{,Edges}.t.sol' },
  { file: 'Buyer.sol', tests: 'contracts/test/{Redemption,Tender,Split,CorporateActions}.t.sol' },
  { file: 'Settlement.sol', tests: 'contracts/test/Settlement*.t.sol' },
  {
    file: 'types/Payment.sol',
    tests: 'contracts/test/{Distributor*,Offering,Tender}.t.sol',
    assembly: true,
  },
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
/** The same in inline assembly: of two operands L and R, or of L alone. */
const YUL_FLIPS: Readonly<Record<string, string>> = {
  eq: 'iszero(eq(L, R))',
  iszero: 'iszero(iszero(L))',
  lt: 'iszero(gt(L, R))',
  gt: 'iszero(lt(L, R))',
  and: 'or(L, R)',
  or: 'and(L, R)',
  add: 'sub(L, R)',
  sub: 'add(L, R)',
  mul: 'div(L, R)',
  div: 'mul(L, R)',
}
/** Calls whose doing twice is not doing once. */
const EFFECTS = /\b(?:\w*call|create2?|[st]store|mstore8?|\w+copy|log\d)\(/

type Mutant = {
  readonly target: Target
  /** Where the expression is in the source, in bytes, and its two sides. */
  readonly start: number
  readonly end: number
  readonly left: Span
  readonly right: Span
  readonly from: string
  /** An operator, or in inline assembly what stands for the call of `from`. */
  readonly to: string
  readonly yul: boolean
  readonly function: string
  /** Of the function, a digest: a verdict is about this source. */
  readonly source: string
  /** The line it is in, without its spaces. */
  readonly line: string
  /** The same for as long as the line and what is flipped in it are. */
  readonly key: string
}

type Span = { readonly start: number; readonly end: number }
type Within = { readonly name: string; readonly source: string; readonly pure: boolean }

type Verdict = 'noticed' | 'survived' | 'does not compile'
type Results = Record<string, { readonly source: string; readonly verdict: Verdict }>

const sourceOf = (file: string) => path.join(root, 'contracts', 'src', file)
const digest = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** A node of the compiler's syntax tree, of which only these are looked at. */
type Node = {
  readonly nodeType?: string
  readonly src: string
  readonly name?: string
  readonly kind?: string
  readonly operator?: string
  readonly leftExpression?: Node
  readonly rightExpression?: Node
  readonly leftHandSide?: Node
  readonly rightHandSide?: Node
  readonly stateMutability?: string
  /** Of a call in inline assembly. */
  readonly functionName?: Node
  readonly arguments?: readonly Node[]
}

type Compiler = {
  compile(input: string, callbacks: { import: (file: string) => { contents: string } }): string
}
type Output = {
  readonly sources?: Readonly<Record<string, { readonly ast: Node }>>
  readonly errors?: readonly {
    readonly severity: string
    readonly message: string
    readonly sourceLocation?: { readonly file: string; readonly start: number }
  }[]
}

/** Reads or checks sources with npm's compiler; no code is made. */
function compiled(sources: Readonly<Record<string, string>>, settings: object, from: string): Output {
  const solc = createRequire(import.meta.url)('solc') as Compiler
  const input = {
    language: 'Solidity',
    sources: Object.fromEntries(Object.entries(sources).map(([name, content]) => [name, { content }])),
    settings,
  }
  const open = (file: string) => ({
    contents: fs.readFileSync(
      file.startsWith('@') ? path.join(root, 'node_modules', file) : path.join(from, file),
      'utf8',
    ),
  })
  return JSON.parse(solc.compile(JSON.stringify(input), { import: open })) as Output
}

const textOf = (bytes: Buffer, { start, end }: Span) => bytes.subarray(start, end).toString()
const spanOf = ({ src }: Node): Span => {
  const [start = 0, length = 0] = src.split(':').map(Number)
  return { start, end: start + length }
}

/** What can be flipped in a target, and how many operators of its inline assembly are not. */
function mutantsOf(target: Target): { readonly mutants: Mutant[]; readonly unflipped: number } {
  const name = `contracts/src/${target.file}`
  const bytes = fs.readFileSync(sourceOf(target.file))
  const settings = { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } }
  const tree = compiled({ [name]: bytes.toString() }, settings, root).sources?.[name]?.ast
  if (tree === undefined) throw new Error(`${name} cannot be read`)
  const mutants: Mutant[] = []
  let unflipped = 0
  const visit = (value: unknown, within: Within | null): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, within)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    const inside = withinOf(node, bytes) ?? within
    const flip = flipOf(node)
    const chosen = target.functions === undefined || target.functions.includes(inside?.name ?? '')
    // Outside of functions stand constants, which must be known to the compiler.
    if (flip !== null && inside !== null && chosen) {
      const span = spanOf(node)
      const flippable = target.assembly && !inside.pure && !EFFECTS.test(textOf(bytes, span))
      if (flip.yul && !flippable) unflipped++
      else mutants.push(mutantAt(target, bytes, { ...span, ...flip, within: inside }))
    }
    for (const child of Object.values(node)) visit(child, inside)
  }
  visit(tree, null)
  return { mutants, unflipped }
}

/** The function that a node is, if it is one. */
function withinOf(node: Node, bytes: Buffer): Within | null {
  if (node.nodeType !== 'FunctionDefinition' && node.nodeType !== 'ModifierDefinition') return null
  return {
    name: node.name || (node.kind ?? ''),
    source: digest(textOf(bytes, spanOf(node))),
    pure: node.stateMutability === 'pure',
  }
}

type Flip = Pick<Mutant, 'left' | 'right' | 'from' | 'to' | 'yul'>

/** What a node becomes when it is flipped; null where it cannot be. */
function flipOf(node: Node): Flip | null {
  const called = node.nodeType === 'YulFunctionCall' ? (node.functionName?.name ?? '') : null
  const [left, right] =
    called === null
      ? [node.leftExpression ?? node.leftHandSide, node.rightExpression ?? node.rightHandSide]
      : [node.arguments?.[0], node.arguments?.[1] ?? node.arguments?.[0]]
  const from = called ?? node.operator ?? ''
  const to = (called === null ? FLIPS : YUL_FLIPS)[from]
  if (left === undefined || right === undefined || to === undefined) return null
  return { left: spanOf(left), right: spanOf(right), from, to, yul: called !== null }
}

function mutantAt(target: Target, bytes: Buffer, place: Span & Flip & { within: Within }): Mutant {
  const { within, ...flip } = place
  const { left, from, to, yul } = flip
  const at = yul ? place.start : bytes.indexOf(from, left.end)
  const start = bytes.lastIndexOf('\n', at) + 1
  const end = bytes.indexOf('\n', at)
  const line = bytes.subarray(start, end).toString()
  const column = at - start - (line.length - line.trimStart().length)
  const key = `${target.file} ${within.name} · ${line.trim()} · ${column} ${from} → ${to}`
  return { ...flip, target, function: within.name, source: within.source, line: line.trim(), key }
}

/** A source with a switch at each of its mutants. */
function woven(bytes: Buffer, mutants: ReadonlyMap<Mutant, number>): string {
  const all = [...mutants.keys()]
  const text = (span: Span): string => {
    const outermost = all
      .filter(({ start, end }) => start >= span.start && end <= span.end)
      .filter(
        (one, _, list) =>
          !list.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
      )
      .sort((a, b) => a.start - b.start)
    let [made, at] = ['', span.start]
    for (const mutant of outermost) {
      const [left, right] = [text(mutant.left), text(mutant.right)]
      made += bytes.subarray(at, mutant.start).toString()
      made += (mutant.yul ? yulSwitch : switch_)(mutant, mutants.get(mutant) ?? 0, left, right)
      at = mutant.end
    }
    return made + bytes.subarray(at, span.end).toString()
  }
  return text({ start: 0, end: bytes.length })
}

function switch_({ from, to }: Mutant, number: number, left: string, right: string): string {
  return `(Mutation.on(${number}) ? ${left} ${to} ${right} : ${left} ${from} ${right})`
}

function yulSwitch({ from, to }: Mutant, number: number, left: string, right: string): string {
  const filled = (form: string) => form.replace(/[LR]/g, (operand) => (operand === 'L' ? left : right))
  const [on, as] = [`eq(coinbase(), ${number})`, from === 'iszero' ? 'iszero(L)' : `${from}(L, R)`]
  return `add(mul(${on}, ${filled(to)}), mul(iszero(${on}), ${filled(as)}))`
}

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

/** The number of the innermost switch around a place, or null. */
function switchAround(text: string, at: number): number | null {
  const before = [...text.slice(0, at + 1).matchAll(/\(Mutation\.on\((\d+)\)/g)]
  for (const match of before.toReversed()) {
    let depth = 0
    let i = match.index
    do {
      if (text[i] === '(') depth++
      if (text[i] === ')') depth--
      i++
    } while (depth > 0 && i < text.length)
    if (i > at) return Number(match[1])
  }
  return null
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
    'What is not judged has not been since its function last changed. Of inline assembly only that of `types/Payment.sol` is',
    'flipped, and of it what has no effects and stands in no pure function; the last column counts the other operators.',
    '',
    '| file | mutants | noticed | survived | do not compile | not judged | in assembly, not flipped |',
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

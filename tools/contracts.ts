// Compiles the contracts and writes what TypeScript needs of them (ABIs, bytecode, reasons and roles) and how each lays its
// storage out.
// `--check` writes nothing and fails when the files in the repository are not those the source gives.
import fs from 'node:fs'
import path from 'node:path'
import { budgetOf, committed, isOver } from '../bench/gas/table.ts'
import { entryPointPages, table } from './contracts-reference.ts'
import { PARTS } from './entry-points.ts'
import { forge } from './foundry.ts'

const root = path.join(import.meta.dirname, '..')
/** What is deployed. */
export const CONTRACTS = [
  'InvestorRegistry',
  'TokenOffice',
  'SecurityToken',
  'Offering',
  'Settlement',
  'Distributor',
  'RevenueRouter',
  'Factory',
  'AssetFactory',
  'Governance',
  'Waterfall',
  'Redemption',
  'Tender',
  'Conversion',
  'Split',
  'Ballot',
  'DevStablecoin',
] as const
/** EIP-170: the most bytes a contract's code may have. */
const CODE_BYTES_MAX = 24_576
const REFERENCE = 'docs/reference/contracts.md'
const HEADER = '// Generated from contracts/src by `npm run contracts`. Edit the source, not this file.\n'

interface Artifact {
  readonly abi: readonly { readonly name?: string; readonly type: string }[]
  readonly bytecode: { readonly object: string }
  readonly deployedBytecode: { readonly object: string }
  readonly metadata: {
    readonly compiler: { readonly version: string }
    readonly settings: { readonly evmVersion: string; readonly optimizer: { readonly runs: number } }
    readonly output: {
      readonly userdoc: { readonly methods?: Readonly<Record<string, { readonly notice?: string }>> }
    }
  }
  /** The functions, each with the types of its arguments. */
  readonly methodIdentifiers: Readonly<Record<string, string>>
  readonly storageLayout: {
    readonly storage: readonly StorageItem[]
    readonly types: Readonly<Record<string, StorageType>> | null
  }
}

interface StorageItem {
  readonly label: string
  readonly slot: string
  readonly offset: number
  readonly type: string
}

interface StorageType {
  readonly label: string
  readonly numberOfBytes: string
  readonly members?: readonly StorageItem[]
}

function artifact(name: string, source = `${name}.sol`): Artifact {
  const file = path.join(root, 'contracts', 'out', source, `${name}.json`)
  return JSON.parse(fs.readFileSync(file, 'utf8')) as Artifact
}

/**
 * What a contract answers. A token's other parts answer for it, so that a token is all of ISecurityToken; of the office itself
 * only its birth is of use.
 */
function abiOf(name: string): Artifact['abi'] {
  const { abi } = artifact(name)
  const birth = abi.filter(({ type }) => type === 'constructor')
  if (name === 'TokenOffice') return birth
  return name === 'SecurityToken' ? [...birth, ...artifact('ISecurityToken').abi] : abi
}

function source(file: string): string {
  return fs.readFileSync(path.join(root, 'contracts', 'src', file), 'utf8')
}

/** `ReceiverKycExpired` → `RECEIVER_KYC_EXPIRED`. */
function upperSnake(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}

/** The members of `enum Reason` in order, each with the sentence above it; None is left out. */
function reasons(): { name: string; doc: string }[] {
  const body = /enum Reason \{(.*?)\n\}/s.exec(source('Reason.sol'))?.[1] ?? ''
  const members = [...body.matchAll(/((?:\s*\/\/\/[^\n]*\n)*)\s*([A-Z]\w*)/g)].map((match) => ({
    name: match[2] ?? '',
    doc: [...(match[1] ?? '').matchAll(/\/\/\/ (.*)/g)].map((line) => line[1]).join(' '),
  }))
  if (members[0]?.name !== 'None') throw new Error('enum Reason was not found, or does not start with None')
  return members.slice(1)
}

function reasonsFile(): string {
  const lines = reasons().map(({ name, doc }) => `  /** ${doc} */\n  '${upperSnake(name)}',\n`)
  return (
    `${HEADER}\n` +
    `/** Why a transfer is refused, in the order of the checks. The enum on chain counts None as 0, so REASONS[n - 1]\n` +
    ` * is its value n. */\n` +
    `export const REASONS = [\n${lines.join('')}] as const\n\n` +
    `export type Reason = (typeof REASONS)[number]\n`
  )
}

function rolesFile(): string {
  const roles = [...source('Roles.sol').matchAll(/\/\/ (.*)\nuint256 constant (\w+) = 1 << (\d+);/g)]
  if (roles.length === 0) throw new Error('no role was found in Roles.sol')
  const lines = roles.map(([, , name, bit]) => `  ${name}: ${1n << BigInt(bit ?? '')}n,\n`)
  return (
    `${HEADER}\n` +
    `/** What an account may do on one token: the bits of \`rolesOf\`. \`contracts/src/Roles.sol\` says what each allows. */\n` +
    `export const ROLES = {\n${lines.join('')}} as const\n\n` +
    `export type Role = keyof typeof ROLES\n`
  )
}

function between(text: string, mark: string, content: string): string {
  const [begin, end] = [`<!-- ${mark}:begin -->`, `<!-- ${mark}:end -->`]
  if (!text.includes(begin) || !text.includes(end))
    throw new Error(`${REFERENCE} has lost its mark "${mark}"`)
  return `${text.slice(0, text.indexOf(begin) + begin.length)}\n\n${content}\n\n${text.slice(text.indexOf(end))}`
}

/** How each contract was compiled, and how long its creation code is before the constructor's arguments. */
function compiledFile(): string {
  const lines = CONTRACTS.map((name) => {
    const { bytecode, metadata } = artifact(name)
    const { compiler, settings } = metadata
    const creationBytes = (bytecode.object.length - 2) / 2
    const [version, evm, runs] = [compiler.version, settings.evmVersion, settings.optimizer.runs]
    return `  ${name}: { version: '${version}', evmVersion: '${evm}', optimizerRuns: ${runs}, creationBytes: ${creationBytes} },\n`
  })
  return `${HEADER}\n/** How each contract was compiled. */\nexport const COMPILED = {\n${lines.join('')}} as const\n`
}

/** Where a contract keeps what, as the compiler has laid it out: its own words, then the words of every struct in them. */
function layoutFile(name: string): string {
  const { storage, types } = artifact(name).storageLayout
  const type = (id: string): StorageType => {
    const found = types?.[id]
    if (found === undefined) throw new Error(`the compiler names no type ${id} of ${name}`)
    return found
  }
  const lines = (items: readonly StorageItem[]) =>
    items.map((item) => {
      const { label, numberOfBytes } = type(item.type)
      const place = `${item.slot.padStart(5)}${`${item.offset}`.padStart(8)}${numberOfBytes.padStart(8)}`
      return `${place}  ${item.label}: ${label}`
    })
  const structs = Object.values(types ?? {})
    .filter(({ members }) => members !== undefined)
    .sort((a, b) => (a.label < b.label ? -1 : 1))
    .flatMap(({ label, members = [] }) => ['', label, ...lines(members)])
  const head = `${name}: storage, generated from contracts/src by \`npm run contracts\`.`
  const nothing = storage.length === 0 ? ['  nothing'] : []
  return `${[head, '', ' slot  offset   bytes  what', ...lines(storage), ...nothing, ...structs].join('\n')}\n`
}

/** The reference with its tables of reasons and of gas as they are now. */
function reference(): string {
  const text = fs.readFileSync(path.join(root, REFERENCE), 'utf8')
  const why = reasons().map(({ name, doc }, n) => [`${n + 1}`, `\`${upperSnake(name)}\``, doc])
  const withReasons = between(text, 'reasons', table(['', 'reason', 'when'], why, [0]))
  return between(withReasons, 'gas', gasTable())
}

/** What is measured of us, with its budget, and of the others; a dash where there is no such thing. */
function gasTable(): string {
  const { ours, openzeppelin, trex } = committed()
  const number = (used: number | null | undefined) => used?.toLocaleString('en-US') ?? '–'
  const costs = Object.keys({ ...ours, ...trex }).map((operation) => [
    operation,
    number(ours[operation]),
    `${number(budgetOf(operation))}${isOver(operation, ours[operation]) ? ', over' : ''}`,
    ...[openzeppelin, trex].map((side) => number(side[operation])),
  ])
  return table(['operation', 'ours', 'at most', 'OpenZeppelin ERC-20', 'T-REX'], costs, [1, 2, 3, 4])
}

/** The pages of the entry points: of a token what its office answers too, of the embedded chain's dollar none. */
const REFERRED = CONTRACTS.filter((name) => name !== 'TokenOffice' && name !== 'DevStablecoin')

/** The functions and events of our contracts that no page mentions, and the errors of which the reference does not say when. */
function undocumented(pages: ReadonlyMap<string, string>): string[] {
  const text = fs.readFileSync(path.join(root, REFERENCE), 'utf8')
  const all = [text, ...pages.values()].join('\n')
  return REFERRED.flatMap((name) =>
    abiOf(name)
      .filter(
        ({ name: item, type }) =>
          item !== undefined && !(type === 'error' ? text : all).includes(`\`${item}`),
      )
      .map((item) => `${name}.${item.name}`),
  )
}

/** The errors of our own that no test of the contracts names. */
function untestedErrors(): string[] {
  const tests = solidityOf('test')
  return declared('error').filter((name) => !new RegExp(`\\b${name}\\b`).test(tests))
}

/**
 * ERC-3643 has them for what this code always refuses: a token is its own compliance (`ComplianceIsTheToken`), and a registry
 * its own storage (`BoundForGood`).
 */
const NEVER_EMITTED = ['TokenUnbound', 'IdentityRegistryUnbound']

/** The events of our own that no test of the contracts expects, with `vm.expectEmit` or among the recorded logs. */
function untestedEvents(): string[] {
  const tests = solidityOf('test')
  return declared('event')
    .filter((name) => !NEVER_EMITTED.includes(name))
    .filter((name) => !new RegExp(`\\bemit (\\w+\\.)?${name}\\(|\\b${name}\\.selector\\b`).test(tests))
}

/** The names of the errors or events that contracts/src declares. */
function declared(what: 'error' | 'event'): string[] {
  const names = solidityOf('src').matchAll(new RegExp(`^ *${what} (\\w+)\\(`, 'gm'))
  return [...new Set([...names].map(([, name = '']) => name))]
}

function solidityOf(folder: 'src' | 'test'): string {
  const files = fs.globSync(path.join(root, 'contracts', folder, '**', '*.sol'))
  return files.map((file) => fs.readFileSync(file, 'utf8')).join('\n')
}

/** The functions of our interfaces of which no `@notice` says what they promise. What they inherit is told where it is from. */
function unnoticed(): string[] {
  const interfaces = fs.globSync(path.join(root, 'contracts', 'src', '**', '*.sol')).flatMap((file) =>
    [...fs.readFileSync(file, 'utf8').matchAll(/^interface (\w+).*?^\}/gms)].map(([body, name = '']) => ({
      name,
      own: new Set([...body.matchAll(/^ *function (\w+)\(/gm)].map(([, own]) => own)),
      compiled: artifact(name, path.basename(file)),
    })),
  )
  if (interfaces.every(({ own }) => own.size === 0))
    throw new Error('no interface was found in contracts/src')
  return interfaces.flatMap(({ name, own, compiled }) =>
    Object.keys(compiled.methodIdentifiers)
      .filter((signature) => own.has(signature.slice(0, signature.indexOf('('))))
      .filter((signature) => !compiled.metadata.output.userdoc.methods?.[signature]?.notice)
      .map((signature) => `${name}.${signature}`),
  )
}

/** Every file to be, by its path in the repository. */
function generated(pages: ReadonlyMap<string, string>): Map<string, string> {
  const files = new Map([[REFERENCE, reference()], ...pages])
  for (const name of CONTRACTS) {
    const { bytecode } = artifact(name)
    const id = `${name[0]?.toLowerCase()}${name.slice(1)}`
    files.set(
      `contracts/abi/${name}.ts`,
      `${HEADER}\nexport const ${id}Abi = ${JSON.stringify(abiOf(name), null, 2)} as const\n`,
    )
    files.set(
      `contracts/bytecode/${name}.ts`,
      `${HEADER}\nexport const ${id}Bytecode =\n  '${bytecode.object}' as const\n`,
    )
    if (name !== 'DevStablecoin') files.set(`contracts/layout/${name}.txt`, layoutFile(name))
  }
  files.set('contracts/bytecode/compiled.ts', compiledFile())
  files.set('contracts/abi/reasons.ts', reasonsFile())
  files.set('contracts/abi/roles.ts', rolesFile())
  return files
}

/** They run in one storage: a word that two of them read differently would be somebody's balance. */
function differingLayouts(): string[] {
  const layouts = new Set(PARTS.map((name) => layoutFile(name).split('\n').slice(1).join('\n')))
  return layouts.size === 1 ? [] : [`${PARTS.join(', ')} lay out their storage differently`]
}

function printSizes(): boolean {
  let fits = true
  for (const name of new Set([...CONTRACTS, ...PARTS])) {
    const bytes = (artifact(name).deployedBytecode.object.length - 2) / 2
    if (bytes > CODE_BYTES_MAX) fits = false
    const verdict =
      bytes > CODE_BYTES_MAX ? `over the limit of ${CODE_BYTES_MAX}` : `${CODE_BYTES_MAX - bytes} to spare`
    console.log(`${name.padEnd(18)}${String(bytes).padStart(7)} bytes, ${verdict}`)
  }
  return fits
}

function main(check: boolean): number {
  // Named: the tests' own contracts would have nearly everything compiled a second time, with the optimizer of the hot profile.
  const code = forge(['build', 'contracts/src', '--quiet'])
  if (code !== 0) return code

  const { pages, missing } = entryPointPages(REFERRED)
  const stale: string[] = []
  for (const [file, text] of generated(pages)) {
    const full = path.join(root, file)
    if (fs.existsSync(full) && fs.readFileSync(full, 'utf8') === text) continue
    stale.push(file)
    if (check) continue
    fs.mkdirSync(path.dirname(full), { recursive: true })
    fs.writeFileSync(full, text)
  }
  for (const file of stale)
    console.log(check ? `${file} is stale: run \`npm run contracts\`` : `wrote ${file}`)
  const faults = [
    ...undocumented(pages).map((item) => `${REFERENCE} does not mention ${item}`),
    ...missing.map((item) => `the reference of entry points lacks ${item}`),
    ...untestedErrors().map((name) => `no test in contracts/test names the error ${name}`),
    ...untestedEvents().map((name) => `no test in contracts/test expects the event ${name}`),
    ...unnoticed().map((item) => `no @notice in the interface says what ${item} promises`),
    ...differingLayouts(),
  ]
  for (const fault of faults) console.log(fault)
  if (!printSizes() || faults.length > 0) return 1
  return check && stale.length > 0 ? 1 : 0
}

if (import.meta.main) process.exitCode = main(process.argv.includes('--check'))

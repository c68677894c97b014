/**
 * What each entry point of the contracts promises, to whom, and what it can emit, refuse with and call: promise and caller
 * from NatSpec (`@notice`, `@custom:by`), the rest from the compiler's syntax tree. Every path counts, taken or not.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { toFunctionSelector, type AbiFunction } from 'viem'

const root = path.join(import.meta.dirname, '..')
/** The programs that run on a token's storage, each called by the one before. The last is made by the office, at its birth. */
export const PARTS = ['SecurityToken', 'TokenOffice', 'TokenCompliance'] as const
const CACHE = path.join(root, 'contracts', 'cache', 'entry-points.json')

/** Once in a call, where it applies, or for each entry of a list that it applies to. */
type Often = 'once' | 'maybe' | 'each'

export interface EntryPoint {
  readonly name: string
  /** Its name, or its whole signature where the contract has two of that name. */
  readonly title: string
  readonly inputs: string
  readonly isView: boolean
  /** Whether the promise is ours, and not OpenZeppelin's. */
  readonly isOurs: boolean
  readonly promise: string
  /** Who may call it; empty of a view. */
  readonly by: string
  readonly events: readonly { readonly name: string; readonly often: Often }[]
  readonly reasons: readonly string[]
  readonly calls: readonly string[]
}

/** A node of the compiler's syntax tree; which fields it has depends on its type. */
interface Node {
  readonly nodeType: string
  readonly id: number
  readonly name: string
  readonly memberName?: string
  readonly nodes: readonly Node[]
  readonly statements: readonly Node[]
  readonly clauses: readonly Node[]
  readonly modifiers: readonly Node[]
  readonly arguments?: readonly Node[]
  readonly parameters: { readonly parameters: readonly Node[] }
  readonly linearizedBaseContracts: readonly number[]
  readonly contractKind: string
  readonly functionSelector?: string
  readonly stateMutability: string
  readonly body?: Node
  readonly condition: Node
  readonly trueBody: Node
  readonly falseBody?: Node
  readonly trueExpression: Node
  readonly falseExpression: Node
  readonly leftExpression: Node
  readonly rightExpression: Node
  readonly externalCall: Node
  readonly expression: Node
  readonly modifierName: Node
  readonly operator?: string
  /** The function behind an operator that a type has of its own. */
  readonly function?: number
  readonly referencedDeclaration?: number
  readonly typeDescriptions: { readonly typeIdentifier: string }
}

interface Described {
  readonly abi: readonly {
    readonly type: string
    readonly name?: string
    readonly stateMutability?: string
    readonly inputs?: readonly { readonly name: string; readonly internalType: string }[]
  }[]
  readonly userdoc: { readonly methods?: Readonly<Record<string, { readonly notice?: string }>> }
  readonly devdoc: {
    readonly methods?: Readonly<Record<string, Readonly<Record<string, string>>>>
    readonly 'custom:by'?: string
  }
  readonly evm: { readonly methodIdentifiers: Readonly<Record<string, string>> }
}

interface Compiled {
  readonly contracts: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly sources: Readonly<Record<string, { readonly ast: Node }>>
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[]
}

/** Every contract's entry points, by its name. Analysed anew when a source has changed since. */
export function entryPoints(names: readonly string[]): Map<string, EntryPoint[]> {
  const files = fs.globSync(path.join(root, 'contracts', 'src', '**', '*.sol')).sort()
  const sources = new Map(files.map((file) => [path.relative(root, file), fs.readFileSync(file, 'utf8')]))
  const digest = createHash('sha256')
  for (const text of [fs.readFileSync(import.meta.filename, 'utf8'), ...names, ...sources.values()])
    digest.update(text).update('\0')
  const key = digest.digest('hex')
  if (fs.existsSync(CACHE)) {
    const kept = JSON.parse(fs.readFileSync(CACHE, 'utf8')) as {
      key: string
      found: [string, EntryPoint[]][]
    }
    if (kept.key === key) return new Map(kept.found)
  }
  const found = entryPointsIn(sources, names)
  fs.mkdirSync(path.dirname(CACHE), { recursive: true })
  fs.writeFileSync(CACHE, JSON.stringify({ key, found: [...found] }))
  return found
}

/** The same of any sources, by their paths. */
export function entryPointsIn(
  sources: ReadonlyMap<string, string>,
  names: readonly string[],
): Map<string, EntryPoint[]> {
  const compiled = analyse(sources)
  const reach = reacher(compiled)
  return new Map(names.map((name) => [name, pointsOf(compiled, reach, name)]))
}

function analyse(sources: ReadonlyMap<string, string>): Compiled {
  const solc = createRequire(import.meta.url)('solc') as {
    compile(job: string, reader: { import(file: string): { contents: string } }): string
  }
  const job = {
    language: 'Solidity',
    sources: Object.fromEntries([...sources].map(([file, content]) => [file, { content }])),
    settings: {
      evmVersion: 'osaka',
      remappings: ['@openzeppelin/contracts/=node_modules/@openzeppelin/contracts/'],
      outputSelection: { '*': { '': ['ast'], '*': ['abi', 'userdoc', 'devdoc', 'evm.methodIdentifiers'] } },
    },
  }
  const read = (file: string) => ({ contents: fs.readFileSync(path.join(root, file), 'utf8') })
  const compiled = JSON.parse(solc.compile(JSON.stringify(job), { import: read })) as Compiled
  const failed = compiled.errors?.find(({ severity }) => severity === 'error')
  if (failed) throw new Error(failed.formattedMessage)
  return compiled
}

const prose = (text: string) => text.replace(/\s+/g, ' ').trim()

/** A token is all of ISecurityToken; whatever it has no function for, its office answers, or the compliance behind that. */
const ANSWERS: Readonly<Record<string, { readonly as: string; readonly code: readonly string[] }>> = {
  SecurityToken: { as: 'ISecurityToken', code: PARTS },
}

function pointsOf({ contracts }: Compiled, reach: Reach, name: string): EntryPoint[] {
  const described = new Map(Object.values(contracts).flatMap((file) => Object.entries(file)))
  const { as, code } = ANSWERS[name] ?? { as: name, code: [name] }
  const one = described.get(as)
  if (one === undefined) throw new Error(`the compiler knows no ${as}`)
  const ours = described.get(name === as ? `I${name}` : as) ?? one
  // What OpenZeppelin promises has no `@notice`, but a first sentence; who may call it our interface says in one place.
  const theirs = described.get('IAccessManager')?.devdoc.methods ?? {}
  const saidInOne = new Map(
    [...(ours.devdoc['custom:by'] ?? '').matchAll(/([\w, ]+): ([^;]+)/g)].flatMap(
      ([, functions = '', said = '']) =>
        functions.split(',').map((each) => [each.trim(), prose(said)] as const),
    ),
  )
  return titled(one.evm.methodIdentifiers).map(({ name: functionName, title, signature, selector }) => {
    const item = one.abi.find(
      (each) => each.name === functionName && toFunctionSelector(each as AbiFunction) === `0x${selector}`,
    )
    const isView = item?.stateMutability === 'view' || item?.stateMutability === 'pure'
    const said = saidInOne.get(functionName) ?? ''
    const notice = (ours.userdoc.methods?.[signature] ?? one.userdoc.methods?.[signature])?.notice
    const details = prose(
      one.devdoc.methods?.[signature]?.['details'] ?? theirs[signature]?.['details'] ?? said,
    )
    return {
      name: functionName,
      title,
      inputs: (item?.inputs ?? [])
        .map((input) => prose(`${typeName(input.internalType)} ${input.name}`))
        .join(', '),
      isView,
      isOurs: notice !== undefined,
      promise: prose(notice ?? /^.*?\.(?= |$)/.exec(details)?.[0] ?? details),
      by: isView
        ? ''
        : prose((ours.devdoc.methods?.[signature] ?? one.devdoc.methods?.[signature])?.['custom:by'] ?? said),
      ...(isView ? { events: [], reasons: [], calls: [] } : reach(code, selector)),
    }
  })
}

/** The functions of a contract, from their selectors by signature: a name that two of them have is no title. */
export function titled(selectors: Readonly<Record<string, string>>) {
  const functions = Object.entries(selectors).map(([signature, selector]) => ({
    name: signature.slice(0, signature.indexOf('(')),
    signature,
    selector,
  }))
  return functions.map((one) => {
    const isOnly = functions.every((other) => other === one || other.name !== one.name)
    return { ...one, title: isOnly ? one.name : one.signature }
  })
}

/** `struct TokenTerms` → `TokenTerms`, `contract IERC20` → `IERC20`. */
function typeName(type: string): string {
  return type.replace(/^(struct|enum|contract) /, '')
}

type Reach = (
  contracts: readonly string[],
  selector: string,
) => Pick<EntryPoint, 'events' | 'reasons' | 'calls'>

function reacher({ sources }: Compiled): Reach {
  const nodes = new Map<number, Node>()
  const index = (node: Node): void => {
    nodes.set(node.id, node)
    children(node).forEach(index)
  }
  for (const { ast } of Object.values(sources)) index(ast)
  const contracts = [...nodes.values()].filter(({ nodeType }) => nodeType === 'ContractDefinition')
  const homes = new Map(
    contracts.flatMap((contract) => contract.nodes.map((node) => [node, contract] as const)),
  )
  return (names, selector) => {
    for (const name of names) {
      const contract = contracts.find((each) => each.name === name)
      const line = contract?.linearizedBaseContracts.flatMap((id) => nodes.get(id) ?? []) ?? []
      const entry = line
        .flatMap((each) => each.nodes)
        .find((each) => each.functionSelector === selector && each.body !== undefined)
      if (entry) return reachedFrom(entry, { line, nodes, homes })
    }
    throw new Error(`no code was found for ${selector} of ${names.join(', ')}`)
  }
}

function children(node: Node): Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'nodeType' in value)
}

/** Whether what follows this statement may not be reached. */
function leaves(node: Node): boolean {
  return node.nodeType === 'Return' || node.nodeType === 'Continue' || children(node).some(leaves)
}

interface Tree {
  /** The contract and what it inherits, the nearest first. */
  readonly line: readonly Node[]
  readonly nodes: ReadonlyMap<number, Node>
  readonly homes: ReadonlyMap<Node, Node>
}

/** Follows the calls within the contract; a call of another contract is named, not followed. */
function reachedFrom(entry: Node, { line, nodes, homes }: Tree): ReturnType<Reach> {
  const events = new Map<string, Often>()
  const [reasons, calls, seen] = [new Set<string>(), new Set<string>(), new Set<string>()]

  /** What runs when `named` is called: the nearest override, behind `after` in the line when it is called by super. */
  const running = (named: Node, after = -1): Node => {
    const types = (one: Node) =>
      one.parameters.parameters.map((each) => each.typeDescriptions.typeIdentifier).join()
    const home = homes.get(named)
    if (home === undefined || !line.includes(home)) return named
    const same = (one: Node) =>
      one.nodeType === named.nodeType && one.name === named.name && one.body && types(one) === types(named)
    return (
      line
        .slice(after + 1)
        .flatMap((each) => each.nodes)
        .find(same) ?? named
    )
  }

  const enter = (named: Node, often: Often, after?: number): void => {
    const code = running(named, after)
    if (!code.body || seen.has(`${code.id} ${often}`)) return
    seen.add(`${code.id} ${often}`)
    const place = line.findIndex((each) => each.nodes.includes(code))
    for (const modifier of code.modifiers ?? []) {
      modifier.arguments?.forEach((argument) => walk(argument, often, place))
      const definition = nodes.get(modifier.modifierName.referencedDeclaration ?? -1)
      if (definition?.nodeType === 'ModifierDefinition') enter(definition, often)
    }
    walk(code.body, often, place)
  }

  const refer = (node: Node, often: Often, place: number): void => {
    const declared = nodes.get(node.referencedDeclaration ?? -1)
    if (declared?.nodeType === 'ErrorDefinition') reasons.add(declared.name)
    if (declared?.nodeType === 'EventDefinition') {
      const before = events.get(declared.name)
      const either = [before, often]
      events.set(declared.name, either.includes('once') ? 'once' : either.includes('each') ? 'each' : 'maybe')
    }
    if (declared?.nodeType !== 'FunctionDefinition') return
    const on = node.nodeType === 'MemberAccess' ? node.expression.typeDescriptions.typeIdentifier : ''
    const home = homes.get(declared)
    const isOther = /^t_(contract|type\$_t_contract)/.test(on) && home?.contractKind !== 'library'
    const isBase =
      on.startsWith('t_type') && home !== undefined && line.includes(home) && declared.body !== undefined
    if (isOther && !isBase) {
      if (!/view|pure/.test(declared.stateMutability)) calls.add(`${home?.name}.${declared.name}`)
    } else enter(declared, often, on.startsWith('t_type$_t_super') ? place : undefined)
  }

  const walk = (node: Node, often: Often, place: number): void => {
    const maybe: Often = often === 'once' ? 'maybe' : often
    const always = (...each: readonly (Node | undefined)[]) =>
      each.forEach((one) => one && walk(one, often, place))
    const perhaps = (...each: readonly (Node | undefined)[]) =>
      each.forEach((one) => one && walk(one, maybe, place))
    const operator = node.function === undefined ? undefined : nodes.get(node.function)
    if (operator) enter(operator, often)
    switch (node.nodeType) {
      case 'IfStatement':
        always(node.condition)
        return perhaps(node.trueBody, node.falseBody)
      case 'Conditional':
        always(node.condition)
        return perhaps(node.trueExpression, node.falseExpression)
      case 'TryStatement':
        always(node.externalCall)
        return perhaps(...node.clauses)
      case 'ForStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return children(node).forEach((each) => walk(each, 'each', place))
      case 'Block':
      case 'UncheckedBlock': {
        let now = often
        for (const statement of node.statements) {
          walk(statement, now, place)
          if (statement.nodeType === 'IfStatement' && leaves(statement) && now === 'once') now = 'maybe'
        }
        return
      }
      case 'BinaryOperation':
        if (node.operator === '&&' || node.operator === '||') {
          always(node.leftExpression)
          return perhaps(node.rightExpression)
        }
        // `selector == one.name.selector` asks what is called, and calls nothing.
        return always(
          ...[node.leftExpression, node.rightExpression].filter(
            ({ memberName }) => memberName !== 'selector',
          ),
        )
      case 'Identifier':
      case 'IdentifierPath':
      case 'MemberAccess':
        refer(node, often, place)
    }
    children(node).forEach((each) => walk(each, often, place))
  }

  enter(entry, 'once')
  return {
    events: [...events].map(([name, often]) => ({ name, often })),
    reasons: [...reasons],
    calls: [...calls],
  }
}

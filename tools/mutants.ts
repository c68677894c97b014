/**
 * What can be flipped in a contract, and the contract with a switch at each of it: `a < b` becomes
 * `(Mutation.on(17) ? a <= b : a < b)`. Inline assembly has no such choice: there one expression is either, by a word that is
 * read before the assembly, or both are computed and one of them is multiplied by nought. Operands of the latter have no effects.
 */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')

/** As a mutant's number: none is on, and every switch that is reached says so in the test's log. */
export const RECORD = 0xffff

/** Which mutant is on. Pure for its callers, as what it is woven into may be. */
export const SWITCH = `// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.0;

library Mutation {
    function on(uint256 mutant) internal pure returns (bool) {
        return which(mutant, mutant) == mutant;
    }

    /// The one that is on, if any; first and last are those of which somebody asks.
    function which(uint256 first, uint256 last) internal pure returns (uint256) {
        function (uint256, uint256) view returns (uint256) reads = coinbase;
        function (uint256, uint256) pure returns (uint256) asPure;
        assembly {
            asPure := reads
        }
        return asPure(first, last);
    }

    function coinbase(uint256 first, uint256 last) private view returns (uint256 chosen) {
        chosen = uint160(address(block.coinbase));
        // Forge prints what is called at this address: console.log(uint256).
        if (chosen == ${RECORD}) {
            for (uint256 mutant = first; mutant <= last; ++mutant) {
                (bool heard,) = address(0x636F6e736F6c652e6c6f67).staticcall(abi.encodeWithSelector(0xf82c50f1, mutant));
                heard;
            }
        }
    }
}
`

export type Target = {
  readonly file: string
  /** The tests that should notice, as forge matches paths. */
  readonly tests: string
}

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
  shl: 'shr(L, R)',
  shr: 'shl(L, R)',
}
/** Those of which one expression is either: ON is 1 or 0, ALL every bit of it. */
const YUL_EITHER: Readonly<Record<string, string>> = {
  eq: 'xor(eq(L, R), ON)',
  iszero: 'xor(iszero(L), ON)',
  and: 'xor(and(xor(L, ALL), xor(R, ALL)), ALL)',
  or: 'xor(or(xor(L, ALL), xor(R, ALL)), ALL)',
}
/** Calls whose doing twice is not doing once. */
const EFFECTS = /\b(?:\w*call|create2?|[st]store|mstore8?|\w+copy|log\d)\(/

export type Mutant = {
  readonly target: Target
  /** Where the expression is in the source, in bytes, and its two sides. */
  readonly start: number
  readonly end: number
  readonly left: Span
  readonly right: Span
  readonly from: string
  /** An operator, or in inline assembly what stands for the call of `from`. */
  readonly to: string
  /** The inline assembly it is in. */
  readonly assembly: Span | null
  readonly function: string
  /** Of the function, a digest: a verdict is about this source. */
  readonly source: string
  /** The line it is in, without its spaces. */
  readonly line: string
  /** The same for as long as the line and what is flipped in it are. */
  readonly key: string
}

type Span = { readonly start: number; readonly end: number }
type Within = { readonly name: string; readonly source: string }

export const sourceOf = (file: string) => path.join(root, 'contracts', 'src', file)
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
export function compiled(sources: Readonly<Record<string, string>>, settings: object, from: string): Output {
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
export function mutantsOf(target: Target): { readonly mutants: Mutant[]; readonly unflipped: number } {
  const name = `contracts/src/${target.file}`
  const bytes = fs.readFileSync(sourceOf(target.file))
  const settings = { stopAfter: 'parsing', outputSelection: { '*': { '': ['ast'] } } }
  const tree = compiled({ [name]: bytes.toString() }, settings, root).sources?.[name]?.ast
  if (tree === undefined) throw new Error(`${name} cannot be read`)
  const mutants: Mutant[] = []
  let unflipped = 0
  const visit = (value: unknown, within: Within | null, block: Span | null): void => {
    if (Array.isArray(value)) {
      for (const item of value) visit(item, within, block)
      return
    }
    if (typeof value !== 'object' || value === null) return
    const node = value as Node
    const inside = withinOf(node, bytes) ?? within
    const assembly = node.nodeType === 'InlineAssembly' ? spanOf(node) : block
    const flip = flipOf(node)
    // Outside of functions stand constants, which must be known to the compiler.
    if (flip !== null && inside !== null) {
      const span = spanOf(node)
      const isTwice = assembly !== null && YUL_EITHER[flip.from] === undefined
      if (isTwice && EFFECTS.test(textOf(bytes, span))) unflipped++
      else mutants.push(mutantAt(target, bytes, { ...span, ...flip, assembly, within: inside }))
    }
    for (const child of Object.values(node)) visit(child, inside, assembly)
  }
  visit(tree, null, null)
  return { mutants, unflipped }
}

/** The function that a node is, if it is one. */
function withinOf(node: Node, bytes: Buffer): Within | null {
  if (node.nodeType !== 'FunctionDefinition' && node.nodeType !== 'ModifierDefinition') return null
  return {
    name: node.name || (node.kind ?? ''),
    source: digest(textOf(bytes, spanOf(node))),
  }
}

type Flip = Pick<Mutant, 'left' | 'right' | 'from' | 'to'>

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
  return { left: spanOf(left), right: spanOf(right), from, to }
}

function mutantAt(
  target: Target,
  bytes: Buffer,
  place: Span & Flip & { assembly: Span | null; within: Within },
): Mutant {
  const { within, ...flip } = place
  const { left, from, to, assembly } = flip
  const at = assembly === null ? bytes.indexOf(from, left.end) : place.start
  const start = bytes.lastIndexOf('\n', at) + 1
  const end = bytes.indexOf('\n', at)
  const line = bytes.subarray(start, end).toString()
  const column = at - start - (line.length - line.trimStart().length)
  const key = `${target.file} ${within.name} · ${line.trim()} · ${column} ${from} → ${to}`
  return { ...flip, target, function: within.name, source: within.source, line: line.trim(), key }
}

/** A source with a switch at each of its mutants. */
export function woven(bytes: Buffer, mutants: ReadonlyMap<Mutant, number>): string {
  const blocks = Map.groupBy(
    [...mutants].filter(([{ assembly }]) => assembly !== null),
    ([{ assembly }]) => assembly!.start,
  )
  const pieces = [
    ...[...mutants].map(([mutant, number]) => ({ ...mutant, made: () => switchAt(mutant, number) })),
    ...[...blocks.values()].map((of) => ({ ...of[0]![0].assembly!, made: () => withWord(of) })),
  ]
  const text = (span: Span): string => {
    const outermost = pieces
      .filter(({ start, end }) => start >= span.start && end <= span.end)
      .filter(
        (one, _, list) =>
          !list.some((other) => other !== one && other.start <= one.start && other.end >= one.end),
      )
      .sort((a, b) => a.start - b.start)
    let [made, at] = ['', span.start]
    for (const piece of outermost) {
      made += bytes.subarray(at, piece.start).toString() + piece.made()
      at = piece.end
    }
    return made + bytes.subarray(at, span.end).toString()
  }
  const switchAt = ({ from, to, left, right, assembly }: Mutant, number: number): string => {
    const [l, r] = [text(left), text(right)]
    if (assembly === null) return `(Mutation.on(${number}) ? ${l} ${to} ${r} : ${l} ${from} ${r})`
    const on = `eq(mutation, ${number})`
    const words: Readonly<Record<string, string>> = { L: l, R: r, ON: on, ALL: `sub(0, ${on})` }
    const either = YUL_EITHER[from] ?? `add(mul(ON, ${to}), mul(iszero(ON), ${from}(L, R)))`
    return either.replace(/\b(?:L|R|ON|ALL)\b/g, (word) => words[word]!)
  }
  /** The assembly after the word that says which of its mutants is on. */
  const withWord = (of: readonly (readonly [Mutant, number])[]): string => {
    const { start, end } = of[0]![0].assembly!
    const numbers = of.map(([, number]) => number)
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
    // Past its first letter, or it would be found again.
    return `{ uint256 mutation = Mutation.which(${first}, ${last}); a${text({ start: start + 1, end })} }`
  }
  return text({ start: 0, end: bytes.length })
}

/** The number of the innermost switch around a place, or null. */
export function switchAround(text: string, at: number): number | null {
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

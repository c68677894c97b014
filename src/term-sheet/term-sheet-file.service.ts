import { isCollection, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml'
import type { Document } from 'yaml'
import type { Facts } from '../kernel/result.ts'
import { SHEET_BYTES_MAX, type SheetCode } from './term-sheet.ts'

export type Path = readonly (string | number)[]
export type Position = { readonly line: number; readonly column: number }
export type Fault = {
  readonly code: SheetCode
  readonly path: Path
  readonly facts: Facts
  readonly severity?: 'error' | 'warning'
  readonly at?: Position
}

/** Where a fault of the whole file stands. */
export const START: Position = { line: 1, column: 1 }

type File =
  | {
      readonly ok: true
      readonly raw: unknown
      readonly text: string
      readonly locate: (path: Path) => Position
      readonly faults: readonly Fault[]
    }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Where a value stands in the text of a sheet; its beginning where the text cannot be read. */
export function positionIn(text: string, path: Path): Position {
  const file = readYaml(new TextEncoder().encode(text))
  return file.ok ? file.locate(path) : START
}

/** The text of a file as YAML, with the place of each value in it. */
export function readYaml(bytes: Uint8Array): File {
  if (bytes.length > SHEET_BYTES_MAX)
    return unreadable('YAML_TOO_LARGE', { bytes: String(bytes.length), max: String(SHEET_BYTES_MAX) })
  const text = utf8(bytes)
  if (text === null) return unreadable('YAML_ENCODING')

  const lines = new LineCounter()
  let document: Document
  try {
    document = parseDocument(text, {
      version: '1.2',
      schema: 'core',
      merge: false,
      stringKeys: true,
      prettyErrors: false,
      lineCounter: lines,
    })
  } catch (error) {
    // The parser recurses; only nesting that no term sheet has exhausts the stack.
    if (error instanceof RangeError) return unreadable('YAML_TOO_DEEP')
    throw error
  }
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const faults = [...syntaxFaults(document, text, position), ...forbiddenParts(document, position)]
  // A repeated key leaves the rest readable; any other fault of syntax may have swallowed half of the file.
  if (faults.some(({ code }) => code !== 'YAML_DUPLICATE_KEY')) return { ok: false, faults }
  const raw: unknown = document.toJS({ maxAliasCount: 0 })
  if (!isMap(document.contents))
    return {
      ok: false,
      faults: [...faults, { code: 'YAML_NOT_A_MAP', path: [], facts: {}, at: START }],
    }
  return { ok: true, raw, text, faults, locate: (path) => locate(document, path, position) }
}

function unreadable(code: SheetCode, facts: Facts = {}): File {
  return { ok: false, faults: [{ code, path: [], facts, at: START }] }
}

// Tab, line feed and carriage return are the control characters that a text may have.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u

function utf8(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return CONTROL.test(text) ? null : text
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function syntaxFaults(document: Document, text: string, position: (offset: number) => Position): Fault[] {
  return document.errors.map((error) => {
    const at = position(error.pos[0])
    if (error.code === 'DUPLICATE_KEY') {
      const key = /^["']?([^"':\s]*)/.exec(text.slice(error.pos[0], error.pos[0] + 80))?.[1] ?? ''
      return { code: 'YAML_DUPLICATE_KEY', path: [], facts: { key }, at }
    }
    if (error.code === 'MULTIPLE_DOCS') return { code: 'YAML_DOCUMENTS', path: [], facts: {}, at }
    const [first = 'unreadable'] = error.message.split('\n')
    return { code: 'YAML_SYNTAX', path: [], facts: { error: first.replace(/[.:]+$/, '') }, at }
  })
}

function forbiddenParts(document: Document, position: (offset: number) => Position): Fault[] {
  const faults: Fault[] = []
  visit(document, {
    Alias: (_, node) => {
      faults.push({ code: 'YAML_ALIAS', path: [], facts: {}, at: position(node.range?.[0] ?? 0) })
    },
    Value: (_, node) => {
      const at = position(node.range?.[0] ?? 0)
      if (node.anchor !== undefined) faults.push({ code: 'YAML_ALIAS', path: [], facts: {}, at })
      if (node.tag !== undefined) faults.push({ code: 'YAML_TAG', path: [], facts: { tag: node.tag }, at })
    },
  })
  return faults
}

/** Where a value stands: the value itself, the key of a list or map, or what a missing field is missing from. */
function locate(document: Document, path: Path, position: (offset: number) => Position): Position {
  let node: unknown = document.contents
  let offset = 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part)
      if (pair === undefined) break
      node = pair.value
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset
    } else if (isSeq(node)) {
      const item: unknown = typeof part === 'number' ? node.items[part] : undefined
      if (item === undefined) break
      node = isPair(item) ? item.value : item
      if (isCollection(node)) offset = node.range?.[0] ?? offset
    } else break
    if (isScalar(node) && node.value !== null) offset = node.range?.[0] ?? offset
  }
  return position(offset)
}

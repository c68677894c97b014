import {
  Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Pair,
  parseDocument,
  Scalar,
  YAMLMap,
  visit,
  YAMLSeq,
} from 'yaml'
import { SHEET_FORM } from './term-sheet-form.service.ts'
import { fieldPath, linesOf, readPairs, type FieldEdit, type FieldKind } from './term-sheet-form.ts'

type Path = readonly (string | number)[]

/** No list of a sheet is longer. */
const ITEMS_MAX = 250
const FIELDS = new Map(
  SHEET_FORM.groups.flatMap(({ fields }) => fields.map((field) => [field.path, field.kind])),
)
const LISTS = new Set(SHEET_FORM.groups.flatMap(({ path, isList }) => (isList ? [path] : [])))
const OPTIONAL = new Set(
  SHEET_FORM.groups.flatMap(({ path, isNeeded }) => (isNeeded ? [] : [path.replace(/\[\]$/, '')])),
)

/** Whether there is such a field, or such an item of a list. */
export function isEditable({ path, value }: FieldEdit): boolean {
  const indices = [...path.matchAll(/\[(\d+)\]/g)].map(([, index]) => Number(index))
  if (indices.some((index) => index >= ITEMS_MAX)) return false
  return FIELDS.has(fieldPath(path)) || (value === null && LISTS.has(fieldPath(path)))
}

/**
 * The text of every field that a sheet has, by its path; null for a text that is no map of YAML, or has what no term sheet
 * may have. A value of another kind than its field is given as YAML writes it, so that what is wrong can be seen.
 */
export function sheetValues(text: string): Readonly<Record<string, string>> | null {
  const document = documentOf(text)
  if (document === null) return null
  const values: Record<string, string> = {}
  const look = (value: unknown, path: string) => {
    const kind = FIELDS.get(fieldPath(path))
    if (kind !== undefined) {
      const shown = textOf(value, kind)
      if (shown !== '') values[path] = shown
    } else if (Array.isArray(value)) value.forEach((each, index) => look(each, `${path}[${index}]`))
    else if (typeof value === 'object' && value !== null)
      for (const [name, each] of Object.entries(value)) look(each, path === '' ? name : `${path}.${name}`)
  }
  look(document.toJS({ maxAliasCount: 0 }), '')
  return values
}

/**
 * The sheet with some of its fields changed. Everything else stays: what the form does not know, comments, the order. A
 * new field goes where the schema has it. Null for a text that `sheetValues` cannot read.
 *
 * @param edits each `isEditable`
 */
export function editSheet(text: string, edits: readonly FieldEdit[]): string | null {
  const document = documentOf(text)
  if (document === null) return null
  for (const { path, value } of edits) {
    const parts = pathOf(path)
    if (value === null || value.trim() === '') remove(document, parts)
    else {
      put(document, parts, scalarOf(value, FIELDS.get(fieldPath(path)) ?? 'text'))
      for (const constant of SHEET_FORM.constants)
        if (parentOf(constant.path) === parentOf(fieldPath(path)) || parentOf(constant.path) === '') {
          const beside = [
            ...parts.slice(0, pathOf(constant.path).length - 1),
            ...pathOf(constant.path).slice(-1),
          ]
          const at = parentOf(constant.path) === '' ? pathOf(constant.path) : beside
          if (!document.hasIn(at)) put(document, at, constant.value)
        }
    }
  }
  if (isMap(document.contents)) document.contents.flow = false
  return document.toString({ lineWidth: 120, flowCollectionPadding: false, singleQuote: true })
}

function documentOf(text: string): Document | null {
  const document = parse(text)
  if (document === null || document.errors.length > 0 || hasForbidden(document)) return null
  if (document.contents === null) return parse('{}\n')
  return isMap(document.contents) ? document : null
}

/** Anchors, aliases and tags, which the reader refuses. */
function hasForbidden(document: Document): boolean {
  let found = false
  visit(document, {
    Alias: () => {
      found = true
      return visit.BREAK
    },
    Value: (_, { anchor, tag }) => {
      found ||= anchor !== undefined || tag !== undefined
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

function parse(text: string): Document | null {
  try {
    return parseDocument(text, { version: '1.2', schema: 'core', merge: false, stringKeys: true })
  } catch (error) {
    // Nesting that exhausts the parser, as in `readTermSheet`.
    if (error instanceof RangeError) return null
    throw error
  }
}

function pathOf(path: string): Path {
  return path
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

function parentOf(path: string): string {
  return path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : ''
}

function schemaPath(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

/* Taking away: with a part that may be left out, once nothing is in it. */

function remove(document: Document, path: Path): void {
  if (!document.hasIn(path)) return
  document.deleteIn(path)
  const parent = path.slice(0, -1)
  if (parent.length === 0) return
  const left: unknown = document.getIn(parent)
  const isEmpty = isCollection(left) && left.items.length === 0
  if (isEmpty && OPTIONAL.has(schemaPath(parent))) remove(document, parent)
}

/* Putting in */

type Value = string | number | boolean | readonly string[] | Readonly<Record<string, string>>

function put(document: Document, path: Path, value: Value): void {
  let at = document.contents as unknown as YAMLMap | YAMLSeq
  for (const [depth, part] of path.slice(0, -1).entries()) {
    const inner: unknown = at.get(part, true)
    const next = path[depth + 1]
    if (typeof next === 'number' ? isSeq(inner) : isMap(inner)) at = inner as YAMLMap | YAMLSeq
    else {
      const made = typeof next === 'number' ? new YAMLSeq() : new YAMLMap()
      insert(at, path.slice(0, depth + 1), made)
      at = made
    }
  }
  const last = path.at(-1)!
  const known: unknown = at.get(last, true)
  if (isScalar(known) && typeof value !== 'object') {
    // Quotes stay as they were, unless what was there was no text.
    if (typeof known.value !== typeof value) delete known.type
    delete known.source
    known.value = value
    return
  }
  const node = document.createNode(value)
  if (isCollection(known) && isCollection(node)) {
    if (known.flow === true) node.flow = true
    if (known.comment != null) node.comment = known.comment
    if (known.commentBefore != null) node.commentBefore = known.commentBefore
  }
  if (isScalar(node) && FIELDS.get(schemaPath(path)) === 'amount') node.type = Scalar.QUOTE_SINGLE
  insert(at, path, node)
}

/** Puts a node where the path ends: in a map before the first field that the schema has later. */
function insert(into: YAMLMap | YAMLSeq, path: Path, node: unknown): void {
  const name = path.at(-1)!
  if (isSeq(into)) {
    into.set(Math.min(Number(name), into.items.length), node)
    return
  }
  if (into.has(name)) {
    into.set(name, node)
    return
  }
  const order = SHEET_FORM.order.get(schemaPath(path.slice(0, -1))) ?? []
  const later = order.slice(order.indexOf(String(name)) + 1)
  const before = into.items.findIndex(({ key }) => isScalar(key) && later.includes(String(key.value)))
  const key = new Scalar(name)
  if (path.length === 1 && isCollection(node)) key.spaceBefore = true
  const first = into.items[0]?.key
  // What is said above the first field is said of the file.
  if (path.length === 1 && before === 0 && isScalar(first) && first.commentBefore != null) {
    key.commentBefore = first.commentBefore
    delete first.commentBefore
  }
  into.items.splice(before === -1 ? into.items.length : before, 0, new Pair(key, node))
}

/** What a text of the form is in YAML. A text that is none of its kind stays a text, and the reader says so. */
function scalarOf(text: string, kind: FieldKind): Value {
  const trimmed = text.trim()
  if (kind === 'integer') return /^-?\d{1,15}$/.test(trimmed) ? Number(trimmed) : trimmed
  if (kind === 'yes-no') return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed
  if (kind === 'lines') return linesOf(text).flatMap((line) => countryCodes(line) ?? [line])
  if (kind === 'pairs') {
    const pairs = readPairs(text)
    return pairs === null ? trimmed : Object.fromEntries(pairs)
  }
  return trimmed
}

/** Country codes of one line, as sentences write them: “AS, GU, US”. Null where it says anything else. */
function countryCodes(line: string): string[] | null {
  return /^[A-Z]{2}(?:[\s,;]+[A-Z]{2})*[.,;]?$/.test(line) ? (line.match(/[A-Z]{2}/g) ?? []) : null
}

function textOf(value: unknown, kind: FieldKind): string {
  if (value === null || value === undefined) return ''
  if (kind === 'lines' && Array.isArray(value)) return value.map(String).join('\n')
  if (kind === 'pairs' && typeof value === 'object')
    return Object.entries(value)
      .map(([label, text]) => `${label}: ${String(text)}`)
      .join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

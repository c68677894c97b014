import { termSheetJsonSchema } from './term-sheet-schema.service.ts'
import { stepOf, type FieldKind, type FormField, type FormGroup } from './term-sheet-form.ts'

type Node = Readonly<Record<string, unknown>>
/** From so many letters on, a text is given more than a line. */
const LONG_TEXT = 300

/** A field that the schema leaves no choice about: it is written along with its neighbours. */
export type Constant = { readonly path: string; readonly value: string | number | boolean }

/** The form of a term sheet, derived from the schema that reads it: a new field of the schema is asked for as well. */
export const SHEET_FORM: {
  readonly groups: readonly FormGroup[]
  readonly constants: readonly Constant[]
  /** Every field of every map, in the schema's order. */
  readonly order: ReadonlyMap<string, readonly string[]>
} = formOf(termSheetJsonSchema())

function formOf(schema: unknown) {
  const groups: FormGroup[] = []
  const constants: Constant[] = []
  const order = new Map<string, readonly string[]>()

  const map = (path: string, node: Node, about: Pick<FormGroup, 'isList' | 'isNeeded' | 'hint'>) => {
    const properties = Object.entries(nodesOf(node['properties']))
    order.set(
      path,
      properties.map(([name]) => name),
    )
    const needed: unknown = node['required']
    const isNeeded = (name: string) => Array.isArray(needed) && needed.includes(name)
    const at = (name: string) => (path === '' ? name : `${path}.${name}`)
    const isMap = (child: Node) => child['properties'] !== undefined
    const isListOfMaps = (child: Node) => isNode(child['items']) && isMap(child['items'])
    const fields = properties.flatMap(([name, child]): FormField[] => {
      const constant = child['const']
      if (typeof constant === 'string' || typeof constant === 'number' || typeof constant === 'boolean') {
        constants.push({ path: at(name), value: constant })
        return []
      }
      return isMap(child) || isListOfMaps(child)
        ? []
        : [
            {
              path: at(name),
              kind: kindOf(child),
              isNeeded: isNeeded(name),
              hint: hintOf(child),
              choices: Array.isArray(child['enum']) ? child['enum'].map(String) : [],
            },
          ]
    })
    // What stands in no map belongs to several steps.
    for (const step of new Set(fields.map((field) => stepOf(field.path))))
      groups.push({ path, step, ...about, fields: fields.filter((field) => stepOf(field.path) === step) })
    for (const [name, child] of properties) {
      const inner = { isNeeded: isNeeded(name), hint: hintOf(child) }
      if (isMap(child)) map(at(name), child, { ...inner, isList: false })
      if (isNode(child['items']) && isListOfMaps(child))
        map(`${at(name)}[]`, child['items'], { ...inner, isList: true })
    }
  }
  if (isNode(schema)) map('', schema, { isList: false, isNeeded: true, hint: '' })
  return { groups, constants, order }
}

function kindOf(node: Node): FieldKind {
  if (Array.isArray(node['enum'])) return 'choice'
  if (node['type'] === 'array') return 'lines'
  if (node['additionalProperties'] !== undefined && node['type'] === 'object') return 'pairs'
  if (node['type'] === 'boolean') return 'yes-no'
  if (node['type'] === 'integer') return 'integer'
  if (node['format'] === 'date') return 'date'
  if (String(node['pattern'] ?? '').startsWith('^(0|[1-9]')) return 'amount'
  return Number(node['maxLength'] ?? 0) >= LONG_TEXT ? 'long-text' : 'text'
}

function hintOf(node: Node): string {
  return String(node['description'] ?? '')
}

function nodesOf(value: unknown): Readonly<Record<string, Node>> {
  return isNode(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, child]) => (isNode(child) ? [[name, child]] : [])),
      )
    : {}
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

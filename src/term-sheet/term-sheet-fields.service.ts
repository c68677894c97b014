import type * as z from 'zod'
import type { Facts } from '../kernel/result.ts'
import type { Fault, Path } from './term-sheet-file.service.ts'
import { termSheetJsonSchema } from './term-sheet-schema.service.ts'
import { isFieldCode, type FieldCode } from './term-sheet.ts'

/** What the schema says against a value, in the words of this file’s readers. */
export function fieldFaults(issue: z.core.$ZodIssue, raw: unknown): Fault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((field) => ({
      code: 'FIELD_UNKNOWN',
      path: [...path, field],
      facts: { field, fields: fieldsAt(path).join(', ') },
    }))
  if (isFieldCode(issue.message)) return [{ code: issue.message, path, facts: factsOf(issue) }]
  return [{ path, ...standardFault(issue, valueAt(raw, path)) }]
}

/** What the sentence of a code of ours asks for. */
function factsOf(issue: z.core.$ZodIssue): Facts {
  if (issue.code === 'custom') return textFacts(issue.params)
  return issue.code === 'invalid_value' ? { known: issue.values.map(String).join(', ') } : {}
}

/** Types in a reader's words. */
const EXPECTED: Readonly<Record<string, string>> = {
  boolean: 'true or false',
  object: 'map',
  array: 'list',
  int: 'whole number',
  number: 'whole number',
  string: 'text',
}

function standardFault(issue: z.core.$ZodIssue, value: unknown): { code: FieldCode; facts: Facts } {
  switch (issue.code) {
    case 'invalid_type':
    case 'invalid_value': {
      if (value === undefined)
        return { code: 'FIELD_REQUIRED', facts: { field: String(issue.path.at(-1) ?? '') } }
      if (issue.code === 'invalid_value')
        return { code: 'FIELD_VALUE', facts: { values: issue.values.map(String).join(', ') } }
      const kind = issue.expected === 'string' ? kindOf(value) : null
      return kind === null
        ? { code: 'FIELD_TYPE', facts: { expected: EXPECTED[issue.expected] ?? issue.expected } }
        : { code: 'TEXT_MUST_BE_QUOTED', facts: { kind } }
    }
    case 'too_small':
      return { code: 'FIELD_TOO_SMALL', facts: { min: String(issue.minimum) } }
    case 'too_big':
      return { code: 'FIELD_TOO_LARGE', facts: { max: String(issue.maximum) } }
    default:
      return { code: 'FIELD_FORMAT', facts: {} }
  }
}

function kindOf(value: unknown): string | null {
  if (typeof value === 'number') return 'a number'
  return typeof value === 'boolean' ? 'a yes or no' : null
}

function textFacts(params: Readonly<Record<string, unknown>> | undefined): Facts {
  return Object.fromEntries(
    Object.entries(params ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  )
}

/** The fields that the schema has at a place. */
function fieldsAt(path: Path): string[] {
  let schema: unknown = termSheetJsonSchema()
  for (const part of path)
    schema = typeof part === 'number' ? valueAt(schema, ['items']) : valueAt(schema, ['properties', part])
  const properties = valueAt(schema, ['properties'])
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : []
}

/** What stands at a place, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, part) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, part)
        ? Reflect.get(inner, part)
        : undefined,
    value,
  )
}

/** A place as it is written: `offering.costs[0].amount`. */
export function pathText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}

/** The inverse, for paths without dots in their names, as the checks across fields have them. */
export function pathOf(text: string): Path {
  return text
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))
}

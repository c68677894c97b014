import type { Problem } from '../kernel/problem.ts'
import { PLAN_PROBLEMS } from '../term-sheet/plan.problems.ts'
import { SHEET_PROBLEMS } from '../term-sheet/term-sheet.problems.ts'
import { SHEET_BYTES_MAX } from '../term-sheet/term-sheet.ts'
import { termSheetJsonSchema } from '../term-sheet/term-sheet-schema.service.ts'

type Node = Readonly<Record<string, unknown>>

/** The reference page of the term sheet, made of the same schema that reads it. */
export function termSheetReference(): string {
  return [
    '# Term sheet',
    '',
    'Printed by `npx aliquot schema --markdown` from the schema that reads term sheets; a test keeps it fresh.',
    '',
    'One YAML file per share class says what is to exist: who raises the money, which company holds the asset, what it',
    'was found to be worth, what the units are and on which terms they are sold, who may hold them, and what part of the',
    'income is paid out. `aliquot plan FILE` compares it with what there is, `aliquot apply FILE` makes it so.',
    '',
    'YAML 1.2, one document, UTF-8, at most ' +
      String(SHEET_BYTES_MAX / 1024) +
      ' KiB. No anchors, aliases, tags or',
    'repeated keys. Amounts, rates and percentages are text in quotes, like "7.25", so that nothing reads them as floating',
    'point. Every mistake is listed with its line, column, field and code, and then nothing is written.',
    '',
    'With `# yaml-language-server: $schema=docs/reference/term-sheet.schema.json` (or its path from where the file is) in',
    'the first line, editors check a sheet while it is written. `examples/` has two whole ones.',
    '',
    ...section('', { ...termSheetJsonSchema() }, true),
    '## Mistakes',
    '',
    'What can be wrong with a sheet by itself. A sheet with warnings alone is applied.',
    '',
    ...problemTable(SHEET_PROBLEMS),
    '## Refused changes',
    '',
    'What a plan marks with `!`: it cannot be had as things are, and then nothing of the sheet is applied.',
    '',
    ...problemTable(PLAN_PROBLEMS),
  ].join('\n')
}

/** A table of an object's fields, then a section for each field that is an object itself. */
function section(path: string, node: Node, required: boolean): string[] {
  const properties = Object.entries(nodes(node['properties']))
  const names: unknown = node['required']
  const isRequired = (name: string) => Array.isArray(names) && names.includes(name)
  const nested = properties.flatMap(([name, child]) => {
    const inner = innerOf(child)
    const at = path === '' ? name : `${path}.${name}`
    return inner === null ? [] : section(child['type'] === 'array' ? `${at}[]` : at, inner, isRequired(name))
  })
  return [
    path === '' ? '## Fields' : `### \`${path}\``,
    '',
    ...(path === '' || required ? [] : ['May be left out.', '']),
    '| field | type | needed | what it holds |',
    '|---|---|---|---|',
    ...properties.map(
      ([name, child]) =>
        `| \`${name}\` | ${typeText(child)} | ${isRequired(name) ? 'yes' : 'no'} | ${String(child['description'] ?? '')} |`,
    ),
    '',
    ...nested,
  ]
}

function problemTable(problems: Readonly<Record<string, Problem>>): string[] {
  return [
    '| code | what it says | what to do | source |',
    '|---|---|---|---|',
    ...Object.entries(problems).map(
      ([code, { detail, fix, citation = '' }]) => `| \`${code}\` | ${detail} | ${fix} | ${citation} |`,
    ),
    '',
  ]
}

function innerOf(node: Node): Node | null {
  if (node['properties'] !== undefined) return node
  const items = node['items']
  return isNode(items) && items['properties'] !== undefined ? items : null
}

function typeText(node: Node): string {
  if (node['const'] !== undefined) return `\`${String(node['const'])}\``
  if (Array.isArray(node['enum'])) return node['enum'].map((value) => `\`${String(value)}\``).join(', ')
  const items = node['items']
  if (isNode(items)) return `list of ${innerOf(node) === null ? typeText(items) : 'maps'}`
  if (node['properties'] !== undefined) return 'map'
  if (node['additionalProperties'] !== undefined) return 'map of text'
  const [low, high] = [node['minimum'], node['maximum']]
  if (node['type'] === 'integer') return `whole number, ${String(low)} to ${String(high)}`
  if (node['type'] === 'boolean') return '`true` or `false`'
  if (node['format'] === 'date') return 'date'
  return String(node['pattern'] ?? '').startsWith('^(0|[1-9]') ? 'amount, in quotes' : 'text'
}

function nodes(value: unknown): Readonly<Record<string, Node>> {
  return isNode(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, child]) => (isNode(child) ? [[name, child]] : [])),
      )
    : {}
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

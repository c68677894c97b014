import { csvOf } from '../kernel/csv.ts'

/** One pill of a filter bar. `has` looks for a part of the text, `is` for all of it. */
export type Filter = { readonly column: string; readonly operator: Operator; readonly value: string }

export type Operator = 'is' | 'not' | 'has' | 'hasnot'

export type Sort = { readonly column: string; readonly descending: boolean }

/** What a table compares: a text, or a number that may be too large for a float. */
export type Comparable = string | bigint | number

/** What the server narrows a list by: a parameter of its route, under whose name it stands in the address. */
export type Ask = { readonly param: string; readonly label: string } & (
  | { readonly kind: 'choice'; readonly choices: readonly (readonly [value: string, label: string])[] }
  /** `has`: a part of it is looked for, otherwise all of it. */
  | { readonly kind: 'text'; readonly has?: true; readonly suggestions?: readonly string[] }
  | { readonly kind: 'day' }
)

/** What of an address the server is asked: what it narrows by and, as `sort`, what it sorts by. */
export type Asked = Readonly<Record<string, string>>

/**
 * What an address asks the server of the table `name`. What cannot be read is left out: an old link still opens.
 *
 * @param sorts the columns by which the server sorts
 */
export function readAsked(
  search: Readonly<Record<string, string | undefined>>,
  name: string,
  asks: readonly Ask[],
  sorts: readonly string[],
): Asked {
  const sort = readSort(search[`${name}sort`], sorts)
  return Object.fromEntries([
    ...asks.flatMap((ask) => {
      const value = search[name + ask.param]
      return value !== undefined && mayBe(ask, value) ? [[ask.param, value]] : []
    }),
    ...(sort === null ? [] : [['sort', sortText(sort)]]),
  ]) as Asked
}

function mayBe(ask: Ask, value: string): boolean {
  switch (ask.kind) {
    case 'choice':
      return ask.choices.some(([each]) => each === value)
    case 'text':
      return value.trim() !== ''
    case 'day':
      return /^\d{4}-\d{2}-\d{2}$/.test(value)
  }
}

const OPERATORS: readonly Operator[] = ['is', 'not', 'has', 'hasnot']

/** The most pills one address may carry. */
const FILTERS_MAX = 12

/** Writes filters as they stand in the address: `status:is:paid;country:not:US`. */
export function filtersText(filters: readonly Filter[]): string {
  return filters
    .map(({ column, operator, value }) => [column, operator, encodeURIComponent(value)].join(':'))
    .join(';')
}

/** Reads filters from an address. What cannot be read is left out: an old link still opens. */
export function readFilters(text: string | undefined, columns: readonly string[]): Filter[] {
  if (text === undefined) return []
  return text
    .split(';')
    .slice(0, FILTERS_MAX)
    .flatMap((part): Filter[] => {
      const [column, operator, value] = part.split(':')
      const known = OPERATORS.find((each) => each === operator)
      if (column === undefined || !columns.includes(column) || known === undefined || value === undefined)
        return []
      const decoded = decodedOrNull(value)
      return decoded === null ? [] : [{ column, operator: known, value: decoded }]
    })
}

/** Writes a sort: `units` ascending, `-units` descending. */
export function sortText(sort: Sort): string {
  return `${sort.descending ? '-' : ''}${sort.column}`
}

export function readSort(text: string | undefined, columns: readonly string[]): Sort | null {
  if (text === undefined) return null
  const descending = text.startsWith('-')
  const column = descending ? text.slice(1) : text
  return columns.includes(column) ? { column, descending } : null
}

/** The sort after a press on a column's header: ascending, then descending, then none. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}

/** A text with each of its no-break spaces as the space that a keyboard has, and a spreadsheet looks for. */
function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ')
}

/** Whether a row with these texts passes every filter. Letters' case does not matter, nor of which kind a space is. */
export function passes(filters: readonly Filter[], textOf: (column: string) => string): boolean {
  return filters.every(({ column, operator, value }) => {
    const text = typed(textOf(column))
    const wanted = typed(value)
    switch (operator) {
      case 'is':
        return text === wanted
      case 'not':
        return text !== wanted
      case 'has':
        return text.includes(wanted)
      case 'hasnot':
        return !text.includes(wanted)
    }
  })
}

function typed(text: string): string {
  return spaced(text).toLowerCase()
}

/** The rows as CSV, without what is only there to be pressed. */
export function csvText<Row>(
  columns: readonly {
    readonly header: string
    readonly text: (row: Row) => string
    readonly action?: boolean
  }[],
  rows: readonly Row[],
): string {
  const written = columns.filter(({ action }) => action !== true)
  return csvOf(
    written.map(({ header }) => header),
    rows.map((row) => written.map(({ text }) => spaced(text(row)))),
  )
}

/** The most decimals that anything here is written with. */
const DECIMALS_MAX = 18

/** A plain decimal as something to sort by: exact, whatever decimals others are written with. */
export function decimalOrder(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(DECIMALS_MAX, '0'))
}

/** Sorts without changing `rows`; equal rows keep their order. */
export function sorted<Row>(
  rows: readonly Row[],
  sort: Sort | null,
  valueOf: (row: Row, column: string) => Comparable,
): readonly Row[] {
  if (sort === null) return rows
  const direction = sort.descending ? -1 : 1
  return [...rows].sort((a, b) => direction * compare(valueOf(a, sort.column), valueOf(b, sort.column)))
}

function compare(a: Comparable, b: Comparable): number {
  if (typeof a === 'string' && typeof b === 'string') return a.localeCompare(b, 'en', { numeric: true })
  return a < b ? -1 : a > b ? 1 : 0
}

function decodedOrNull(value: string): string | null {
  try {
    return decodeURIComponent(value)
  } catch {
    return null
  }
}

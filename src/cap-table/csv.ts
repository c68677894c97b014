import { readNumeric } from './numeric.ts'
import { dayOf, type Json, type OcfFinding, type OcfObject } from './ocf.ts'

/** The columns of a cap table as a plain list, in any order. The first four have to be there. */
export const CSV_COLUMNS = [
  'stakeholder',
  'security',
  'quantity',
  'issued',
  'class',
  'price',
  'amount',
  'currency',
  'cap',
  'discount',
  'timing',
] as const
type Column = (typeof CSV_COLUMNS)[number]
const NEEDED_COLUMNS = CSV_COLUMNS.slice(0, 4)

/** What each kind of security has to say, and what it may. What is in neither list has to be empty. */
const KINDS = {
  common: { needs: ['stakeholder', 'class', 'quantity', 'issued'], may: ['price', 'currency'] },
  preferred: { needs: ['stakeholder', 'class', 'quantity', 'issued'], may: ['price', 'currency'] },
  option: { needs: ['stakeholder', 'class', 'quantity', 'issued'], may: ['price', 'currency'] },
  warrant: { needs: ['stakeholder', 'class', 'quantity', 'issued'], may: ['price', 'currency'] },
  pool: { needs: ['class', 'quantity', 'issued'], may: [] },
  safe: { needs: ['stakeholder', 'amount', 'currency', 'issued'], may: ['cap', 'discount', 'timing'] },
  note: { needs: ['stakeholder', 'amount', 'currency', 'issued'], may: ['cap', 'discount', 'timing'] },
} as const satisfies Record<string, { readonly needs: readonly Column[]; readonly may: readonly Column[] }>
type Kind = keyof typeof KINDS
const TIMINGS = new Map([
  ['pre-money', 'PRE_MONEY'],
  ['post-money', 'POST_MONEY'],
])

type Row = { readonly line: number; readonly cells: readonly string[] }
type Cells = { readonly [C in Column]?: string }

/**
 * A list of what everybody holds as objects of Open Cap Format, each row as what was issued on its day; and everything that
 * is wrong with it, row by row, by the columns that are there once where others are missing. A list with an error comes to
 * nothing. Pure.
 *
 * A class is `preferred` or not: what converts into it is counted in common shares one for one. A `pool` is what is left to
 * be granted. A `discount` is a part of one: `0.2`.
 */
export function csvObjects(rows: readonly Row[]): {
  readonly objects: readonly OcfObject[]
  readonly findings: readonly OcfFinding[]
} {
  const [header, ...body] = rows
  const findings: OcfFinding[] = []
  const find = (code: OcfFinding['code'], path: string, what: string) =>
    void findings.push({ severity: 'error', code, path, what })
  const names = (header?.cells ?? []).map((name) => name.trim().toLowerCase())
  for (const column of NEEDED_COLUMNS)
    if (!names.includes(column)) find('CSV_COLUMN_MISSING', 'line 1', column)
  for (const [i, name] of names.entries()) {
    if (!CSV_COLUMNS.some((column) => column === name)) find('CSV_COLUMN_UNKNOWN', 'line 1', name)
    if (names.indexOf(name) < i) find('CSV_COLUMN_TWICE', 'line 1', name)
  }
  if (body.length === 0 && findings.length === 0) find('CSV_EMPTY', '', '')

  // What a column that should be there, or is there twice, says of a row cannot be told.
  const judged = CSV_COLUMNS.filter((column) => {
    const times = names.filter((name) => name === column).length
    return times === 1 || (times === 0 && !NEEDED_COLUMNS.includes(column))
  })
  const isWhole = findings.length === 0
  const table = new Table()
  const lines = new Map<string, number>()
  for (const { line, cells } of body) {
    if (cells.length > names.length) {
      find('CSV_CELLS', `line ${line}`, String(cells.length))
      continue
    }
    const row: Cells = Object.fromEntries(
      judged.map((column) => [column, cells[names.indexOf(column)]?.trim() ?? '']),
    )
    const before = findings.length
    const said = JSON.stringify(CSV_COLUMNS.map((column) => row[column] ?? ''))
    const twin = lines.get(said)
    if (twin !== undefined && isWhole) find('CSV_ROW_TWICE', `line ${line}`, String(twin))
    lines.set(said, twin ?? line)
    const kind = kindOf(row.security ?? '')
    if (kind === null && row.security !== undefined)
      find('CSV_SECURITY', `line ${line}, security`, row.security)
    checkCells(row, kind, (code, column, what) => find(code, `line ${line}, ${column}`, what))
    const clash = kind === null ? null : table.clash(row.class ?? '', kind)
    if (clash !== null) find('CSV_CLASS_TWICE', `line ${line}, class`, clash)
    if (kind !== null && findings.length === before) table.add(row, kind, line)
  }
  return { objects: findings.length > 0 ? [] : table.objects(), findings }
}

function kindOf(text: string): Kind | null {
  const kind = text.toLowerCase()
  return Object.hasOwn(KINDS, kind) ? (kind as Kind) : null
}

/** @param kind null where the row does not say it: then only what a cell holds is judged, not whether it may be there */
function checkCells(
  row: Cells,
  kind: Kind | null,
  find: (code: OcfFinding['code'], column: Column, what: string) => void,
): void {
  const needs: readonly Column[] = kind === null ? [] : KINDS[kind].needs
  const may: readonly Column[] = kind === null ? CSV_COLUMNS : KINDS[kind].may
  const what = kind ?? ''
  for (const column of CSV_COLUMNS) {
    const text = row[column]
    if (column === 'security' || text === undefined) continue
    if (text === '') {
      if (needs.includes(column)) find('CSV_VALUE_MISSING', column, what)
    } else if (!needs.includes(column) && !may.includes(column)) find('CSV_VALUE_STRAY', column, what)
    else if (isName(column) && FORMULA.test(text)) find('CSV_FORMULA', column, text)
    else if (!isSound(column, text)) find('CSV_VALUE_INVALID', column, text)
  }
  const isPriced = (row.price ?? '') !== ''
  if (kind !== null && isPriced && row.currency === '') find('CSV_VALUE_MISSING', 'currency', kind)
}

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+@\t\r-]/

function isName(column: Column): boolean {
  return column === 'stakeholder' || column === 'class'
}

function isSound(column: Column, text: string): boolean {
  switch (column) {
    case 'quantity':
    case 'amount':
    case 'cap':
      return isNumberAbove(text, 0n)
    case 'price':
      return isNumberAbove(text, -1n)
    case 'discount': {
      const read = readNumeric(text)
      return read.ok && read.value > 0n && read.value < 10n ** 10n
    }
    case 'issued':
      return dayOf(text) !== null
    case 'currency':
      return /^[A-Z]{3}$/.test(text)
    case 'timing':
      return TIMINGS.has(text)
    default:
      return text.length <= 200
  }
}

function isNumberAbove(text: string, floor: bigint): boolean {
  const read = readNumeric(text)
  return read.ok && read.value > floor
}

/** Rows that were found sound, as objects. */
class Table {
  readonly #holders = new Map<string, string>()
  readonly #classes = new Map<string, { readonly id: string; isPreferred: boolean | null }>()
  readonly #rest: OcfObject[] = []

  /** The name of a class that was of another kind before; what is granted on a class says nothing of its kind. */
  clash(name: string, kind: Kind): string | null {
    const known = this.#classes.get(name)?.isPreferred ?? null
    const told = kind === 'preferred' ? true : kind === 'common' ? false : null
    return known !== null && told !== null && known !== told ? name : null
  }

  add(row: Cells, kind: Kind, line: number): void {
    const [date, custom_id] = [row.issued ?? '', `row-${line}`]
    const stock_class_id = this.#classOf(row.class ?? '', kind)
    if (kind === 'pool') {
      const plan_name = `Pool of ${row.class ?? ''}`
      const none = { initial_shares_reserved: '0' }
      this.#rest.push(
        { object_type: 'STOCK_PLAN', id: custom_id, plan_name, stock_class_id, ...none },
        {
          object_type: 'TX_STOCK_PLAN_POOL_ADJUSTMENT',
          id: `${custom_id}-reserved`,
          stock_plan_id: custom_id,
          date,
          shares_reserved: row.quantity ?? '',
        },
      )
      return
    }
    const issued = {
      id: custom_id,
      security_id: custom_id,
      custom_id,
      date,
      stakeholder_id: this.#holderOf(row.stakeholder ?? ''),
    }
    const quantity = row.quantity ?? ''
    switch (kind) {
      case 'common':
      case 'preferred':
        return this.#issue('TX_STOCK_ISSUANCE', {
          ...issued,
          stock_class_id,
          quantity,
          ...priced('share_price', row),
        })
      case 'option':
        return this.#issue('TX_EQUITY_COMPENSATION_ISSUANCE', {
          ...issued,
          compensation_type: 'OPTION',
          stock_class_id,
          quantity,
          ...priced('exercise_price', row),
        })
      case 'warrant':
        return this.#issue('TX_WARRANT_ISSUANCE', {
          ...issued,
          stock_class_id,
          quantity,
          ...priced('exercise_price', row),
        })
      case 'safe':
      case 'note':
        return this.#issue('TX_CONVERTIBLE_ISSUANCE', {
          ...issued,
          custom_id: `${kind === 'safe' ? 'SAFE' : 'Note'}, row ${line}`,
          convertible_type: kind === 'safe' ? 'SAFE' : 'NOTE',
          investment_amount: { amount: row.amount ?? '', currency: row.currency ?? '' },
          conversion_triggers: [{ conversion_right: { conversion_mechanism: mechanismOf(row) } }],
        })
    }
  }

  objects(): OcfObject[] {
    return [
      ...[...this.#holders].map(([legal_name, id]) => ({
        object_type: 'STAKEHOLDER',
        id,
        name: { legal_name },
      })),
      ...[...this.#classes].map(([name, { id, isPreferred }]) => ({
        object_type: 'STOCK_CLASS',
        id,
        name,
        class_type: isPreferred === true ? 'PREFERRED' : 'COMMON',
      })),
      ...this.#rest,
    ]
  }

  #issue(object_type: string, fields: { readonly id: string; readonly [name: string]: Json }): void {
    this.#rest.push({ object_type, ...fields })
  }

  #holderOf(name: string): string {
    const id = this.#holders.get(name) ?? `holder-${this.#holders.size + 1}`
    this.#holders.set(name, id)
    return id
  }

  #classOf(name: string, kind: Kind): string | null {
    if (name === '') return null
    const known = this.#classes.get(name) ?? { id: `class-${this.#classes.size + 1}`, isPreferred: null }
    if (kind === 'preferred' || kind === 'common') known.isPreferred = kind === 'preferred'
    this.#classes.set(name, known)
    return known.id
  }
}

function priced(field: string, row: Cells): { readonly [name: string]: Json } {
  return (row.price ?? '') === ''
    ? {}
    : { [field]: { amount: row.price ?? '', currency: row.currency ?? '' } }
}

function mechanismOf(row: Cells): Json {
  const { cap = '', discount = '', timing = '', currency = '' } = row
  return {
    type: 'SAFE_CONVERSION',
    conversion_timing: TIMINGS.get(timing) ?? 'POST_MONEY',
    ...(cap === '' ? {} : { conversion_valuation_cap: { amount: cap, currency } }),
    ...(discount === '' ? {} : { conversion_discount: discount }),
  }
}

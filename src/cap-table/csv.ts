import {
  CSV_COLUMNS,
  isSound,
  KINDS,
  NEEDED_COLUMNS,
  type Cells,
  type Column,
  type Kind,
} from './csv-columns.ts'
import { ListedObjects } from './csv-objects.ts'
import type { OcfFinding, OcfObject } from './ocf.ts'

type Row = { readonly line: number; readonly cells: readonly string[] }

/**
 * A list of what everybody holds as objects of Open Cap Format, each row as what was issued on its day; and everything that
 * is wrong with it, row by row, by the columns that are there once where others are missing. A list with an error comes to
 * nothing. What Open Cap Format asks for and a row does not say is a warning: it is left out of the objects, never made up. Pure.
 *
 * A class is `preferred` or not: what converts into it is counted in common shares one for one. A `pool` is what is left to
 * be granted. A `discount` is a part of one: `0.2`. What is true of a holder or a class is said in any of its rows, once.
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
  const table = new ListedObjects()
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
    if (kind !== null)
      for (const { column, said } of table.contradictions(row, kind))
        find('CSV_SAID_OTHERWISE', `line ${line}, ${column}`, said)
    if (kind !== null && findings.length === before) table.add(row, kind, line)
  }
  if (findings.length > 0) return { objects: [], findings }
  return {
    objects: table.objects(),
    findings: table.unsaid().map(({ line, columns }) => ({
      severity: 'warning',
      code: 'CSV_NOT_OCF',
      path: `line ${line}`,
      what: columns.join(', '),
    })),
  }
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
  const may: readonly Column[] = kind === null ? CSV_COLUMNS : [...KINDS[kind].ocf, ...KINDS[kind].may]
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
  const hasMoney = (row.price ?? '') !== '' || (row.amount ?? '') !== ''
  if (kind !== null && !needs.includes('currency') && hasMoney && row.currency === '')
    find('CSV_VALUE_MISSING', 'currency', kind)
}

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[=+@\t\r-]/

function isName(column: Column): boolean {
  return column === 'stakeholder' || column === 'class'
}

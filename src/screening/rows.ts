/** A table whose first row names its columns: reads a row's cell by the name of its column, in any spelling of it. */
export type NamedRow = (column: string) => string

/** Which row of the table is not as its publisher writes it; null when no row among the first few is its header. */
export type RowFault = { readonly row: number | null }

/**
 * The rows below the header, which has all of `needed` and is among the first few: publishers write notices above it, and
 * add columns at times. A row with more or fewer cells than the header is the fault: its cells stand in other columns.
 */
export function namedRows(
  rows: readonly (readonly string[])[],
  needed: readonly string[],
): NamedRow[] | RowFault {
  const at = rows.slice(0, HEADER_WITHIN).findIndex((row) => {
    const present = new Set(row.map(columnKey))
    return needed.every((column) => present.has(columnKey(column)))
  })
  if (at === -1) return { row: null }
  const header = rows[at]!
  const odd = rows.findIndex((row, index) => index > at && row.length !== header.length)
  if (odd !== -1) return { row: odd + 1 }
  const columns = new Map(header.map((column, index) => [columnKey(column), index]))
  return rows.slice(at + 1).map((row) => (column) => row[columns.get(columnKey(column)) ?? -1]?.trim() ?? '')
}

/** The rows of each party, which has the same text in this column in all of them; rows without one are nobody's. */
export function rowsBy(column: string, rows: readonly NamedRow[]): [string, NamedRow[]][] {
  return [
    ...Map.groupBy(
      rows.filter((row) => row(column) !== ''),
      (row) => row(column),
    ),
  ]
}

const HEADER_WITHIN = 5

function columnKey(column: string): string {
  return column.toLowerCase().replace(/[^a-z0-9]/g, '')
}

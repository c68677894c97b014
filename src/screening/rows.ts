/** A table whose first row names its columns: reads a row's cell by the name of its column, in any spelling of it. */
export type NamedRow = (column: string) => string

/**
 * The rows below the header, or null when no row among the first few has all of `needed`: then it is another file.
 * Publishers write notices above the header, and add columns at times.
 */
export function namedRows(
  rows: readonly (readonly string[])[],
  needed: readonly string[],
): NamedRow[] | null {
  const at = rows.slice(0, HEADER_WITHIN).findIndex((row) => {
    const present = new Set(row.map(columnKey))
    return needed.every((column) => present.has(columnKey(column)))
  })
  if (at === -1) return null
  const columns = new Map(rows[at]!.map((column, index) => [columnKey(column), index]))
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

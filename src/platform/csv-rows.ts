import { CsvError, parse } from 'csv-parse/sync'

/** A row of a CSV file as it was read, with the line it stands on. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * The file's rows with the line each stands on; null when it is no CSV. Quotes, CRLF and a byte order mark are fine.
 *
 * @param options.max nothing is read after so many rows
 */
export function csvRows(
  csv: string,
  { delimiter = ',', max }: { readonly delimiter?: ',' | ';'; readonly max?: number } = {},
): CsvRow[] | null {
  try {
    const records = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      maxRecordSize: 10_000,
      ...(max === undefined ? {} : { to: max }),
    })
    // With `info`, each record comes with where it stands; the library's types do not say so.
    const placed = records as unknown as readonly { record: string[]; info: { lines: number } }[]
    return placed.map(({ record, info }) => ({ line: info.lines, cells: record }))
  } catch (error) {
    if (error instanceof CsvError) return null
    throw error
  }
}

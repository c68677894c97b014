import { CsvError, parse } from 'csv-parse/sync'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** A row of a CSV file as it was read, with the line it stands on. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/**
 * The file's rows with the line each stands on; refused with the line from which it is no CSV. Quotes, CRLF and a byte order
 * mark are fine.
 *
 * @param options.max nothing is read after so many rows
 */
export function csvRows(
  csv: string,
  { delimiter = ',', max }: { readonly delimiter?: ',' | ';'; readonly max?: number } = {},
): Result<CsvRow[], 'CSV_INVALID'> {
  let read = 0
  try {
    const records = parse(csv, {
      bom: true,
      delimiter,
      info: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      maxRecordSize: 10_000,
      // An open quote takes what follows into its row: where that begins helps, and not where the file ends.
      onRecord: (record: string[], { lines }) => {
        read = lines
        return record
      },
      ...(max === undefined ? {} : { to: max }),
    })
    // With `info`, each record comes with where it stands; the library's types do not say so.
    const placed = records as unknown as readonly { record: string[]; info: { lines: number } }[]
    return ok(placed.map(({ record, info }) => ({ line: info.lines, cells: record })))
  } catch (error) {
    if (error instanceof CsvError)
      return refuse('CSV_INVALID', {}, [
        { path: `line ${read + 1}`, code: 'CSV_UNREADABLE', message: UNREADABLE },
      ])
    throw error
  }
}

const UNREADABLE =
  'The file cannot be read from this line on: a quote is not closed, or stands within a value that begins with none.'

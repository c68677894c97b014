/** First characters with which a spreadsheet takes a cell for a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

/**
 * A table as CSV (RFC 4180) that spreadsheets open rightly: UTF-8 with a byte order mark, every field quoted, and a leading
 * apostrophe where a text would run as a formula. Numbers stay numbers.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${MARK}${linesOf([columns, ...rows])}`
}

/** As `csvOf`, of rows that come in batches: nobody has to hold all of them. */
export async function* csvPieces(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]>,
): AsyncIterable<string> {
  yield `${MARK}${linesOf([columns])}`
  for await (const rows of batches) yield linesOf(rows)
}

/** The byte order mark. */
const MARK = '\ufeff'

function linesOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvField).join(',')}\n`).join('')
}

function csvField(text: string): string {
  const safe = FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

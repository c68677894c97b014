import { stringify } from 'csv-stringify/sync'

/** First characters with which a spreadsheet takes a cell for a formula, full-width forms included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

/**
 * A table as CSV that spreadsheets open rightly: UTF-8 with a byte order mark, every field quoted, and a leading
 * apostrophe where a text would run as a formula. Numbers stay numbers.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((row) => row.map(csvCell)),
    { header: true, columns: [...columns], quoted: true, bom: true },
  )
}

function csvCell(text: string): string {
  return FORMULA.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
}

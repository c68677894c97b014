import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from } from 'pg-copy-streams'

/** What a column can be given: numbers and instants as their text, bytes as bytea. */
export type CopyValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | Temporal.Instant
  | Temporal.PlainDate

const CHUNK_CHARACTERS = 64 * 1024

/**
 * Appends rows with COPY, the fastest way into PostgreSQL, as part of the client's transaction if it is in one.
 * Returns how many. Throws what the database says; then no row was added.
 *
 * @param client a connection of its own: a pool would not say which one the rows go through
 */
export async function copyInto(
  client: pg.ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<number> {
  const stream = client.query(from(`copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`))
  const done = finished(stream)
  // Told of through `done`; until it is awaited, an error must not end the process.
  done.catch(() => {})
  let chunk = ''
  let count = 0
  const write = async (text: string) => {
    if (!stream.write(text)) await Promise.race([once(stream, 'drain'), done])
  }
  try {
    for (const row of rows) {
      chunk += line(row)
      count++
      if (chunk.length < CHUNK_CHARACTERS) continue
      await write(chunk)
      chunk = ''
    }
    stream.end(chunk)
  } catch (error) {
    // A row that could not be made: the database is told to forget the ones before.
    stream.destroy(error instanceof Error ? error : new Error(String(error)))
  }
  await done
  return count
}

function line(row: readonly CopyValue[]): string {
  let text = ''
  for (let i = 0; i < row.length; i++) text += (i === 0 ? '' : '\t') + written(row[i] ?? null)
  return `${text}\n`
}

/** COPY's text format: `\N` for null, and a backslash before what would end a value. */
function written(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return /[\\\t\n\r]/.test(value) ? escaped(value) : value
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value).toString('hex')}`
  return String(value)
}

function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (character) =>
    character === '\t' ? '\\t' : character === '\n' ? '\\n' : character === '\r' ? '\\r' : '\\\\',
  )
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'

/**
 * The database, or a transaction on it. It knows no tables: each store adds its own with
 * `db.withTables<RegisterTables>()`, so that a module can only reach what it names.
 */
export type Db = Kysely<NoTables>
export type Tx = Transaction<NoTables>
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- no table is known here
type NoTables = Record<never, never>

export const POOL_SIZE = 10
const CONNECT_TIMEOUT_MS = 5_000

/** Days that were read before: thousands of rows share few of them, and none is ever changed. */
const days = new Map<string, Temporal.PlainDate>()
const DAYS_MAX = 4_096

function plainDate(text: string): Temporal.PlainDate {
  const known = days.get(text)
  if (known !== undefined) return known
  const day = Temporal.PlainDate.from(text)
  if (days.size >= DAYS_MAX) days.clear()
  days.set(text, day)
  return day
}

const parsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.NUMERIC, (text) => BigInt(text)],
  [pg.types.builtins.INT8, safeInteger],
  [pg.types.builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(isoInstant(text))],
  [pg.types.builtins.DATE, plainDate],
])

/**
 * Column types on the way in: `numeric` is a bigint (every numeric column holds whole minor units), `bigint` a safe
 * integer, `timestamptz` a Temporal.Instant, `date` a Temporal.PlainDate, `bytea` a Buffer.
 */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    format === 'binary'
      ? pg.types.getTypeParser(oid, format)
      : (parsers.get(oid) ?? pg.types.getTypeParser(oid, 'text')),
}

// node-postgres asks a parameter for `toPostgres` before it would JSON-encode it.
for (const type of [Temporal.Instant, Temporal.PlainDate])
  Object.defineProperty(type.prototype, 'toPostgres', {
    value(this: { toString(): string }) {
      return this.toString()
    },
    configurable: true,
  })

function safeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint column out of range: ${text}`)
  return value
}

function isoInstant(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')
}

/** A pool of connections to the PostgreSQL at `url`. Nothing is connected until the first query. */
export function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: 'aliquot',
    options: '-c timezone=UTC -c default_transaction_isolation=read\\ committed',
    types,
  })
  // An idle connection that the server closed is replaced at the next query; the query reports if that fails.
  pool.on('error', () => {})
  // One that is lost in the middle of a transaction fails that transaction; unheard, the event would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

export function openDatabase(pool: pg.Pool): Db {
  return new Kysely<NoTables>({ dialect: new PostgresDialect({ pool }) })
}

/** Runs `work` in one transaction: all of it is committed, or none. A thrown error rolls back and is thrown on. */
export function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(work)
}

/**
 * Waits for, and holds until the end of the transaction, the lock of this name. For what may have one writer at a
 * time across all processes: the audit chain's head, a signer's nonces.
 */
export async function lockFor(tx: Db, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
}

/** The locks of all these names, in one order whoever asks: of two who want some of the same, one waits. */
export async function lockEach(tx: Db, names: readonly string[]): Promise<void> {
  const ordered = [...names].sort()
  await sql`select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(${ordered}::text[]) as name`.execute(
    tx,
  )
}

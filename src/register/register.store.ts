import { sql, type ColumnType, type Selectable } from 'kysely'
import type pg from 'pg'
import type { Address } from '../instrument/instrument.ts'
import { copyInto, type CopyValue } from '../platform/db/copy.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, type Key, type Placed, type Slice, type SortColumn } from '../platform/db/page.ts'
import type { EntryName, Hash, Movement, MovementKind, MovementSort } from './register.ts'

type MovementTable = {
  block_hash: Hash
  log_index: number
  token: string
  block: number
  at: Temporal.Instant
  tx: Hash
  kind: MovementKind
  entry: EntryName | null
  from_wallet: Address | null
  to_wallet: Address | null
  units: bigint | null
  acquired_day: number | null
  unlock_day: number | null
  legend: number | null
  ref: Hash | null
  detail: ColumnType<Movement['detail'], string | null, never>
}
type RegisterTables = { register_movement: MovementTable }

const tables = (db: Db) => db.withTables<RegisterTables>()

const ROWS_PER_INSERT = 1_000

/** The columns of `register_movement` in the order of `movementRow`. */
export const MOVEMENT_COLUMNS = [
  'block_hash',
  'log_index',
  'token',
  'block',
  'at',
  'tx',
  'kind',
  'entry',
  'from_wallet',
  'to_wallet',
  'units',
  'acquired_day',
  'unlock_day',
  'legend',
  'ref',
  'detail',
] as const satisfies readonly (keyof MovementTable)[]

function toRow(token: string, movement: Movement) {
  return {
    block_hash: movement.blockHash,
    log_index: movement.logIndex,
    token,
    block: movement.block,
    at: movement.at,
    tx: movement.tx,
    kind: movement.kind,
    entry: movement.entry,
    from_wallet: movement.from,
    to_wallet: movement.to,
    units: movement.units,
    acquired_day: movement.acquiredDay,
    unlock_day: movement.unlockDay,
    legend: movement.legend,
    ref: movement.ref,
    detail: movement.detail === null ? null : JSON.stringify(movement.detail),
  }
}

function toMovement(row: Selectable<MovementTable>): Movement {
  return {
    block: row.block,
    blockHash: row.block_hash,
    logIndex: row.log_index,
    tx: row.tx,
    at: row.at,
    kind: row.kind,
    entry: row.entry,
    from: row.from_wallet,
    to: row.to_wallet,
    units: row.units,
    acquiredDay: row.acquired_day,
    unlockDay: row.unlock_day,
    legend: row.legend,
    ref: row.ref,
    detail: row.detail,
  }
}

/** Adds movements of one token. What is there already is left as it is: a log is the same for ever. */
export async function insertMovements(db: Db, token: string, movements: readonly Movement[]): Promise<void> {
  for (let i = 0; i < movements.length; i += ROWS_PER_INSERT) {
    await tables(db)
      .insertInto('register_movement')
      .values(movements.slice(i, i + ROWS_PER_INSERT).map((movement) => toRow(token, movement)))
      .onConflict((conflict) => conflict.columns(['block_hash', 'log_index']).doNothing())
      .execute()
  }
}

/**
 * Replaces every movement of a token in one transaction, with COPY: the way for hundreds of thousands of rows. The head
 * of what has been read from the chain cannot move meanwhile; `batches` is told it. Returns how many rows were stored.
 */
export async function replaceMovements(
  pool: pg.Pool,
  token: string,
  batches: (head: number) => AsyncIterable<readonly Movement[]>,
): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    const { rows } = await client.query<{ head_number: number }>(
      'select head_number from chain_network for update',
    )
    await client.query('delete from register_movement where token = $1', [token])
    let count = 0
    for await (const movements of batches(rows[0]?.head_number ?? -1))
      count += await copyInto(client, 'register_movement', MOVEMENT_COLUMNS, copyRows(token, movements))
    await client.query('commit')
    return count
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

function* copyRows(token: string, movements: readonly Movement[]): Iterable<CopyValue[]> {
  for (const movement of movements) {
    const row = toRow(token, movement)
    yield MOVEMENT_COLUMNS.map((column) => row[column])
  }
}

/**
 * Where a register ends: after the block of this number, before this instant, or with this log. Null is the newest.
 * All are the same cut in the chain's order, since a block is never older than its parent.
 */
export type Cut =
  | { readonly block: number }
  | { readonly before: Temporal.Instant }
  | { readonly with: LogPlace }
  | null
type LogPlace = { readonly block: number; readonly logIndex: number }

function cutSql(cut: Cut) {
  if (cut === null) return sql`true`
  if ('with' in cut) return sql`(block, log_index) <= (${cut.with.block}, ${cut.with.logIndex})`
  return 'block' in cut ? sql`block <= ${cut.block}` : sql`at < ${cut.before}`
}

/**
 * The end of the split that an instant falls into: after its beginning, and not after its end. `running` while there is none,
 * null when units were not being split then.
 */
export async function selectSplitEnd(
  db: Db,
  token: string,
  at: Temporal.Instant,
): Promise<(LogPlace & { readonly at: Temporal.Instant }) | 'running' | null> {
  const turns = tables(db)
    .selectFrom('register_movement')
    .select(['kind', 'block', 'log_index', 'at'])
    .where('token', '=', token)
    .where('kind', 'in', ['split-began', 'split-ended'])
  const last = await turns
    .where('at', '<', at)
    .orderBy('block', 'desc')
    .orderBy('log_index', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last?.kind !== 'split-began') return null
  const end = await turns
    .where('kind', '=', 'split-ended')
    .where(sql<boolean>`(block, log_index) > (${last.block}, ${last.log_index})`)
    .orderBy('block')
    .orderBy('log_index')
    .limit(1)
    .executeTakeFirst()
  return end === undefined ? 'running' : { block: end.block, logIndex: end.log_index, at: end.at }
}

/** A wallet with what it holds and how much of it is frozen; what it is locked in are rows of their own. */
export type PositionRow = {
  readonly wallet: Address
  readonly units: bigint
  readonly frozen: bigint
  readonly walletFrozen: boolean
  readonly since: Temporal.Instant | null
}

/**
 * What every wallet ever named holds at the cut, from sums over its movements: the same as folding them one by one,
 * done where they are. A running balance that has just risen from nothing begins a holding.
 */
export async function selectPositions(db: Db, token: string, cut: Cut): Promise<PositionRow[]> {
  const { rows } = await sql<{
    wallet: Address
    units: bigint
    frozen: bigint
    wallet_frozen: boolean
    since: Temporal.Instant | null
  }>`
    with movement as materialized (
      select * from register_movement where token = ${token} and ${cutSql(cut)}
    ), leg as (
      select to_wallet as wallet, units, block, log_index, at from movement
        where kind = 'transfer' and units > 0 and from_wallet is distinct from to_wallet and to_wallet is not null
      union all
      select from_wallet, -units, block, log_index, at from movement
        where kind = 'transfer' and units > 0 and from_wallet is distinct from to_wallet and from_wallet is not null
    ), running as (
      select wallet, units, at, sum(units) over (partition by wallet order by block, log_index) as after from leg
    ), held as (
      select wallet, sum(units) as units, max(at) filter (where units > 0 and after = units) as since
        from running group by wallet
    ), frozen as (
      select to_wallet as wallet, sum(case kind when 'units-frozen' then units else -units end) as units
        from movement where kind in ('units-frozen', 'units-unfrozen') group by to_wallet
    ), stopped as (
      select distinct on (to_wallet) to_wallet as wallet, kind = 'wallet-frozen' as yes
        from movement where kind in ('wallet-frozen', 'wallet-unfrozen')
        order by to_wallet, block desc, log_index desc
    )
    select wallet,
           coalesce(held.units, 0) as units,
           coalesce(frozen.units, 0) as frozen,
           coalesce(stopped.yes, false) as wallet_frozen,
           case when held.units > 0 then held.since end as since
      from held full join frozen using (wallet) full join stopped using (wallet)
      where held.units <> 0 or frozen.units <> 0 or stopped.yes`.execute(db)
  return rows.map((row) => ({
    wallet: row.wallet,
    units: row.units,
    frozen: row.frozen,
    walletFrozen: row.wallet_frozen,
    since: row.since,
  }))
}

/** The tokens, in lower case, whose units each of these wallets was ever given, by wallet. */
export async function selectGiven(
  db: Db,
  wallets: readonly Address[],
): Promise<{ readonly token: string; readonly wallet: Address }[]> {
  return tables(db)
    .selectFrom('register_movement')
    .select(['token', sql<Address>`to_wallet`.as('wallet')])
    .distinct()
    .where(sql<boolean>`lower(to_wallet) = any(${wallets.map((wallet) => wallet.toLowerCase())}::text[])`)
    .where('kind', '=', 'transfer')
    .orderBy('token')
    .orderBy('wallet')
    .execute()
}

/** Movements of lots that were still locked on `day`, in order. */
export async function selectLotMovements(db: Db, token: string, cut: Cut, day: number): Promise<Movement[]> {
  const rows = await tables(db)
    .selectFrom('register_movement')
    .selectAll()
    .where('token', '=', token)
    .where('kind', 'in', ['lot-opened', 'lot-reduced'])
    .where('unlock_day', '>', day)
    .where(sql<boolean>`${cutSql(cut)}`)
    .orderBy('block')
    .orderBy('log_index')
    .execute()
  return rows.map(toMovement)
}

/** The last day on which units of a lot with this legend were acquired, in days since 1970; null where there are none. */
export async function selectLastAcquired(db: Db, token: string, legend: number): Promise<number | null> {
  const row = await tables(db)
    .selectFrom('register_movement')
    .select(({ fn }) => fn.max('acquired_day').as('day'))
    .where('token', '=', token)
    .where('kind', '=', 'lot-opened')
    .where(sql<boolean>`legend & ${legend} <> 0`)
    .executeTakeFirst()
  return row?.day ?? null
}

/** Every movement of a token in the chain's order. */
export async function selectMovements(db: Db, token: string): Promise<Movement[]> {
  const rows = await tables(db)
    .selectFrom('register_movement')
    .selectAll()
    .where('token', '=', token)
    .orderBy('block')
    .orderBy('log_index')
    .execute()
  return rows.map(toMovement)
}

/** Every token that has movements. */
export async function selectMovedTokens(db: Db): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('register_movement')
    .select('token')
    .distinct()
    .orderBy('token')
    .execute()
  return rows.map(({ token }) => token)
}

/** As `selectMovements`, of these kinds alone. */
export async function selectMovementsOf(
  db: Db,
  token: string,
  kinds: readonly MovementKind[],
): Promise<Movement[]> {
  const rows = await tables(db)
    .selectFrom('register_movement')
    .selectAll()
    .where('token', '=', token)
    .where('kind', 'in', [...kinds])
    .orderBy('block')
    .orderBy('log_index')
    .execute()
  return rows.map(toMovement)
}

/** When a token's first movement with a name was; null before there is one. */
export async function selectFirstEntryAt(db: Db, token: string): Promise<Temporal.Instant | null> {
  const row = await tables(db)
    .selectFrom('register_movement')
    .select('at')
    .where('token', '=', token)
    .where('entry', 'is not', null)
    .orderBy('block')
    .orderBy('log_index')
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
}

export type EntryFilter = {
  /** Of one of these wallets, on either side; null is all. */
  readonly wallets: readonly Address[] | null
  readonly entry: EntryName | null
  /** From the first to before the second. */
  readonly from: Temporal.Instant | null
  readonly until: Temporal.Instant | null
}

const PLACE_IN_CHAIN: readonly Key[] = [
  { of: sql.ref('block'), type: 'bigint' },
  { of: sql.ref('log_index'), type: 'bigint' },
]
const ENTRY_KEYS: Readonly<Record<SortColumn<MovementSort>, readonly Key[]>> = {
  at: [],
  // A whole wallet that is frozen has none.
  units: [{ of: sql`coalesce(units, 0)`, type: 'numeric' }],
}

/** The movements that have a name. */
export async function selectEntries(
  db: Db,
  token: string,
  filter: EntryFilter,
  slice: Slice<MovementSort>,
): Promise<Placed<Movement>[]> {
  if (filter.wallets?.length === 0) return []
  let query = tables(db)
    .selectFrom('register_movement')
    .selectAll()
    .where('token', '=', token)
    .where('entry', 'is not', null)
  const { wallets, entry, from, until } = filter
  if (wallets !== null)
    query = query.where((eb) =>
      eb.or([eb('from_wallet', 'in', [...wallets]), eb('to_wallet', 'in', [...wallets])]),
    )
  if (entry !== null) query = query.where('entry', '=', entry)
  if (from !== null) query = query.where('at', '>=', from)
  if (until !== null) query = query.where('at', '<', until)
  const rows = await inOrder(query, ENTRY_KEYS, PLACE_IN_CHAIN, slice).execute()
  return rows.map((row) => ({ ...toMovement(row), place: row.place }))
}

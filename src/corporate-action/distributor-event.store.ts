import { sql } from 'kysely'
import type { Db } from '../platform/db/database.ts'
import type { Distribution, DistributorEvent } from './distribution.ts'

type EventTable = {
  block_hash: string
  log_index: number
  tx_hash: string
  kind: DistributorEvent['kind']
  chain_id: bigint
  ref: string | null
  token: string | null
  record_id: number | null
  wallet: string | null
  amount: bigint
  carried: bigint
  bps: number | null
}
type RecordDateTable = {
  block_hash: string
  log_index: number
  token: string
  record_id: number
  record_at: Temporal.Instant
}
const tables = (db: Db) => db.withTables<{ record_date: RecordDateTable; distributor_event: EventTable }>()

/** What the chain adds to a row: read from its events, never stored in it. */
export type OnChain = Pick<Distribution, 'recordId' | 'chainId' | 'declared' | 'carriedIn'>

/**
 * How the chain names a distribution. Its reference alone says nothing: the distributor is for everybody, and whoever deploys a
 * token may declare under any reference there.
 */
export type NamedOnChain = { readonly token: string; readonly ref: string }

/** What the chain says of the record date and the declaration that a distribution is known by. */
export async function selectOnChain(
  db: Db,
  recordAt: Temporal.Instant,
  named: NamedOnChain,
): Promise<OnChain> {
  const record = await tables(db)
    .selectFrom('record_date')
    .select('record_id')
    .where('token', '=', named.token.toLowerCase())
    .where('record_at', '=', recordAt)
    .executeTakeFirst()
  const declared = await tables(db)
    .selectFrom('distributor_event')
    .select(['chain_id', 'amount', 'carried'])
    .where('kind', '=', 'declared')
    .where('token', '=', named.token.toLowerCase())
    .where('ref', '=', named.ref)
    .executeTakeFirst()
  return {
    recordId: record?.record_id ?? null,
    chainId: declared?.chain_id ?? null,
    declared: declared === undefined ? null : declared.amount + declared.carried,
    carriedIn: declared?.carried ?? null,
  }
}

/** The record dates that a token has, in their order. */
export async function selectRecordAts(db: Db, token: string): Promise<Temporal.Instant[]> {
  const rows = await tables(db)
    .selectFrom('record_date')
    .select('record_at')
    .where('token', '=', token.toLowerCase())
    .orderBy('record_at')
    .execute()
  return rows.map((row) => row.record_at)
}

export async function selectLatestRecordAt(db: Db, token: string): Promise<Temporal.Instant | null> {
  return (await selectRecordAts(db, token)).at(-1) ?? null
}

/** The block of the newest thing that the distributor did for this distribution, but for funding: which anybody may at any time. */
export async function selectNewestEvent(db: Db, chainId: bigint): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`
    select max(b.number) as number from distributor_event e join chain_block b on b.hash = e.block_hash
    where e.chain_id = ${chainId} and e.kind <> 'funded'`.execute(db)
  return rows[0]?.number ?? null
}

/** Sums of what the chain has done for a distribution, and how far its pushes came. */
export type Sums = {
  readonly funded: bigint
  readonly paid: bigint
  /** Parked, and neither paid nor handed over since. */
  readonly parked: bigint
  readonly withheld: bigint
  readonly remitted: bigint
  /** Handed over since nobody claimed it. */
  readonly unclaimed: bigint
  /** Carried on at the close; null while it is open. */
  readonly carried: bigint | null
  /** The highest address pushed to, in lower case; '' when none was. */
  readonly cursor: string
}

export async function selectSums(db: Db, chainId: bigint): Promise<Sums> {
  const { rows } = await sql<{
    funded: bigint
    paid: bigint
    parked: bigint
    withheld: bigint
    remitted: bigint
    unclaimed: bigint
    carried: bigint | null
    cursor: string | null
  }>`
    select
      coalesce(sum(amount) filter (where kind = 'funded'), 0) as funded,
      coalesce(sum(amount) filter (where kind = 'paid'), 0) as paid,
      coalesce(sum(amount) filter (where kind = 'parked' and not exists (
        select 1 from distributor_event p
        where p.chain_id = e.chain_id and p.kind = 'paid' and p.wallet = e.wallet)), 0)
        - coalesce(sum(amount) filter (where kind = 'expired'), 0) as parked,
      coalesce(sum(amount) filter (where kind = 'withheld'), 0) as withheld,
      coalesce(sum(amount) filter (where kind = 'remitted'), 0) as remitted,
      coalesce(sum(amount) filter (where kind = 'expired'), 0) as unclaimed,
      max(carried) filter (where kind = 'closed') as carried,
      max(lower(wallet) collate "C") filter (where kind = 'pushed') as cursor
    from distributor_event e where chain_id = ${chainId}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('an aggregate has one row')
  return { ...row, cursor: row.cursor ?? '' }
}

/** References of everything the distributor was ever told to pay for this record date, by whoever told it. */
export async function selectDeclaredRefs(db: Db, token: string, recordId: number): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('distributor_event')
    .select('ref')
    .where('kind', '=', 'declared')
    .where('token', '=', token.toLowerCase())
    .where('record_id', '=', recordId)
    .execute()
  return rows.flatMap((row) => row.ref ?? [])
}

/** Which of these references are of distributions of this token that are declared and have not received all that they need. */
export async function selectLackingFunds(
  db: Db,
  token: string,
  refs: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ ref: string }>`
    select d.ref from distributor_event d
    where d.kind = 'declared' and d.token = ${token.toLowerCase()} and d.ref = any(${refs}::text[]) and d.amount > (
      select coalesce(sum(f.amount), 0) from distributor_event f
      where f.chain_id = d.chain_id and f.kind = 'funded')`.execute(db)
  return new Set(rows.map(({ ref }) => ref))
}

/** The transaction in which a distribution was declared. */
export async function selectDeclaringTransaction(db: Db, named: NamedOnChain): Promise<string | null> {
  const row = await tables(db)
    .selectFrom('distributor_event')
    .select('tx_hash')
    .where('kind', '=', 'declared')
    .where('token', '=', named.token.toLowerCase())
    .where('ref', '=', named.ref)
    .executeTakeFirst()
  return row?.tx_hash ?? null
}

export async function insertRecordDate(
  db: Db,
  row: { blockHash: string; logIndex: number; token: string; recordId: number; recordAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('record_date')
    .values({
      block_hash: row.blockHash,
      log_index: row.logIndex,
      token: row.token,
      record_id: row.recordId,
      record_at: row.recordAt,
    })
    .execute()
}

export async function insertDistributorEvent(
  db: Db,
  at: { readonly blockHash: string; readonly logIndex: number; readonly txHash: string },
  event: DistributorEvent,
): Promise<void> {
  await tables(db)
    .insertInto('distributor_event')
    .values({
      block_hash: at.blockHash,
      log_index: at.logIndex,
      tx_hash: at.txHash,
      kind: event.kind,
      chain_id: event.chainId,
      ref: event.ref,
      token: event.record?.token ?? null,
      record_id: event.record?.id ?? null,
      wallet: event.wallet,
      amount: event.amount,
      carried: event.carried,
      bps: event.bps,
    })
    .execute()
}

import { sql, type ColumnType, type Generated, type Selectable } from 'kysely'
import type { Reason } from '../../contracts/abi/reasons.ts'
import type { Address } from '../instrument/instrument.ts'
import type { DecisionId, InstrumentId, IntentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { amountKey, inOrder, isBehind, type Place, type Placed, type Slice } from '../platform/db/page.ts'
import type { Hash } from './register.ts'
import type { TransferId, TransferOrder, TransferSort, TransferStatus } from './transfer-order.ts'

type StoredFinding = { readonly reason: Reason; readonly actual: string; readonly limit: string }
type TransferTable = {
  id: string
  seq: Generated<number>
  instrument: string
  from_wallet: string
  to_wallet: string
  units: bigint
  nonce: string
  status: TransferStatus
  findings: ColumnType<readonly StoredFinding[], string, never>
  decided_block: number
  intent: string | null
  tx: string | null
  failure: string | null
  asked_by: string
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  decision: string | null
}

const tables = (db: Db) => db.withTables<{ register_transfer: TransferTable }>()

function toOrder(row: Selectable<TransferTable>): TransferOrder {
  return {
    id: row.id as TransferId,
    instrument: row.instrument as InstrumentId,
    from: row.from_wallet as Address,
    to: row.to_wallet as Address,
    units: row.units,
    nonce: row.nonce as Hash,
    status: row.status,
    findings: row.findings.map(({ reason, actual, limit }) => ({
      reason,
      actual: BigInt(actual),
      limit: BigInt(limit),
    })),
    decision: row.decision as DecisionId | null,
    decidedBlock: row.decided_block,
    tx: row.tx as Hash | null,
    failure: row.failure,
    askedAt: row.asked_at,
  }
}

export async function insertTransfer(
  db: Db,
  order: TransferOrder,
  asked: { readonly by: string; readonly intent: IntentId | null },
): Promise<void> {
  await tables(db)
    .insertInto('register_transfer')
    .values({
      id: order.id,
      instrument: order.instrument,
      from_wallet: order.from,
      to_wallet: order.to,
      units: order.units,
      nonce: order.nonce,
      status: order.status,
      findings: JSON.stringify(
        order.findings.map(({ reason, actual, limit }) => ({
          reason,
          actual: `${actual}`,
          limit: `${limit}`,
        })),
      ),
      decided_block: order.decidedBlock,
      intent: asked.intent,
      tx: order.tx,
      failure: order.failure,
      asked_by: asked.by,
      asked_at: order.askedAt,
      settled_at: order.status === 'pending' ? null : order.askedAt,
      decision: order.decision,
    })
    .execute()
}

/** The transfer that this transaction carries. */
export async function selectCarried(db: Db, intent: IntentId): Promise<TransferOrder | null> {
  const query = tables(db).selectFrom('register_transfer').selectAll().where('intent', '=', intent)
  const row = await query.executeTakeFirst()
  return row === undefined ? null : toOrder(row)
}

export async function updateSettled(
  db: Db,
  intent: IntentId,
  settled: {
    readonly status: 'transfer-ok' | 'failed'
    readonly tx: Hash | null
    readonly failure: string | null
    readonly at: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .updateTable('register_transfer')
    .set({ status: settled.status, tx: settled.tx, failure: settled.failure, settled_at: settled.at })
    .where('intent', '=', intent)
    .execute()
}

/** The wallets whose transfers a decision stopped, each once. */
export async function selectStoppedSenders(db: Db, decision: DecisionId): Promise<Address[]> {
  const rows = await tables(db)
    .selectFrom('register_transfer')
    .select('from_wallet')
    .distinct()
    .where('decision', '=', decision)
    .execute()
  return rows.map(({ from_wallet }) => from_wallet as Address)
}

/** Whether a decision stopped this very transfer, asked once or more, and no other: nobody else waits for an answer to it. */
export async function stoppedThisAlone(
  db: Db,
  decision: DecisionId,
  { from, to, units }: Pick<TransferOrder, 'from' | 'to' | 'units'>,
): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('register_transfer')
    .select(
      sql<boolean | null>`bool_and(from_wallet = ${from} and to_wallet = ${to} and units = ${units})`.as(
        'same',
      ),
    )
    .where('decision', '=', decision)
    .executeTakeFirstOrThrow()
  return row.same === true
}

/** Transfers of a sender that are on their way, and whether one of them, or one carried already, has this nonce. */
export async function selectUnderWay(
  db: Db,
  instrument: InstrumentId,
  from: Address,
  nonce: Hash,
): Promise<{ readonly underWay: boolean; readonly nonceUsed: boolean }> {
  const rows = await tables(db)
    .selectFrom('register_transfer')
    .select(['status', 'nonce'])
    .where('instrument', '=', instrument)
    .where('from_wallet', '=', from)
    .where('status', 'in', ['pending', 'transfer-ok'])
    .where((eb) => eb.or([eb('status', '=', 'pending'), eb('nonce', '=', nonce)]))
    .execute()
  return {
    underWay: rows.some(({ status }) => status === 'pending'),
    nonceUsed: rows.some((row) => row.nonce === nonce),
  }
}

/** When transfers from these wallets were asked for that were carried, or are to be: the oldest first. */
export async function selectCarriedSince(
  db: Db,
  wallets: readonly Address[],
  since: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  if (wallets.length === 0) return []
  const rows = await tables(db)
    .selectFrom('register_transfer')
    .select('asked_at')
    .where('from_wallet', 'in', [...wallets])
    .where('intent', 'is not', null)
    .where('asked_at', '>', since)
    .orderBy('asked_at')
    .execute()
  return rows.map(({ asked_at }) => asked_at)
}

/** Units of an instrument that are on their way, each with where from and where to. */
export async function selectPending(
  db: Db,
  instrument: InstrumentId,
): Promise<readonly { readonly from: Address; readonly to: Address; readonly units: bigint }[]> {
  const rows = await tables(db)
    .selectFrom('register_transfer')
    .select(['from_wallet', 'to_wallet', 'units'])
    .where('instrument', '=', instrument)
    .where('status', '=', 'pending')
    .execute()
  return rows.map(({ from_wallet, to_wallet, units }) => ({
    from: from_wallet as Address,
    to: to_wallet as Address,
    units,
  }))
}

/** Refused transfers from the youngest back, those before a place in the list of all refusals. */
export async function selectRefused(
  db: Db,
  filter: {
    readonly instruments: readonly InstrumentId[]
    /** Leaves out what cannot have this reason; whether a decision has it, the decision says. */
    readonly reason: string | null
    /** Only from or to one of these, in lower case. */
    readonly wallets: readonly string[] | null
    readonly from: Temporal.Instant | null
    readonly to: Temporal.Instant | null
    readonly before: Place | null
    readonly limit: number
  },
): Promise<TransferOrder[]> {
  if (filter.instruments.length === 0 || filter.wallets?.length === 0) return []
  let query = tables(db)
    .selectFrom('register_transfer')
    .selectAll()
    .where('status', '=', 'transfer-rejected')
    .where('instrument', 'in', [...filter.instruments])
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  const { reason, wallets, from, to, before } = filter
  if (reason !== null)
    query = query.where((eb) =>
      eb.or([
        sql<boolean>`findings @> ${JSON.stringify([{ reason }])}::jsonb`,
        eb('failure', '=', reason),
        eb('decision', 'is not', null),
      ]),
    )
  if (wallets !== null)
    query = query.where(sql<boolean>`array[lower(from_wallet), lower(to_wallet)] && ${[...wallets]}::text[]`)
  if (from !== null) query = query.where('asked_at', '>=', from)
  if (to !== null) query = query.where('asked_at', '<', to)
  if (before !== null) query = query.where(isBehind(before, 'asked_at', 'id'))
  return (await query.execute()).map(toOrder)
}

export type TransferFilter = {
  readonly instruments: readonly { readonly id: InstrumentId; readonly decimals: number }[]
  readonly status: TransferStatus | null
  /** Only those from or to one of these; null is all. */
  readonly wallets: readonly Address[] | null
  /** One more of which it has to be from or to; null is any. */
  readonly wallet: Address | null
  /** Asked for from this instant on, and before that one. */
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
}

/** The transfers that fit. */
export async function selectTransfers(
  db: Db,
  { instruments, status, wallets, wallet, from, to }: TransferFilter,
  slice: Slice<TransferSort>,
): Promise<Placed<TransferOrder>[]> {
  if (instruments.length === 0 || wallets?.length === 0) return []
  let query = tables(db)
    .selectFrom('register_transfer')
    .selectAll()
    .where(
      'instrument',
      'in',
      instruments.map(({ id }) => id),
    )
  for (const among of [wallets, wallet === null ? null : [wallet]])
    if (among !== null)
      query = query.where((eb) =>
        eb.or([eb('from_wallet', 'in', [...among]), eb('to_wallet', 'in', [...among])]),
      )
  if (status !== null) query = query.where('status', '=', status)
  if (from !== null) query = query.where('asked_at', '>=', from)
  if (to !== null) query = query.where('asked_at', '<', to)
  const decimals = new Map<string, number>(instruments.map((one) => [one.id, one.decimals]))
  const keys = { at: [], units: [amountKey(sql.ref('units'), { of: sql.ref('instrument'), decimals })] }
  const rows = await inOrder(query, keys, [{ of: sql.ref('seq'), type: 'bigint' }], slice).execute()
  return rows.map((row) => ({ ...toOrder(row), place: row.place }))
}

export async function selectTransfer(db: Db, id: TransferId): Promise<TransferOrder | null> {
  const row = await tables(db)
    .selectFrom('register_transfer')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toOrder(row)
}

/** How often the chain refused what was allowed here. It should be never. */
export async function countFailed(db: Db): Promise<number> {
  const { count } = await tables(db)
    .selectFrom('register_transfer')
    .select(sql<number>`count(*)`.as('count'))
    .where('status', '=', 'failed')
    .executeTakeFirstOrThrow()
  return count
}

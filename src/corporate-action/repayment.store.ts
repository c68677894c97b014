import { sql, type Selectable } from 'kysely'
import type { InstrumentId, RepaymentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { RedemptionEvent, Release, Repayment, RepaymentLine, RepaymentStatus } from './repayment.ts'

type RepaymentTable = {
  id: string
  instrument: string
  status: RepaymentStatus
  due_on: Temporal.PlainDate
  face_value: bigint
  prepared_by: string | null
  prepared_at: Temporal.Instant | null
  confirmed_by: string | null
  confirmed_at: Temporal.Instant | null
  waiting: Repayment['waiting']
  created_at: Temporal.Instant
}
type EventTable = {
  block_hash: string
  log_index: number
  tx_hash: string
  kind: RedemptionEvent['kind']
  purchase: bigint
  token: string | null
  ref: string | null
  wallet: string | null
  units: bigint
  amount: bigint
}
type ReleaseTable = {
  repayment: string
  wallet: string
  document: string
  asked_by: string
  asked_at: Temporal.Instant
}
type Tables = { repayment: RepaymentTable; redemption_event: EventTable; repayment_release: ReleaseTable }

const tables = (db: Db) => db.withTables<Tables>()

export async function insertRepayment(
  db: Db,
  row: Pick<Repayment, 'id' | 'instrument' | 'dueOn' | 'faceValue'>,
  createdAt: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('repayment')
    .values({
      id: row.id,
      instrument: row.instrument,
      status: 'due',
      due_on: row.dueOn,
      face_value: row.faceValue,
      created_at: createdAt,
    })
    .execute()
}

export async function selectRepayment(
  db: Db,
  by: { readonly id: RepaymentId } | { readonly instrument: InstrumentId },
): Promise<Repayment | null> {
  const query = tables(db).selectFrom('repayment').selectAll()
  const row = await (
    'id' in by ? query.where('id', '=', by.id) : query.where('instrument', '=', by.instrument)
  ).executeTakeFirst()
  return row === undefined ? null : toRepayment(row)
}

/** Repayments that were ordered and are not over, the oldest first. */
export async function selectUnfinishedRepayments(db: Db): Promise<RepaymentId[]> {
  const rows = await tables(db)
    .selectFrom('repayment')
    .select('id')
    .where('status', '=', 'paying')
    .orderBy('confirmed_at')
    .execute()
  return rows.map(({ id }) => id as RepaymentId)
}

function toRepayment(row: Selectable<RepaymentTable>): Repayment {
  return {
    id: row.id as RepaymentId,
    instrument: row.instrument as InstrumentId,
    status: row.status,
    dueOn: row.due_on,
    faceValue: row.face_value,
    prepared: stamp(row.prepared_by, row.prepared_at),
    confirmed: stamp(row.confirmed_by, row.confirmed_at),
    waiting: row.waiting,
  }
}

function stamp(by: string | null, at: Temporal.Instant | null) {
  return by === null || at === null ? null : { by, at }
}

export async function updatePrepared(
  db: Db,
  id: RepaymentId,
  { by, at }: NonNullable<Repayment['prepared']>,
  { dueOn, faceValue }: Pick<Repayment, 'dueOn' | 'faceValue'>,
): Promise<void> {
  await tables(db)
    .updateTable('repayment')
    .set({ prepared_by: by, prepared_at: at, due_on: dueOn, face_value: faceValue })
    .where('id', '=', id)
    .execute()
}

export async function updateConfirmed(
  db: Db,
  id: RepaymentId,
  { by, at }: NonNullable<Repayment['confirmed']>,
): Promise<void> {
  await tables(db)
    .updateTable('repayment')
    .set({ status: 'paying', confirmed_by: by, confirmed_at: at })
    .where('id', '=', id)
    .execute()
}

export async function updateClosed(db: Db, id: RepaymentId): Promise<void> {
  await tables(db)
    .updateTable('repayment')
    .set({ status: 'closed', waiting: null })
    .where('id', '=', id)
    .execute()
}

/** Notes what a repayment waits for, null when for nothing; false when that was known. */
export async function updateRepaymentWaiting(
  db: Db,
  id: RepaymentId,
  waiting: Repayment['waiting'],
): Promise<boolean> {
  const value = waiting === null ? null : JSON.stringify(waiting)
  const done = await tables(db)
    .updateTable('repayment')
    .set({ waiting: sql`${value}::jsonb` })
    .where('id', '=', id)
    .where(sql<boolean>`waiting is distinct from ${value}::jsonb`)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/* RELEASES */

/** Notes that somebody asks for a release, in place of whoever asked before. */
export async function putRelease(db: Db, id: RepaymentId, release: Release): Promise<void> {
  const asked = { document: release.document, asked_by: release.by, asked_at: release.at }
  await tables(db)
    .insertInto('repayment_release')
    .values({ repayment: id, wallet: release.wallet.toLowerCase(), ...asked })
    .onConflict((conflict) => conflict.columns(['repayment', 'wallet']).doUpdateSet(asked))
    .execute()
}

/** Releases that wait for a second officer, the oldest first. */
export async function selectReleases(db: Db, id: RepaymentId): Promise<Release[]> {
  const rows = await tables(db)
    .selectFrom('repayment_release')
    .selectAll()
    .where('repayment', '=', id)
    .orderBy('asked_at')
    .orderBy('wallet')
    .execute()
  return rows.map((row) => ({
    wallet: row.wallet,
    document: row.document,
    by: row.asked_by,
    at: row.asked_at,
  }))
}

export async function selectRelease(db: Db, id: RepaymentId, wallet: string): Promise<Release | null> {
  return (await selectReleases(db, id)).find((release) => release.wallet === wallet.toLowerCase()) ?? null
}

export async function deleteRelease(db: Db, id: RepaymentId, wallet: string): Promise<void> {
  await tables(db)
    .deleteFrom('repayment_release')
    .where('repayment', '=', id)
    .where('wallet', '=', wallet.toLowerCase())
    .execute()
}

/* WHAT THE CHAIN SAID */

export async function insertRedemptionEvent(
  db: Db,
  at: { readonly blockHash: string; readonly logIndex: number; readonly txHash: string },
  event: RedemptionEvent,
): Promise<void> {
  await tables(db)
    .insertInto('redemption_event')
    .values({ block_hash: at.blockHash, log_index: at.logIndex, tx_hash: at.txHash, ...event })
    .execute()
}

/**
 * How the chain names the redemptions of a repayment: by their token too, since the contract is for everybody, and whoever deploys
 * a token may announce under any reference there. `token` in lower case.
 */
export type Redemptions = { readonly token: string; readonly refs: readonly string[] }

const announced = ({ token, refs }: Redemptions) => sql`
  a.kind = 'announced' and a.ref = any(${refs}::text[]) and a.token = ${token}`

/** What was redeemed from each holder under these references, and what became of its price; in ascending order of address. */
export async function selectRedeemed(
  db: Db,
  redemptions: Redemptions,
): Promise<readonly (RepaymentLine & { readonly purchase: bigint })[]> {
  const { rows } = await sql<{
    purchase: bigint
    wallet: string
    units: bigint
    amount: bigint
    bought: string
    paid: string | null
  }>`
    select b.purchase, b.wallet, b.units, b.amount, b.tx_hash as bought, p.tx_hash as paid
    from redemption_event a
    join redemption_event b on b.purchase = a.purchase and b.kind = 'bought'
    left join redemption_event p on p.purchase = b.purchase and p.wallet = b.wallet and p.kind = 'paid'
    where ${announced(redemptions)}
    order by lower(b.wallet) collate "C", b.purchase`.execute(db)
  return rows.map(({ purchase, wallet, units, amount, bought, paid }) => ({
    purchase,
    wallet,
    units,
    amount,
    // A unit so small that it is worth nothing is paid for with nothing.
    status: paid === null && amount > 0n ? 'parked' : 'paid',
    txHash: paid ?? bought,
  }))
}

export async function selectRedemptionSums(
  db: Db,
  redemptions: Redemptions,
): Promise<{ readonly funded: bigint; readonly returned: bigint; readonly announcedIn: string | null }> {
  const { rows } = await sql<{ funded: bigint; returned: bigint; announcedIn: string | null }>`
    select
      coalesce(sum(e.amount) filter (where e.kind = 'funded'), 0) as funded,
      coalesce(sum(e.amount) filter (where e.kind = 'returned'), 0) as returned,
      max(e.tx_hash) filter (where e.kind = 'announced') as "announcedIn"
    from redemption_event a join redemption_event e on e.purchase = a.purchase
    where ${announced(redemptions)}`.execute(db)
  return rows[0] ?? { funded: 0n, returned: 0n, announcedIn: null }
}

/** The block of the newest thing that the contract did under these references; null before any. */
export async function selectNewestRedemption(db: Db, redemptions: Redemptions): Promise<number | null> {
  const { rows } = await sql<{ number: number | null }>`
    select max(b.number) as number
    from redemption_event a
    join redemption_event e on e.purchase = a.purchase
    join chain_block b on b.hash = e.block_hash
    where ${announced(redemptions)}`.execute(db)
  return rows[0]?.number ?? null
}

import { sql } from 'kysely'
import type { SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

type RefundTable = {
  subscription: string
  due_at: Temporal.Instant
  looked_to: number
  tx: string | null
  log_index: number | null
  evidence: string | null
  settled_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ refund: RefundTable }>()

export type RefundRow = {
  readonly subscription: SubscriptionId
  readonly lookedTo: number
  readonly tx: string | null
  readonly evidence: string | null
  readonly settledAt: Temporal.Instant | null
}

/** Notes a refund that somebody has to pay, unless it was noted before. */
export async function insertRefund(
  db: Db,
  refund: {
    readonly subscription: SubscriptionId
    readonly lookedTo: number
    readonly dueAt: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .insertInto('refund')
    .values({
      subscription: refund.subscription,
      due_at: refund.dueAt,
      looked_to: refund.lookedTo,
      tx: null,
      log_index: null,
      evidence: null,
      settled_at: null,
    })
    .onConflict((conflict) => conflict.column('subscription').doNothing())
    .execute()
}

export async function selectRefunds(
  db: Db,
  ids: readonly SubscriptionId[],
): Promise<Map<SubscriptionId, RefundRow>> {
  if (ids.length === 0) return new Map()
  const rows = await tables(db).selectFrom('refund').selectAll().where('subscription', 'in', ids).execute()
  return new Map(
    rows.map((row) => {
      const subscription = row.subscription as SubscriptionId
      const { looked_to: lookedTo, tx, evidence, settled_at: settledAt } = row
      return [subscription, { subscription, lookedTo, tx, evidence, settledAt }]
    }),
  )
}

/** Subscriptions whose money has to go back and has not: the oldest first. */
export async function selectToRefund(db: Db): Promise<SubscriptionId[]> {
  const { rows } = await sql<{ id: SubscriptionId }>`
    select id from subscription where status = 'pending' and issuance = 'failure' order by created_at, id`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

export async function moveLookedTo(db: Db, id: SubscriptionId, block: number): Promise<void> {
  await tables(db).updateTable('refund').set({ looked_to: block }).where('subscription', '=', id).execute()
}

/** Of these transfers, those that have paid no refund yet. */
export async function unusedTransfers<T extends { readonly txHash: string; readonly logIndex: number }>(
  db: Db,
  transfers: readonly T[],
): Promise<T[]> {
  const rows = await tables(db)
    .selectFrom('refund')
    .select(['tx', 'log_index'])
    .where('tx', 'in', ['', ...transfers.map(({ txHash }) => txHash)])
    .execute()
  return transfers.filter(
    ({ txHash, logIndex }) => !rows.some((row) => row.tx === txHash && row.log_index === logIndex),
  )
}

export async function settleRefundRow(
  db: Db,
  id: SubscriptionId,
  by:
    | { readonly tx: string; readonly logIndex: number; readonly at: Temporal.Instant }
    | { readonly evidence: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .updateTable('refund')
    .set({
      ...('tx' in by ? { tx: by.tx, log_index: by.logIndex } : { evidence: by.evidence }),
      settled_at: by.at,
    })
    .where('subscription', '=', id)
    .execute()
}

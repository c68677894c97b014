import type { Selectable } from 'kysely'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Legend } from '../../restriction/lot.ts'
import type { SubscriptionLot } from './subscription-lot.ts'

type LotTable = {
  subscription: string
  unlock_day: number
  legend: number
  legends: unknown
  determined_at: Temporal.Instant
  closed_day: number | null
}
type KeptLegend = {
  readonly pack: string
  readonly rule: string
  readonly legend: Legend
  readonly text: string
  readonly lockUntil: string
  readonly citation: string
  /** Absent in what was kept before it was said: taken for pending. */
  readonly legalReview?: 'pending' | 'signed'
}
const tables = (db: Db) =>
  db.withTables<{ subscription_lot: LotTable; subscription: { id: string; offering: string } }>()

/** What the units of the subscriptions of an offering are bound by: from its closing on. */
export async function selectLots(
  db: Db,
  offering: OfferingId,
): Promise<Map<SubscriptionId, SubscriptionLot>> {
  const rows = await tables(db)
    .selectFrom('subscription_lot')
    .innerJoin('subscription', 'subscription.id', 'subscription_lot.subscription')
    .selectAll('subscription_lot')
    .where('subscription.offering', '=', offering)
    .execute()
  return new Map(rows.map((row) => [row.subscription as SubscriptionId, toLot(row)]))
}

/** What the units of a subscription are bound by, once its offering has closed; null before. */
export async function selectIssuedLot(db: Db, subscription: SubscriptionId): Promise<SubscriptionLot | null> {
  const row = await tables(db)
    .selectFrom('subscription_lot')
    .selectAll()
    .where('subscription', '=', subscription)
    .where('closed_day', 'is not', null)
    .executeTakeFirst()
  return row === undefined ? null : toLot(row)
}

function toLot(row: Selectable<LotTable>): SubscriptionLot {
  return {
    unlockDay: row.unlock_day,
    legend: row.legend,
    legends: (row.legends as readonly KeptLegend[]).map((one) => ({
      ...one,
      lockUntil: Temporal.PlainDate.from(one.lockUntil),
      legalReview: one.legalReview ?? 'pending',
    })),
  }
}

/** Keeps what a lot is bound by. Once the offering has closed it stays as it is. */
export async function putLot(
  db: Db,
  subscription: SubscriptionId,
  lot: SubscriptionLot,
  { at, closedDay }: { readonly at: Temporal.Instant; readonly closedDay: number | null },
): Promise<void> {
  const values = {
    unlock_day: lot.unlockDay,
    legend: lot.legend,
    legends: JSON.stringify(lot.legends.map((one) => ({ ...one, lockUntil: one.lockUntil.toString() }))),
    determined_at: at,
    closed_day: closedDay,
  }
  await tables(db)
    .insertInto('subscription_lot')
    .values({ subscription, ...values })
    .onConflict((on) =>
      on.column('subscription').doUpdateSet(values).where('subscription_lot.closed_day', 'is', null),
    )
    .execute()
}

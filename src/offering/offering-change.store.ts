import type { Generated, Selectable } from 'kysely'
import type { ChangeId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { ChangeRight, OfferingChange } from './offering-change.ts'
import type { SubscriptionState } from './subscription-state.ts'

type ChangeTable = {
  id: string
  seq: Generated<number>
  offering: string
  what: string
  right: ChangeRight | null
  until: Temporal.Instant | null
  at: Temporal.Instant
  by: string
}
type Tables = {
  offering_change: ChangeTable
  change_reconfirmation: { change: string; subscription: string; at: Temporal.Instant; by: string }
  subscription: { id: string; offering: string; state: SubscriptionState }
  subscription_event: { subscription: string; to_state: SubscriptionState; at: Temporal.Instant }
}
const tables = (db: Db) => db.withTables<Tables>()

function toChange({ id, offering, what, right, until, at }: Selectable<ChangeTable>): OfferingChange {
  return {
    id: id as ChangeId,
    offering: offering as OfferingId,
    what,
    given: right === null || until === null ? null : { right, until },
    at,
  }
}

export async function insertChange(db: Db, change: OfferingChange, by: string): Promise<void> {
  const { id, offering, what, given, at } = change
  await tables(db)
    .insertInto('offering_change')
    .values({ id, offering, what, right: given?.right ?? null, until: given?.until ?? null, at, by })
    .execute()
}

/** What changed about an offering, the first change first. */
export async function selectChanges(db: Db, offering: OfferingId): Promise<OfferingChange[]> {
  const rows = await tables(db)
    .selectFrom('offering_change')
    .selectAll()
    .where('offering', '=', offering)
    .orderBy('seq')
    .execute()
  return rows.map(toChange)
}

/** Writes down that an investor goes on; false where that was known. */
export async function insertReconfirmation(
  db: Db,
  row: {
    readonly change: ChangeId
    readonly subscription: SubscriptionId
    readonly at: Temporal.Instant
    readonly by: string
  },
): Promise<boolean> {
  const written = await tables(db)
    .insertInto('change_reconfirmation')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('change')
    .executeTakeFirst()
  return written !== undefined
}

/** When an investor said that they go on, by change. */
export async function selectReconfirmations(
  db: Db,
  subscription: SubscriptionId,
): Promise<ReadonlyMap<string, Temporal.Instant>> {
  const rows = await tables(db)
    .selectFrom('change_reconfirmation')
    .select(['change', 'at'])
    .where('subscription', '=', subscription)
    .execute()
  return new Map(rows.map(({ change, at }) => [change, at]))
}

/** How many have said that they go on, by change of an offering. */
export async function countReconfirmations(
  db: Db,
  offering: OfferingId,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tables(db)
    .selectFrom('change_reconfirmation')
    .innerJoin('offering_change', 'offering_change.id', 'change_reconfirmation.change')
    .select((eb) => ['change', eb.fn.countAll<number>().as('count')])
    .where('offering', '=', offering)
    .groupBy('change')
    .execute()
  return new Map(rows.map(({ change, count }) => [change, count]))
}

/** Subscriptions whose money is in escrow, and since when they have been paid. */
export async function selectPaidAt(
  db: Db,
  offering: OfferingId,
): Promise<{ readonly id: SubscriptionId; readonly paidAt: Temporal.Instant }[]> {
  const rows = await tables(db)
    .selectFrom('subscription')
    .innerJoin('subscription_event', 'subscription_event.subscription', 'subscription.id')
    .select((eb) => ['subscription.id', eb.fn.min('subscription_event.at').as('at')])
    .where('offering', '=', offering)
    .where('state', '=', 'confirmed')
    .where('to_state', '=', 'funded')
    .groupBy('subscription.id')
    .orderBy('subscription.id')
    .execute()
  return rows.map(({ id, at }) => ({ id: id as SubscriptionId, paidAt: at }))
}

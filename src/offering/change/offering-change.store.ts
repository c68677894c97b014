import { sql, type Generated, type Selectable } from 'kysely'
import type { ChangeId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { ChangeRight, OfferingChange } from './offering-change.ts'
import { isReserved, RESERVED_STATES, type SubscriptionState } from '../subscription/subscription-state.ts'

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
  subscription: { id: string; offering: string; state: SubscriptionState; created_at: Temporal.Instant }
  subscription_agreement: { subscription: string; signed_at: Temporal.Instant | null }
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

/** Somebody who has agreed to buy, and whose units are not allotted yet. */
export type Commitment = {
  readonly id: SubscriptionId
  readonly state: SubscriptionState
  /** When the agreement was signed; where there is none, when the units were asked for. */
  readonly agreedAt: Temporal.Instant
  /** When the money was known to be on its way into escrow; the contract counts from its block, which is not later. Null before. */
  readonly paidAt: Temporal.Instant | null
}
const COMMITTED: readonly SubscriptionState[] = [...RESERVED_STATES, 'funded', 'confirmed']

/** The commitments of an offering, or that of one subscription. */
export async function selectCommitments(
  db: Db,
  of: { readonly offering: OfferingId } | { readonly id: SubscriptionId },
): Promise<Commitment[]> {
  const rows = await tables(db)
    .selectFrom('subscription')
    .leftJoin('subscription_agreement as agreement', 'agreement.subscription', 'subscription.id')
    .select((eb) => [
      'id',
      'state',
      sql<Temporal.Instant>`coalesce(agreement.signed_at, created_at)`.as('agreed_at'),
      eb
        .selectFrom('subscription_event as event')
        .select(({ fn }) => fn.max('event.at').as('at'))
        .whereRef('event.subscription', '=', 'subscription.id')
        .where('to_state', '=', 'funded')
        .as('paid_at'),
    ])
    .where('state', 'in', COMMITTED)
    .where((eb) => ('id' in of ? eb('id', '=', of.id) : eb('offering', '=', of.offering)))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: row.id as SubscriptionId,
    state: row.state,
    agreedAt: row.agreed_at,
    paidAt: isReserved(row.state) ? null : row.paid_at,
  }))
}

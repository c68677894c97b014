import { sql, type Selectable } from 'kysely'
import { getAddress } from 'viem'
import type { InstrumentId, InvestorId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import {
  UNPAID_DAYS,
  type IssuanceStatus,
  type Subscription,
  type SubscriptionStatus,
} from './subscription.ts'

type OfferingTable = {
  id: string
  instrument: string
  status: 'open' | 'closed'
  opened_at: Temporal.Instant
  closed_at: Temporal.Instant | null
}
type SubscriptionTable = {
  id: string
  offering: string
  investor: string
  wallet: string
  units: bigint
  amount: bigint
  status: SubscriptionStatus
  issuance: IssuanceStatus | null
  valid_before: Temporal.Instant
  reason: string | null
  created_at: Temporal.Instant
  settled_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ offering: OfferingTable; subscription: SubscriptionTable }>()

/** The sale of an instrument's units. Its terms are the instrument's. */
export type Offering = {
  readonly id: OfferingId
  readonly instrument: InstrumentId
  readonly status: 'open' | 'closed'
  readonly openedAt: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
}

function toOffering(row: Selectable<OfferingTable>): Offering {
  return {
    id: row.id as OfferingId,
    instrument: row.instrument as InstrumentId,
    status: row.status,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
  }
}

function toSubscription(row: Selectable<SubscriptionTable>): Subscription {
  return {
    id: row.id as SubscriptionId,
    offering: row.offering as OfferingId,
    investor: row.investor as InvestorId,
    wallet: getAddress(row.wallet),
    units: row.units,
    amount: row.amount,
    status: row.status,
    issuance: row.issuance,
    validBefore: row.valid_before,
    reason: row.reason,
  }
}

/** Opens the sale of an instrument unless it was opened before. */
export async function insertOffering(db: Db, offering: Offering): Promise<void> {
  await tables(db)
    .insertInto('offering')
    .values({
      id: offering.id,
      instrument: offering.instrument,
      status: offering.status,
      opened_at: offering.openedAt,
      closed_at: offering.closedAt,
    })
    .onConflict((conflict) => conflict.column('instrument').doNothing())
    .execute()
}

export async function selectOffering(
  db: Db,
  by: { readonly id: OfferingId } | { readonly instrument: InstrumentId },
): Promise<Offering | null> {
  const query = tables(db).selectFrom('offering').selectAll()
  const row = await (
    'id' in by ? query.where('id', '=', by.id) : query.where('instrument', '=', by.instrument)
  ).executeTakeFirst()
  return row === undefined ? null : toOffering(row)
}

export async function selectOfferings(db: Db): Promise<Offering[]> {
  return (await tables(db).selectFrom('offering').selectAll().orderBy('opened_at').execute()).map(toOffering)
}

export async function closeOfferingRow(db: Db, id: OfferingId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('offering')
    .set({ status: 'closed', closed_at: at })
    .where('id', '=', id)
    .execute()
}

export async function insertSubscription(
  db: Db,
  s: Subscription,
  createdAt: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('subscription')
    .values({
      id: s.id,
      offering: s.offering,
      investor: s.investor,
      wallet: s.wallet,
      units: s.units,
      amount: s.amount,
      status: s.status,
      issuance: s.issuance,
      valid_before: s.validBefore,
      reason: s.reason,
      created_at: createdAt,
      settled_at: null,
    })
    .execute()
}

export async function selectSubscription(db: Db, id: SubscriptionId): Promise<Subscription | null> {
  const row = await tables(db).selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toSubscription(row)
}

export async function selectSubscriptions(
  db: Db,
  filter: {
    /** Only those of these offerings; null is of all. */
    readonly offerings: readonly OfferingId[] | null
    readonly investor: InvestorId | null
    /** Only those whose money has to go back and has not. */
    readonly toRefund: boolean
    readonly after: string | null
    readonly limit: number
  },
): Promise<Subscription[]> {
  if (filter.offerings?.length === 0) return []
  let query = tables(db).selectFrom('subscription').selectAll().orderBy('id').limit(filter.limit)
  if (filter.offerings !== null) query = query.where('offering', 'in', [...filter.offerings])
  if (filter.investor !== null) query = query.where('investor', '=', filter.investor)
  if (filter.toRefund) query = query.where('status', '=', 'pending').where('issuance', '=', 'failure')
  if (filter.after !== null) query = query.where('id', '>', filter.after)
  return (await query.execute()).map(toSubscription)
}

/** What an investor has reserved of an offering and may still pay. */
export async function selectReservation(
  db: Db,
  offering: OfferingId,
  investor: InvestorId,
  now: Temporal.Instant,
): Promise<Subscription | null> {
  const row = await tables(db)
    .selectFrom('subscription')
    .selectAll()
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('status', '=', 'in-progress')
    .where('valid_before', '>', now)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : toSubscription(row)
}

/** Reservations of an investor that ran out unpaid, of those that count, and when the last of them did. */
export async function selectUnpaid(
  db: Db,
  offering: OfferingId,
  investor: InvestorId,
  now: Temporal.Instant,
): Promise<{ readonly count: number; readonly last: Temporal.Instant | null }> {
  return tables(db)
    .selectFrom('subscription')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<Temporal.Instant | null>`max(valid_before)`.as('last'),
    ])
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('status', '=', 'in-progress')
    .where('valid_before', '<=', now)
    .where('valid_before', '>', now.subtract({ hours: 24 * UNPAID_DAYS }))
    .executeTakeFirstOrThrow()
}

/** Subscriptions that count against limits: paid, issued, or reserved and still payable. */
export async function selectLive(
  db: Db,
  offerings: readonly string[],
  since: Temporal.Instant,
  now: Temporal.Instant,
) {
  if (offerings.length === 0) return []
  const rows = await tables(db)
    .selectFrom('subscription')
    .selectAll()
    .where('offering', 'in', [...offerings])
    .where((eb) =>
      eb.or([
        eb.and([eb('status', '=', 'confirmed'), eb('created_at', '>', since)]),
        eb('status', '=', 'pending'),
        eb.and([eb('status', '=', 'in-progress'), eb('valid_before', '>', now)]),
      ]),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    ...toSubscription(row),
    createdAt: row.created_at,
    isIssued: row.issuance === 'success',
  }))
}

/** Units of an offering that are spoken for: issued, paid for, or asked for within the time to pay. */
export async function selectUnitsTaken(db: Db, offering: OfferingId, now: Temporal.Instant): Promise<bigint> {
  const row = await tables(db)
    .selectFrom('subscription')
    .select((eb) => eb.fn.sum<bigint | null>('units').as('units'))
    .where('offering', '=', offering)
    .where((eb) =>
      eb.or([
        eb('status', 'in', ['pending', 'confirmed']),
        eb.and([eb('status', '=', 'in-progress'), eb('valid_before', '>', now)]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return row.units ?? 0n
}

export async function countUnsettled(db: Db, offering: OfferingId, now: Temporal.Instant): Promise<number> {
  const row = await tables(db)
    .selectFrom('subscription')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('offering', '=', offering)
    .where((eb) =>
      eb.or([
        eb('status', '=', 'pending'),
        eb.and([eb('status', '=', 'confirmed'), eb('issuance', '<>', 'success')]),
        eb.and([eb('status', '=', 'in-progress'), eb('valid_before', '>', now)]),
      ]),
    )
    .executeTakeFirstOrThrow()
  return row.count
}

export async function updateSubscription(
  db: Db,
  id: SubscriptionId,
  change: {
    readonly status: SubscriptionStatus
    readonly issuance: IssuanceStatus | null
    readonly reason?: string
    readonly settledAt?: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .updateTable('subscription')
    .set({
      status: change.status,
      issuance: change.issuance,
      ...(change.reason === undefined ? {} : { reason: change.reason }),
      ...(change.settledAt === undefined ? {} : { settled_at: change.settledAt }),
    })
    .where('id', '=', id)
    .execute()
}

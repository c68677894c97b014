import type { InvestorId, OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { isKept } from './kept.store.ts'
import {
  PAID_STATES,
  type SubscriptionState,
  type SubscriptionStatus,
} from './subscription/subscription-state.ts'

type SubscriptionTable = {
  id: string
  offering: string
  investor: string
  units: bigint
  allotted: bigint | null
  amount: bigint
  cost: bigint | null
  state: SubscriptionState
  status: SubscriptionStatus
  valid_before: Temporal.Instant
  created_at: Temporal.Instant
}
const tables = (db: Db) => db.withTables<{ subscription: SubscriptionTable }>()

/** Units that were paid for; the amount in minor units of the payment currency. */
export type Purchase = {
  readonly investor: InvestorId
  readonly amount: bigint
  readonly at: Temporal.Instant
}

/** What was sold of an offering and is not undone, in the order of time: from the payment on, a purchaser is committed. */
export async function selectPurchases(db: Db, offering: OfferingId): Promise<Purchase[]> {
  const rows = await tables(db)
    .selectFrom('subscription')
    .select(['investor', 'amount', 'cost', 'created_at'])
    .where('offering', '=', offering)
    .where('state', 'in', [...PAID_STATES])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    investor: row.investor as InvestorId,
    // Once it is closed, what its units cost: the rest was paid back.
    amount: row.cost ?? row.amount,
    at: row.created_at,
  }))
}

/**
 * Units of an offering that are spoken for, and what they cost: issued, paid for, or kept for who asked for them; and of
 * them those whose money is in escrow for good, or was when they were issued.
 */
export async function selectTaken(
  db: Db,
  offering: OfferingId,
  now: Temporal.Instant,
): Promise<{
  readonly units: bigint
  readonly amount: bigint
  readonly unitsPaid: bigint
  readonly amountPaid: bigint
}> {
  const row = await tables(db)
    .selectFrom('subscription')
    .select((eb) => {
      const units = eb.fn.sum<bigint | null>(eb.fn.coalesce('allotted', 'units'))
      const amount = eb.fn.sum<bigint | null>(eb.fn.coalesce('cost', 'amount'))
      const isPaid = eb('state', 'in', [...PAID_STATES])
      return [
        units.as('units'),
        amount.as('amount'),
        units.filterWhere(isPaid).as('unitsPaid'),
        amount.filterWhere(isPaid).as('amountPaid'),
      ]
    })
    .where('offering', '=', offering)
    .where((eb) => eb.or([eb('status', 'in', ['pending', 'confirmed']), isKept(now)]))
    .executeTakeFirstOrThrow()
  return {
    units: row.units ?? 0n,
    amount: row.amount ?? 0n,
    unitsPaid: row.unitsPaid ?? 0n,
    amountPaid: row.amountPaid ?? 0n,
  }
}

/** Base units of an open offering that are paid for, or whose payment is on its way: as its contract counts, or soon will. */
export async function selectUnitsPaid(db: Db, offering: OfferingId): Promise<bigint> {
  const row = await tables(db)
    .selectFrom('subscription')
    .select((eb) => eb.fn.sum<bigint | null>('units').as('units'))
    .where('offering', '=', offering)
    .where('state', 'in', ['funded', 'confirmed'])
    .executeTakeFirstOrThrow()
  return row.units ?? 0n
}

import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import { PAID_STATES, type SubscriptionState } from './subscription-state.ts'

type SubscriptionTable = {
  id: string
  offering: string
  investor: string
  amount: bigint
  cost: bigint | null
  state: SubscriptionState
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

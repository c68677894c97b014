import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import { tables } from './subscription.store.ts'

/** The contract is asked to give the money of a subscription back. */
export async function markLeaving(db: Db, id: SubscriptionId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('subscription')
    .set({ leaving_since: at })
    .where('id', '=', id)
    .where('leaving_since', 'is', null)
    .execute()
}

/** Paid subscriptions of an offering whose money was asked back and has not come. */
export async function selectLeaving(db: Db, offering: OfferingId): Promise<SubscriptionId[]> {
  const rows = await tables(db)
    .selectFrom('subscription')
    .select('id')
    .where('offering', '=', offering)
    .where('state', '=', 'confirmed')
    .where('leaving_since', 'is not', null)
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id as SubscriptionId)
}

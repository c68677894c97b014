import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import { tables, toSubscription } from './subscription.store.ts'
import type { Subscription } from './subscription.ts'

/** What an investor is interested in of an offering. */
export async function selectInterest(
  db: Db,
  offering: OfferingId,
  investor: InvestorId,
): Promise<Subscription | null> {
  const row = await tables(db)
    .selectFrom('subscription')
    .selectAll()
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('state', '=', 'interest')
    .executeTakeFirst()
  return row === undefined ? null : toSubscription(row)
}

/** Interests of an offering that were not tried since `before`, whoever came first first; from here on they were. */
export async function takeInterests(
  tx: Db,
  offering: OfferingId,
  {
    before,
    now,
    limit,
  }: { readonly before: Temporal.Instant; readonly now: Temporal.Instant; readonly limit: number },
): Promise<Subscription[]> {
  const due = await tables(tx)
    .selectFrom('subscription')
    .select('id')
    .where('offering', '=', offering)
    .where('state', '=', 'interest')
    .where((eb) => eb.or([eb('interest_tried_at', 'is', null), eb('interest_tried_at', '<=', before)]))
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  if (due.length === 0) return []
  const rows = await tables(tx)
    .updateTable('subscription')
    .set({ interest_tried_at: now })
    .where(
      'id',
      'in',
      due.map(({ id }) => id),
    )
    .returningAll()
    .execute()
  return rows
    .map(toSubscription)
    .sort((a, b) => Temporal.Instant.compare(a.createdAt, b.createdAt) || (a.id < b.id ? -1 : 1))
}

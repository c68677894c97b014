import { sql } from 'kysely'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import { tables } from './subscription.store.ts'

/** Money of a subscription that was paid at a bank is to be given back there: minor units of the payment currency. */
export async function setFiatDue(db: Db, id: SubscriptionId, due: bigint): Promise<void> {
  await tables(db).updateTable('subscription').set({ fiat_due: due }).where('id', '=', id).execute()
}

/** The contract knows for good that it was given back; false when that was known before. */
export async function markFiatRecorded(db: Db, id: SubscriptionId, at: Temporal.Instant): Promise<boolean> {
  const marked = await tables(db)
    .updateTable('subscription')
    .set({ fiat_recorded_at: at })
    .where('id', '=', id)
    .where('fiat_due', 'is not', null)
    .where('fiat_recorded_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return marked !== undefined
}

/** Subscriptions whose money is to be given back at a bank, as far as the contract knows: of one offering, or of all. */
export async function selectFiatDue(
  db: Db,
  offering: OfferingId | null,
): Promise<{ readonly id: SubscriptionId; readonly due: bigint }[]> {
  let query = tables(db)
    .selectFrom('subscription')
    .select(['id', 'fiat_due'])
    .where('fiat_due', 'is not', null)
    .where('fiat_recorded_at', 'is', null)
    .orderBy('id')
  if (offering !== null) query = query.where('offering', '=', offering)
  return (await query.execute()).flatMap(({ id, fiat_due: due }) =>
    due === null ? [] : [{ id: id as SubscriptionId, due }],
  )
}

/** Officers are told of the money at a bank that waits for one of them; whether it is the first time for one of these. */
export async function markWiresTold(
  db: Db,
  among: ReadonlySet<SubscriptionId>,
  at: Temporal.Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await tables(db)
    .updateTable('subscription')
    .set({ wire_told_at: at })
    .where(sql<boolean>`id = any(${[...among]}::text[])`)
    .where('wire_told_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Allotment } from './allocation.ts'

type AllotmentTable = {
  subscription: string
  offering: string
  units: bigint
  reason: string | null
  proposed_at: Temporal.Instant
  proposed_by: string
}
const tables = (db: Db) => db.withTables<{ allotment: AllotmentTable }>()

/** What is allotted by hand in an offering, by subscription; nothing where nobody has proposed anything. */
export async function selectAllotments(db: Db, offering: OfferingId): Promise<Allotment[]> {
  const rows = await tables(db)
    .selectFrom('allotment')
    .select(['subscription', 'units', 'reason'])
    .where('offering', '=', offering)
    .orderBy('subscription')
    .execute()
  return rows.map((row) => ({ ...row, subscription: row.subscription as SubscriptionId }))
}

/** Puts this list in the place of the one that there is. */
export async function replaceAllotments(
  db: Db,
  offering: OfferingId,
  list: readonly Allotment[],
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db).deleteFrom('allotment').where('offering', '=', offering).execute()
  for (let from = 0; from < list.length; from += ROWS)
    await tables(db)
      .insertInto('allotment')
      .values(
        list.slice(from, from + ROWS).map((one) => ({ ...one, offering, proposed_at: at, proposed_by: by })),
      )
      .execute()
}
/** Of one statement: PostgreSQL takes 65,535 values. */
const ROWS = 5_000

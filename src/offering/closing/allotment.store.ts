import { sql } from 'kysely'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Allotted } from './allocation.ts'

type AllotmentTable = {
  subscription: string
  offering: string
  units: bigint
  reason: string | null
  reason_hash: string | null
  proposed_at: Temporal.Instant
  proposed_by: string
}
const tables = (db: Db) => db.withTables<{ allotment: AllotmentTable }>()

/** An allotment whose reason is known by its keyed hash; `former` is what was said of it before words were kept in the vault. */
export type KeptAllotment = Allotted & {
  readonly reasonHash: string | null
  readonly former: string | null
}

/** What is allotted by hand in an offering, by subscription; nothing where nobody has proposed anything. */
export async function selectAllotments(db: Db, offering: OfferingId): Promise<KeptAllotment[]> {
  const rows = await tables(db)
    .selectFrom('allotment')
    .select(['subscription', 'units', 'reason as former', 'reason_hash as reasonHash'])
    .where('offering', '=', offering)
    .orderBy('subscription')
    .execute()
  return rows.map((row) => ({ ...row, subscription: row.subscription as SubscriptionId }))
}

/** Puts this list in the place of the one that there is. */
export async function replaceAllotments(
  db: Db,
  offering: OfferingId,
  list: readonly KeptAllotment[],
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db).deleteFrom('allotment').where('offering', '=', offering).execute()
  for (let from = 0; from < list.length; from += ROWS)
    await tables(db)
      .insertInto('allotment')
      .values(
        list.slice(from, from + ROWS).map(({ subscription, units, reasonHash, former }) => ({
          ...{ subscription, units, reason: former, reason_hash: reasonHash },
          ...{ offering, proposed_at: at, proposed_by: by },
        })),
      )
      .execute()
}
/** Of one statement: PostgreSQL takes 65,535 values. */
const ROWS = 5_000

/** Forgets what was said of what an investor was allotted before words were kept in the vault. */
export async function forgetReasons(db: Db, investor: InvestorId): Promise<void> {
  await sql`update allotment set reason = null
    where reason is not null and subscription in (select id from subscription where investor = ${investor})`.execute(
    db,
  )
}

import type { InvestorId, OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

type InvitationTable = {
  offering: string
  investor: string
  invited_at: Temporal.Instant
  invited_by: string
}
const tables = (db: Db) =>
  db.withTables<{
    invitation: InvitationTable
    subscription: { offering: string; investor: string; wallet: string | null }
  }>()

/** Somebody on the list of an offering. */
export type Invitation = { readonly investor: InvestorId; readonly invitedAt: Temporal.Instant }

export async function isInvited(db: Db, offering: OfferingId, investor: InvestorId): Promise<boolean> {
  const found = await tables(db)
    .selectFrom('invitation')
    .select('investor')
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .executeTakeFirst()
  return found !== undefined
}

/** Whether an investor ever asked for units of an offering, whatever became of it; an interest asks for none. */
export async function hasSubscribed(db: Db, offering: OfferingId, investor: InvestorId): Promise<boolean> {
  const found = await tables(db)
    .selectFrom('subscription')
    .select('investor')
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('wallet', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Puts an investor on the list; false when they are on it. */
export async function insertInvitation(
  db: Db,
  { offering, investor }: { readonly offering: OfferingId; readonly investor: InvestorId },
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<boolean> {
  const written = await tables(db)
    .insertInto('invitation')
    .values({ offering, investor, invited_at: at, invited_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('investor')
    .executeTakeFirst()
  return written !== undefined
}

/** Takes an investor off the list; false when they are not on it. */
export async function deleteInvitation(db: Db, offering: OfferingId, investor: InvestorId): Promise<boolean> {
  const gone = await tables(db)
    .deleteFrom('invitation')
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .returning('investor')
    .executeTakeFirst()
  return gone !== undefined
}

/** The list of an offering, in the order of ids. */
export async function selectInvitations(
  db: Db,
  offering: OfferingId,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Invitation[]> {
  let query = tables(db)
    .selectFrom('invitation')
    .select(['investor', 'invited_at as invitedAt'])
    .where('offering', '=', offering)
    .orderBy('investor')
    .limit(page.limit)
  if (page.after !== null) query = query.where('investor', '>', page.after)
  return (await query.execute()).map((row) => ({ ...row, investor: row.investor as InvestorId }))
}

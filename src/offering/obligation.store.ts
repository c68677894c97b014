import type { InvestorId, OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { ObligationCode } from './obligation.ts'
import { PAID_STATES, type SubscriptionState } from './subscription-state.ts'

type FilingTable = {
  offering: string
  code: string
  filed_on: Temporal.PlainDate
  reference: string
  at: Temporal.Instant
  by: string
}
type SubscriptionTable = {
  id: string
  offering: string
  investor: string
  amount: bigint
  cost: bigint | null
  state: SubscriptionState
  created_at: Temporal.Instant
}
const tables = (db: Db) =>
  db.withTables<{ obligation_filing: FilingTable; subscription: SubscriptionTable }>()

export type Filing = {
  readonly offering: OfferingId
  readonly code: ObligationCode
  readonly filedOn: Temporal.PlainDate
  /** What it is found by at the authority. */
  readonly reference: string
}

/** Writes a filing down. Answers false where one of that day is there already. */
export async function insertFiling(
  db: Db,
  filing: Filing,
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<boolean> {
  const { offering, code, filedOn, reference } = filing
  const written = await tables(db)
    .insertInto('obligation_filing')
    .values({ offering, code, filed_on: filedOn, reference, at, by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('code')
    .executeTakeFirst()
  return written !== undefined
}

/** The filings of an offering, the oldest first. */
export async function selectFilings(db: Db, offering: OfferingId): Promise<Filing[]> {
  const rows = await tables(db)
    .selectFrom('obligation_filing')
    .selectAll()
    .where('offering', '=', offering)
    .orderBy('filed_on')
    .execute()
  return rows.map((row) => ({
    offering,
    code: row.code as ObligationCode,
    filedOn: row.filed_on,
    reference: row.reference,
  }))
}

/** What was sold of an offering and is not undone, in the order of time: from the payment on, a purchaser is committed. */
export async function selectSold(
  db: Db,
  offering: OfferingId,
): Promise<{ readonly investor: InvestorId; readonly amount: bigint; readonly at: Temporal.Instant }[]> {
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

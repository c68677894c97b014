import type { OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { ObligationCode } from './obligation.ts'

type FilingTable = {
  offering: string
  code: string
  filed_on: Temporal.PlainDate
  reference: string
  at: Temporal.Instant
  by: string
}
const tables = (db: Db) => db.withTables<{ obligation_filing: FilingTable }>()

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

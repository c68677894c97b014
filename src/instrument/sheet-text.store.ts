import type { InstrumentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

type TermSheetTable = {
  sha256: string
  instrument: string
  text: string
  at: Temporal.Instant
  by: string
}

const tables = (db: Db) => db.withTables<{ term_sheet: TermSheetTable }>()

/** A sheet that was applied. */
export type StoredSheet = { readonly instrument: InstrumentId; readonly text: string }

export async function selectTermSheet(db: Db, sha256: string): Promise<StoredSheet | null> {
  const row = await tables(db)
    .selectFrom('term_sheet')
    .select(['instrument', 'text'])
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row === undefined ? null : { instrument: row.instrument as InstrumentId, text: row.text }
}

/** Keeps a sheet's text; one that is kept already stays as it is: its hash says that it is the same. */
export async function insertTermSheet(
  db: Db,
  row: StoredSheet & { readonly sha256: string; readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db)
    .insertInto('term_sheet')
    .values(row)
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

import type { InstrumentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { CapTable } from './cap-table.ts'

type CapTableTable = {
  instrument: string
  version: number
  sha256: string
  file: string
  objects: number
  token_class: string | null
  at: Temporal.Instant
  by: string
}
const tables = (db: Db) => db.withTables<{ cap_table: CapTableTable }>()

/** Every version there has been of an instrument's cap table, the newest first. */
export async function selectCapTables(db: Db, instrument: InstrumentId): Promise<CapTable[]> {
  const rows = await tables(db)
    .selectFrom('cap_table')
    .selectAll()
    .where('instrument', '=', instrument)
    .orderBy('version', 'desc')
    .execute()
  return rows.map(({ token_class: tokenClass, ...row }) => ({ ...row, instrument, tokenClass }))
}

export async function insertCapTable(db: Db, { tokenClass: token_class, ...table }: CapTable): Promise<void> {
  await tables(db)
    .insertInto('cap_table')
    .values({ ...table, token_class })
    .execute()
}

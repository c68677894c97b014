import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Registration } from './registration.ts'

type RegistrationTable = {
  investor: string
  registration: Registration
  parties: number
  at: Temporal.Instant
  by: string
}
const tables = (db: Db) => db.withTables<{ investor_registration: RegistrationTable }>()

export async function putRegistration(
  db: Db,
  investor: InvestorId,
  row: Omit<RegistrationTable, 'investor'>,
): Promise<void> {
  await tables(db)
    .insertInto('investor_registration')
    .values({ investor, ...row })
    .onConflict((conflict) => conflict.column('investor').doUpdateSet(row))
    .execute()
}

export async function selectRegistration(db: Db, investor: InvestorId): Promise<Registration | null> {
  const row = await tables(db)
    .selectFrom('investor_registration')
    .select('registration')
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row?.registration ?? null
}

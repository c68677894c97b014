import type { OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { CurrencyStop } from './currency.ts'

const tables = (db: Db) =>
  db.withTables<{ offering_currency_stop: CurrencyStop & { readonly offering: string } }>()

/** False when it was stopped before: then that stays. */
export async function insertStop(db: Db, offering: OfferingId, stop: CurrencyStop): Promise<boolean> {
  const made = await tables(db)
    .insertInto('offering_currency_stop')
    .values({ offering, ...stop })
    .onConflict((conflict) => conflict.columns(['offering', 'currency']).doNothing())
    .returning('currency')
    .executeTakeFirst()
  return made !== undefined
}

export async function selectStops(db: Db, offering: OfferingId): Promise<CurrencyStop[]> {
  return tables(db)
    .selectFrom('offering_currency_stop')
    .select(['currency', 'reason', 'at', 'by'])
    .where('offering', '=', offering)
    .orderBy('currency')
    .execute()
}

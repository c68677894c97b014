import type { Db } from '../platform/db/database.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { selectOwners } from './investor.store.ts'

/** Whose wallets these are: wallet address in lower case → investor. Unknown addresses are left out. */
export function investorsOfWallets(db: Db, wallets: readonly string[]): Promise<Map<string, InvestorId>> {
  return selectOwners(db, wallets)
}

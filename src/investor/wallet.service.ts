import type { Db } from '../platform/db/database.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { selectOwners, selectRevoked } from './investor.store.ts'

/** Whose wallets these are: wallet address in lower case → investor. Unknown addresses are left out. */
export function investorsOfWallets(db: Db, wallets: readonly string[]): Promise<Map<string, InvestorId>> {
  return selectOwners(db, wallets)
}

/**
 * Those of these wallets (in lower case) whose approval was taken back here, whether or not the chain knows it yet: until
 * it does, the platform's own services refuse what it would still allow.
 */
export function revokedWallets(db: Db, wallets: readonly string[]): Promise<Set<string>> {
  return selectRevoked(db, wallets)
}

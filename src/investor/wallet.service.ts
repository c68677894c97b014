import type { Db } from '../platform/db/database.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { selectOwners, selectRevoked } from './investor.store.ts'
import { lockUncounted, markCounted, markUncounted } from './wallet-count.store.ts'

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

/**
 * Wallets whose holders tokens have to count anew: their record was written since, or their accreditation ended by
 * `today`, a day of UTC as the registry counts them. In a transaction, with whatever has tokens count them; each is given once.
 */
export async function takeUncounted(tx: Db, today: Temporal.PlainDate, limit: number) {
  const wallets = await lockUncounted(tx, today, limit)
  await markCounted(
    tx,
    wallets.map(({ id }) => id),
    today,
  )
  return wallets
}

/** Tokens did not count the holders with these addresses anew: `takeUncounted` gives them on that day once more. */
export function countAgain(db: Db, addresses: readonly string[], again: Temporal.PlainDate): Promise<void> {
  return markUncounted(db, addresses, again)
}

import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import type { FiatSale } from './booking.service.ts'
import { depositsToRematch, rematchDeposit } from './deposit-rematch.service.ts'

/**
 * Matches money at a bank that waited for its investor to confirm the risks or to sign, each deposit in a transaction of its
 * own; returns how many.
 */
export async function rematchDeposits({
  db,
  clock,
  sale,
}: {
  readonly db: Db
  readonly clock: Clock
  readonly sale: FiatSale
}): Promise<number> {
  let done = 0
  for (const [id, verdict] of await depositsToRematch(db, sale)) {
    const work = { now: clock.now(), by: systemActor('bank') }
    if (await transaction(db, (tx) => rematchDeposit({ ...work, db: tx }, sale, id, verdict))) done++
  }
  return done
}

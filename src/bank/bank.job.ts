import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { depositsToRematch, rematchDeposit } from './bank-rematch.service.ts'

/**
 * Matches money at a bank that waited for its investor to confirm the risks or to sign, each deposit in a transaction of its
 * own; returns how many.
 */
export async function rematchDeposits({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<number> {
  let done = 0
  for (const [id, verdict] of await depositsToRematch(db)) {
    const work = { now: clock.now(), by: systemActor('bank') }
    if (await transaction(db, (tx) => rematchDeposit({ ...work, db: tx }, id, verdict))) done++
  }
  return done
}

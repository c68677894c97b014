import type { Rpc } from '../platform/chain/rpc.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import type { SubscribedTokens } from './lost-wallet.service.ts'
import { advanceRecovery, dueRecoveries } from './recovery.service.ts'

/** Takes every recovery further that is due, each in a transaction of its own; returns how many. */
export async function advanceRecoveries(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly clock: Clock
  readonly subscribedTokens: SubscribedTokens
}): Promise<number> {
  if ((await haltedReason(deps.db)) !== null) return 0
  const now = deps.clock.now()
  let done = 0
  const errors: unknown[] = []
  for (const id of await dueRecoveries(deps.db, now))
    try {
      const work = { now, by: systemActor('recoveries') }
      if (await transaction(deps.db, (db) => advanceRecovery({ ...work, db }, deps, id))) done++
    } catch (error) {
      errors.push(error)
    }
  if (errors.length > 0) throw new AggregateError(errors, 'recoveries could not be taken further')
  return done
}

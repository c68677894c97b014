import { haltedReason } from '../platform/chain/watcher-store.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { advanceOffering, unfinishedOfferings } from './closing-steps.service.ts'
import { fiatRefundsDue, recordFiatRefund } from './fiat-refund.service.ts'

/**
 * Takes every offering further whose next step is the platform's own, and tells contracts of money that was given back at a
 * bank, each in a transaction of its own; returns how many. One
 * that cannot go on keeps no other waiting: what went wrong is thrown when each has had its turn.
 */
export async function advanceOfferings(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly clock: Clock
}): Promise<number> {
  if ((await haltedReason(deps.db)) !== null) return 0
  let done = 0
  const errors: unknown[] = []
  for (const id of await unfinishedOfferings(deps.db))
    try {
      const work = { now: deps.clock.now(), by: systemActor('offerings') }
      if (await transaction(deps.db, (db) => advanceOffering({ ...work, db }, deps.rpc, id))) done++
    } catch (error) {
      errors.push(error)
    }
  for (const id of await fiatRefundsDue(deps.db))
    try {
      const work = { now: deps.clock.now(), by: systemActor('offerings') }
      if (await transaction(deps.db, (db) => recordFiatRefund({ ...work, db }, id))) done++
    } catch (error) {
      errors.push(error)
    }
  if (errors.length > 0) throw new AggregateError(errors, 'offerings could not be taken further')
  return done
}

import { haltedReason } from '../../platform/chain/watcher-store.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Clock } from '../../platform/clock.ts'
import { transaction, type Db } from '../../platform/db/database.ts'
import { systemActor, type Work } from '../../platform/work.ts'
import { advanceOffering, unfinishedOfferings } from './closing-steps.service.ts'
import { interestsDue, takeUpInterest } from '../subscription/interest.service.ts'
import { fiatRefundsDue, recordFiatRefund } from '../fiat/fiat-refund.service.ts'

/**
 * Takes every offering further whose next step is the platform's own, keeps units for who was interested and may subscribe now,
 * and tells contracts of money that was given back at a bank, each in a transaction of its own; returns how many. One
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
  const inWork = <T>(run: (work: Work) => Promise<T>): Promise<T> =>
    transaction(deps.db, (db) => run({ db, now: deps.clock.now(), by: systemActor('offerings') }))
  const tryStep = async (step: (work: Work) => Promise<boolean>): Promise<void> => {
    try {
      if (await inWork(step)) done++
    } catch (error) {
      errors.push(error)
    }
  }
  for (const id of await unfinishedOfferings(deps.db)) {
    await tryStep((work) => advanceOffering(work, deps.rpc, id))
    for (const interest of await inWork((work) => interestsDue(work, id)))
      await tryStep((work) => takeUpInterest(work, deps.rpc, interest))
  }
  for (const id of await fiatRefundsDue(deps.db)) await tryStep((work) => recordFiatRefund(work, id))
  if (errors.length > 0) throw new AggregateError(errors, 'offerings could not be taken further')
  return done
}

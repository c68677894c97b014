import type { Rpc } from '../platform/chain/rpc.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { advanceRepayment } from './repayment-steps.service.ts'
import { noteDueRepayments, unfinishedRepayments } from './repayment.service.ts'

/**
 * Notes the repayments whose week has come, and takes every one further that was ordered, each in a transaction of its own;
 * returns how much was done. Nothing is done while the chain is not read: what is left in whose hands would not be known.
 *
 * One that cannot go on keeps no other from being paid: what went wrong is thrown when each has had its turn.
 */
export async function advanceRepayments(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly clock: Clock
}): Promise<number> {
  if ((await haltedReason(deps.db)) !== null) return 0
  const inWork = <T>(run: (work: Work) => Promise<T>) =>
    transaction(deps.db, (db) => run({ db, now: deps.clock.now(), by: systemActor('repayments') }))
  let done = await inWork(noteDueRepayments)
  const errors: unknown[] = []
  for (const id of await unfinishedRepayments(deps.db))
    try {
      if (await inWork((work) => advanceRepayment(work, deps.rpc, id))) done++
    } catch (error) {
      errors.push(error)
    }
  if (errors.length > 0) throw new AggregateError(errors, 'repayments could not be taken further')
  return done
}

import type { Rpc } from '../platform/chain/rpc.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { openDistributions, scheduleDue } from './distribution.service.ts'
import { advanceDistribution } from './payout.service.ts'

/**
 * Announces the record dates that are due and takes every step that can be taken now, each in a transaction of its own.
 * Run often, in as many processes as one likes. Returns how much was done: 0 means that everything waits for something.
 *
 * One that cannot go on keeps no other from being paid: what went wrong is thrown when each has had its turn.
 */
export async function advanceDistributions(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly clock: Clock
}): Promise<number> {
  const inWork = <T>(work: (work: Work) => Promise<T>) =>
    transaction(deps.db, (db) => work({ db, now: deps.clock.now(), by: systemActor('distributions') }))

  let done = await inWork(scheduleDue)
  const errors: unknown[] = []
  for (const id of await openDistributions(deps.db, deps.clock.now()))
    try {
      const step = await inWork((work) => advanceDistribution(work, deps.rpc, id))
      if (step.ok) done++
    } catch (error) {
      errors.push(error)
    }
  if (errors.length > 0) throw new AggregateError(errors, 'distributions could not be advanced')
  return done
}

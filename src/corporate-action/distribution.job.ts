import type { DistributionId } from '../kernel/ids.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Clock } from '../platform/clock.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor, type Work } from '../platform/work.ts'
import { openDistributions } from './distribution.service.ts'
import { advanceDistribution } from './payout.service.ts'
import { remitTax, unremitted } from './remittance.service.ts'
import { announceAgain, scheduleDue, unannounced } from './record-date.service.ts'

/**
 * Announces the record dates that are due, takes every step that can be taken now and has what was withheld sent on, each in a
 * transaction of its own.
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

  // What is not read from the chain any more may say that nobody holds anything.
  const isHalted = (await haltedReason(deps.db)) !== null
  let done = isHalted ? 0 : await inWork(scheduleDue)
  const errors = new Map<DistributionId, unknown>()
  const turn = async (ids: readonly DistributionId[], take: (id: DistributionId) => Promise<boolean>) => {
    for (const id of ids)
      try {
        if (!errors.has(id) && (await take(id))) done++
      } catch (error) {
        errors.set(id, error)
      }
  }
  await turn(isHalted ? [] : await unannounced(deps.db), (id) => inWork((work) => announceAgain(work, id)))
  await turn(
    await openDistributions(deps.db, deps.clock.now()),
    async (id) => (await inWork((work) => advanceDistribution(work, deps.rpc, id))).ok,
  )
  await turn(isHalted ? [] : await unremitted(deps.db), (id) =>
    inWork((work) => remitTax(work, deps.rpc, id)),
  )
  if (errors.size > 0) throw new AggregateError([...errors.values()], 'distributions could not be advanced')
  return done
}

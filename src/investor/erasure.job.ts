import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { completeErasure, openErasures, type EraseUsers } from './erasure.service.ts'

/**
 * Erases everybody who asked for it and whom nothing keeps any more. Returns how many. Run it as often as one likes.
 */
export async function eraseDue(deps: {
  readonly db: Db
  readonly clock: Clock
  readonly eraseUsers: EraseUsers
}): Promise<number> {
  let done = 0
  for (const id of await openErasures(deps.db)) {
    const erased = await transaction(deps.db, (db) =>
      completeErasure({ db, now: deps.clock.now(), by: systemActor('erasure') }, deps.eraseUsers, id),
    )
    if (erased.ok) done += 1
  }
  return done
}

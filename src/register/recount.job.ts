import { haltedReason } from '../platform/chain/watcher-store.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { recountHolders } from './recount.service.ts'

/** Has tokens count everybody anew who is another kind of holder by now; returns how many wallets were looked at. */
export async function recountAll(deps: { readonly db: Db; readonly clock: Clock }): Promise<number> {
  if ((await haltedReason(deps.db)) !== null) return 0
  let all = 0
  for (;;) {
    const done = await transaction(deps.db, (db) =>
      recountHolders({ db, now: deps.clock.now(), by: systemActor('recount') }),
    )
    if (done === 0) return all
    all += done
  }
}

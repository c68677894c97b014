import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { systemActor } from '../platform/work.ts'
import { remindOfExpiry } from './kyc-expiry.service.ts'

/** Tells investors whose approval runs out, each once for each time before it. Returns how many were told. */
export async function remindInvestors(deps: { readonly db: Db; readonly clock: Clock }): Promise<number> {
  let told = 0
  for (;;) {
    const done = await transaction(deps.db, (db) =>
      remindOfExpiry({ db, now: deps.clock.now(), by: systemActor('kyc-expiry') }),
    )
    if (done === 0) return told
    told += done
  }
}

import { claimedSubscriptions } from '../../bank/bank.service.ts'
import type { Clock } from '../../platform/clock.ts'
import { transaction, type Db } from '../../platform/db/database.ts'
import { systemActor } from '../../platform/work.ts'
import { mendClaims } from './fiat.service.ts'

/** Puts right what the books say is owed for money that banks took back, each subscription in a transaction of its own. */
export async function mendBooks({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  for (const id of await claimedSubscriptions(db))
    await transaction(db, (tx) => mendClaims({ db: tx, now: clock.now(), by: systemActor('bank') }, id))
}

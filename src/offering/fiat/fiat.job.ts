import { claimedSubscriptions } from '../../bank/bank.service.ts'
import type { Clock } from '../../platform/clock.ts'
import { transaction, type Db } from '../../platform/db/database.ts'
import { systemActor } from '../../platform/work.ts'
import { mendClaims } from './fiat.service.ts'

/**
 * Puts right what the books say is owed for money that banks took back, each subscription in a transaction of its own. One that
 * cannot be put right keeps no other waiting: what went wrong is thrown when each has had its turn.
 */
export async function mendBooks({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<void> {
  const errors: unknown[] = []
  for (const id of await claimedSubscriptions(db)) {
    try {
      await transaction(db, (tx) => mendClaims({ db: tx, now: clock.now(), by: systemActor('bank') }, id))
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, 'books could not be put right')
}

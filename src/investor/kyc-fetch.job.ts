import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { checksToFetch, receiveFetched } from './kyc-check.service.ts'
import type { KycProvider } from './kyc-provider.ts'

/**
 * Asks the provider what became of checks whose message never came, and takes its answers in as messages: each once, in the
 * order of its clock. It is asked in no transaction. Returns how many it answered.
 */
export async function fetchMissed(deps: {
  readonly db: Db
  readonly clock: Clock
  readonly provider: KycProvider
}): Promise<number> {
  const { db, clock, provider } = deps
  const by = { kind: 'system', id: `kyc:${provider.name}` } as const
  let answered = 0
  for (const ref of await checksToFetch(db, provider.name, clock.now())) {
    const event = await provider.fetch(ref)
    const outcome = await transaction(db, (tx) =>
      receiveFetched({ db: tx, now: clock.now(), by }, provider.name, ref, event),
    )
    if (outcome !== null) answered += 1
  }
  return answered
}

import { factsOfAccreditation } from '../investor/accreditation.service.ts'
import { factsOfApplication } from '../investor/due-diligence.service.ts'
import type { Investor } from '../investor/investor.ts'
import type { Db } from '../platform/db/database.ts'
import type { RuleFacts } from './rule.ts'

/**
 * What is known of an investor where packs ask: what an officer recorded about them counts for more than what follows from
 * a verified claim and from the application. How they were verified is taken from one of the two, whole.
 */
export async function investorFacts(
  db: Db,
  investor: Investor,
  recorded: RuleFacts,
  now: Temporal.Instant,
): Promise<RuleFacts> {
  return {
    ...(await factsOfApplication(db, investor)),
    ...('verification.method' in recorded ? {} : await factsOfAccreditation(db, investor, now)),
    ...recorded,
  }
}

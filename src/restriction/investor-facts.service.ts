import { factsOfAccreditations } from '../investor/accreditation.service.ts'
import { factsOfApplications } from '../investor/due-diligence.service.ts'
import type { Investor } from '../investor/investor.ts'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { RuleFacts } from './rule.ts'

/**
 * What is known of each of these investors where packs ask: what an officer recorded about them counts for more than what
 * follows from a verified claim and from the application. How they were verified is taken from one of the two, whole.
 */
export async function investorFactsOf(
  db: Db,
  investors: readonly Investor[],
  recorded: ReadonlyMap<InvestorId, RuleFacts>,
  now: Temporal.Instant,
): Promise<Map<InvestorId, RuleFacts>> {
  const applied = await factsOfApplications(db, investors)
  const unsaid = investors.filter(({ id }) => !('verification.method' in (recorded.get(id) ?? {})))
  const verified = await factsOfAccreditations(db, unsaid, now)
  return new Map(
    investors.map(({ id }) => [id, { ...applied.get(id), ...verified.get(id), ...recorded.get(id) }]),
  )
}

/** As `investorFactsOf`, of one of whom this is recorded. */
export async function investorFacts(
  db: Db,
  investor: Investor,
  recorded: RuleFacts,
  now: Temporal.Instant,
): Promise<RuleFacts> {
  const { id } = investor
  return (await investorFactsOf(db, [investor], new Map([[id, recorded]]), now)).get(id) ?? {}
}

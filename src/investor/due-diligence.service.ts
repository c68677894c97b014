import { formatDecimal } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { dueDiligenceFacts, riskOf, type DueDiligenceFacts, type Risk } from './due-diligence.ts'
import type { Investor } from './investor.ts'
import { selectExaminedAt } from './kyc-case.store.ts'
import { selectLastApproved } from './kyc-check.store.ts'
import { NO_ANSWERS, readAnswersOf, type Answers } from './onboarding-answers.service.ts'

/** How closely an applicant is watched by what they answered, or null where they were not asked. */
export function riskOfAnswers({ identity, company, address, tax, owners }: Answers): Risk | null {
  if (tax === null || tax.politicallyExposed === null) return null
  return riskOf({
    pep: tax.politicallyExposed,
    countries: [
      ...(identity?.citizenships ?? []),
      ...[address?.country, company?.country].flatMap((country) => country ?? []),
      ...tax.residences.map(({ country }) => country),
      ...(owners?.people ?? []).map(({ country }) => country),
      ...(owners?.entities ?? []).map(({ country }) => country),
    ],
  })
}

/** What packs ask about due diligence and tax of each of these investors, as far as an application tells it. */
export async function factsOfApplications(
  db: Db,
  investors: readonly Investor[],
): Promise<Map<InvestorId, DueDiligenceFacts>> {
  const ids = investors.map(({ id }) => id)
  const answers = await readAnswersOf(db, ids)
  const examined = await selectExaminedAt(db, ids)
  const approved = await selectLastApproved(db, ids)
  return new Map(
    investors.map((investor) => {
      const { id } = investor
      const last = [examined.get(id), approved.get(id)]
        .filter((at) => at !== undefined)
        .sort(Temporal.Instant.compare)
        .at(-1)
      return [id, factsOfApplication(investor, answers.get(id) ?? NO_ANSWERS, last ?? null)]
    }),
  )
}

function factsOfApplication(
  { kind, kycStatus }: Investor,
  answers: Answers,
  reviewedAt: Temporal.Instant | null,
): DueDiligenceFacts {
  return dueDiligenceFacts({
    kind,
    risk: riskOfAnswers(answers),
    reviewedOn: reviewedAt === null ? null : dateIn(reviewedAt, 'UTC'),
    isVerified: kycStatus === 'verified',
    saysUsPerson: answers.tax?.isUsPerson ?? null,
    shares:
      answers.owners === null || kind === 'individual'
        ? null
        : [...answers.owners.people, ...answers.owners.entities].flatMap(({ share, of }) =>
            share === null || of !== null ? [] : [formatDecimal(share, 2)],
          ),
  })
}

import { formatDecimal } from '../kernel/decimal.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { dueDiligenceFacts, riskOf, type DueDiligenceFacts, type Risk } from './due-diligence.ts'
import type { Investor } from './investor.ts'
import { selectCase } from './kyc-case.store.ts'
import { selectChecks } from './kyc-check.store.ts'
import { readAnswers, type Answers } from './onboarding-answers.service.ts'

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

/** What packs ask about due diligence and tax, as far as an application tells it. */
export async function factsOfApplication(db: Db, investor: Investor): Promise<DueDiligenceFacts> {
  const answers = await readAnswers(db, investor.id)
  const file = await selectCase(db, investor.id)
  const looks = [
    file?.examinedAt ?? null,
    ...(await selectChecks(db, investor.id)).map(({ result, resultAt }) =>
      result === 'approved' ? resultAt : null,
    ),
  ]
    .filter((at) => at !== null)
    .sort(Temporal.Instant.compare)
  const last = looks.at(-1)
  return dueDiligenceFacts({
    kind: investor.kind,
    risk: riskOfAnswers(answers),
    reviewedOn: last === undefined ? null : dateIn(last, 'UTC'),
    isVerified: investor.kycStatus === 'verified',
    saysUsPerson: answers.tax?.isUsPerson ?? null,
    shares:
      answers.owners === null || investor.kind === 'individual'
        ? null
        : [...answers.owners.people, ...answers.owners.entities].flatMap(({ share, of }) =>
            share === null || of !== null ? [] : [formatDecimal(share, 2)],
          ),
  })
}

import type { InvestorKind } from './investor.ts'

/**
 * What an applicant says about public functions: of themselves, or of an entity about anybody who owns, controls or signs
 * for it. `related`: a family member or a close associate of such a person.
 */
export const PEP_ANSWERS = ['no', 'self', 'related'] as const
export type PepAnswer = (typeof PEP_ANSWERS)[number]

/** How closely somebody is watched. Nothing here makes it low: an officer records that. */
export type Risk = 'HIGH' | 'MEDIUM'

/**
 * Countries of the FATF's call for action, each a reason for enhanced due diligence: "High-Risk Jurisdictions subject to a
 * Call for Action", as published in October 2025. ISO 3166-1 alpha-2.
 */
const CALL_FOR_ACTION: readonly string[] = ['IR', 'KP', 'MM']

/**
 * High where the applicant is politically exposed or close to somebody who is (Directive (EU) 2015/849, article 20; FATF
 * Recommendation 12), or where one of their countries is under a call for action (FATF Recommendation 19).
 *
 * @param countries residence, citizenships, tax residences, and those of the people and entities behind an entity
 */
export function riskOf(facts: {
  readonly pep: PepAnswer | null
  readonly countries: readonly string[]
}): Risk {
  const isExposed = facts.pep === 'self' || facts.pep === 'related'
  return isExposed || facts.countries.some((country) => CALL_FOR_ACTION.includes(country)) ? 'HIGH' : 'MEDIUM'
}

/** What rules against money laundering ask of somebody, by the names of the packs. */
export type DueDiligenceFacts = Readonly<
  Partial<{
    'kyc.risk': Risk
    'kyc.reviewedOn': string
    'kyc.triggered': boolean
    'entity.owners': readonly { readonly pct: string; readonly recorded: boolean }[]
    'holder.usPerson': boolean
  }>
>

/**
 * The facts that follow from an application. Nothing is said of what was not asked: an officer records it.
 *
 * @param reviewedOn the day on which a provider or an officer last looked at the papers
 * @param isVerified false when an approval was taken back since, for whatever reason
 * @param shares     of an entity, what each owner who is named owns of it, in per cent
 */
export function dueDiligenceFacts(facts: {
  readonly kind: InvestorKind
  readonly risk: Risk | null
  readonly reviewedOn: Temporal.PlainDate | null
  readonly isVerified: boolean
  readonly saysUsPerson: boolean | null
  readonly shares: readonly string[] | null
}): DueDiligenceFacts {
  const owners =
    facts.kind === 'individual' ? [] : (facts.shares?.map((pct) => ({ pct, recorded: true })) ?? null)
  return {
    ...(facts.risk === null ? {} : { 'kyc.risk': facts.risk, 'kyc.triggered': !facts.isVerified }),
    ...(facts.reviewedOn === null ? {} : { 'kyc.reviewedOn': facts.reviewedOn.toString() }),
    ...(owners === null ? {} : { 'entity.owners': owners }),
    ...(facts.saysUsPerson === null ? {} : { 'holder.usPerson': facts.saysUsPerson }),
  }
}

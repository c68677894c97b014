import type { FileKind } from './file.ts'
import type { InvestorKind, KycStatus } from './investor.ts'

/** The six steps of an application; the last is reading it through and sending it in. */
export type OnboardingStep = 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check'

/** What each kind of applicant is asked, in this order. The sixth step is to send it in. */
export const STEPS: Readonly<Record<InvestorKind, readonly OnboardingStep[]>> = {
  individual: ['identity', 'address', 'tax', 'financial', 'check'],
  entity: ['company', 'tax', 'owners', 'financial', 'check'],
}

export const ENTITY_TYPES = [
  'corporation',
  'limited-liability-company',
  'limited-partnership',
  'general-partnership',
  'trust',
  'foundation',
  'fund',
  'other',
] as const
export const EMPLOYMENTS = ['employed', 'self-employed', 'retired', 'student', 'not-employed'] as const
export const FUNDS_SOURCES = [
  'salary',
  'business-income',
  'savings',
  'investments',
  'sale-of-property',
  'inheritance',
  'gift',
  'pension',
  'other',
] as const
/** Ranges in US dollars, from what suitability forms ask: FINRA Rule 2111(a). */
export const MONEY_RANGES = ['0-50k', '50k-200k', '200k-300k', '300k-1m', '1m-5m', 'over-5m'] as const
export const EXPERIENCES = ['none', 'under-2-years', '2-to-5-years', 'over-5-years'] as const
export const OBJECTIVES = ['income', 'growth', 'preservation', 'speculation'] as const
export const TOLERANCES = ['low', 'medium', 'high'] as const
export const IDENTITY_PAPERS = ['passport', 'national-id', 'driving-licence', 'residence-permit'] as const

/** What each paper of identity is handed in as. */
export const PAPER_KIND: Readonly<Record<(typeof IDENTITY_PAPERS)[number], FileKind>> = {
  passport: 'passport',
  'national-id': 'identity-card',
  'driving-licence': 'driving-licence',
  'residence-permit': 'residence-permit',
}

/**
 * What shows that an entity of this form exists: articles of incorporation or an extract of the register, a partnership
 * agreement, a trust instrument. 31 CFR 1023.220(a)(2)(ii)(A)(2).
 */
export const EXISTENCE_KIND: Readonly<Record<(typeof ENTITY_TYPES)[number], FileKind>> = {
  corporation: 'company-registration',
  'limited-liability-company': 'company-registration',
  'limited-partnership': 'partnership-agreement',
  'general-partnership': 'partnership-agreement',
  trust: 'trust-instrument',
  foundation: 'company-registration',
  fund: 'company-registration',
  other: 'company-registration',
}

/**
 * Which kinds of papers an application needs. Of an entity what shows that it exists, always; the paper of identity only
 * where it is not shown to a provider, who looks at it better than a picture of it allows.
 */
export function requiredPapers(facts: {
  readonly entityType: (typeof ENTITY_TYPES)[number] | null
  readonly paper: (typeof IDENTITY_PAPERS)[number] | null
  readonly isShownToProvider: boolean
}): readonly FileKind[] {
  return [
    ...(facts.entityType === null ? [] : [EXISTENCE_KIND[facts.entityType]]),
    ...(facts.paper === null || facts.isShownToProvider ? [] : [PAPER_KIND[facts.paper]]),
  ]
}

export type PersonOfEntity = {
  readonly name: string
  readonly born: Temporal.PlainDate
  readonly country: string
  /** Hundredths of a per cent of the equity that they own, directly or not; null of one who controls without owning. */
  readonly shareBps: bigint | null
  readonly isControlPerson: boolean
  readonly isSigner: boolean
  /** Which of the entities above the applicant the share is of, by its place; null: of the applicant itself. */
  readonly of: number | null
}

/** An entity that owns a part of the applicant, or of another entity that does. */
export type EntityOwner = {
  readonly name: string
  readonly country: string
  readonly shareBps: bigint
  readonly of: number | null
}

/** What decides whether somebody is a US person, beside their own word. */
export type UsFacts = {
  readonly saysUsPerson: boolean
  readonly citizenships: readonly string[]
  readonly birthCountry: string | null
  readonly residence: string | null
  readonly taxResidences: readonly string[]
  readonly paperCountry: string | null
}

export type DateRefusal = 'DOB_IN_FUTURE' | 'UNDER_AGE' | 'DATE_IN_FUTURE'
export type OwnersRefusal =
  | DateRefusal
  | 'CONTROL_PERSON_MISSING'
  | 'SIGNER_MISSING'
  | 'OWNERS_EXCEED_WHOLE'
  | 'OWNER_BELOW_THRESHOLD'
  | 'OWNED_UNKNOWN'

export type OnboardingRefusal =
  | OwnersRefusal
  | 'NOT_FOUND'
  | 'STEP_ORDER'
  | 'STEP_UNKNOWN'
  | 'ONBOARDING_CLOSED'
  | 'TAX_NUMBER_MISSING'
  | 'TAX_NUMBER_INVALID'
  | 'EXPOSURE_UNANSWERED'
  | 'PAPERS_MISSING'
  | 'LEI_INVALID'
  | 'DOCUMENT_UNKNOWN'
  | 'PERSON_UNKNOWN'
  | 'KYC_PROVIDER_UNAVAILABLE'
  | 'CHECK_IN_PROGRESS'
  | 'KYC_PROVIDER_NONE'

export const AGE_MIN = 18
/** A person with this much of the equity is a beneficial owner: 31 CFR 1010.230(d)(1). */
export const OWNER_MIN_BPS = 2_500n
const WHOLE_BPS = 10_000n

/** Whether somebody born then may apply on `today`: not yet born, or a minor, may not. */
export function birthRefusal(
  born: Temporal.PlainDate,
  today: Temporal.PlainDate,
): 'DOB_IN_FUTURE' | 'UNDER_AGE' | null {
  if (Temporal.PlainDate.compare(born, today) > 0) return 'DOB_IN_FUTURE'
  const ofAge = born.add({ years: AGE_MIN })
  return Temporal.PlainDate.compare(ofAge, today) > 0 ? 'UNDER_AGE' : null
}

/**
 * Whether the people behind an entity are all there: somebody who controls it, somebody who signs for it, and owners of
 * a quarter each at least whose shares fit into the whole (31 CFR 1010.230(d)). An entity in between is named before those
 * who own it, so that ownership never runs in a circle; a small share may then add to one that is held through it. Says where the mistake is.
 */
export function ownersRefusal(
  people: readonly PersonOfEntity[],
  today: Temporal.PlainDate,
  entities: readonly EntityOwner[] = [],
): { readonly reason: OwnersRefusal; readonly path: string } | null {
  for (const [n, person] of people.entries()) {
    const birth = birthRefusal(person.born, today)
    if (birth !== null) return { reason: birth, path: `people[${n}].born` }
    if (person.of !== null && person.of >= entities.length)
      return { reason: 'OWNED_UNKNOWN', path: `people[${n}].of` }
    if (entities.length === 0 && person.shareBps !== null && person.shareBps < OWNER_MIN_BPS)
      return { reason: 'OWNER_BELOW_THRESHOLD', path: `people[${n}].share` }
  }
  for (const [n, { of }] of entities.entries())
    if (of !== null && of >= n) return { reason: 'OWNED_UNKNOWN', path: `entities[${n}].of` }
  for (const owned of [null, ...entities.keys()]) {
    const all = [...people, ...entities]
      .filter(({ of }) => of === owned)
      .reduce((sum, { shareBps }) => sum + (shareBps ?? 0n), 0n)
    if (all > WHOLE_BPS)
      return { reason: 'OWNERS_EXCEED_WHOLE', path: owned === null ? 'people' : `entities[${owned}].name` }
  }
  if (!people.some(({ isControlPerson }) => isControlPerson))
    return { reason: 'CONTROL_PERSON_MISSING', path: 'people' }
  if (!people.some(({ isSigner }) => isSigner)) return { reason: 'SIGNER_MISSING', path: 'people' }
  return null
}

/** What is still to be filled in, in order. Empty: it can be sent in. */
export function missingSteps(
  kind: InvestorKind,
  saved: ReadonlySet<OnboardingStep>,
): readonly OnboardingStep[] {
  return STEPS[kind].filter((step) => !saved.has(step))
}

/** Whether `step` may be saved: it is asked of this kind, and every step before it is there. Else the one to do first. */
export function stepRefusal(
  kind: InvestorKind,
  step: OnboardingStep,
  saved: ReadonlySet<OnboardingStep>,
): { readonly reason: 'STEP_UNKNOWN' | 'STEP_ORDER'; readonly first: OnboardingStep } | null {
  const place = STEPS[kind].indexOf(step)
  const [first] = missingSteps(kind, saved)
  if (place < 0) return { reason: 'STEP_UNKNOWN', first: first ?? STEPS[kind][0]! }
  return first !== undefined && STEPS[kind].indexOf(first) < place ? { reason: 'STEP_ORDER', first } : null
}

/** Whether the applicant may still change their answers. */
export function isOpenForAnswers(status: KycStatus): boolean {
  return status === 'none' || status === 'updates-required' || status === 'expired'
}

/**
 * Whether the facts speak against what somebody says about being a US person: they deny it, and a citizenship, birth,
 * residence, tax residence or paper is of the United States. The indicia are those of 26 CFR 1.1471-4(c)(5)(iv)(B); who is
 * one for the offering, 17 CFR 230.902(k), is then for a person to decide.
 */
export function isUsPersonConflict(facts: UsFacts): boolean {
  const indicia = [
    ...facts.citizenships,
    ...facts.taxResidences,
    facts.birthCountry,
    facts.residence,
    facts.paperCountry,
  ]
  return !facts.saysUsPerson && indicia.includes('US')
}

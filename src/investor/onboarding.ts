import { custodyEnd } from './custody.ts'
import type { FileKind } from './file.ts'
import type { InvestorKind, KycStatus } from './investor.ts'

/** The steps of an application: six of who stands alone, with reading it through and sending it in. */
export type OnboardingStep = 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check'

/** What each step is called where a sentence names it. */
export const STEP_WORDS: Readonly<Record<OnboardingStep, string>> = {
  identity: 'Identity',
  company: 'Entity',
  address: 'Address',
  tax: 'Tax and funds',
  owners: 'Owners and signers',
  financial: 'Finances',
  check: 'Papers',
}

/** How a person holds units: alone, with others, or for a minor who is their owner. */
export const REGISTRATIONS = [
  'alone',
  /** Joint tenants: what one leaves is the others'. */
  'joint-survivorship',
  /** Tenants in common: what one leaves is their heirs'. */
  'joint-common',
  'community-property',
  /** An adult for a minor: Uniform Transfers to Minors Act, section 9. */
  'custodial',
] as const
export type Registration = (typeof REGISTRATIONS)[number]
/** What an applicant is, which decides who else is asked for. */
export type Standing = Registration | 'entity' | 'trust'

export function standingOf(
  kind: InvestorKind,
  answers: {
    readonly identity: { readonly registration: Registration } | null
    readonly company: { readonly entityType: (typeof ENTITY_TYPES)[number] } | null
  },
): Standing {
  if (kind === 'individual') return answers.identity?.registration ?? 'alone'
  return answers.company?.entityType === 'trust' ? 'trust' : 'entity'
}

/** What an applicant is asked, in this order. The last step is to send it in. */
export function stepsOf(standing: Standing): readonly OnboardingStep[] {
  if (standing === 'entity' || standing === 'trust') return ['company', 'tax', 'owners', 'financial', 'check']
  return [
    'identity',
    ...(standing === 'alone' ? [] : ['owners' as const]),
    'address',
    'tax',
    'financial',
    'check',
  ]
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

/** What somebody is in a trust: FATF Recommendation 10, interpretive note 5(b)(ii). */
export const TRUST_ROLES = ['trustee', 'settlor', 'protector', 'beneficiary'] as const
export type TrustRole = (typeof TRUST_ROLES)[number]

/** Somebody who owns, controls or signs for an entity, is part of a trust, or holds together with a person. */
export type PersonBehind = {
  readonly name: string
  readonly born: Temporal.PlainDate
  readonly country: string
  /** Hundredths of a per cent of the equity that they own, directly or not; null of one who controls without owning. */
  readonly shareBps: bigint | null
  readonly isControlPerson: boolean
  readonly isSigner: boolean
  /** Which of the entities above the applicant the share is of, by its place; null: of the applicant itself. */
  readonly of: number | null
  readonly inTrust: readonly TrustRole[]
  /** Of a minor: with how many years they get what is held for them. */
  readonly custodyAge: number | null
}

/** An entity that owns a part of the applicant, or of another entity that does, or is part of a trust. */
export type EntityBehind = {
  readonly name: string
  readonly country: string
  /** Null of one that owns no part of a trust. */
  readonly shareBps: bigint | null
  readonly of: number | null
  readonly inTrust: readonly TrustRole[]
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
  | 'ACTOR_UNDER_AGE'
  | 'NAMED_TWICE'
  | 'ACTORS_MISSING'
  | 'HOLDERS_COUNT'
  | 'CUSTODY_AGE_MISSING'
  | 'CUSTODY_AGE_UNASKED'
  | 'CUSTODY_OVER'
  | 'TRUST_ROLES_MISSING'
  | 'OWNER_SHARE_MISSING'
  | 'CONTROL_PERSON_MISSING'
  | 'SIGNER_MISSING'
  | 'OWNERS_EXCEED_WHOLE'
  | 'OWNER_BELOW_THRESHOLD'
  | 'OWNED_UNKNOWN'

export type OnboardingRefusal =
  | OwnersRefusal
  | 'NOT_FOUND'
  | 'TRUST_KIND_MISSING'
  | 'REGISTRY_NUMBER_MISSING'
  | 'ANSWERS_TOO_OFTEN'
  | 'STEP_ORDER'
  | 'STEP_UNKNOWN'
  | 'PICTURE_IN_ANSWER'
  | 'ONBOARDING_CLOSED'
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_ERASED'
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

/** Answers that are replaced under a hold are kept: so many are saved within a day. */
export const SAVES_A_DAY_MAX = 200

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

type AtField = { readonly reason: OwnersRefusal; readonly path: string }

/** How many hold together with the applicant. A minor has one custodian, and is named for themselves: UTMA, section 10. */
const OTHERS: Readonly<Record<Exclude<Registration, 'alone'>, readonly [least: number, most: number]>> = {
  'joint-survivorship': [1, 9],
  'joint-common': [1, 9],
  'community-property': [1, 1],
  custodial: [1, 1],
}

/** Who applies, where it is a person. */
type Named = Pick<PersonBehind, 'name' | 'born'>

/** Whether two are one person, as far as names and births tell: letters of either case and spaces count alike. */
export function isSamePerson(one: Named, other: Named): boolean {
  const read = (name: string) => name.normalize('NFKC').toLowerCase().trim().replaceAll(/\s+/g, ' ')
  return one.born.equals(other.born) && read(one.name) === read(other.name)
}

/**
 * Whether somebody is named twice, or the applicant beside themselves: one who looks like two is checked once and signs
 * twice. One person may own parts of several entities.
 */
function twiceRefusal(people: readonly PersonBehind[], applicant: Named | null): AtField | null {
  const n = people.findIndex(
    (person, place) =>
      (applicant !== null && isSamePerson(person, applicant)) ||
      people.slice(0, place).some((before) => before.of === person.of && isSamePerson(person, before)),
  )
  return n < 0 ? null : { reason: 'NAMED_TWICE', path: `people[${n}].name` }
}

/** Whether those who hold together with a person, or the minor for whom they hold, are all there. Says where the mistake is. */
function holdersRefusal(
  people: readonly PersonBehind[],
  registration: Exclude<Registration, 'alone'>,
  today: Temporal.PlainDate,
): AtField | null {
  const [least, most] = OTHERS[registration]
  if (people.length < least || people.length > most) return { reason: 'HOLDERS_COUNT', path: 'people' }
  for (const [n, person] of people.entries()) {
    const birth = birthRefusal(person.born, today)
    if (birth !== null && (birth === 'DOB_IN_FUTURE' || registration !== 'custodial'))
      return { reason: birth, path: `people[${n}].born` }
    if (registration !== 'custodial') continue
    const end = custodyEnd(person)
    if (end === null) return { reason: 'CUSTODY_AGE_MISSING', path: `people[${n}].custodyAge` }
    if (Temporal.PlainDate.compare(end, today) <= 0)
      return { reason: 'CUSTODY_OVER', path: `people[${n}].born` }
  }
  return null
}

/**
 * Whether the people behind an entity are all there: somebody who controls it, somebody who signs for it, and owners of
 * a quarter each at least whose shares fit into the whole (31 CFR 1010.230(d)). An entity in between is named before those
 * who own it, so that ownership never runs in a circle; a small share may then add to one that is held through it. Says where the mistake is.
 */
export function ownersRefusal(
  people: readonly PersonBehind[],
  today: Temporal.PlainDate,
  entities: readonly EntityBehind[] = [],
): AtField | null {
  for (const [n, person] of people.entries()) {
    const birth = birthRefusal(person.born, today)
    if (birth === 'DOB_IN_FUTURE') return { reason: birth, path: `people[${n}].born` }
    if (birth !== null && !maybeMinor(person)) return { reason: 'ACTOR_UNDER_AGE', path: `people[${n}].born` }
    if (person.of !== null && person.of >= entities.length)
      return { reason: 'OWNED_UNKNOWN', path: `people[${n}].of` }
    if (entities.length === 0 && person.shareBps !== null && person.shareBps < OWNER_MIN_BPS)
      return { reason: 'OWNER_BELOW_THRESHOLD', path: `people[${n}].share` }
  }
  for (const [n, { of, shareBps, inTrust }] of entities.entries()) {
    if (of !== null && of >= n) return { reason: 'OWNED_UNKNOWN', path: `entities[${n}].of` }
    if (shareBps === null && inTrust.length === 0)
      return { reason: 'OWNER_SHARE_MISSING', path: `entities[${n}].share` }
  }
  for (const owned of [null, ...entities.keys()]) {
    const all = [...people, ...entities]
      .filter(({ of }) => of === owned)
      .reduce((sum, { shareBps }) => sum + (shareBps ?? 0n), 0n)
    if (all > WHOLE_BPS)
      return { reason: 'OWNERS_EXCEED_WHOLE', path: owned === null ? 'people' : `entities[${owned}].name` }
  }
  const isControlled = people.some(({ isControlPerson }) => isControlPerson)
  const isSigned = people.some(({ isSigner }) => isSigner)
  if (!isControlled)
    return {
      reason: isSigned ? 'CONTROL_PERSON_MISSING' : 'ACTORS_MISSING',
      path: 'people[0].isControlPerson',
    }
  return isSigned ? null : { reason: 'SIGNER_MISSING', path: 'people[0].isSigner' }
}

/** A trust may benefit a child; whoever acts for it is of age. */
function maybeMinor({ inTrust, isControlPerson, isSigner }: PersonBehind): boolean {
  return inTrust.includes('beneficiary') && !inTrust.includes('trustee') && !isControlPerson && !isSigner
}

/** As `ownersRefusal`: a trust also names a trustee, a settlor and a beneficiary; the trustee may be a firm. */
function trustRefusal(
  people: readonly PersonBehind[],
  today: Temporal.PlainDate,
  entities: readonly EntityBehind[],
): AtField | null {
  const roles = new Set([...people, ...entities].flatMap(({ inTrust }) => inTrust))
  const isNamed = (['trustee', 'settlor', 'beneficiary'] as const).every((role) => roles.has(role))
  return isNamed ? ownersRefusal(people, today, entities) : { reason: 'TRUST_ROLES_MISSING', path: 'people' }
}

/** Whether everybody is named who belongs to such an applicant, and is who they have to be. Says where the mistake is. */
export function peopleRefusal(
  standing: Exclude<Standing, 'alone'>,
  named: {
    readonly applicant: Named | null
    readonly people: readonly PersonBehind[]
    readonly entities: readonly EntityBehind[]
  },
  today: Temporal.PlainDate,
): AtField | null {
  const twice = twiceRefusal(named.people, named.applicant)
  if (twice !== null) return twice
  const aged = named.people.findIndex(({ custodyAge }) => custodyAge !== null)
  if (standing !== 'custodial' && aged >= 0)
    return { reason: 'CUSTODY_AGE_UNASKED', path: `people[${aged}].custodyAge` }
  if (standing === 'entity') return ownersRefusal(named.people, today, named.entities)
  if (standing === 'trust') return trustRefusal(named.people, today, named.entities)
  return named.entities.length > 0
    ? { reason: 'HOLDERS_COUNT', path: 'entities' }
    : holdersRefusal(named.people, standing, today)
}

/** What is still to be filled in, in order. Empty: it can be sent in. */
export function missingSteps(
  standing: Standing,
  saved: ReadonlySet<OnboardingStep>,
): readonly OnboardingStep[] {
  return stepsOf(standing).filter((step) => !saved.has(step))
}

/** Whether `step` may be saved: it is asked of this applicant, and every step before it is there. Else the one to do first. */
export function stepRefusal(
  standing: Standing,
  step: OnboardingStep,
  saved: ReadonlySet<OnboardingStep>,
): { readonly reason: 'STEP_UNKNOWN' | 'STEP_ORDER'; readonly first: OnboardingStep } | null {
  const steps = stepsOf(standing)
  const place = steps.indexOf(step)
  const [first] = missingSteps(standing, saved)
  if (place < 0) return { reason: 'STEP_UNKNOWN', first: first ?? steps[0]! }
  return first !== undefined && steps.indexOf(first) < place ? { reason: 'STEP_ORDER', first } : null
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

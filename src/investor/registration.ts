import type { InvestorKind } from './investor.ts'

/** How units are registered when more than one person stands behind an investor. Without one, an investor is alone. */
export const REGISTRATIONS = [
  /** Joint tenants: what one leaves is the others'. */
  'joint-survivorship',
  /** Tenants in common: what one leaves is their heirs'. */
  'joint-common',
  'community-property',
  /** An adult for a minor, who is the owner (Uniform Transfers to Minors Act). */
  'custodial',
  /** Trustees for a trust. */
  'trust',
] as const
export type Registration = (typeof REGISTRATIONS)[number]
export const PARTY_ROLES = ['joint-holder', 'custodian', 'minor', 'trustee'] as const
export type Party = {
  readonly role: (typeof PARTY_ROLES)[number]
  readonly name: string
  readonly born: Temporal.PlainDate | null
  readonly country: string
}

export type RegistrationFault =
  | 'REGISTRATION_KIND'
  | 'REGISTRATION_PARTIES'
  | 'REGISTRATION_MINOR_AGE'
  | 'REGISTRATION_ADULT_AGE'

type Bounds = readonly [least: number, most: number]
type Form = {
  readonly kind: InvestorKind
  readonly parties: Readonly<Partial<Record<Party['role'], Bounds>>>
}
export const PARTIES_MAX = 10
/** A trust is an entity to the registry; joint holders and a minor are persons. */
const FORMS: Readonly<Record<Registration, Form>> = {
  'joint-survivorship': { kind: 'individual', parties: { 'joint-holder': [2, PARTIES_MAX] } },
  'joint-common': { kind: 'individual', parties: { 'joint-holder': [2, PARTIES_MAX] } },
  'community-property': { kind: 'individual', parties: { 'joint-holder': [2, 2] } },
  custodial: { kind: 'individual', parties: { custodian: [1, 1], minor: [1, 1] } },
  trust: { kind: 'entity', parties: { trustee: [1, PARTIES_MAX] } },
}
const MAJORITY_YEARS = 18
/** UTMA, section 20: custody ends at 21 at the latest in most states. */
const CUSTODY_YEARS_MAX = 21

/** Says why these parties cannot be registered so, or null. Ages are as of `today`. */
export function registrationFault(
  wanted: { readonly registration: Registration; readonly parties: readonly Party[] },
  who: { readonly kind: InvestorKind; readonly today: Temporal.PlainDate },
): RegistrationFault | null {
  const { kind, parties: bounds } = FORMS[wanted.registration]
  if (kind !== who.kind) return 'REGISTRATION_KIND'
  for (const role of PARTY_ROLES) {
    const [least, most] = bounds[role] ?? [0, 0]
    const count = wanted.parties.filter((party) => party.role === role).length
    if (count < least || count > most) return 'REGISTRATION_PARTIES'
  }
  const ages = (role: Party['role']) =>
    wanted.parties.flatMap((party) => (party.role === role ? [yearsOld(party, who.today)] : []))
  if (ages('minor').some((age) => age === null || age >= CUSTODY_YEARS_MAX)) return 'REGISTRATION_MINOR_AGE'
  const adults = PARTY_ROLES.filter((role) => role !== 'minor').flatMap(ages)
  return adults.some((age) => age !== null && age < MAJORITY_YEARS) ? 'REGISTRATION_ADULT_AGE' : null
}

function yearsOld({ born }: Party, today: Temporal.PlainDate): number | null {
  return born === null ? null : born.until(today, { largestUnit: 'year' }).years
}

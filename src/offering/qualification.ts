import { REASONS, type Reason } from '../../contracts/abi/reasons.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { ACCREDITATION_STATUSES, type AccreditationStatus } from '../investor/accreditation.ts'
import type { KycStatus } from '../investor/investor.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import type { TokenRefusal } from './refusal/token-refusal.ts'
import type { SubscriptionRefusal } from './subscription/subscription.ts'

/**
 * As what somebody may invest in an offering: whether they are accredited, where the offering asks it. `not-applicable`: it
 * does not. `not-qualified-but-can-invest`: they are not, and its exemption admits them all the same. `no`: it would admit
 * them, but for their approval, a limit of the offering, or a rule of law. `pending`: officers have to decide.
 */
export const QUALIFICATION_STATUSES = [
  ...ACCREDITATION_STATUSES,
  'not-qualified-but-can-invest',
  'no',
] as const
export type QualificationStatus = (typeof QUALIFICATION_STATUSES)[number]

/**
 * Whether units of an instrument may come to somebody. `none`: they have not applied. `pending`: officers have to decide on
 * them, their accreditation or a doubt. `expired`: their approval or accreditation has run out, in the registry too.
 * `not-accredited`: the token is for the accredited alone. `no`: a country is closed, a rule of law bars them, they have
 * asked to be erased, no wallet of theirs is ready, or the token takes no units to any of them now: it is paused, the wallet
 * is frozen, or no more may hold it, or so much.
 */
export const TOKEN_QUALIFICATION_STATUSES = [
  'none',
  'pending',
  'verified',
  'rejected',
  'no',
  'expired',
  'updates-required',
  'not-accredited',
] as const
export type TokenQualificationStatus = (typeof TOKEN_QUALIFICATION_STATUSES)[number]

/**
 * Exemptions that let others than the accredited in, up to a limit: 35 of them (17 CFR 230.506(b)(2)(i)), a tenth of income
 * or net worth (230.251(d)(2)(i)(C)), an amount a year (227.100(a)(2)). Elsewhere a token that asks for it says so.
 */
const LIMITED: ReadonlySet<Instrument['offering']['exemption']> = new Set([
  'reg-d-506b',
  'reg-a-tier-2',
  'reg-cf',
])

/** Why somebody whom an exemption admits cannot buy: what a wallet, a later day or another amount would not change. */
const BARRING: ReadonlySet<SubscriptionRefusal> = new Set([
  'NOT_INVITED',
  'OFFERING_WINDOW_OVER',
  'RESERVATIONS_UNPAID',
  'INVESTOR_LIMIT',
  'UNITS_SOLD_OUT',
  'MORE_THAN_IS_LEFT',
])

/** What is known of an investor and an instrument; days are those of the registry. */
export type Qualifying = {
  readonly instrument: {
    readonly rules: Pick<Instrument['rules'], 'accreditedOnly'>
    readonly offering: Pick<Instrument['offering'], 'exemption'>
  }
  readonly kycStatus: KycStatus
  readonly accreditation: AccreditationStatus
  /** The first day on which an accreditation counts no more; null when there was none. */
  readonly accreditedUntil: Temporal.PlainDate | null
  /** They have asked to be erased, or are: nothing is added to what is kept of them. */
  readonly restriction: 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED' | null
  /** Why the offering would not take a subscription of the least amount. */
  readonly refusals: readonly SubscriptionRefusal[]
  /** Why the token would give them no units. */
  readonly token: readonly TokenRefusal[]
  /** What the law says against a purchase, doubts too. */
  readonly law: readonly Pick<ExplainedReason, 'severity'>[]
}

/** What is known of the token as well. */
export type Receiving = Qualifying & {
  /** What the token says against units that come to them, in its order; empty where it takes them to a wallet of theirs. */
  readonly stops: readonly Reason[]
}

/** As what an investor may invest now; null once the offering is over. Pure. */
export function qualification(about: Qualifying): QualificationStatus | null {
  const { instrument, kycStatus, accreditation, refusals } = about
  if (refusals.includes('OFFERING_CLOSED')) return null
  const isLimited = LIMITED.has(instrument.offering.exemption) && !instrument.rules.accreditedOnly
  if (!isLimited && !instrument.rules.accreditedOnly) return 'not-applicable'
  const isAccredited = accreditation === 'accredited'
  if (!isAccredited && (!isLimited || kycStatus !== 'verified'))
    return accreditation === 'not-applicable' ? 'not-verified' : accreditation
  if (isBarred(about) || refusals.some((reason) => BARRING.has(reason))) return 'no'
  if (isUndecided(kycStatus)) return 'pending'
  if (kycStatus !== 'verified') return 'no'
  if (isAccredited) return accreditation
  return isDoubted(about) ? 'pending' : 'not-qualified-but-can-invest'
}

/** Whether units may come to an investor now. Pure. */
export function tokenQualification(about: Receiving): TokenQualificationStatus {
  const { instrument, kycStatus, accreditation, accreditedUntil, restriction, token, stops } = about
  if (restriction !== null) return 'no'
  if (isUndecided(kycStatus)) return 'pending'
  if (kycStatus !== 'verified') return kycStatus
  if (token.includes('COUNTRY_NOT_OPEN')) return 'no'
  if (instrument.rules.accreditedOnly && accreditation !== 'accredited') {
    if (accreditation === 'pending') return accreditation
    const ranOut = accreditation === 'not-accredited' && accreditedUntil !== null
    return ranOut ? 'expired' : 'not-accredited'
  }
  if (isBarred(about) || stops.length > 0 || about.refusals.includes('WALLET_NOT_READY')) return 'no'
  return isDoubted(about) ? 'pending' : 'verified'
}

/**
 * What the token says against units that come to somebody: nothing where one of their wallets may have them, else all that it
 * says of any, each reason once and in its order. Pure.
 */
export function stopsOf<T extends { readonly reason: Reason }>(
  ofWallets: readonly (readonly T[])[],
): readonly T[] {
  if (ofWallets.some((found) => found.length === 0)) return []
  const all = ofWallets.flat()
  return REASONS.flatMap((reason) => all.find((one) => one.reason === reason) ?? [])
}

function isUndecided(kycStatus: KycStatus): kycStatus is 'processing' | 'manual-review' {
  return kycStatus === 'processing' || kycStatus === 'manual-review'
}

function isBarred({ restriction, token, law }: Qualifying): boolean {
  return restriction !== null || token.length > 0 || law.some(({ severity }) => severity === 'BLOCK')
}

function isDoubted({ law }: Qualifying): boolean {
  return law.some(({ severity }) => severity === 'REVIEW')
}

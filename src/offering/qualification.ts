import type { Instrument } from '../instrument/instrument.ts'
import { ACCREDITATION_STATUSES, type AccreditationStatus } from '../investor/accreditation.ts'
import type { KycStatus } from '../investor/investor.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import type { TokenRefusal } from './refusal/token-refusal.ts'

/**
 * As what somebody may invest in an offering: whether they are accredited, where the offering asks it. `not-applicable`: it
 * does not. `not-qualified-but-can-invest`: they are not, and its exemption admits them all the same. `pending`: officers
 * have to decide.
 */
export const QUALIFICATION_STATUSES = [...ACCREDITATION_STATUSES, 'not-qualified-but-can-invest'] as const
export type QualificationStatus = (typeof QUALIFICATION_STATUSES)[number]

/**
 * Whether units of an instrument may come to somebody. `none`: they have not applied. `pending`: officers have to decide on
 * them, their accreditation or a doubt. `expired`: their approval or accreditation has run out, in the registry too.
 * `not-accredited`: the token is for the accredited alone. `no`: a country is closed, or a rule of law bars them. Which of
 * their wallets the registry knows is said of each wallet.
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
  /** Why the token would give them no units. */
  readonly token: readonly TokenRefusal[]
  /** What the law says against a purchase, doubts too. */
  readonly law: readonly Pick<ExplainedReason, 'severity'>[]
}

/** As what an investor may invest now. Pure. */
export function qualification(about: Qualifying): QualificationStatus {
  const { instrument, kycStatus, accreditation } = about
  const isLimited = LIMITED.has(instrument.offering.exemption) && !instrument.rules.accreditedOnly
  if (!isLimited && !instrument.rules.accreditedOnly) return 'not-applicable'
  if (accreditation === 'accredited') return accreditation
  if (isLimited && kycStatus === 'verified' && !isBarred(about))
    return isDoubted(about) ? 'pending' : 'not-qualified-but-can-invest'
  return accreditation === 'not-applicable' ? 'not-verified' : accreditation
}

/** Whether units may come to an investor now. Pure. */
export function tokenQualification(about: Qualifying): TokenQualificationStatus {
  const { instrument, kycStatus, accreditation, accreditedUntil, token } = about
  if (kycStatus === 'processing' || kycStatus === 'manual-review') return 'pending'
  if (kycStatus !== 'verified') return kycStatus
  if (token.includes('COUNTRY_NOT_OPEN')) return 'no'
  if (instrument.rules.accreditedOnly && accreditation !== 'accredited') {
    if (accreditation === 'pending') return accreditation
    const ranOut = accreditation === 'not-accredited' && accreditedUntil !== null
    return ranOut ? 'expired' : 'not-accredited'
  }
  if (isBarred(about)) return 'no'
  return isDoubted(about) ? 'pending' : 'verified'
}

function isBarred({ token, law }: Qualifying): boolean {
  return token.length > 0 || law.some(({ severity }) => severity === 'BLOCK')
}

function isDoubted({ law }: Qualifying): boolean {
  return law.some(({ severity }) => severity === 'REVIEW')
}

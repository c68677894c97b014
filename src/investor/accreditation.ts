import { UNITED_STATES, UNITED_STATES_ZONE } from '../instrument/countries.ts'
import type { Id, InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { FileId } from './file.ts'
import { isAccredited, type InvestorKind } from './investor.ts'
import type { Means } from './means.ts'

export type AccreditationId = Id<'acc'>

/** On what somebody says that they are accredited (17 CFR 230.501(a)), and by what that is shown (230.506(c)(2)(ii)). */
export const ACCREDITATION_BASES = [
  'income',
  'net-worth',
  'licence',
  'entity',
  'minimum-investment',
  'third-party-letter',
] as const
export type AccreditationBasis = (typeof ACCREDITATION_BASES)[number]

/**
 * Whether somebody is an accredited investor (17 CFR 230.501(a)), as far as is known. `accredited`: an officer has verified
 * it, and it counts. `pending`: they claim it, and an officer has to decide. `rejected`: their last claim was refused.
 * `not-accredited`: they were, until a day that has come or an approval that took it back. `not-verified`: they have never
 * claimed it. `not-applicable`: nor would they, as they live outside the United States, where it is no word of the law
 * (230.902(k)); an offering that asks it of everybody lets them claim it as well.
 */
export const ACCREDITATION_STATUSES = [
  'not-verified',
  'pending',
  'accredited',
  'rejected',
  'not-accredited',
  'not-applicable',
] as const
export type AccreditationStatus = (typeof ACCREDITATION_STATUSES)[number]

/** Claims to be accredited, and that one was refused, are for officers and for whoever made them. */
export function seesClaims({ role }: { readonly role: string }): boolean {
  return role === 'officer' || role === 'investor'
}

/** What is kept of a claim. */
export const CLAIM_STATUSES = [
  'pending',
  'accredited',
  'rejected',
] as const satisfies readonly AccreditationStatus[]
export type ClaimStatus = (typeof CLAIM_STATUSES)[number]

export type Accreditation = {
  readonly id: AccreditationId
  readonly investor: InvestorId
  readonly basis: AccreditationBasis
  readonly evidence: FileId
  /** The date that stands on the evidence. */
  readonly evidenceOn: Temporal.PlainDate
  readonly status: ClaimStatus
  readonly claimedAt: Temporal.Instant
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBy: string | null
  /** The first day on which it no longer counts. */
  readonly expiresOn: Temporal.PlainDate | null
}

/**
 * Whether an investor is accredited on `today`, a day of Coordinated Universal Time, as the registry counts them.
 *
 * @param lastClaim what became of their youngest claim; null where they made none
 */
export function accreditationOn(
  investor: { readonly country: string; readonly accreditedUntil: Temporal.PlainDate | null },
  lastClaim: ClaimStatus | null,
  today: Temporal.PlainDate,
): AccreditationStatus {
  if (isAccredited(investor, today)) return 'accredited'
  if (lastClaim === 'pending' || lastClaim === 'rejected') return lastClaim
  if (lastClaim !== null || investor.accreditedUntil !== null) return 'not-accredited'
  return UNITED_STATES.includes(investor.country) ? 'not-verified' : 'not-applicable'
}

/** What a claim comes to on `today`: one that was verified and has run out makes nobody accredited. */
export function claimStatusOn(
  { status, expiresOn }: Pick<Accreditation, 'status' | 'expiresOn'>,
  today: Temporal.PlainDate,
): ClaimStatus | 'not-accredited' {
  const ranOut = expiresOn !== null && Temporal.PlainDate.compare(today, expiresOn) >= 0
  return ranOut ? 'not-accredited' : status
}

type Rule = {
  /** How Rule 506(c) names this way of verifying; null where it names none, and an officer has to say what was done. */
  readonly method: string | null
  /** Who can be accredited on this basis; null is everybody. */
  readonly kind: InvestorKind | null
  /** How old the evidence may be when it is verified; null where the rule sets no age. */
  readonly evidenceMonthsMax: number | null
  readonly citation: string
}
const RULES: Readonly<Record<AccreditationBasis, Rule>> = {
  income: {
    method: 'INCOME_TAX_FORMS',
    kind: 'individual',
    evidenceMonthsMax: null,
    citation: '17 CFR 230.506(c)(2)(ii)(A)',
  },
  'net-worth': {
    method: 'NET_WORTH_DOCUMENTS',
    kind: 'individual',
    evidenceMonthsMax: 3,
    citation: '17 CFR 230.506(c)(2)(ii)(B)',
  },
  licence: {
    method: null,
    kind: 'individual',
    evidenceMonthsMax: null,
    citation: '17 CFR 230.501(a)(10)',
  },
  entity: { method: null, kind: 'entity', evidenceMonthsMax: null, citation: '17 CFR 230.501(a)' },
  'minimum-investment': {
    method: 'HIGH_MINIMUM',
    kind: null,
    evidenceMonthsMax: null,
    citation: 'SEC, Latham & Watkins, 12 March 2025',
  },
  'third-party-letter': {
    method: 'THIRD_PARTY_LETTER',
    kind: null,
    evidenceMonthsMax: 3,
    citation: '17 CFR 230.506(c)(2)(ii)(C)',
  },
}

/** On what an investor of this kind can be accredited. */
export function basesOf(kind: InvestorKind): readonly AccreditationBasis[] {
  return ACCREDITATION_BASES.filter((basis) => RULES[basis].kind === null || RULES[basis].kind === kind)
}

/** A verification is good for five years when the investor says again that it is so: 17 CFR 230.506(c)(2)(ii)(E). */
export const VERIFIED_YEARS_MAX = 5

export type EvidenceRefusal =
  | 'EVIDENCE_AHEAD'
  | 'R506C_EVIDENCE_STALE'
  | 'INCOME_EVIDENCE_STALE'
  | 'ACCREDITATION_BASIS'
export type ClaimRefusal = Exclude<EvidenceRefusal, 'EVIDENCE_AHEAD'> | 'DATE_INVALID'

/** Says why evidence of this basis cannot be used at `now`, or null: its age is counted as Rule 506(c) counts it. */
export function evidenceRefusal(
  claim: Pick<Accreditation, 'basis' | 'evidenceOn'> & { readonly kind: InvestorKind },
  now: Temporal.Instant,
): EvidenceRefusal | null {
  const today = dateIn(now, UNITED_STATES_ZONE)
  const { kind, evidenceMonthsMax } = RULES[claim.basis]
  if (kind !== null && kind !== claim.kind) return 'ACCREDITATION_BASIS'
  if (Temporal.PlainDate.compare(claim.evidenceOn, today) > 0) return 'EVIDENCE_AHEAD'
  if (claim.basis === 'income' && Temporal.PlainDate.compare(claim.evidenceOn, incomeEvidenceFrom(today)) < 0)
    return 'INCOME_EVIDENCE_STALE'
  if (evidenceMonthsMax === null) return null
  const lastDay = claim.evidenceOn.add({ months: evidenceMonthsMax })
  return Temporal.PlainDate.compare(today, lastDay) > 0 ? 'R506C_EVIDENCE_STALE' : null
}

/**
 * The first day of a paper that may show the income of the two most recent years, each over by then (17 CFR 230.501(a)(6)). Until
 * the form of the last year is there, the two years before it count (SEC, Securities Act Rules, question 260.35); the later of them
 * was reported in the last year.
 */
function incomeEvidenceFrom(today: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.from({ year: today.year - 1, month: 1, day: 1 })
}

/** As `evidenceRefusal`, while it is claimed: a day that has come anywhere may be claimed, and is decided once the rule’s has. */
export function claimRefusal(
  claim: Parameters<typeof evidenceRefusal>[0],
  now: Temporal.Instant,
): ClaimRefusal | null {
  const refusal = evidenceRefusal(claim, now)
  if (refusal !== 'EVIDENCE_AHEAD') return refusal
  const hasCome = Temporal.PlainDate.compare(claim.evidenceOn, dateIn(now, FIRST_ZONE)) <= 0
  return hasCome ? null : 'DATE_INVALID'
}

/** Where every day comes first. */
const FIRST_ZONE = '+14:00'

/** The facts of the sentence of such a refusal. */
export function evidenceFacts(
  claim: { readonly basis: AccreditationBasis; readonly evidenceOn: Temporal.PlainDate },
  now: Temporal.Instant,
): Readonly<Record<string, string>> {
  const { evidenceMonthsMax, citation } = RULES[claim.basis]
  return {
    date: claim.evidenceOn.toString(),
    from: incomeEvidenceFrom(dateIn(now, UNITED_STATES_ZONE)).toString(),
    max: `${String(evidenceMonthsMax ?? 0)} months`,
    basis: claim.basis,
    rule: citation,
  }
}

/** What Rule 506(c) asks about how somebody was verified, as its pack names it. */
export type VerificationFacts = Readonly<
  Record<`verification.${string}`, string | boolean> & Partial<Record<'entity.ownerCount', string>>
>

/**
 * What a verified claim says about how its investor was verified, while it counts and its evidence is not too old; else
 * nothing. What the issuer knows to the contrary is not in a claim: an officer records it.
 */
export function verificationFacts(
  claims: readonly (Pick<Accreditation, 'basis' | 'status' | 'evidenceOn' | 'expiresOn'> & {
    readonly means: Means | null
  })[],
  kind: InvestorKind,
  now: Temporal.Instant,
): VerificationFacts {
  for (const { basis, status, evidenceOn, expiresOn, means } of claims) {
    const { method } = RULES[basis]
    const counts = claimStatusOn({ status, expiresOn }, dateIn(now, 'UTC')) === 'accredited'
    if (!counts || method === null || evidenceRefusal({ basis, kind, evidenceOn }, now) !== null) continue
    return {
      'verification.method': method,
      'verification.date': evidenceOn.toString(),
      ...(method === 'HIGH_MINIMUM' ? minimumFacts(kind, means) : {}),
    }
  }
  return {}
}

function minimumFacts(kind: InvestorKind, means: Means | null): VerificationFacts {
  const { statesAccredited = null, statesNotFinanced = null, ownerCount = null } = means ?? {}
  const ofEntity = ownerCount === null ? 'entity-assets' : 'entity-owners'
  return {
    ...(kind === 'individual'
      ? { 'verification.route': 'person' }
      : means === null
        ? {}
        : { 'verification.route': ofEntity }),
    ...(kind === 'individual' || ownerCount === null ? {} : { 'entity.ownerCount': String(ownerCount) }),
    ...(statesAccredited === null ? {} : { 'verification.statedAccredited': statesAccredited }),
    ...(statesNotFinanced === null ? {} : { 'verification.statedNotFinanced': statesNotFinanced }),
  }
}

/** Says why a verification cannot end on `expiresOn`, or null. */
export function expiryRefusal(
  expiresOn: Temporal.PlainDate,
  today: Temporal.PlainDate,
): 'ACCREDITED_UNTIL_PAST' | 'ACCREDITED_UNTIL_LATE' | null {
  if (Temporal.PlainDate.compare(expiresOn, today) <= 0) return 'ACCREDITED_UNTIL_PAST'
  const last = today.add({ years: VERIFIED_YEARS_MAX })
  return Temporal.PlainDate.compare(expiresOn, last) > 0 ? 'ACCREDITED_UNTIL_LATE' : null
}

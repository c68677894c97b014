import type { Id, InvestorId } from '../kernel/ids.ts'
import type { FileId } from './file.ts'
import type { InvestorKind } from './investor.ts'

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
export type AccreditationStatus = 'claimed' | 'verified' | 'refused'

export type Accreditation = {
  readonly id: AccreditationId
  readonly investor: InvestorId
  readonly basis: AccreditationBasis
  readonly evidence: FileId
  /** The date that stands on the evidence. */
  readonly evidenceOn: Temporal.PlainDate
  readonly status: AccreditationStatus
  readonly claimedAt: Temporal.Instant
  readonly decidedAt: Temporal.Instant | null
  readonly decidedBy: string | null
  /** The first day on which it no longer counts. */
  readonly expiresOn: Temporal.PlainDate | null
}

type Rule = {
  /** Who can be accredited on this basis; null is everybody. */
  readonly kind: InvestorKind | null
  /** How old the evidence may be when it is verified; null where the rule sets no age. */
  readonly evidenceMonthsMax: number | null
  readonly citation: string
}
const RULES: Readonly<Record<AccreditationBasis, Rule>> = {
  income: { kind: 'individual', evidenceMonthsMax: null, citation: '17 CFR 230.506(c)(2)(ii)(A)' },
  'net-worth': { kind: 'individual', evidenceMonthsMax: 3, citation: '17 CFR 230.506(c)(2)(ii)(B)' },
  licence: { kind: 'individual', evidenceMonthsMax: null, citation: '17 CFR 230.501(a)(10)' },
  entity: { kind: 'entity', evidenceMonthsMax: null, citation: '17 CFR 230.501(a)(3)' },
  'minimum-investment': {
    kind: null,
    evidenceMonthsMax: null,
    citation: 'SEC, Latham & Watkins, 12 March 2025',
  },
  'third-party-letter': { kind: null, evidenceMonthsMax: 3, citation: '17 CFR 230.506(c)(2)(ii)(C)' },
}

/** A verification is good for five years when the investor says again that it is so: 17 CFR 230.506(c)(2)(ii)(E). */
export const VERIFIED_YEARS_MAX = 5

export type EvidenceRefusal = 'DATE_INVALID' | 'R506C_EVIDENCE_STALE' | 'ACCREDITATION_BASIS'

/** Says why evidence of this basis cannot be used on `today`, or null. */
export function evidenceRefusal(
  claim: {
    readonly basis: AccreditationBasis
    readonly kind: InvestorKind
    readonly evidenceOn: Temporal.PlainDate
  },
  today: Temporal.PlainDate,
): EvidenceRefusal | null {
  const { kind, evidenceMonthsMax } = RULES[claim.basis]
  if (kind !== null && kind !== claim.kind) return 'ACCREDITATION_BASIS'
  if (Temporal.PlainDate.compare(claim.evidenceOn, today) > 0) return 'DATE_INVALID'
  if (evidenceMonthsMax === null) return null
  const lastDay = claim.evidenceOn.add({ months: evidenceMonthsMax })
  return Temporal.PlainDate.compare(today, lastDay) > 0 ? 'R506C_EVIDENCE_STALE' : null
}

/** The facts of the sentence of such a refusal. */
export function evidenceFacts(claim: {
  readonly basis: AccreditationBasis
  readonly evidenceOn: Temporal.PlainDate
}): Readonly<Record<string, string>> {
  const { evidenceMonthsMax, citation } = RULES[claim.basis]
  return {
    date: claim.evidenceOn.toString(),
    max: `${String(evidenceMonthsMax ?? 0)} months`,
    basis: claim.basis,
    rule: citation,
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

import type { AccreditationBasis, AccreditationStatus, claimStatusOn } from '../../investor/accreditation.ts'
import type { InvestorKind } from '../../investor/investor.ts'
import type { Updates } from '../../investor/kyc-case.ts'
import type { Means } from '../../investor/means.ts'
import type { Standing, TrustRole } from '../../investor/onboarding.ts'

export type Wallet = {
  readonly id: string
  readonly address: string
  /** What its holder calls it. */
  readonly name: string | null
  readonly status: string
}

export type Investor = {
  readonly id: string
  readonly displayName: string
  readonly kind: InvestorKind
  readonly country: string
  readonly kycStatus: string
  readonly kycUntil: string | null
  readonly accreditation: AccreditationStatus
  readonly accreditedUntil: string | null
  /** For officers and the custodian: from this day the units are the minor's. */
  readonly custodyEnds: string | null
  /** Something is asked of them while their approval stands. */
  readonly updatesAsked: boolean
  readonly wallets: readonly Wallet[]
}

/** What an applicant said in one step, as the server keeps it: its fields are those of the step's form. */
export type StepAnswer = Readonly<Record<string, unknown>> | null

export type Application = {
  readonly investor: string
  readonly country: string
  readonly kind: InvestorKind
  readonly standing: Standing
  readonly status: string
  readonly steps: readonly { readonly step: StepName; readonly saved: boolean }[]
  readonly next: StepName | null
  readonly isOpen: boolean
  readonly submittedAt: string | null
  readonly check: IdentityCheck | null
  /** Those of everybody named in “owners”, in their order; empty where officers alone check. */
  readonly peopleChecks: readonly IdentityCheck[]
  /** What an officer asks while the approval stands, and whether it was answered. */
  readonly updates: Updates | null
  readonly comments: readonly { readonly at: string; readonly text: string; readonly isOwn: boolean }[]
  readonly papers: readonly { readonly kind: string; readonly isThere: boolean }[]
  readonly answers: Readonly<Record<StepName, StepAnswer>>
}

export type StepName = 'identity' | 'company' | 'address' | 'tax' | 'owners' | 'financial' | 'check'

/** The answer of the step “owners”. `of` is the place of the entity that is owned; null: the applicant. */
export type OwnersAnswer = {
  readonly people: readonly {
    readonly name: string
    readonly born: string
    readonly country: string
    readonly share: string | null
    readonly isControlPerson: boolean
    readonly isSigner: boolean
    readonly of: number | null
    readonly inTrust: readonly TrustRole[]
    readonly custodyAge: number | null
  }[]
  readonly entities: readonly {
    readonly name: string
    readonly country: string
    readonly share: string | null
    readonly of: number | null
    readonly inTrust: readonly TrustRole[]
  }[]
}

export type Paper = {
  readonly id: string
  readonly kind: string
  readonly media: string
  readonly displayName: string | null
  readonly bytes: number
  readonly receivedAt: string
}

export type TaxStatus = {
  readonly form: string | null
  readonly signedOn: string | null
  readonly validThrough: string | null
  readonly dividendRate: string
  readonly note: 'TAX_FORM_EXPIRED' | 'TAX_FORM_MISSING' | 'TAX_BACKUP' | null
}

export type Accreditation = {
  readonly id: string
  readonly basis: AccreditationBasis
  readonly evidence: string
  readonly evidenceOn: string
  readonly statement: string | null
  readonly means: Readonly<Record<keyof Means, string | boolean | number | null>> | null
  /** US dollars, as the rule counts it; null of another basis. */
  readonly netWorth: string | null
  readonly status: ReturnType<typeof claimStatusOn>
  readonly expiresOn: string | null
}

export type LegalHold = {
  readonly id: string
  readonly ground: 'dispute' | 'authority'
  readonly reason: string | null
  readonly placedAt: string
  readonly liftAskedAt: string | null
  readonly liftedAt: string | null
}

export type Erasure = {
  readonly status: 'none' | 'restricted' | 'erased'
  readonly askedAt: string | null
  readonly blockers: readonly { readonly code: string; readonly detail: string }[]
  readonly holds: readonly LegalHold[]
}

export type IdentityCheck = { readonly result: string; readonly begun: boolean; readonly canStart: boolean }

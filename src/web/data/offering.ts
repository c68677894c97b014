import type { Exemption } from '../../instrument/instrument.ts'
import type { InvestorKind } from '../../investor/investor.ts'
import type { QualificationStatus, TokenQualificationStatus } from '../../offering/qualification.ts'
import type { Legend } from '../../restriction/lot.ts'
import type { Amount } from './amount.ts'
import type { InstrumentName } from './named.ts'

export type InvestmentLimit = {
  readonly standing: 'accredited' | 'not-accredited' | null
  readonly kind: InvestorKind | null
  readonly countries: readonly string[] | null
  readonly investmentMax: Amount
}

export type PriceTier = { readonly upTo: string; readonly price: Amount }

export type Offering = {
  readonly id: string
  readonly status: string
  readonly instrument: InstrumentName
  readonly asset: string
  readonly exemption: Exemption
  readonly opens: string
  readonly closes: string
  readonly unitPrice: Amount
  readonly priceTiers: readonly PriceTier[]
  readonly priceNow: Amount
  readonly ticketMin: Amount
  readonly ticketMax: Amount | null
  readonly lockUpDays: number
  readonly softCap: string
  readonly allocation: 'first-come' | 'pro-rata' | 'by-hand'
  /** First the currency of all amounts. */
  readonly currencies: readonly {
    readonly code: string
    readonly token: string
    readonly rate: string
    readonly stopped: { readonly reason: string; readonly at: string } | null
  }[]
  readonly limits: readonly InvestmentLimit[]
  readonly invitedOnly: boolean
  readonly coolingOffHours: number
  readonly agreementRequired: boolean
  readonly unitsMax: string
  readonly unitsTaken: string
  readonly raised: Amount
  readonly reserved: Amount
  readonly target: Amount
  readonly contract: string | null
  readonly failure: string | null
  readonly closingPrepared: boolean
  readonly closesAt: string
  readonly legalLock: LegalLock
  readonly factsMissing: number
}

/** What the law locks units for that are issued now; while it is not known, `legends` are the laws that may. */
export type LegalLock = {
  readonly isKnown: boolean
  readonly legends: readonly Legend[]
  readonly until: string | null
}

export type Invitation = {
  readonly investor: { readonly id: string; readonly displayName: string | null }
  readonly invitedAt: string
}

export type Eligibility = {
  readonly eligible: boolean
  readonly reasons: readonly EligibilityReason[]
  readonly beforePayment: readonly EligibilityReason[]
  /** Null once the offering is over. */
  readonly qualification: QualificationStatus | null
}

/** Whether units may come to an investor as well, with all that keeps them from it. */
export type Receivable = Eligibility & {
  readonly tokenQualification: TokenQualificationStatus
  readonly tokenReasons: readonly EligibilityReason[]
}

/** What an instrument makes of an investor. */
export type Qualification = {
  readonly instrument: string
  readonly name: string
  readonly offering: string
  /** Null once the offering is over. */
  readonly qualification: QualificationStatus | null
  readonly tokenQualification: TokenQualificationStatus
  /** Null for whoever may not know. */
  readonly reasons: readonly EligibilityReason[] | null
}

type EligibilityReason = { readonly code: string; readonly detail: string; readonly fix: string }

export type OfferingCard = {
  readonly offering: Offering
  readonly kind: string
  readonly asset: string
  readonly paidPercent: number
  readonly softCapPercent: number
  readonly eligibility: Eligibility | null
}

export type Question = {
  readonly id: string
  readonly askedAt: string
  readonly isOwn: boolean
  readonly question: string | null
  readonly answer: string | null
  readonly answeredAt: string | null
}

export type Change = {
  readonly id: string
  readonly what: string
  readonly at: string
  readonly right: 'reconfirm' | 'withdraw' | null
  readonly until: string | null
}

export type OfferingChange = Change & { readonly reconfirmed: number; readonly waiting: number }

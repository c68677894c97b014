import type { Exemption } from '../../instrument/instrument.ts'
import type { AssetKind } from '../../issuer/issuer.ts'
import type { Amount } from './amount.ts'
import type { Named } from './named.ts'

export type InstrumentSummary = {
  readonly id: string
  readonly name: string
  readonly symbol: string
  readonly token: string | null
  readonly status: string
  readonly decimals: number
  readonly unitsIssued: string
  readonly unitsIssuedDisplay: string
  readonly unitsMax: string
  readonly unitsMaxDisplay: string
  readonly unitPrice: Amount
}

export type Valuation = {
  readonly date: string
  readonly amount: Amount
  readonly appraiser: string
  readonly method: string
  /** The appraisal: its hash, and where it is for whoever may read it. */
  readonly document: {
    readonly sha256: string
    readonly title: string | null
    readonly path: string | null
  } | null
}

export type IssuerCompany = {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly form: string
  readonly jurisdiction: string
}

export type AssetSummary = {
  readonly id: string
  readonly name: string
  readonly kind: AssetKind
  readonly issuer: Named
  readonly spv: { readonly name: string }
  readonly instrument: InstrumentSummary | null
  readonly latestValuation: Omit<Valuation, 'document'> | null
}

export type AssetDocument = {
  readonly name: string
  readonly version: number
  readonly uri: string
  readonly sha256: string
  readonly anchored: { readonly block: number; readonly tx: string; readonly at: string | null } | null
}

export type Company = {
  readonly name: string
  readonly form: string
  readonly jurisdiction: string
  readonly registryNumber: string | null
  readonly lei: string | null
}

export type TransferRules = {
  readonly countries: 'any' | readonly string[]
  readonly accreditedOnly: boolean
  readonly holdersMax: number | null
  readonly usHoldersMax: number | null
  readonly nonAccreditedHoldersMax: number | null
  readonly balanceMax: string | null
}

export type IncomePolicy = {
  readonly frequency: string
  readonly payoutBps: number
  readonly payDay: number
  readonly record: string
}

export type Coupon = {
  readonly rate: string
  readonly faceValue: Amount
  readonly dayCount: string
  readonly frequency: 'monthly' | 'quarterly' | 'semi-annual' | 'annual'
  readonly from: string
  readonly maturity: string
}

export type Carry = {
  readonly preferredBps: number
  readonly catchUpBps: number
  readonly carryBps: number
}

export type Preference = {
  readonly rank: number
  readonly multipleBps: number
  readonly participation: 'none' | 'full' | 'capped'
  readonly capBps: number | null
  readonly dividendBps: number
  readonly convertible: boolean
}

export type OfferingTerms = {
  readonly exemption: Exemption
  readonly opens: string
  readonly closes: string
  readonly ticketMin: Amount
  readonly ticketMax: Amount | null
  readonly lockUpDays: number
  readonly costs: readonly { readonly name: string; readonly amount: Amount }[]
}

export type Asset = Omit<AssetSummary, 'issuer' | 'spv'> & {
  readonly country: string
  readonly address: string
  readonly facts: readonly { readonly label: string; readonly value: string }[]
  readonly issuer: Company & { readonly id: string }
  readonly spv: Company & {
    readonly owners: readonly { readonly name: string; readonly percent: string }[]
    readonly holds: string | null
    readonly ringFence: string | null
  }
  readonly risks: readonly { readonly title: string; readonly text: string }[]
  readonly identifiers: readonly { readonly scheme: string; readonly value: string }[]
  readonly identityHash: string
  readonly valuations: readonly Valuation[]
  readonly rules: TransferRules | null
  readonly income: IncomePolicy | null
  readonly coupon: Coupon | null
  readonly carry: Carry | null
  readonly preference: Preference | null
  readonly documents: readonly AssetDocument[]
  readonly offering: OfferingTerms | null
  readonly aboveValuation: {
    readonly raised: Amount
    readonly valuation: Amount
    readonly costs: Amount
  } | null
}

export type Instrument = InstrumentSummary & {
  readonly asset: string
  readonly issuer: string
  readonly timeZone: string
  readonly income: IncomePolicy | null
}

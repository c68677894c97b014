import type { ParkedReason } from '../../corporate-action/distribution.ts'
import type { IncomeKind, WithholdingReason } from '../../corporate-action/withholding.ts'
import type { Amount } from './amount.ts'
import type { InstrumentName, Party } from './named.ts'

export type Reconciliation = {
  readonly balanced: boolean
  readonly declared: Amount
  readonly paid: Amount
  readonly parked: Amount
  readonly withheld: Amount
  readonly unclaimed: Amount
  readonly open: Amount
  readonly carried: Amount
}

/** What a share class withholds, and from whom the law asks it now. */
export type Withholding = {
  readonly inForce: WithholdingPolicy | null
  readonly proposed: WithholdingPolicy | null
  readonly holders: readonly {
    readonly wallet: string
    readonly investor: { readonly id: string; readonly displayName: string } | null
    readonly bps: number
    readonly reason: WithholdingReason
  }[]
}

type WithholdingPolicy = {
  readonly id: string
  readonly income: IncomeKind
  readonly taxAccount: string | null
  readonly proposedBy: string
}

export type Distribution = {
  readonly id: string
  readonly instrument: InstrumentName
  readonly period: string
  readonly kind: 'regular' | 'correction'
  readonly correctionOf: string | null
  readonly reason: string | null
  readonly status: string
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly recordDate: string
  readonly recordAt: string
  readonly payDate: string
  readonly coupon: { readonly start: string; readonly end: string } | null
  readonly netIncome: Amount | null
  readonly payoutBps: number
  readonly amount: Amount | null
  readonly setOff: Amount
  readonly declared: Amount | null
  readonly carriedIn: Amount | null
  readonly funded: Amount
  readonly missing: Amount
  readonly lacking: Amount | null
  readonly capital: {
    readonly paid: Amount
    readonly open: { readonly payment: string; readonly amount: Amount; readonly at: string } | null
  }
  readonly paid: Amount
  readonly parked: Amount
  readonly carriedOut: Amount | null
  readonly holders: number
  readonly treasury: string
  readonly reconciliation: Reconciliation | null
  readonly chain: {
    readonly distributionId: string | null
    readonly recordId: number | null
    readonly tx: string | null
  }
}

export type Repayment = {
  readonly instrument: InstrumentName
  readonly status: 'ahead' | 'due' | 'paying' | 'closed'
  readonly maturity: string
  readonly opens: string
  readonly faceValue: Amount
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly prepared: { readonly by: string; readonly at: string } | null
  readonly confirmed: { readonly by: string; readonly at: string } | null
  readonly waiting: { readonly code: string; readonly detail: string; readonly fix: string } | null
  readonly treasury: { readonly address: string; readonly balance: Amount; readonly missing: Amount }
  readonly funded: Amount
  readonly paid: Amount
  readonly parked: Amount
  readonly returned: Amount
  readonly held: Amount
  readonly balanced: boolean
  readonly lines: readonly {
    readonly wallet: string
    readonly investor: Party | null
    readonly units: string
    readonly unitsDisplay: string
    readonly amount: Amount
    readonly formula: string
    readonly status: 'due' | 'paid' | 'parked'
    readonly tx: string | null
  }[]
  /** Of principal that is held; for officers alone. */
  readonly releases: readonly { readonly wallet: string; readonly document: string; readonly by: string }[]
  readonly tx: string | null
}

export type DistributionWithCorrections = Distribution & { readonly corrections: readonly Distribution[] }

export type IncomeStatement = {
  readonly id: string
  readonly period: string
  readonly version: number
  readonly sha256: string
  readonly importedAt: string
  readonly importedBy: { readonly id: string; readonly displayName: string | null } | null
  readonly net: Amount
  readonly distribution: {
    readonly id: string
    readonly kind: Distribution['kind']
    readonly status: string
  } | null
}

export type Entitlement = {
  readonly wallet: string
  readonly investor: Party | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  /** What of it is a return of capital. */
  readonly capital: Amount
  readonly status: string
  readonly parkedBecause: ParkedReason | null
  readonly tx: string | null
}

export type ExplanationStep = {
  readonly key: string
  readonly label: string
  readonly formula: string | null
  readonly value: string
}

export type EntitlementExplained = Entitlement & { readonly steps: readonly ExplanationStep[] }

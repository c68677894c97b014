import type { Address, Instrument, TransferRules } from '../instrument/instrument.ts'
import type { ProtocolStep } from '../instrument/protocol.ts'
import type { AnchorState, TokenFacts } from '../instrument/token.ts'
import type { Asset, Issuer, Spv, Valuation } from '../issuer/issuer.ts'
import type { EscrowTerms, OfferingStatus } from '../offering/offering.ts'
import { tokenConfiguration, type TokenLaw, type TokenSource } from '../restriction/token-rules.ts'
import type { TermSheet } from './term-sheet.ts'

/** What exists, as far as a term sheet may touch it. */
export type PlanFacts = {
  readonly issuer: Issuer | null
  readonly spv: (Spv & { readonly issuerKey: string }) | null
  readonly asset: (Asset & { readonly spvKey: string }) | null
  readonly valuations: readonly Valuation[]
  readonly instrument: (Instrument & { readonly assetKey: string }) | null
  /** Null when the caller may apply sheets of every issuer. */
  readonly callersIssuer: string | null
  readonly payment: PaymentFacts
  /** What else the sheet's offering is paid in, by place in the sheet: what each contract itself answers; null when there is none. */
  readonly currencies: readonly (
    | (NonNullable<TokenAnswer> & {
        /** It takes payments by signature. */
        readonly isSigned: boolean
      })
    | null
  )[]
  /** Of `managed`, the account that exists for this key; null when it will be made. */
  readonly treasury: Address | null
  /** Where a contract is, or will be, the treasury that the sheet names, in its line; null for an account. */
  readonly treasuryContract: {
    /** Of the platform's own, or a token that is paid with: what is sent there is lost. */
    readonly isForbidden: boolean
    readonly line: number
  } | null
  readonly protocol: readonly {
    readonly step: ProtocolStep
    readonly address: Address
    readonly state: 'missing' | 'under-way' | 'failed' | 'done'
    readonly failure: string | null
  }[]
  readonly token: {
    readonly address: Address
    readonly facts: TokenFacts | null
    readonly underWay: Readonly<Record<'create' | 'rules' | 'countries' | 'anchor', boolean>>
    readonly failures: Readonly<Record<'create' | 'rules' | 'countries' | 'anchor', string | null>>
    /** Of the data room, what is not anchored yet. */
    readonly documents: readonly {
      readonly name: string
      readonly version: number
      readonly sha256: string
      readonly state: AnchorState
      readonly failure: string | null
    }[]
  }
  /** What of the law the token is to enforce. */
  readonly law: TokenLaw
  /** The offering's contract: what it is to be made with, and what it answers; null while there is none. */
  readonly escrow: {
    readonly address: Address
    readonly wanted: EscrowTerms
    readonly terms: EscrowTerms | null
    readonly status: OfferingStatus | null
    readonly underWay: boolean
    readonly failure: string | null
  }
}

/** The stablecoin that the sheet names, as the chain knows it. */
export type PaymentFacts =
  | { readonly kind: 'development'; readonly address: Address | null; readonly chainId: number }
  | {
      readonly kind: 'token'
      readonly address: Address
      /** What the contract itself answers; null when there is none. */
      readonly says: TokenAnswer
    }

export type TokenAnswer = { readonly code: string; readonly decimals: number } | null

/**
 * The rules that the token is to enforce: the sheet’s, made stricter by the law; and what of the law asked for what. While a
 * fact is missing the sheet’s stand alone, and the plan is refused.
 */
export function enforced(
  { terms: { rules } }: TermSheet,
  { law }: Pick<PlanFacts, 'law'>,
): { readonly rules: TransferRules; readonly law: readonly TokenSource[] } {
  const configuration = tokenConfiguration(law, rules)
  return configuration.ok
    ? { rules: configuration.value.rules, law: configuration.value.from }
    : { rules, law: [] }
}

export function isWindowOver({ warnings }: TermSheet): boolean {
  return warnings.some(({ code }) => code === 'WINDOW_OVER')
}

/** Why what the offering's contract was made with stays as it is: once it has ended it cannot be given up any more either. */
export function escrowFixed({ escrow, token }: PlanFacts): 'OFFERING_FIXED' | 'OFFERING_OVER' {
  const isOver = escrow.status !== null && escrow.status !== 'opening' && escrow.status !== 'open'
  return isOver || (token.facts?.supply ?? 0n) > 0n ? 'OFFERING_OVER' : 'OFFERING_FIXED'
}

export function treasuryText(sheet: TermSheet, { treasury }: PlanFacts): string {
  if (sheet.treasury !== 'managed') return sheet.treasury
  return treasury ?? 'managed (a new account)'
}

/** Asked for, or waiting for the platform's contracts, which ask for it when they are there. */
export function isTokenUnderWay({ instrument, token, protocol }: PlanFacts): boolean {
  if (instrument === null) return false
  const waits = protocol.some(({ state }) => state !== 'done')
  return instrument.status === 'deploying' || (waits && token.failures.create === null)
}

import type { ProceedsStatus, ProceedsUse } from '../../offering/closing/proceeds.ts'
import type { MissingFact } from './law.ts'
import type { Amount } from './amount.ts'
import type { InstrumentName } from './named.ts'
import type { Offering } from './offering.ts'

type ByWhom = { readonly by: string; readonly at: string } | null

export type Closing = {
  readonly offering: Offering
  readonly prepared: ByWhom
  readonly confirmed: ByWhom
  readonly refusal: {
    readonly code: string
    readonly detail: string
    readonly fix: string
    readonly missing: readonly MissingFact[]
  } | null
  readonly allocations: readonly {
    readonly subscription: string
    readonly investor: string
    readonly displayName: string | null
    readonly asked: string
    readonly units: string
    readonly reason: string | null
  }[]
}

export type ProceedsPayment = {
  readonly id: string
  readonly use: ProceedsUse | 'return-of-capital'
  readonly recipient: string | null
  readonly distribution: string | null
  readonly amount: Amount
  readonly document: string
  readonly status: ProceedsStatus
  readonly prepared: { readonly by: string; readonly at: string }
  readonly failure: string | null
}

/** One that waits for a second person, and of what. */
export type WaitingPayment = ProceedsPayment & {
  readonly offering: string
  readonly instrument: InstrumentName
}

export type Proceeds = {
  readonly managed: boolean
  readonly held: readonly { readonly inTreasury: Amount; readonly unspoken: Amount }[]
  readonly payments: readonly ProceedsPayment[]
}

/** What lies in an escrow in one currency. */
export type HeldMoney = {
  readonly escrow: Amount
  readonly booked: Amount
  readonly proceeds: Amount
  readonly parked: Amount
  readonly released: {
    readonly amount: Amount
    readonly treasury: string
    readonly at: string
    readonly tx: string | null
  } | null
}

export type Escrow = HeldMoney & {
  readonly balances: boolean
  readonly others: readonly HeldMoney[]
  readonly fiat: {
    readonly held: Amount
    readonly booked: Amount
    readonly proceeds: Amount
    readonly due: Amount
    readonly dueBooked: Amount
    readonly balances: boolean
  } | null
}

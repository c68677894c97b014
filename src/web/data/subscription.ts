import type { RaiseStatus, SubscriptionState } from '../../offering/subscription/subscription-state.ts'
import type { SubscriptionStep } from '../../offering/subscription/subscription-steps.ts'
import type { SuitabilityWarning } from '../../offering/subscription/suitability.ts'
import type { Legend } from '../../restriction/lot.ts'
import type { Amount } from './amount.ts'
import type { InstrumentName } from './named.ts'
import type { Change } from './offering.ts'
import type { TypedData } from './transfer.ts'

export type Subscription = {
  readonly id: string
  readonly offering: string
  readonly instrument: InstrumentName
  readonly investor: string
  readonly wallet: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  /** The same, in what it is paid in. */
  readonly cash: Amount
  readonly state: SubscriptionState
  readonly status: string
  /** Where its agreement is: `none` where none was asked for. */
  readonly agreement: string
  readonly raise: RaiseStatus | null
  readonly issuance: string | null
  readonly allotted: string | null
  readonly validBefore: string
  readonly createdAt: string
  readonly reason: string | null
  readonly reference: string
  readonly paidBy: 'wallet' | 'bank' | null
}

export type SubscriptionDetail = Subscription & {
  /** What whoever refused it said. */
  readonly words: string | null
  readonly events: readonly {
    readonly from: SubscriptionState | null
    readonly to: SubscriptionState
    readonly reason: string | null
    readonly at: string
  }[]
  readonly withdrawal: {
    readonly until: string
    readonly ground: 'cooling-off' | 'law' | 'change'
    readonly authorization: TypedData | null
  } | null
  readonly lot: {
    readonly lockedUntil: string | null
    readonly legends: readonly Legend[]
    readonly texts: readonly {
      readonly text: string
      readonly lockUntil: string
      readonly citation: string
    }[]
  } | null
  readonly changes: readonly (Change & {
    readonly isToReconfirm: boolean
    readonly reconfirmedAt: string | null
  })[]
}

export type SubscriptionSteps = {
  readonly step: SubscriptionStep
  readonly suitability: {
    readonly outcome: 'suitable' | 'warned'
    readonly warnings: readonly SuitabilityWarning[]
    readonly acknowledged: boolean
  } | null
  readonly risks: readonly {
    readonly risk: string
    readonly version: number
    readonly title: string
    readonly text: string
    readonly sha256: string
    readonly confirmedAt: string | null
  }[]
  readonly subscription: Subscription | null
  readonly limit: { readonly most: Amount; readonly left: Amount } | null
  readonly costNow: Amount | null
  readonly authorization: TypedData | null
  readonly wallet: { readonly holds: Amount; readonly missing: Amount } | null
  /** Why nothing can be paid in what was chosen any more. */
  readonly stopped: string | null
  readonly wires: boolean
}

type Fitting = {
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly cash: Amount
}

export type Quote = { readonly exact: boolean; readonly below: Fitting | null; readonly above: Fitting }

export type WireInstructions = {
  readonly accounts: readonly { readonly name: string; readonly number: string; readonly currency: string }[]
  readonly due: Amount
  readonly reference: string
  readonly until: string
}

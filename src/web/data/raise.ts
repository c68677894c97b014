import type { AwaitedParty } from '../../offering/board/board.ts'
import type { SubscriptionState } from '../../offering/subscription/subscription-state.ts'
import type { Amount } from './amount.ts'

type RaiseSum = { readonly count: number; readonly units: string; readonly amount: Amount }

export type RaiseBoard = {
  readonly raise: readonly (RaiseSum & { readonly status: string })[]
  readonly states: readonly (RaiseSum & { readonly state: SubscriptionState })[]
  readonly interested: RaiseSum
  readonly pledged: RaiseSum
  readonly reserved: RaiseSum
  readonly signed: RaiseSum
  readonly funded: RaiseSum
  readonly issued: RaiseSum
  readonly softCap: string
  readonly hardCap: string
  readonly toSoftCap: string
  readonly paid: string
  readonly paidPercent: number
  readonly softCapPercent: number
}

export type RaiseRow = {
  readonly id: string
  readonly reference: string
  readonly investor: { readonly id: string; readonly displayName: string | null }
  readonly state: SubscriptionState
  readonly status: string
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly cash: Amount
  readonly waitsFor: AwaitedParty | null
  readonly since: string
  readonly until: string | null
  readonly remindedAt: string | null
}

import type { Legend } from '../../restriction/lot.ts'
import type { Party } from './named.ts'

export type Holding = {
  readonly wallet: string
  readonly investor: Party | null
  readonly units: string
  readonly unitsDisplay: string
  readonly share: string
  readonly frozen: string
  readonly locked: string
  readonly free: string
  readonly walletFrozen: boolean
  readonly since: string | null
}

export type RegisterHead = {
  readonly asOf: string
  readonly block: { readonly number: number; readonly hash: string } | null
  readonly supply: string
  readonly supplyDisplay: string
  readonly holdersCount: number
  /** When the first units moved. */
  readonly begins: string | null
}

export type Lot = {
  readonly id: string
  readonly units: string
  readonly unitsDisplay: string
  readonly acquired: string | null
  readonly lockedUntil: string | null
  readonly legends: readonly Legend[]
}

export type Movement = {
  readonly id: string
  readonly kind: string
  readonly processType: string
  readonly scope: 'units' | 'wallet'
  readonly from: string | null
  readonly to: string | null
  readonly units: string
  readonly unitsDisplay: string
  readonly at: string
  readonly block: number
  readonly tx: string
  readonly ref: string | null
}

export type Holder = Holding & { readonly lots: readonly Lot[]; readonly movements: readonly Movement[] }

import type { Amount } from './amount.ts'
import type { TypedData } from './transfer.ts'

/** The agreement of a subscription, as the server answers it. */
export type Agreement = {
  readonly subscription: string
  readonly status: string
  readonly sha256: string
  readonly bytes: number
  readonly madeAt: string
  readonly signedAt: string | null
  readonly countersignedAt: string | null
  /** Joint holders, each of whom signs; empty where one signature is all. */
  readonly holders: readonly { readonly name: string; readonly signedAt: string | null }[]
  /** What the investor's wallet signs; null where nothing is to be signed. */
  readonly authorization: TypedData | null
}

/** An agreement in the list of its offering. */
export type ListedAgreement = Omit<Agreement, 'authorization' | 'holders'> & {
  readonly investor: { readonly id: string; readonly name: string | null }
  /** It names others than hold by now, or not as they hold: it is not countersigned. */
  readonly holdersChanged: boolean
  readonly units: string
  readonly unitsDisplay: string
  readonly amount: Amount
  readonly cash: Amount
}

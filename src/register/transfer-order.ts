import type { Address } from '../instrument/instrument.ts'
import type { DecisionId, Id, InstrumentId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { Finding } from '../restriction/transfer.ts'
import type { Hash } from './register.ts'

export type TransferId = Id<'trf'>

/** What a holder signs: these units, to this wallet, between two instants, once (the form of ERC-3009). */
export type TransferAuthorization = {
  readonly from: Address
  readonly to: Address
  /** Base units. */
  readonly value: bigint
  /** Seconds since 1970; both bounds are exclusive. */
  readonly validAfter: bigint
  readonly validBefore: bigint
  /** Chosen by the signer, usable once, in any order. */
  readonly nonce: Hash
}

/** `pending` until the chain has settled it for good; `failed` when the chain refused what was allowed here. */
export type TransferStatus = (typeof TRANSFER_STATUSES)[number]
export const TRANSFER_STATUSES = ['pending', 'transfer-ok', 'transfer-rejected', 'failed'] as const

/** By what transfers are sorted: when they were asked for, or how much was to move. */
export const TRANSFER_SORTS = ['-at', 'at', '-units', 'units'] as const
export type TransferSort = (typeof TRANSFER_SORTS)[number]

/** A transfer somebody asked the platform to carry, refused ones included. */
export type TransferOrder = {
  readonly id: TransferId
  readonly instrument: InstrumentId
  readonly from: Address
  readonly to: Address
  readonly units: bigint
  readonly nonce: Hash
  readonly status: TransferStatus
  /** Every rule of the token that refused it, in order; empty when it was carried, or refused by a rule of law. */
  readonly findings: readonly Finding[]
  /** The decision by which rules of law refused it; null where they did not. */
  readonly decision: DecisionId | null
  /** The block whose state the decision read. */
  readonly decidedBlock: number
  readonly tx: Hash | null
  /** Why the chain did not carry it, or `SCREENING_STALE`: nothing was carried by lists as old as they were. */
  readonly failure: string | null
  readonly askedAt: Temporal.Instant
}

/** Why a signed transfer is not even weighed. The order is the order of the checks. */
export type OrderRefusal =
  | 'DEADLINE_PASSED'
  | 'NOT_YET_VALID'
  | 'SIGNATURE_SCOPE'
  | 'NONCE_USED'
  | 'TRANSFER_UNDER_WAY'
  | 'CARRIED_TODAY_MAX'

/** How long an authorization made here is good for. */
export const AUTHORIZATION_SECONDS = 3_600
/** What a transaction may need to be mined: an authorization that ends sooner would fail on the way. */
export const CARRY_SECONDS = 30
/** So many transfers the platform pays for within 24 hours, for one investor in all instruments. */
export const CARRIED_A_DAY_MAX = 20

/**
 * Whether a signed transfer can be carried at `now`, before any rule about the units is asked.
 *
 * @param now      seconds since 1970
 * @param signed   whether `from` signed exactly this, for this token on this chain
 * @param nonceUsed here or on the chain
 * @param underWay another transfer of the same sender is on its way: what this one may move is not known before
 * @param carried  when those of the sender's investor were asked for that were carried within the last 24 hours, the oldest first
 */
export function orderRefusal(
  authorization: TransferAuthorization,
  known: {
    readonly now: number
    readonly signed: boolean
    readonly nonceUsed: boolean
    readonly underWay: boolean
    readonly carried: readonly Temporal.Instant[]
  },
): Refusal<OrderRefusal> | null {
  const now = BigInt(known.now)
  if (now + BigInt(CARRY_SECONDS) >= authorization.validBefore)
    return refuse('DEADLINE_PASSED', { validBefore: instantText(authorization.validBefore) })
  if (now <= authorization.validAfter)
    return refuse('NOT_YET_VALID', { validAfter: instantText(authorization.validAfter) })
  if (!known.signed) return refuse('SIGNATURE_SCOPE')
  if (known.nonceUsed) return refuse('NONCE_USED')
  if (known.underWay) return refuse('TRANSFER_UNDER_WAY')
  const blocking = known.carried.at(-CARRIED_A_DAY_MAX)
  return blocking === undefined
    ? null
    : refuse('CARRIED_TODAY_MAX', { max: String(CARRIED_A_DAY_MAX), until: endOfDayAfter(blocking) })
}

const endOfDayAfter = (at: Temporal.Instant) =>
  at.add({ hours: 24 }).round({ smallestUnit: 'second', roundingMode: 'ceil' }).toString()

/** No clock goes further: the end of the year 9999. */
const SECONDS_MAX = 253_402_300_799n

function instantText(seconds: bigint): string {
  const shown = seconds > SECONDS_MAX ? SECONDS_MAX : seconds
  return Temporal.Instant.fromEpochMilliseconds(Number(shown) * 1000).toString()
}

import type { InvestorId } from '../kernel/ids.ts'
import { RETENTION, type RetentionClass } from './retention.ts'

/** What other modules know of an investor that stands in the way of erasing them. */
export type Stakes = {
  /** Units of any instrument in any of their wallets. */
  readonly holdsUnits: boolean
  /** Income or a refund that is owed to them, or on its way. */
  readonly paymentPending: boolean
  /** A subscription, or a transfer, that has not come to its end. */
  readonly orderOpen: boolean
  /** The day of the last thing that happened between them and the platform; null when nothing ever did. */
  readonly lastDealingOn: Temporal.PlainDate | null
}

/** Why somebody cannot be erased today, in the order in which it is told. */
export type ErasureBlocker =
  | { readonly reason: 'ERASURE_OPEN_POSITION' }
  | { readonly reason: 'ERASURE_PAYMENT_PENDING' }
  | { readonly reason: 'ERASURE_ORDER_OPEN' }
  | { readonly reason: 'ERASURE_DISPUTE_OPEN' }
  | { readonly reason: 'ERASURE_LEGAL_HOLD' }
  /** In place of what the investor is not told. */
  | { readonly reason: 'ERASURE_KEPT' }
  | {
      readonly reason: 'ERASURE_RETAINED'
      readonly until: Temporal.PlainDate
      readonly because: RetentionClass
    }
export type ErasureReason = ErasureBlocker['reason']

export type HoldGround = 'dispute' | 'authority'
export type ErasureStatus = 'restricted' | 'erased'
export type ErasureRequest = {
  readonly investor: InvestorId
  readonly status: ErasureStatus
  readonly askedAt: Temporal.Instant
  readonly erasedAt: Temporal.Instant | null
}

/**
 * Everything that keeps an investor from being erased on `today`; nothing means that they are to be erased.
 * The right to erasure gives way to what the law asks to keep, and to legal claims (Regulation (EU) 2016/679, article
 * 17(3)(b) and (e)); until then processing is restricted (article 18).
 */
export function erasureBlockers(facts: {
  readonly stakes: Stakes
  readonly holds: readonly HoldGround[]
  readonly retained: { readonly until: Temporal.PlainDate; readonly because: RetentionClass } | null
  readonly today: Temporal.PlainDate
}): ErasureBlocker[] {
  const { stakes, holds, retained, today } = facts
  const isRetained = retained !== null && Temporal.PlainDate.compare(today, retained.until) < 0
  return [
    ...(stakes.holdsUnits ? [{ reason: 'ERASURE_OPEN_POSITION' } as const] : []),
    ...(stakes.paymentPending ? [{ reason: 'ERASURE_PAYMENT_PENDING' } as const] : []),
    ...(stakes.orderOpen ? [{ reason: 'ERASURE_ORDER_OPEN' } as const] : []),
    ...(holds.includes('dispute') ? [{ reason: 'ERASURE_DISPUTE_OPEN' } as const] : []),
    ...(holds.includes('authority') ? [{ reason: 'ERASURE_LEGAL_HOLD' } as const] : []),
    ...(isRetained ? [{ reason: 'ERASURE_RETAINED', ...retained } as const] : []),
  ]
}

/**
 * What the investor is told of it: no hold, which would let them know that they are looked into (decision 0800), and not that they
 * stood on a sanctions list; of both that the law asks to keep something.
 */
export function toldBlockers(blockers: readonly ErasureBlocker[]): ErasureBlocker[] {
  const told = blockers.filter(
    (blocker) =>
      blocker.reason !== 'ERASURE_DISPUTE_OPEN' &&
      blocker.reason !== 'ERASURE_LEGAL_HOLD' &&
      !(blocker.reason === 'ERASURE_RETAINED' && blocker.because === 'sanctions'),
  )
  const isTold = told.length === blockers.length || told.some(({ reason }) => reason === 'ERASURE_RETAINED')
  return isTold ? told : [...told, { reason: 'ERASURE_KEPT' }]
}

/** The facts of a blocker's sentence. */
export function blockerFacts(blocker: ErasureBlocker): Readonly<Record<string, string>> {
  return blocker.reason === 'ERASURE_RETAINED'
    ? { until: blocker.until.toString(), rule: RETENTION[blocker.because].citation }
    : {}
}

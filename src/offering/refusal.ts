import type { DecisionId, InstrumentId, InvestorId } from '../kernel/ids.ts'
import type { Facts } from '../kernel/result.ts'

/** Why somebody was refused: a rule’s sentence as its pack had it, or the numbers for the sentence of a reason of ours. */
export type RefusalReason = {
  readonly reason: string
  readonly detail: string | null
  readonly facts: Facts
}

/** An attempt that was refused, of whatever kind. */
export type Refused = {
  readonly id: string
  readonly kind: 'subscription' | 'transfer'
  readonly at: Temporal.Instant
  readonly instrument: InstrumentId
  /** Who wanted the units, or gave them away; null for a wallet that nobody linked. */
  readonly investor: InvestorId | null
  /** Who would have received; null in a subscription. */
  readonly receiver: InvestorId | null
  /** The amount with its currency, or the units, as people read it. */
  readonly asked: string
  readonly reasons: readonly RefusalReason[]
  readonly decision: DecisionId | null
}

/** Refusals from the youngest back: two lists in that order become one. */
export function youngestFirst(a: Pick<Refused, 'at' | 'id'>, b: Pick<Refused, 'at' | 'id'>): number {
  return Temporal.Instant.compare(b.at, a.at) || (a.id < b.id ? 1 : a.id > b.id ? -1 : 0)
}

export function fits(
  refused: Refused,
  filter: { readonly reason: string | null; readonly investor: InvestorId | null },
): boolean {
  const { reason, investor } = filter
  return (
    (reason === null || refused.reasons.some((one) => one.reason === reason)) &&
    (investor === null || refused.investor === investor || refused.receiver === investor)
  )
}

import type { DecisionId, InstrumentId, InvestorId } from '../../kernel/ids.ts'
import type { Facts } from '../../kernel/result.ts'

/** Why somebody was refused: a rule’s sentence as its pack had it, or the numbers for the sentence of a reason of ours. */
export type RefusalReason = {
  readonly reason: string
  readonly detail: string | null
  readonly facts: Facts
}

/** What may be refused, beside subscriptions and transfers, which have tables of their own. */
export type AttemptKind = 'approval' | 'accreditation' | 'enforcement' | 'recovery' | 'payment'

export const REFUSED_KINDS = [
  'subscription',
  'transfer',
  'approval',
  'accreditation',
  'enforcement',
  'recovery',
  'payment',
] as const satisfies readonly ('subscription' | 'transfer' | AttemptKind)[]

/** The writes of which each refusal is kept, by method and path. */
export const ATTEMPTS: ReadonlyMap<string, AttemptKind> = new Map([
  ['POST /v1/investors/{id}/approval', 'approval'],
  ['POST /v1/investors/{id}/rejection', 'approval'],
  ['POST /v1/investors/{id}/accreditations/{claim}/decision', 'accreditation'],
  ['POST /v1/instruments/{id}/enforcements', 'enforcement'],
  ['POST /v1/enforcements/{id}/approval', 'enforcement'],
  ['POST /v1/enforcements/{id}/rejection', 'enforcement'],
  ['POST /v1/investors/{id}/recoveries', 'recovery'],
  ['POST /v1/recoveries/{id}/approval', 'recovery'],
  ['POST /v1/recoveries/{id}/consent', 'recovery'],
  ['POST /v1/recoveries/{id}/execution', 'recovery'],
  ['POST /v1/recoveries/{id}/objection', 'recovery'],
  ['POST /v1/subscriptions/{id}/payment', 'payment'],
  ['POST /v1/subscriptions/{id}/wire', 'payment'],
])

/** Of what was asked, the codes, dates and units; nothing that a person writes freely. */
const SAID = ['kind', 'verdict', 'units', 'kycUntil'] as const

export function askedOf(body: unknown): string {
  const fields = Object(body) as Readonly<Record<string, unknown>>
  return SAID.flatMap((name) => (typeof fields[name] === 'string' ? [fields[name]] : [])).join(' ')
}

/** An attempt that was refused, of whatever kind. */
export type Refused = {
  readonly id: string
  readonly kind: (typeof REFUSED_KINDS)[number]
  readonly at: Temporal.Instant
  /** Null where it was about somebody and no units. */
  readonly instrument: InstrumentId | null
  /** Who wanted the units, gave them away, or was decided about; null for a wallet that nobody linked. */
  readonly investor: InvestorId | null
  /** Who would have received; null but in a transfer. */
  readonly receiver: InvestorId | null
  /** The amount with its currency, or the units, as people read it; of other attempts what was to be done. */
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

import { displayMoney } from '../../kernel/decimal.ts'
import type { DistributionId, OfferingId, ProceedsPaymentId } from '../../kernel/ids.ts'
import { money, type Money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'

/** What the money of a raise is paid for out of the treasury: what was to be bought, works on it, or what the raise cost. */
export const PROCEEDS_USES = ['asset', 'works', 'costs', 'other'] as const
export type ProceedsUse = (typeof PROCEEDS_USES)[number]

/** `prepared` waits for a second person · `sending` is on its way · the others are where it ends. */
export const PROCEEDS_STATUSES = ['prepared', 'sending', 'paid', 'failed', 'withdrawn'] as const
export type ProceedsStatus = (typeof PROCEEDS_STATUSES)[number]

/**
 * Where it goes: to somebody, for something; or back to holders as a part of a distribution, which is no income. Without a recipient
 * it was paid past the platform already: it is booked, and nothing is sent.
 */
export type ProceedsTarget =
  | { readonly use: ProceedsUse; readonly recipient: `0x${string}` | null; readonly distribution: null }
  | { readonly use: 'return-of-capital'; readonly recipient: null; readonly distribution: DistributionId }

export type ProceedsPayment = ProceedsTarget & {
  readonly id: ProceedsPaymentId
  readonly offering: OfferingId
  /** In one of the currencies that the offering is paid in; in the payment currency where it goes back to holders. */
  readonly amount: Money
  /** What it is paid for: the id of a paper, or a file number. */
  readonly document: string
  readonly status: ProceedsStatus
  readonly prepared: { readonly by: string; readonly at: Temporal.Instant }
  readonly confirmed: { readonly by: string; readonly at: Temporal.Instant } | null
  readonly failure: string | null
}

export type ProceedsRefusal =
  | 'TREASURY_NOT_MANAGED'
  | 'RECIPIENT_UNFIT'
  | 'RECIPIENT_LISTED'
  | 'SCREENING_STALE'
  | 'PROCEEDS_SHORT'
  | 'PAYMENT_DECIDED'
  | 'PAYMENT_SENT_BEFORE'
  | 'FOUR_EYES'

/** What of the raise is in the treasury by the books, and how much of it nobody has spoken for yet. Never below zero. */
export function unspoken(
  inTreasury: Money,
  payments: readonly Pick<ProceedsPayment, 'status' | 'amount'>[],
): Money {
  const { currency, minor } = inTreasury
  const left = payments
    .filter(({ status, amount }) => isOpen(status) && amount.currency.code === currency.code)
    .reduce((rest, { amount }) => rest - amount.minor, minor)
  return money(left > 0n ? left : 0n, currency)
}

function isOpen(status: ProceedsStatus): boolean {
  return status === 'prepared' || status === 'sending'
}

/** Why so much cannot be paid out of what was raised. */
export function proceedsRefusal(
  { amount }: Pick<ProceedsPayment, 'amount'>,
  treasury: {
    readonly managed: boolean
    /** In the currency of the amount. */
    readonly unspoken: Money
    /** Whether the recipient is the treasury itself or a contract of the platform: money sent there is lost, or goes nowhere. */
    readonly unfit: boolean
  },
): Refusal<ProceedsRefusal> | null {
  if (!treasury.managed) return refuse('TREASURY_NOT_MANAGED')
  if (treasury.unfit) return refuse('RECIPIENT_UNFIT')
  return amount.minor > treasury.unspoken.minor
    ? refuse('PROCEEDS_SHORT', { left: displayMoney(treasury.unspoken) })
    : null
}

/**
 * Why somebody cannot be the second of two people about a payment.
 *
 * @param left what of the raise is there and spoken for by no other payment, in the currency of this one
 */
export function secondRefusal(
  { status, prepared, amount }: Pick<ProceedsPayment, 'status' | 'prepared' | 'amount'>,
  person: string,
  left: Money,
): Refusal<ProceedsRefusal> | null {
  if (status !== 'prepared') return refuse('PAYMENT_DECIDED')
  if (prepared.by === person) return refuse('FOUR_EYES')
  return amount.minor > left.minor ? refuse('PROCEEDS_SHORT', { left: displayMoney(left) }) : null
}

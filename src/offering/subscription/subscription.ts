import type { OfferingTerms } from '../../instrument/instrument.ts'
import { costOf, unitsFor, type Priced } from '../../instrument/price.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { displayDecimal, displayMoney, formatDecimal } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { SubscriptionState } from './subscription-state.ts'

export type Subscription = {
  readonly id: SubscriptionId
  readonly offering: OfferingId
  readonly investor: InvestorId
  /** Where its units go; null while it is an interest, which has none. */
  readonly wallet: `0x${string}` | null
  /** Base units of the token. */
  readonly units: bigint
  /** Minor units of the payment currency. */
  readonly amount: bigint
  /** What its wallet pays with, as the offering's contract counts its currencies; 0 is the payment token. */
  readonly currency: number
  readonly state: SubscriptionState
  /** Its number in the offering's contract; null before it is paid for good. */
  readonly number: bigint | null
  /** Paid at a bank: the contract was told of it, and its money is not there. */
  readonly isFiat: boolean
  /** How far its agreement has come; null where none was asked for. */
  readonly agreement: 'sent' | 'signed' | 'confirmed' | null
  /** The units that the closing gives it; null before. */
  readonly allotted: bigint | null
  /** What those cost, in minor units of the payment currency; null before. */
  readonly cost: bigint | null
  readonly createdAt: Temporal.Instant
  /** Until when the payment that the investor signs can be carried out. */
  readonly validBefore: Temporal.Instant
  /** Why it was refunded or refused. */
  readonly reason: string | null
}

/** Where its units go. Whatever is reserved has a wallet: asking for that of an interest is a bug. */
export function walletOf({ id, wallet }: Pick<Subscription, 'id' | 'wallet'>): `0x${string}` {
  if (wallet === null) throw new Error(`${id} names no wallet`)
  return wallet
}

/** So many reservations that ran out unpaid within so many days are borne; then none is taken for a while. */
const UNPAID_MAX = 3
export const UNPAID_DAYS = 30
const COOL_DOWN_DAYS = 7

/** So often within an hour an investor may ask in vain, or for another amount: each time something is kept of it. */
export const ATTEMPTS_MAX = 30

/** What a subscription is judged on. Amounts are minor units of the payment currency; units are base units. */
export type SubscriptionFacts = {
  readonly offering: {
    /** Its contract is there, and it is not over. */
    readonly stage: 'not-ready' | 'open' | 'over'
    readonly terms: OfferingTerms
  }
  readonly priced: Priced
  /** Base units that are paid for before this one: from there on its units cost what they cost. */
  readonly sold: bigint
  readonly amount: bigint
  /** Base units not issued and not subscribed for. */
  readonly unitsLeft: bigint
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  /** Whether the issuer has this investor on the offering's list. */
  readonly isInvited: boolean
  readonly investorVerified: boolean
  /** Whether the sanctions lists are new enough to decide by. */
  readonly listsFresh: boolean
  readonly walletReady: boolean
  /** What the sheet lets this investor invest in all; null is any amount. */
  readonly limit: InvestorLimit | null
  /** Reservations of this investor that ran out unpaid in the last `UNPAID_DAYS`, and when the last of them did. */
  readonly unpaid: { readonly count: number; readonly last: Temporal.Instant | null }
}

/** Minor units of the payment currency: the most, and what of it is paid. */
export type InvestorLimit = { readonly most: bigint; readonly used: bigint }

/** What is left of a limit. */
export function leftOf({ most, used }: InvestorLimit): bigint {
  return used < most ? most - used : 0n
}

export type SubscriptionRefusal = keyof typeof RULES

/** Another reservation is there than whoever asks for its place knows of; or they have asked too often. */
export type ReservationRefusal = 'RESERVED_OTHERWISE' | 'ATTEMPTS_TOO_MANY'

type Rule = (f: SubscriptionFacts) => Record<string, string> | null

/** Every reason to refuse a subscription, from top to bottom; the first that applies is the answer. */
const RULES = {
  OFFERING_CLOSED: (f) => (f.offering.stage === 'over' ? {} : null),
  OFFERING_NOT_READY: (f) => (f.offering.stage === 'not-ready' ? {} : null),
  NOT_INVITED: (f) => (f.offering.terms.invitedOnly && !f.isInvited ? {} : null),
  OFFERING_NOT_OPEN: (f) =>
    Temporal.PlainDate.compare(f.today, f.offering.terms.opens) < 0
      ? { opens: f.offering.terms.opens.toString() }
      : null,
  OFFERING_WINDOW_OVER: (f) =>
    Temporal.PlainDate.compare(f.today, f.offering.terms.closes) > 0
      ? { closes: f.offering.terms.closes.toString() }
      : null,
  INVESTOR_NOT_VERIFIED: (f) => (f.investorVerified ? null : {}),
  SCREENING_STALE: (f) => (f.listsFresh ? null : {}),
  WALLET_NOT_READY: (f) => (f.walletReady ? null : {}),
  RESERVATIONS_UNPAID: ({ unpaid: { count, last }, now }) => {
    if (last === null || count < UNPAID_MAX) return null
    const until = last.add({ hours: 24 * COOL_DOWN_DAYS })
    return Temporal.Instant.compare(now, until) < 0 ? { count: String(count), until: until.toString() } : null
  },
  TICKET_TOO_SMALL: (f) =>
    f.amount < f.offering.terms.ticketMin.minor
      ? { ticketMin: text(f, f.offering.terms.ticketMin.minor) }
      : null,
  TICKET_TOO_LARGE: (f) =>
    f.offering.terms.ticketMax !== null && f.amount > f.offering.terms.ticketMax.minor
      ? { ticketMax: text(f, f.offering.terms.ticketMax.minor) }
      : null,
  INVESTOR_LIMIT: (f) =>
    f.limit !== null && f.amount > leftOf(f.limit)
      ? { limit: text(f, f.limit.most), used: text(f, f.limit.used), left: text(f, leftOf(f.limit)) }
      : null,
  AMOUNT_NOT_WHOLE_UNITS: (f) => {
    const { exact, below, above } = quoteOf(f.priced, f)
    if (exact) return null
    return {
      fitting: text(f, (below ?? above).amount),
      units: formatDecimal((below ?? above).units, f.priced.decimals),
      above: text(f, above.amount),
      unitsAbove: formatDecimal(above.units, f.priced.decimals),
    }
  },
  UNITS_SOLD_OUT: (f) => (f.offering.terms.allocation === 'first-come' && f.unitsLeft <= 0n ? {} : null),
  MORE_THAN_IS_LEFT: (f) =>
    f.offering.terms.allocation === 'first-come' && f.unitsLeft > 0n && unitsFor(f.priced, f) > f.unitsLeft
      ? { unitsLeft: displayDecimal(f.unitsLeft, f.priced.decimals) }
      : null,
} as const satisfies Record<string, Rule>

/** The units that the amount buys, exactly; or the first reason why it buys none. Pure. */
export function subscribe(facts: SubscriptionFacts): Result<bigint, SubscriptionRefusal> {
  for (const [reason, rule] of Object.entries(RULES) as [SubscriptionRefusal, Rule][]) {
    const numbers = rule(facts)
    if (numbers !== null) return refuse(reason, numbers)
  }
  return ok(unitsFor(facts.priced, facts))
}

/** Every reason to refuse, in their order. Pure. */
export function refusalsOf(
  facts: SubscriptionFacts,
): { readonly reason: SubscriptionRefusal; readonly facts: Readonly<Record<string, string>> }[] {
  return (Object.entries(RULES) as [SubscriptionRefusal, Rule][]).flatMap(([reason, rule]) => {
    const numbers = rule(facts)
    return numbers === null ? [] : [{ reason, facts: numbers }]
  })
}

/** The reasons in the order they are checked, for the table that documents them. */
export const SUBSCRIPTION_REFUSALS = Object.keys(RULES) as SubscriptionRefusal[]

/** An amount that buys whole base units, and how many. */
type Fitting = { readonly units: bigint; readonly amount: bigint }

/** What buys whole base units: the amount itself, or those next to it. */
export type Quote = {
  readonly exact: boolean
  /** The most that the amount buys; null where it buys nothing. */
  readonly below: Fitting | null
  /** One base unit more. */
  readonly above: Fitting
}

/**
 * What an amount buys after the first `sold` base units, and which amounts next to it fit. An amount fits when it is what its
 * units cost, rounded up to a minor unit as the contract does. Pure.
 */
export function quoteOf(
  priced: Priced,
  { sold, amount }: { readonly sold: bigint; readonly amount: bigint },
): Quote {
  const units = unitsFor(priced, { sold, amount })
  const fitting = (of: bigint) => {
    const cost = costOf(priced, { sold, units: of })
    // Rounding up may leave room for more base units at the same cost.
    return { units: unitsFor(priced, { sold, amount: cost }), amount: cost }
  }
  const below = units === 0n ? null : fitting(units)
  return { exact: below?.amount === amount, below, above: fitting(units + 1n) }
}

/** As `quoteOf`, without amounts that are below the least of the offering: what fits it comes in their place. */
export function offeredQuote(
  priced: Priced,
  { ticketMin, sold, amount }: { readonly sold: bigint; readonly amount: bigint; readonly ticketMin: bigint },
): Quote {
  if (amount < ticketMin) {
    const { exact, below, above } = quoteOf(priced, { sold, amount: ticketMin })
    return { exact: false, below: null, above: exact && below !== null ? below : above }
  }
  const quote = quoteOf(priced, { sold, amount })
  return quote.below !== null && quote.below.amount < ticketMin ? { ...quote, below: null } : quote
}

function text({ priced: { unitPrice } }: SubscriptionFacts, minor: bigint): string {
  return displayMoney(money(minor, unitPrice.currency))
}

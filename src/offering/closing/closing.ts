import type { AllocationRule, OfferingTerms } from '../../instrument/instrument.ts'
import { formatDecimal } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import { proRata, unitsOf, type Allotted } from './allocation.ts'
import type { OfferingStatus } from '../offering.ts'

/** What a closing is judged on. Units are base units. */
export type ClosingFacts = {
  readonly status: OfferingStatus
  readonly terms: OfferingTerms
  readonly decimals: number
  readonly hardCap: bigint
  readonly closesAt: Temporal.Instant
  readonly finalBy: Temporal.Instant
  readonly now: Temporal.Instant
  /** Units of subscriptions whose money is in escrow for good. */
  readonly subscribed: bigint
  /** Units allotted by hand, and how many paid subscriptions nobody has decided on; null where another rule decides. */
  readonly allotted: { readonly units: bigint; readonly undecided: number } | null
  /** Subscriptions whose money is on its way. */
  readonly underWay: number
  /** Subscriptions whose money was asked back of the contract, and that are not paid back yet. */
  readonly leaving: number
  /** Subscriptions that are paid for, and have neither units nor their money back. */
  readonly waiting: number
  /** When the last of those in escrow came. */
  readonly lastAt: Temporal.Instant | null
  /** Until when somebody who has paid may take it back by law or since a change, or has to reconfirm; null where nobody may. */
  readonly rightsUntil: Temporal.Instant | null
  /** Subscriptions that nobody has reconfirmed in time, and that are not paid back yet. */
  readonly lapsed: number
  /** Subscriptions that are paid for, and whose agreement is not signed by both sides. */
  readonly agreementsOpen: number
}

export type ClosingRefusal = keyof typeof RULES

type Rule = (facts: ClosingFacts) => Record<string, string> | null

/** Every reason why an offering cannot close now, from top to bottom. The contract counts what is allotted, whole list or not. */
const RULES = {
  OFFERING_CLOSED: ({ status }) => (status === 'open' ? null : {}),
  SUBSCRIPTIONS_UNSETTLED: ({ underWay }) => (underWay === 0 ? null : { count: String(underWay) }),
  SUBSCRIPTIONS_LEAVING: ({ leaving }) => (leaving === 0 ? null : { count: String(leaving) }),
  FINAL_DAY_PASSED: ({ now, finalBy }) => (isBefore(now, finalBy) ? null : { day: finalBy.toString() }),
  WINDOW_OPEN: (facts) =>
    isBefore(facts.now, facts.closesAt) && !isFull(facts) ? { closes: facts.terms.closes.toString() } : null,
  SOFT_CAP_MISSED: ({ subscribed, terms, decimals }) =>
    subscribed === 0n || subscribed < terms.softCap
      ? { units: formatDecimal(subscribed, decimals), softCap: formatDecimal(terms.softCap, decimals) }
      : null,
  ALLOTMENT_MISSING: ({ allotted }) =>
    allotted === null || allotted.undecided === 0 ? null : { count: String(allotted.undecided) },
  ALLOTMENT_TOO_SMALL: ({ allotted, terms, decimals }) =>
    allotted !== null && (allotted.units === 0n || allotted.units < terms.softCap)
      ? { units: formatDecimal(allotted.units, decimals), softCap: formatDecimal(terms.softCap, decimals) }
      : null,
  COOLING_OFF_RUNS: ({ lastAt, terms, now }) => {
    const until = lastAt?.add({ hours: terms.coolingOffHours })
    return until !== undefined && isBefore(now, until) ? { until: until.toString() } : null
  },
  // The contract knows the cooling-off alone.
  WITHDRAWAL_RUNS: ({ rightsUntil, now }) =>
    rightsUntil !== null && isBefore(now, rightsUntil) ? { until: rightsUntil.toString() } : null,
  RECONFIRMATIONS_LAPSED: ({ lapsed }) => (lapsed === 0 ? null : { count: String(lapsed) }),
  // The contract knows of no agreements: who closes there closes for the issuer.
  AGREEMENTS_OPEN: ({ agreementsOpen }) => (agreementsOpen === 0 ? null : { count: String(agreementsOpen) }),
} as const satisfies Record<string, Rule>

/** Says why an offering cannot close now, or null. Pure. */
export function closingRefusal(facts: ClosingFacts): Refusal<ClosingRefusal> | null {
  for (const [reason, rule] of Object.entries(RULES) as [ClosingRefusal, Rule][]) {
    const numbers = rule(facts)
    if (numbers !== null) return refuse(reason, numbers)
  }
  return null
}

/** All of it is sold: then nobody need wait for the end of the window. */
function isFull({ subscribed, hardCap, terms }: ClosingFacts): boolean {
  return terms.allocation === 'first-come' && subscribed >= hardCap
}

/**
 * Whether everybody who waits has to be paid back: the window is over and too little is subscribed, or the last day has come.
 * A closing that nobody waits for any more has succeeded, however long its money takes to reach the issuer.
 */
export function isFailed(facts: ClosingFacts): boolean {
  const { now, closesAt, finalBy, status, subscribed, underWay, waiting, terms } = facts
  if (!isBefore(now, finalBy)) return status === 'open' || (status === 'closing' && waiting > 0)
  if (status !== 'open' || isBefore(now, closesAt) || underWay > 0) return false
  return subscribed === 0n || subscribed < terms.softCap
}

type Asked = { readonly id: SubscriptionId; readonly units: bigint }

/**
 * What each subscription gets, in the order given: the same as the contract gives.
 *
 * @param of.allotments what was allotted by hand; whoever is not in it gets nothing
 */
export function allocationOf(
  paid: readonly Asked[],
  of: {
    readonly rule: AllocationRule
    readonly hardCap: bigint
    readonly allotments: readonly Allotted[]
  },
): bigint[] {
  const asked = paid.map(({ units }) => units)
  if (of.rule === 'first-come') return asked
  if (of.rule === 'pro-rata') return proRata(asked, of.hardCap)
  const allotted = new Map(of.allotments.map(({ subscription, units }) => [subscription, units]))
  return paid.map(({ id }) => allotted.get(id) ?? 0n)
}

/** What is allotted by hand to those who have paid, and to how many of them nothing is said. */
export function allottedTo(
  paid: readonly Asked[],
  allotments: readonly Allotted[],
): { readonly units: bigint; readonly undecided: number } {
  const ids = new Set(paid.map(({ id }) => id))
  const theirs = allotments.filter(({ subscription }) => ids.has(subscription))
  return { units: unitsOf(theirs), undecided: paid.length - theirs.length }
}

function isBefore(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) < 0
}

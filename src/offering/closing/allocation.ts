import { formatDecimal } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { mulDivDown } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'

/** Money in a currency, `num` of its base units for `den` of money, rounded up: nobody gets a unit below its price. */
export function cashFor(money: bigint, { num, den }: { readonly num: bigint; readonly den: bigint }): bigint {
  return divUp(money * num, den)
}

/**
 * What each subscription gets when more is subscribed than there is: `units × cap ÷ subscribed`, rounded down, so that it
 * depends on nobody's place in a list. Fewer units than there are subscriptions stay unsold.
 */
export function proRata(units: readonly bigint[], cap: bigint): bigint[] {
  const subscribed = units.reduce((a, b) => a + b, 0n)
  return subscribed <= cap ? [...units] : units.map((one) => mulDivDown(one, cap, subscribed))
}

/** What the issuer gives a paid subscription, in base units. */
export type Allotted = { readonly subscription: SubscriptionId; readonly units: bigint }

/** With a reason where it is not what was asked for. */
export type Allotment = Allotted & { readonly reason: string | null }

export type AllotmentRefusal =
  | 'ALLOTMENT_UNKNOWN'
  | 'ALLOTMENT_TWICE'
  | 'ALLOTMENT_ABOVE_ASKED'
  | 'ALLOTMENT_WITHOUT_REASON'
  | 'ALLOTMENTS_ABOVE_UNITS'

/**
 * Allots by hand: what each paid subscription gets, in the order of `paid`, or the first thing that is wrong with it. Whom
 * nothing is proposed for gets nothing. `reason` stands for everybody who gets something else than they asked for and has no
 * reason of their own; a reason for whoever gets what they asked for is dropped.
 *
 * @param proposed units of zero or more each
 * @param of.cap   the most that all of them may be together
 */
export function allot(
  paid: readonly { readonly id: SubscriptionId; readonly units: bigint }[],
  proposed: readonly Allotment[],
  of: { readonly cap: bigint; readonly reason: string | null; readonly decimals: number },
): Result<Allotment[], AllotmentRefusal> {
  const shown = (units: bigint) => formatDecimal(units, of.decimals)
  const ids = new Set(paid.map(({ id }) => id))
  const named = new Map<SubscriptionId, Allotment>()
  for (const one of proposed) {
    const { subscription } = one
    if (!ids.has(subscription)) return refuse('ALLOTMENT_UNKNOWN', { subscription })
    if (named.has(subscription)) return refuse('ALLOTMENT_TWICE', { subscription })
    named.set(subscription, one)
  }
  const list: Allotment[] = []
  for (const { id: subscription, units: asked } of paid) {
    const { units, reason } = named.get(subscription) ?? { units: 0n, reason: null }
    if (units > asked)
      return refuse('ALLOTMENT_ABOVE_ASKED', { subscription, units: shown(units), asked: shown(asked) })
    const why = units === asked ? null : (reason ?? of.reason)
    if (units !== asked && why === null) return refuse('ALLOTMENT_WITHOUT_REASON', { subscription })
    list.push({ subscription, units, reason: why })
  }
  const sum = unitsOf(list)
  if (sum > of.cap) return refuse('ALLOTMENTS_ABOVE_UNITS', { units: shown(sum), max: shown(of.cap) })
  return ok(list)
}

export function unitsOf(list: readonly { readonly units: bigint }[]): bigint {
  return list.reduce((sum, { units }) => sum + units, 0n)
}

function divUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}

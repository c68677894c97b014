import { ok, refuse, type Result } from '../../kernel/result.ts'

/** What one side of a settlement has signed, as far as amounts go: `price` base units of cash for `per` units. */
export type SettlementOrder = {
  readonly sells: boolean
  /** The most, over all fills. */
  readonly units: bigint
  /** The fewest in one fill, when as many are left. */
  readonly unitsMin: bigint
  readonly filled: bigint
  readonly price: bigint
  readonly per: bigint
  /** Hundredths of a per cent of the cash. */
  readonly feeBps: bigint
  /** The most fee for all of `units`. */
  readonly feeMax: bigint
}

export type Fill = {
  readonly amount: bigint
  readonly makerFee: bigint
  readonly takerFee: bigint
}

export type FillRefusal = 'SAME_SIDE' | 'TOO_FEW_UNITS' | 'TOO_MANY_UNITS' | 'PRICE_OUTSIDE'

/**
 * What `units` of two orders cost, exactly as the contract `Settlement` settles them: at the maker's price, rounded
 * towards the maker, and refused when that is beyond the taker's limit. So neither trades a base unit beyond what they
 * signed; two orders of one price meet only in units for which it divides.
 */
export function fill(
  maker: SettlementOrder,
  taker: SettlementOrder,
  units: bigint,
): Result<Fill, FillRefusal> {
  if (maker.sells === taker.sells) return refuse('SAME_SIDE')
  for (const order of [maker, taker]) {
    const left = order.units > order.filled ? order.units - order.filled : 0n
    const least = order.unitsMin < left ? order.unitsMin : left
    if (units < (least === 0n ? 1n : least)) return refuse('TOO_FEW_UNITS')
    if (units > left) return refuse('TOO_MANY_UNITS')
  }
  const amount = limitOf(maker, units)
  const limit = limitOf(taker, units)
  if (maker.sells ? amount > limit : amount < limit) return refuse('PRICE_OUTSIDE')
  return ok({ amount, makerFee: feeOf(maker, units, amount), takerFee: feeOf(taker, units, amount) })
}

/** The least an order sells `units` for, or the most it buys them for: rounded towards who signed it. */
function limitOf({ sells, price, per }: SettlementOrder, units: bigint): bigint {
  return sells ? (units * price + per - 1n) / per : (units * price) / per
}

/** The rate, or the part of the most that these units are, whichever is less; rounded down. */
function feeOf({ feeBps, feeMax, units: all }: SettlementOrder, units: bigint, amount: bigint): bigint {
  if (feeBps === 0n) return 0n
  const fee = (amount * feeBps) / 10_000n
  const max = (units * feeMax) / all
  return fee < max ? fee : max
}

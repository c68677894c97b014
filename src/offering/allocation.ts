import { mulDivDown } from '../kernel/money.ts'

/** A price for the units up to `unitsTo`, counted from the first one sold: money for one whole unit. */
export type PriceTier = { readonly unitsTo: bigint; readonly price: bigint }

/**
 * The money for the `units` after the first `sold`: each tier's part at its price, rounded up once, exactly as the
 * contract `Offering` charges it. The last tier's price holds beyond it.
 *
 * @param tiers    at least one, `unitsTo` ascending
 * @param decimals the token's: one whole unit is 10^decimals of its base units
 */
export function priceOfUnits(
  tiers: readonly PriceTier[],
  { sold, units, decimals }: { readonly sold: bigint; readonly units: bigint; readonly decimals: number },
): bigint {
  const end = sold + units
  let from = sold
  let product = 0n
  for (const [i, { unitsTo, price }] of tiers.entries()) {
    const to = unitsTo > end || i === tiers.length - 1 ? end : unitsTo
    if (to <= from) continue
    product += (to - from) * price
    from = to
  }
  return divUp(product, 10n ** BigInt(decimals))
}

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

function divUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor - 1n) / divisor
}

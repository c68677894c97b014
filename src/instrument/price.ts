import type { Money } from '../kernel/money.ts'

/** A price for the units up to `unitsTo`, counted from the first one sold: minor units for one whole unit. */
export type PriceTier = { readonly unitsTo: bigint; readonly price: bigint }

/** What the price of units depends on. */
export type Priced = {
  readonly unitPrice: Money
  readonly priceTiers: readonly PriceTier[]
  readonly decimals: number
}

/** Every price of an offering as its contract has them: those of the first units, and the one of all others. */
export function pricesOf({
  unitPrice,
  priceTiers,
  unitsMax,
}: Omit<Priced, 'decimals'> & { readonly unitsMax: bigint }): readonly PriceTier[] {
  return [...priceTiers, { unitsTo: unitsMax, price: unitPrice.minor }]
}

/**
 * What the base units after the first `sold` cost, in minor units: each tier's part at its price, rounded up once, exactly as
 * the contract `Offering` charges it. The price of a unit holds beyond the tiers without an end.
 */
export function costOf(
  priced: Priced,
  { sold, units }: { readonly sold: bigint; readonly units: bigint },
): bigint {
  const end = sold + units
  let from = sold
  let product = 0n
  for (const { unitsTo, price } of priced.priceTiers) {
    const to = unitsTo < end ? unitsTo : end
    if (to <= from) continue
    product += (to - from) * price
    from = to
  }
  const scale = scaleOf(priced)
  return (product + (end - from) * priced.unitPrice.minor + scale - 1n) / scale
}

/** How many base units after the first `sold` an amount of minor units buys, rounded down: the most that cost no more. */
export function unitsFor(
  priced: Priced,
  { sold, amount }: { readonly sold: bigint; readonly amount: bigint },
): bigint {
  let left = amount * scaleOf(priced)
  let from = sold
  for (const { unitsTo, price } of priced.priceTiers) {
    if (unitsTo <= from) continue
    const affordable = left / price
    if (affordable < unitsTo - from) return from + affordable - sold
    left -= (unitsTo - from) * price
    from = unitsTo
  }
  return from + left / priced.unitPrice.minor - sold
}

/** What one whole unit costs after the first `sold` base units. */
export function priceAfter({ unitPrice, priceTiers }: Priced, sold: bigint): bigint {
  return priceTiers.find(({ unitsTo }) => sold < unitsTo)?.price ?? unitPrice.minor
}

function scaleOf({ decimals }: Priced): bigint {
  return 10n ** BigInt(decimals)
}

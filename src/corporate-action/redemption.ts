import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** Units of one wallet when a corporate action begins. */
export type HeldUnits = { readonly wallet: string; readonly units: bigint }

/** What the issuer calls: at most `units` in all, at `price` minor units of money for one whole unit. */
export type RedemptionTerms = {
  readonly units: bigint
  readonly price: bigint
  /** The token's: one whole unit is 10^decimals of its base units. */
  readonly decimals: number
}

/** What one holder gives up, and what they are paid for it. */
export type Redeemed = { readonly wallet: string; readonly units: bigint; readonly amount: bigint }

export type Redemption = {
  /** The units called: as asked, and at most the supply. */
  readonly called: bigint
  /** The money that must be there before it begins, to the minor unit. */
  readonly needed: bigint
  readonly redeemed: readonly Redeemed[]
  /** Called, and left with the holders by rounding: less than one base unit for each of them. */
  readonly unitsLeft: bigint
  /** Funded, and not paid: it goes back to the treasury. */
  readonly rest: bigint
}

export type RedemptionRefusal = 'NOTHING_TO_REDEEM' | 'NO_UNITS_OUTSTANDING'

/**
 * What a redemption takes from each holder and pays them, exactly as the contract `Redemption` does:
 * `balance × called ÷ supply` units, rounded down, and the price of exactly those, rounded down.
 * `called = Σ units + unitsLeft` and `needed = Σ amount + rest`.
 *
 * @param holders everybody who holds, each with units above zero
 */
export function redemption(
  terms: RedemptionTerms,
  holders: readonly HeldUnits[],
): Result<Redemption, RedemptionRefusal> {
  if (terms.units <= 0n || terms.price <= 0n) return refuse('NOTHING_TO_REDEEM')
  const supply = holders.reduce((sum, { units }) => sum + units, 0n)
  if (supply === 0n) return refuse('NO_UNITS_OUTSTANDING')
  const called = terms.units < supply ? terms.units : supply
  const needed = priceOf(called, terms)
  const redeemed = holders.map((holder) => {
    const units = mulDivDown(holder.units, called, supply)
    return { wallet: holder.wallet, units, amount: priceOf(units, terms) }
  })
  return ok({
    called,
    needed,
    redeemed,
    unitsLeft: called - redeemed.reduce((sum, { units }) => sum + units, 0n),
    rest: needed - redeemed.reduce((sum, { amount }) => sum + amount, 0n),
  })
}

/** The price of so many base units of a token, rounded down to a minor unit of money. */
export function priceOf(
  units: bigint,
  { price, decimals }: { readonly price: bigint; readonly decimals: number },
): bigint {
  return mulDivDown(units, price, 10n ** BigInt(decimals))
}

/** How many minor units make one unit: 2 for USD cents, 6 for USDC, 18 for ether. */
export type Currency = { readonly code: string; readonly decimals: number }

/** An exact amount: `minor` 12_345n of USD is 123.45 dollars. Never a float. */
export type Money = { readonly minor: bigint; readonly currency: Currency }

export const USD: Currency = { code: 'USD', decimals: 2 }
/** The embedded chain's development stablecoin. Worthless by design. */
export const USDX: Currency = { code: 'USDX', decimals: 6 }

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency }
}

/** Two amounts of different currencies met: a bug, not a case. */
export class CurrencyMismatch extends Error {
  constructor(a: Currency, b: Currency) {
    super(`${a.code} and ${b.code} cannot be mixed`)
  }
}

/** Adds two amounts of one currency. Throws `CurrencyMismatch`. */
export function add(a: Money, b: Money): Money {
  if (a.currency.code !== b.currency.code) throw new CurrencyMismatch(a.currency, b.currency)
  return money(a.minor + b.minor, a.currency)
}

/**
 * Stablecoins by the currency (ISO 4217) that each stands for: their issuers promise to redeem them in it, one for one. A token that
 * is not here stands for nothing but itself, whatever its name begins with.
 */
export const STABLECOINS = {
  USD: ['USDX', 'USDC', 'USDT', 'PYUSD', 'USDP', 'RLUSD'],
  EUR: ['EURC', 'EURI', 'EURCV'],
  GBP: ['tGBP'],
  CHF: ['VCHF'],
  SGD: ['XSGD'],
} as const

const PAR: ReadonlyMap<string, string> = new Map(
  Object.entries(STABLECOINS).flatMap(([currency, tokens]) => tokens.map((token) => [token, currency])),
)

/** What money of this code counts as, one for one: the currency that a stablecoin stands for, or what it is itself. */
export function atPar(code: string): string {
  return PAR.get(code) ?? code
}

/**
 * The same value in a currency of other decimals at par, 1 for 1, rounded down: 3.609 USDX is 3.60 USD.
 * For a stablecoin and the currency it stands for; it is no exchange rate.
 */
export function atParDown(amount: Money, currency: Currency): Money {
  const shift = currency.decimals - amount.currency.decimals
  const minor =
    shift >= 0 ? amount.minor * 10n ** BigInt(shift) : floorDiv(amount.minor, 10n ** BigInt(-shift))
  return money(minor, currency)
}

/** `amount × numerator ÷ denominator`, rounded down (towards minus infinity). */
export function mulDivDown(amount: bigint, numerator: bigint, denominator: bigint): bigint {
  return floorDiv(amount * numerator, denominator)
}

function floorDiv(a: bigint, b: bigint): bigint {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/**
 * Splits `total` in proportion to `weights`, losing nothing: the parts add up to `total` exactly.
 *
 * Each part is rounded down; the minor units left over go one each to the largest remainders; on equal remainders
 * to the larger weight, then to the earlier one, so the same input always gives the same parts
 * (the largest-remainder or Hamilton method).
 *
 * @param total   zero or more minor units
 * @param weights zero or more each, with a sum above zero (for a dividend: units held)
 * @returns       one part per weight, in the same order
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  if (total < 0n) throw new RangeError('allocate: total is negative')
  if (weights.some((weight) => weight < 0n)) throw new RangeError('allocate: a weight is negative')
  const sum = weights.reduce((a, b) => a + b, 0n)
  if (sum === 0n) throw new RangeError('allocate: weights sum to zero')

  const parts = weights.map((weight) => (total * weight) / sum)
  const remainders = weights.map((weight) => (total * weight) % sum)
  const leftover = Number(total - parts.reduce((a, b) => a + b, 0n))

  const order = [...weights.keys()].sort(
    (i, j) => compare(remainders[j]!, remainders[i]!) || compare(weights[j]!, weights[i]!) || i - j,
  )
  for (const i of order.slice(0, leftover)) parts[i]! += 1n
  return parts
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}

import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { LockedLot, Ratio } from './conversion.ts'

/** What one holder has before a split. */
export type SplitHolding = {
  readonly wallet: string
  readonly balance: bigint
  /** May exceed the balance: an order can freeze what is yet to come. */
  readonly frozen: bigint
  /** The lots still locked, oldest first; together at most the balance. */
  readonly lots: readonly LockedLot[]
}

export type SplitShare = SplitHolding & {
  /** What rounding down took, in parts of one new base unit: `fraction ÷ den` of it. */
  readonly fraction: bigint
  /** For it, in minor units of money, rounded down. */
  readonly cash: bigint
}

export type Split = {
  readonly shares: readonly SplitShare[]
  readonly supply: bigint
  /** The money to be there for all fractions. */
  readonly cash: bigint
}

export type SplitRefusal = 'RATIO_ZERO' | 'SPLIT_OF_NOTHING' | 'UNITS_TOO_MANY'

/** A token counts its units in 104 bits. */
const UNITS_MAX = 2n ** 104n - 1n

/**
 * A split of `num` new base units for every `den` old ones; a reverse split when `num` is the smaller. Each balance is
 * rounded down to a base unit and the fraction is paid in money: `Σ balance × den + Σ fraction = Σ old balance × num`.
 *
 * A freeze is rounded up, so that no unit under an order becomes free. Lots are rounded up as well, as far as there are
 * units: each ends where the sum of it and all that are locked longer does. So no unit unlocks earlier than before, unless all of
 * the balance is locked; and lots gain less than one unit together. Days and legends stay: a
 * holder of a split's units has held them since they acquired the old ones, 17 CFR 230.144(d)(3)(i).
 *
 * @param price of one whole new unit, in minor units of money; zero when fractions are worth nothing
 * @param decimals of the token
 */
export function split(
  ratio: Ratio,
  holders: readonly SplitHolding[],
  { price, decimals }: { readonly price: bigint; readonly decimals: number },
): Result<Split, SplitRefusal> {
  if (ratio.num <= 0n || ratio.den <= 0n) return refuse('RATIO_ZERO')
  if (ratio.num === ratio.den) return refuse('SPLIT_OF_NOTHING')
  const scale = 10n ** BigInt(decimals)
  const shares = holders.map((holder) => {
    const after = scaled(ratio, holder)
    return { ...after, cash: mulDivDown(after.fraction, price, ratio.den * scale) }
  })
  const supply = shares.reduce((sum, { balance }) => sum + balance, 0n)
  if (supply > UNITS_MAX) return refuse('UNITS_TOO_MANY', { units: String(supply), limit: String(UNITS_MAX) })
  return ok({ shares, supply, cash: shares.reduce((sum, { cash }) => sum + cash, 0n) })
}

function scaled({ num, den }: Ratio, holder: SplitHolding): Omit<SplitShare, 'cash'> {
  const up = (units: bigint) => (units * num + den - 1n) / den
  const balance = mulDivDown(holder.balance, num, den)
  const end = (sum: bigint) => (up(sum) < balance ? up(sum) : balance)
  const lots = holder.lots
    .map((lot, i) => {
      const longer = holder.lots
        .filter((other, j) => other.unlockDay > lot.unlockDay || (other.unlockDay === lot.unlockDay && j < i))
        .reduce((sum, { units }) => sum + units, 0n)
      return { ...lot, units: end(longer + lot.units) - end(longer) }
    })
    .filter(({ units }) => units > 0n)
  return {
    wallet: holder.wallet,
    balance,
    frozen: frozenAfter(holder, balance, up(holder.frozen)),
    lots,
    fraction: (holder.balance * num) % den,
  }
}

/** Rounded up, but a holding that was frozen whole and no more is so afterwards. */
function frozenAfter(before: SplitHolding, balance: bigint, frozen: bigint): bigint {
  if (before.frozen <= before.balance) return frozen < balance ? frozen : balance
  return frozen < UNITS_MAX ? frozen : UNITS_MAX
}

import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** `den` base units of the first class become `num` of the second. */
export type Ratio = { readonly num: bigint; readonly den: bigint }

/** Units locked until a day. Days count from 1 January 1970, UTC. */
export type LockedLot = {
  readonly units: bigint
  readonly acquiredDay: number
  readonly unlockDay: number
  readonly legend: number
}

/** What one holder has of the first class. */
export type ConvertibleHolding = {
  readonly balance: bigint
  readonly frozen: bigint
  /** The lots still locked, oldest first. */
  readonly lots: readonly LockedLot[]
}

export type Conversion = {
  /** Destroyed of the first class. */
  readonly units: bigint
  /** Issued of the second class: free at once, and in lots that stay locked. */
  readonly free: bigint
  readonly lots: readonly LockedLot[]
}

export type ConversionRefusal = 'NOT_WHOLE' | 'UNITS_NOT_FREE' | 'RATIO_ZERO'

/**
 * What `units` become at their holder's option, exactly as the contract `Conversion` does it: free units go first, then
 * locked lots, oldest first. Each part ends where the sum of all up to it does, rounded down, lots in the order in which
 * they unlock; so nothing is lost, and a fraction goes to what is locked longer.
 *
 * The acquired day is kept: securities acquired from the issuer solely in exchange for other securities of the same issuer
 * count as acquired when those were. 17 CFR 230.144(d)(3)(ii).
 */
export function convert(
  units: bigint,
  ratio: Ratio,
  holding: ConvertibleHolding,
): Result<Conversion, ConversionRefusal> {
  if (ratio.num <= 0n || ratio.den <= 0n) return refuse('RATIO_ZERO')
  const { den } = lowestTerms(ratio)
  // Locked units become locked ones; frozen ones must not go in their place, and come out free.
  const most = holding.frozen === 0n ? holding.balance : freeOf(holding)
  if (units > most) return refuse('UNITS_NOT_FREE', { units: String(units), free: String(most) })
  if (units <= 0n || units % den !== 0n)
    return refuse('NOT_WHOLE', { units: String(units), multiple: String(den) })
  return ok(become(units, ratio, holding))
}

/**
 * What all that a holder has becomes when conversion is mandatory. What does not make a whole unit of the second class
 * stays a unit of the first. Frozen units are frozen in the second class too, rounded up.
 */
export function convertAll(
  ratio: Ratio,
  holding: ConvertibleHolding,
): Result<Conversion & { readonly left: bigint; readonly frozen: bigint }, 'RATIO_ZERO'> {
  if (ratio.num <= 0n || ratio.den <= 0n) return refuse('RATIO_ZERO')
  const { num, den } = lowestTerms(ratio)
  const left = holding.balance % den
  const units = holding.balance - left
  const unfrozen = unfrozenOf(holding)
  const frozen = units > unfrozen ? ((units - unfrozen) * num + den - 1n) / den : 0n
  return ok({ ...become(units, ratio, holding), left, frozen })
}

function become(units: bigint, { num, den }: Ratio, { balance, lots }: ConvertibleHolding): Conversion {
  const locked = lots.reduce((sum, lot) => sum + lot.units, 0n)
  let left = units > balance - locked ? units - (balance - locked) : 0n
  let sum = units - left
  const taken = lots.map((lot) => {
    const part = lot.units < left ? lot.units : left
    left -= part
    return { ...lot, units: part }
  })
  const free = mulDivDown(sum, num, den)
  let issued = free
  const become = taken
    .toSorted((a, b) => a.unlockDay - b.unlockDay)
    .map((lot) => {
      sum += lot.units
      const before = issued
      issued = mulDivDown(sum, num, den)
      return { ...lot, units: issued - before }
    })
  return { units, free, lots: become }
}

/** What is neither frozen nor locked. */
function freeOf(holding: ConvertibleHolding): bigint {
  const free = unfrozenOf(holding) - holding.lots.reduce((sum, { units }) => sum + units, 0n)
  return free > 0n ? free : 0n
}

/** May be frozen beyond the balance. */
function unfrozenOf({ balance, frozen }: ConvertibleHolding): bigint {
  return balance > frozen ? balance - frozen : 0n
}

function lowestTerms({ num, den }: Ratio): Ratio {
  let [a, b] = [num, den]
  while (b !== 0n) [a, b] = [b, a % b]
  return { num: num / a, den: den / a }
}

import type { Money } from '../kernel/money.ts'
import { yearFraction, type DayCount, type Period as Days, type YearFraction } from './day-count.ts'
import { MONTHS_BETWEEN, type Frequency } from './frequency.ts'

/** Interest at a fixed rate on a fixed amount, paid on dates of its own until the last one. */
export type CouponTerms = {
  /** What one whole unit bears interest on, in the payment currency. */
  readonly faceValue: Money
  /** Of the face value, a year, in ten-thousandths of a percent: 72_500n is 7.25 %. */
  readonly rate: bigint
  readonly dayCount: DayCount
  readonly frequency: Frequency
  /** The first day that bears interest. */
  readonly from: Temporal.PlainDate
  /** The last date of payment; those before are counted back from it. It bears no interest itself. */
  readonly maturity: Temporal.PlainDate
}

/** What is paid on one date: the interest of the days from `start` up to `end`, which is that date. */
export type Coupon = Days & { readonly fraction: YearFraction }

/**
 * Every coupon, the first one first. Dates are counted back from maturity by whole months; where it is a last day of a month,
 * so are all (the end-of-month rule). A first period that is no whole one is shorter than the others. Nothing is moved for
 * holidays: interest is counted up to the date, and a stablecoin is paid on any day.
 */
export function couponsOf({ dayCount, frequency, from, maturity }: CouponTerms): Coupon[] {
  const ends: Temporal.PlainDate[] = []
  for (let k = 0; ; k++) {
    const end = monthsBefore(maturity, k * MONTHS_BETWEEN[frequency])
    if (Temporal.PlainDate.compare(end, from) <= 0) break
    ends.unshift(end)
  }
  return ends.map((end, i) => {
    const start = ends[i - 1] ?? from
    // A first period is counted within the whole one that ends with it (ICMA rule 251).
    const reference = { start: monthsBefore(maturity, (ends.length - i) * MONTHS_BETWEEN[frequency]), end }
    return { start, end, fraction: yearFraction(dayCount, { start, end }, { reference, maturity }) }
  })
}

function monthsBefore(maturity: Temporal.PlainDate, months: number): Temporal.PlainDate {
  const date = maturity.subtract({ months })
  return maturity.day === maturity.daysInMonth ? date.with({ day: date.daysInMonth }) : date
}

/** The coupon that is paid in a month; null where none is. */
export function couponIn(terms: CouponTerms, month: Temporal.PlainYearMonth): Coupon | null {
  return couponsOf(terms).find(({ end }) => end.toPlainYearMonth().equals(month)) ?? null
}

/**
 * The interest of a coupon on base units of a token, in minor units: face × rate × part of the year, exact, and rounded once,
 * half to even.
 */
export function interestOf(
  { faceValue, rate }: Pick<CouponTerms, 'faceValue' | 'rate'>,
  { numerator, denominator }: YearFraction,
  { units, decimals }: { readonly units: bigint; readonly decimals: number },
): bigint {
  const dividend = faceValue.minor * units * rate * numerator
  const divisor = 10n ** BigInt(decimals) * 1_000_000n * denominator
  const quotient = dividend / divisor
  const twice = (dividend % divisor) * 2n
  if (twice === divisor) return quotient + (quotient % 2n)
  return twice > divisor ? quotient + 1n : quotient
}

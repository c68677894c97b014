import { Comparison, type CheckResult } from '../register/verify.ts'
import { monthsOf, type Distribution } from './distribution.ts'
import type { Period } from './income.ts'

/** The regular distributions of an instrument's income, beside the months that are paid at all. */
export type StoredPeriods = {
  readonly symbol: string
  /** The first month after the offering's window. */
  readonly first: Period
  readonly regular: readonly Pick<Distribution, 'period' | 'months'>[]
}

/** Months that no distribution pays though a later one is paid: nobody looks for them any more. The first first. */
export function monthsLeftOut({ first, regular }: Omit<StoredPeriods, 'symbol'>): Period[] {
  const paid = timesPaid(regular)
  const newest = [...paid.keys()].toSorted().at(-1)
  if (newest === undefined) return []
  const { months } = first.until(Temporal.PlainYearMonth.from(newest), { largestUnit: 'month' })
  return Array.from({ length: Math.max(0, months) }, (_, i) => first.add({ months: i })).filter(
    (month) => !paid.has(month.toString()),
  )
}

/**
 * Whether each month of income is paid once from the first on, and none before it.
 *
 * @param owed of the months that were left out, those whose record date found somebody with units
 */
export function checkPeriods(
  { symbol, first, regular }: StoredPeriods,
  owed: readonly Period[],
): CheckResult[] {
  if (regular.length === 0) return []
  const comparison = new Comparison('stored-income', `${symbol} months`)
  for (const [month, times] of timesPaid(regular)) {
    const isEarly = Temporal.PlainYearMonth.compare(Temporal.PlainYearMonth.from(month), first) < 0
    comparison.same(`distributions of ${month}`, isEarly ? 0 : 1, times)
  }
  for (const month of owed) comparison.same(`distributions of ${month.toString()}`, 1, 0)
  return [comparison.result()]
}

function timesPaid(regular: StoredPeriods['regular']): Map<string, number> {
  const times = new Map<string, number>()
  for (const month of regular.flatMap(monthsOf).map(String)) times.set(month, (times.get(month) ?? 0) + 1)
  return times
}

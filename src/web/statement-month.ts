import type { DistributionSummary, IncomeStatement } from '../../sdk/src/operations.ts'
import { monthAhead, monthBefore } from './days.ts'

/**
 * The month whose statement is wanted next: the first that the oldest distribution which is not declared lacks; after the last that is, the
 * first month that has no statement yet; and where there is none yet, the month before the one `now` is in.
 */
export function statementMonth(
  rows: readonly Pick<DistributionSummary, 'period' | 'kind' | 'status' | 'declared' | 'monthsMissing'>[],
  statements: readonly Pick<IncomeStatement, 'period'>[],
  now: string,
): string {
  const months = rows
    .filter(({ kind }) => kind === 'regular')
    .toSorted((a, b) => (a.period < b.period ? -1 : 1))
  const open = months.find(({ declared, status }) => declared === null && status !== 'nothing-to-pay')
  if (open !== undefined) return open.monthsMissing[0] ?? open.period
  const last = months.at(-1)
  if (last === undefined) return monthBefore(now)
  const known = new Set(statements.map(({ period }) => period))
  let month = monthAfter(last.period)
  while (known.has(month)) month = monthAfter(month)
  return month
}

function monthAfter(month: string): string {
  return monthAhead(`${month}-15T12:00:00Z`, 1).slice(0, 7)
}

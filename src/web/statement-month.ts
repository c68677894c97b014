import type { DistributionSummary } from '../../sdk/src/operations.ts'
import { monthAhead, monthBefore } from './days.ts'

/**
 * The month whose statement is wanted next: the first that the oldest distribution which is not declared lacks; after the last that is, the
 * month that follows it; and where there is none yet, the month before the one `now` is in.
 */
export function statementMonth(
  rows: readonly Pick<DistributionSummary, 'period' | 'kind' | 'status' | 'declared' | 'monthsMissing'>[],
  now: string,
): string {
  const months = rows
    .filter(({ kind }) => kind === 'regular')
    .toSorted((a, b) => (a.period < b.period ? -1 : 1))
  const open = months.find(({ declared, status }) => declared === null && status !== 'nothing-to-pay')
  if (open !== undefined) return open.monthsMissing[0] ?? open.period
  const last = months.at(-1)
  return last === undefined ? monthBefore(now) : monthAhead(`${last.period}-15T12:00:00Z`, 1).slice(0, 7)
}

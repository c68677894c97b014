import { MONTHS_BETWEEN, type Frequency } from './frequency.ts'

type Month = Temporal.PlainYearMonth

/** Which months of income are paid together, when, and to whom. */
export type IncomeCalendar = {
  readonly frequency: Frequency
  /** The month that a year of periods begins with: 4 where the fiscal year begins in April. 1 where each month is paid by itself. */
  readonly firstMonth: number
  /** Day of the month after a period on which the period is paid. */
  readonly payDay: number
  readonly record: RecordRule
  /** With `days-before-pay-day`: how many, from 1 to `payDay`, so that no record date comes before its period has ended. Else null. */
  readonly recordDays: number | null
}

/** Every month of the year has so many days or more. */
export const PAY_DAY_MAX = 28

/**
 * Who is paid: the holders when the last day of the period ends, or when a day ends that comes a number of days before the pay
 * day. Both in the instrument's time zone.
 */
export type RecordRule = (typeof RECORD_RULES)[number]
export const RECORD_RULES = ['close-of-last-day', 'days-before-pay-day'] as const

/** The last month of the period that `month` belongs to: what a period is named by. Every month belongs to one period. */
export function periodOf({ frequency, firstMonth }: IncomeCalendar, month: Month): Month {
  const months = MONTHS_BETWEEN[frequency]
  const place = (month.month - firstMonth + 12) % months
  return month.add({ months: months - 1 - place })
}

/**
 * How many months the period that ends with `period` has, without those before `first`: what came before the first month that
 * is paid at all is no part of it. Throws of a period that has no others.
 */
export function monthCount({ frequency }: IncomeCalendar, period: Month, first: Month): number {
  const whole = MONTHS_BETWEEN[frequency]
  const since = first.until(period, { largestUnit: 'month' }).months + 1
  if (since < 1) throw new RangeError(`${period.toString()} comes before ${first.toString()}`)
  return since < whole ? since : whole
}

/** The last `count` months up to `period`, the first first. */
export function monthsUpTo(period: Month, count: number): Month[] {
  return Array.from({ length: count }, (_, i) => period.subtract({ months: count - 1 - i }))
}

/** On which day the holders of a period are fixed, and on which they are paid. */
export function incomeDates(
  { payDay, recordDays }: IncomeCalendar,
  period: Month,
): { readonly recordDate: Temporal.PlainDate; readonly payDate: Temporal.PlainDate } {
  const payDate = period.add({ months: 1 }).toPlainDate({ day: payDay })
  return { recordDate: payDate.subtract({ days: recordDays ?? payDay }), payDate }
}

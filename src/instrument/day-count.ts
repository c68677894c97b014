/** How the part of a year that a period is gets counted. ISDA 2006 Definitions, section 4.16; ICMA rule 251. */
export const DAY_COUNTS = [
  '30/360-BOND',
  '30E/360',
  '30E/360-ISDA',
  '30/360-US',
  'ACT/ACT-ICMA',
  'ACT/ACT-ISDA',
  'ACT/365F',
  'ACT/360',
] as const
export type DayCount = (typeof DAY_COUNTS)[number]

export type Period = { readonly start: Temporal.PlainDate; readonly end: Temporal.PlainDate }

/** What some conventions ask beside the period: the regular period it belongs to, and the day of maturity. */
export type DayCountContext = {
  /** The regular coupon period that the period lies in or ends with; the period itself without one. */
  readonly reference?: Period
  readonly maturity?: Temporal.PlainDate
}

export type YearFraction = { readonly numerator: bigint; readonly denominator: bigint }

/** The part of a year from `start` up to `end`, exact. */
export function yearFraction(
  convention: DayCount,
  period: Period,
  context: DayCountContext = {},
): YearFraction {
  switch (convention) {
    case 'ACT/360':
      return fraction(actualDays(period), 360)
    case 'ACT/365F':
      return fraction(actualDays(period), 365)
    case 'ACT/ACT-ISDA':
      return actualIsda(period)
    case 'ACT/ACT-ICMA':
      return actualIcma(period, context.reference ?? period)
    default:
      return fraction(days360(convention, period, context.maturity), 360)
  }
}

/** Days of a period in which every month has thirty. */
export function days360(
  convention: Exclude<DayCount, `ACT/${string}`>,
  { start, end }: Period,
  maturity?: Temporal.PlainDate,
): number {
  let [first, last] = [start.day, end.day]
  if (convention === '30E/360') {
    first = Math.min(first, 30)
    last = Math.min(last, 30)
  } else if (convention === '30E/360-ISDA') {
    if (first === 31 || isLastOfFebruary(start)) first = 30
    if (last === 31 || (isLastOfFebruary(end) && maturity?.equals(end) !== true)) last = 30
  } else {
    if (convention === '30/360-US' && isLastOfFebruary(start)) {
      if (isLastOfFebruary(end)) last = 30
      first = 30
    }
    first = Math.min(first, 30)
    if (last === 31 && first === 30) last = 30
  }
  return 360 * (end.year - start.year) + 30 * (end.month - start.month) + (last - first)
}

function isLastOfFebruary(date: Temporal.PlainDate): boolean {
  return date.month === 2 && date.day === date.daysInMonth
}

function actualDays({ start, end }: Period): number {
  return start.until(end, { largestUnit: 'day' }).days
}

/** Days in leap years over 366, others over 365. */
function actualIsda({ start, end }: Period): YearFraction {
  let leap = 0
  let other = 0
  for (let from = start; Temporal.PlainDate.compare(from, end) < 0;) {
    const year = Temporal.PlainDate.from({ year: from.year + 1, month: 1, day: 1 })
    const until = Temporal.PlainDate.compare(year, end) < 0 ? year : end
    if (from.inLeapYear) leap += actualDays({ start: from, end: until })
    else other += actualDays({ start: from, end: until })
    from = until
  }
  return fraction(leap * 365 + other * 366, 365 * 366)
}

/** Days over the length of the regular period times their number a year; a longer period is cut into regular ones. */
function actualIcma(period: Period, reference: Period): YearFraction {
  const months = Math.max(1, Math.round((actualDays(reference) * 12) / 365))
  let sum = { numerator: 0n, denominator: 1n }
  const boundary = (k: number) => (k === 1 ? reference.end : reference.start.add({ months: months * k }))
  let k = 0
  while (Temporal.PlainDate.compare(boundary(k), period.start) > 0) k--
  for (; Temporal.PlainDate.compare(boundary(k), period.end) < 0; k++) {
    const regular = { start: boundary(k), end: boundary(k + 1) }
    const start = Temporal.PlainDate.compare(regular.start, period.start) > 0 ? regular.start : period.start
    const end = Temporal.PlainDate.compare(regular.end, period.end) < 0 ? regular.end : period.end
    const part = fraction(actualDays({ start, end }) * months, actualDays(regular) * 12)
    sum = {
      numerator: sum.numerator * part.denominator + part.numerator * sum.denominator,
      denominator: sum.denominator * part.denominator,
    }
  }
  return sum
}

function fraction(numerator: number, denominator: number): YearFraction {
  return { numerator: BigInt(numerator), denominator: BigInt(denominator) }
}

export type BusinessDayConvention = 'none' | 'following' | 'modified-following' | 'preceding'

/** The day on which something due on `date` is paid. Saturdays, Sundays and these holidays are no business days. */
export function adjusted(
  date: Temporal.PlainDate,
  convention: BusinessDayConvention,
  isHoliday: (date: Temporal.PlainDate) => boolean = () => false,
): Temporal.PlainDate {
  const open = (day: Temporal.PlainDate) => day.dayOfWeek <= 5 && !isHoliday(day)
  const walk = (step: 1 | -1) => {
    let day = date
    while (!open(day)) day = day.add({ days: step })
    return day
  }
  if (convention === 'none') return date
  if (convention === 'preceding') return walk(-1)
  const following = walk(1)
  return convention === 'modified-following' && following.month !== date.month ? walk(-1) : following
}

const SATURDAY = 6
const SUNDAY = 7
const MONDAY = 1
const THURSDAY = 4

/** Whether the federal government of the United States works on a day: 5 U.S.C. 6103(a) and (b). */
export function isBusinessDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek < SATURDAY && !isHoliday(day)
}

/**
 * Whether payments of the Union are settled on a day: one that is no Saturday, no Sunday and none of the days
 * on which TARGET is closed: 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (European Central Bank,
 * “Long-term calendar for TARGET closing days”, 14 December 2000).
 */
export function isTargetDay(day: Temporal.PlainDate): boolean {
  if (day.dayOfWeek >= SATURDAY) return false
  const easter = easterSunday(day.year)
  return ![
    ...[
      [1, 1],
      [5, 1],
      [12, 25],
      [12, 26],
    ].map(([month = 1, date = 1]) => Temporal.PlainDate.from({ year: day.year, month, day: date })),
    easter.subtract({ days: 2 }),
    easter.add({ days: 1 }),
  ].some((closed) => closed.equals(day))
}

/** The `count`th day after a day on which `isOpen` says that work is done: the first after it at least. */
export function daysLater(
  day: Temporal.PlainDate,
  count: number,
  isOpen: (day: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  const next = day.add({ days: 1 })
  if (!isOpen(next)) return daysLater(next, count, isOpen)
  return count <= 1 ? next : daysLater(next, count - 1, isOpen)
}

/** The `count`th business day of the federal government after a day. */
export function businessDaysLater(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  return daysLater(day, count, isBusinessDay)
}

/**
 * Easter of the western churches in the Gregorian calendar, for every year of it.
 * Source: “A New York correspondent”, Nature 13, 20 April 1876, as in J. Meeus, “Astronomical Algorithms”, ch. 8.
 */
function easterSunday(year: number): Temporal.PlainDate {
  const div = (a: number, b: number) => Math.floor(a / b)
  const a = year % 19
  const [b, c] = [div(year, 100), year % 100]
  const [d, e] = [div(b, 4), b % 4]
  const g = div(b - div(b + 8, 25) + 1, 3)
  const h = (19 * a + b - d - g + 15) % 30
  const l = (32 + 2 * e + 2 * div(c, 4) - h - (c % 4)) % 7
  const m = div(a + 11 * h + 22 * l, 451)
  const days = h + l - 7 * m + 114
  return Temporal.PlainDate.from({ year, month: div(days, 31), day: (days % 31) + 1 })
}

/** Of a day from Monday to Friday. One that falls on a Saturday is kept the day before, on a Sunday the day after. */
function isHoliday(day: Temporal.PlainDate): boolean {
  const { year } = day
  // New Year’s Day of the next year may be kept on the last day of this one.
  const fixed = [year, year + 1].flatMap((of) =>
    [
      [1, 1],
      [6, 19],
      [7, 4],
      [11, 11],
      [12, 25],
    ].map(([month = 1, date = 1]) => kept(Temporal.PlainDate.from({ year: of, month, day: date }))),
  )
  const moving = [
    nth(year, 1, MONDAY, 3),
    nth(year, 2, MONDAY, 3),
    nth(year, 6, MONDAY, 1).subtract({ days: 7 }),
    nth(year, 9, MONDAY, 1),
    nth(year, 10, MONDAY, 2),
    nth(year, 11, THURSDAY, 4),
  ]
  return [...fixed, ...moving].some((holiday) => holiday.equals(day))
}

function kept(day: Temporal.PlainDate): Temporal.PlainDate {
  if (day.dayOfWeek === SATURDAY) return day.subtract({ days: 1 })
  return day.dayOfWeek === SUNDAY ? day.add({ days: 1 }) : day
}

/** The `count`th such day of the week in a month. */
function nth(year: number, month: number, dayOfWeek: number, count: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  return first.add({ days: ((dayOfWeek - first.dayOfWeek + 7) % 7) + 7 * (count - 1) })
}

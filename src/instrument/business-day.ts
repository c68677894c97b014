const SATURDAY = 6
const SUNDAY = 7
const MONDAY = 1
const THURSDAY = 4

/** Whether the federal government of the United States works on a day: 5 U.S.C. 6103(a) and (b). */
export function isBusinessDay(day: Temporal.PlainDate): boolean {
  return day.dayOfWeek < SATURDAY && !isHoliday(day)
}

/** The `count`th business day after a day. */
export function businessDaysLater(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  const next = day.add({ days: 1 })
  if (!isBusinessDay(next)) return businessDaysLater(next, count)
  return count <= 1 ? next : businessDaysLater(next, count - 1)
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

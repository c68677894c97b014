/** The instant at which `date` begins in `zone`: its first moment, whatever daylight saving does that night. */
export function startOfDay(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: zone }).toInstant()
}

/** The close of `date` in `zone`: the instant at which the next day begins. Movements before it count. */
export function closeOfDay(date: Temporal.PlainDate, zone: string): Temporal.Instant {
  return startOfDay(date.add({ days: 1 }), zone)
}

/** The legal date at `instant` in `zone`. */
export function dateIn(instant: Temporal.Instant, zone: string): Temporal.PlainDate {
  return instant.toZonedDateTimeISO(zone).toPlainDate()
}

/** Whole days since 1970-01-01: how dates travel in 16 bits on chain. */
export function epochDay(date: Temporal.PlainDate): number {
  return Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'day' }).days
}

/** The date of an `epochDay`. */
export function dateOfEpochDay(day: number): Temporal.PlainDate {
  return Temporal.PlainDate.from('1970-01-01').add({ days: day })
}

/** Seconds since 1970, rounded down: a block's unit of time. */
export function epochSeconds(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000)
}

/** The instant of a block's timestamp. */
export function instantOfSeconds(seconds: number | bigint): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000)
}

/*
 * Days as screens count them: in UTC unless a zone is named, by `Date`. Temporal counts them everywhere else; not every browser has it yet, and what
 * stands in for it would be a tenth of what a telephone may load.
 */

const DAY_MS = 86_400_000

/** The day so many days after the one that `from`, a date or an instant, is in. */
export function dayAfter(from: string, days: number): string {
  return new Date(Date.parse(from) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The day that an instant is in, in a zone of the IANA database: Swedish writes it as ISO 8601 does. */
export function dayIn(now: string, timeZone: string): string {
  return new Date(now).toLocaleDateString('sv', { timeZone })
}

/** How many days `day` is after `first`; 0 where it is before. */
export function daysBetween(first: string, day: string): number {
  return Math.max(0, Math.round((Date.parse(day) - Date.parse(first)) / DAY_MS))
}

/** One day after `now`. */
export function dayAhead(now: string): string {
  return new Date(Date.parse(now) + DAY_MS).toISOString()
}

/** The first instant of the month `months` after the one `now` is in, at noon UTC: past midnight in every US zone. */
export function monthAhead(now: string, months: number): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1, 12)).toISOString()
}

/** The month before the one `now` is in, `2026-10`. */
export function monthBefore(now: string): string {
  const date = new Date(now)
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1)).toISOString().slice(0, 7)
}

/** `date` a number of years later; 29 February becomes 1 March where there is none. */
export function yearsLater(date: string, years: number): string {
  const day = new Date(date)
  return new Date(Date.UTC(day.getUTCFullYear() + years, day.getUTCMonth(), day.getUTCDate()))
    .toISOString()
    .slice(0, 10)
}

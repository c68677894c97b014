import type { BirthRange } from './list.ts'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
/** How far from an approximate year the true one may lie. */
const CIRCA_YEARS = 2

/**
 * A date of birth as sanctions lists write it: `1948`, `Dec 1948`, `10 Dec 1948`, `circa 1961`, `1961 to 1963`,
 * `01/06/1961` (day first), `1961-06-01`, `dd/mm/1961`. Null when it says no year.
 */
export function readBirth(text: string): BirthRange | null {
  const words = text.trim().toLowerCase()
  const span = /^(.*\d{4})\s*(?:to|-|–|and)\s+(.*\d{4})$/.exec(words)
  if (span !== null) {
    const [from, to] = [readBirth(span[1]!), readBirth(span[2]!)]
    return from === null || to === null ? null : { from: from.from, to: to.to }
  }
  const exact = readDay(words.replace(/^(circa|approximately|approx\.?|c\.)\s*/, ''))
  if (exact === null) return null
  const isCirca = /^(circa|approx|c\.)/.test(words)
  return isCirca ? widened(exact, CIRCA_YEARS) : exact
}

/** A range of whole years. */
export function birthYears(from: number, to: number): BirthRange | null {
  if (!isYear(from) || !isYear(to) || to < from) return null
  return {
    from: Temporal.PlainDate.from({ year: from, month: 1, day: 1 }),
    to: Temporal.PlainDate.from({ year: to, month: 12, day: 31 }),
  }
}

export function widened(birth: BirthRange, years: number): BirthRange {
  return { from: birth.from.subtract({ years }), to: birth.to.add({ years }) }
}

function readDay(words: string): BirthRange | null {
  const named = /^(?:(\d{1,2})\s+)?([a-z]{3})[a-z]*\.?\s+(\d{4})$/.exec(words)
  if (named !== null) {
    const month = MONTHS.indexOf(named[2]!) + 1
    return month === 0 ? null : dayOrMonth(named[3]!, month, named[1])
  }
  const slashed = /^(\d{1,2}|dd|00)[/.](\d{1,2}|mm|00)[/.](\d{4})$/.exec(words)
  if (slashed !== null) return dayOrMonth(slashed[3]!, Number(slashed[2]), slashed[1])
  const iso = /^(\d{4})-(\d{2})-(\d{2})/.exec(words)
  if (iso !== null) return dayOrMonth(iso[1]!, Number(iso[2]), iso[3])
  const year = /^(\d{4})$/.exec(words)
  return year === null ? null : birthYears(Number(year[1]), Number(year[1]))
}

function dayOrMonth(yearText: string, month: number, dayText: string | undefined): BirthRange | null {
  const year = Number(yearText)
  const day = Number(dayText)
  if (!isYear(year)) return null
  if (!(month >= 1 && month <= 12)) return birthYears(year, year)
  const first = Temporal.PlainDate.from({ year, month, day: 1 })
  const last = first.with({ day: first.daysInMonth })
  if (!(day >= 1 && day <= first.daysInMonth)) return { from: first, to: last }
  return { from: first.with({ day }), to: first.with({ day }) }
}

function isYear(year: number): boolean {
  return Number.isInteger(year) && year >= 1800 && year <= 2200
}

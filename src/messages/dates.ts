import { joined, language, type Language } from './message.ts'

/** A language's ways of writing. Digits stay those of the numbers that the server writes. */
function formatsOf(locale: string, dateStyle: 'medium' | 'long') {
  return {
    date: new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }),
    instant: new Intl.DateTimeFormat(locale, {
      dateStyle,
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone: 'UTC',
    }),
    month: new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
    monthName: new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' }),
  }
}

const FORMATS: Readonly<Record<Language, ReturnType<typeof formatsOf>>> = {
  en: formatsOf('en-US', 'medium'),
  // Digits between slashes would be read from the wrong side.
  ar: formatsOf('ar-u-nu-latn', 'long'),
}

/** Whether `text` is a legal date, `2026-10-01`, rather than an instant. */
export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text)
}

/** `Oct 1, 2026`. */
export function dateText(value: string): string {
  return FORMATS[language()].date.format(new Date(value))
}

/** `Oct 1, 2026, 04:00 UTC`. */
export function instantText(value: string): string {
  return `${FORMATS[language()].instant.format(new Date(value))} UTC`
}

/** A date or instant as the interfaces write it; in quotation marks it is as somebody wrote it, or has to. */
const WRITTEN = /(?<![\w./“"'-])(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z)?(?![\w/”"'-]|\.\w)/g

/** A sentence of the server with its dates and instants as the screens write them. */
export function withDates(sentence: string): string {
  return sentence.replaceAll(WRITTEN, (written: string, day: string) => {
    const at = new Date(written)
    // What is no day stays as it is, whatever it would count on to.
    if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(day)) return written
    return isDate(written) ? dateText(written) : instantText(written)
  })
}

/** `October 2026`, from a month like `2026-10` or any date in it; `October – December 2026` from `2026-10/2026-12`; or several. */
export function monthText(value: string): string {
  const { month } = FORMATS[language()]
  const day = (text: string) => new Date(`${text.slice(0, 7)}-01T00:00:00Z`)
  const texts = value.split(', ').map((each) => {
    const [first = '', last] = each.split('/')
    return last === undefined ? month.format(day(first)) : month.formatRange(day(first), day(last))
  })
  // Thin spaces, which not every version of the tables of languages has, would make one text two.
  return joined(texts).replaceAll('\u2009', ' ')
}

/** `October`, of 10. */
export function monthName(month: number): string {
  return FORMATS[language()].monthName.format(new Date(Date.UTC(2000, month - 1)))
}

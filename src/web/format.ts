import { monthText } from '../messages/dates.ts'
import { language, unbroken, type Language } from '../messages/message.ts'
import { decimalOrder } from './table-state.ts'

export { joined } from '../messages/message.ts'
export { dateText, instantText, isDate, monthName, monthText } from '../messages/dates.ts'

/** `October 2026`, or `October – December 2026`: whose income a distribution pays. */
export function periodText({
  firstMonth,
  period,
}: {
  readonly firstMonth: string
  readonly period: string
}): string {
  return monthText(firstMonth === period ? period : `${firstMonth}/${period}`)
}

/** How values the server leaves to the screen are written. Money is not among them: the server writes money. */

/** Whether an amount of the server's is above zero. */
export function isAbove(amount: { readonly amount: string } | null): boolean {
  return amount !== null && /[1-9]/.test(amount.amount) && !amount.amount.startsWith('-')
}

/** `50,000,000`: a plain decimal with its thousands separated, all digits kept. */
export function unitsText(units: string): string {
  const [whole = '', fraction] = units.split('.')
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return fraction === undefined || /^0*$/.test(fraction) ? separated : `${separated}.${fraction}`
}

/** Whole per cent of `whole`, rounded down: what is not sold is not said to be. Both are plain decimals, `whole` above zero. */
export function percentOf(part: string, whole: string): number {
  return Number((decimalOrder(part) * 100n) / decimalOrder(whole))
}

/** `12.5 %`, on one line. */
export function percentText(percent: string | number): string {
  return unbroken(`${percent} %`)
}

/** A text in which each amount and its currency stay on one line. */
export function withAmounts(text: string): string {
  return text.replaceAll(/(\d) (?=(?!UTC\b)[A-Z]{3,}\b)/g, '$1\u00a0')
}

/** `0x12ab…89ef`; short texts stay whole. */
export function shortHash(value: string): string {
  return value.length <= 14 ? value : `${value.slice(0, 6)}…${value.slice(-4)}`
}

/** `United States (US-DE)` of ISO 3166-2, whose parts of a country have names in no browser; a country has its name. */
export function jurisdictionName(code: string): string {
  const country = code.slice(0, 2)
  return code === country ? countryName(code) : `${countryName(country)} (${code})`
}

const COUNTRIES: Readonly<Record<Language, Intl.DisplayNames>> = {
  en: new Intl.DisplayNames('en-US', { type: 'region' }),
  ar: new Intl.DisplayNames('ar-u-nu-latn', { type: 'region' }),
}

/** The name of an ISO 3166 alpha-2 country; a code that is none stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (COUNTRIES[language()].of(code) ?? code) : code
}

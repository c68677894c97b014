import type { Money } from './money.ts'
import { ok, refuse, type Result } from './result.ts'

/** Why a text is no amount. The codes are the API's. */
export type DecimalRefusal = 'AMOUNT_FORMAT' | 'AMOUNT_PRECISION' | 'AMOUNT_OUT_OF_RANGE' | 'AMOUNT_OVERFLOW'

/**
 * The most digits before the point, those of 128 bits: above it, nothing that exists is meant. What such an amount buys fits into
 * the 256 bits of a contract's number, where the money and the units have 18 decimals at most.
 */
const DIGITS_MAX = 39

/**
 * Reads a plain decimal like `1234.50` into minor units.
 *
 * ASCII digits and one point, nothing else: no sign but a leading minus, no exponent, no separator, no space, no other
 * script, so that `1,000.00` and `1.000,00` are never guessed at.
 *
 * @param decimals how many digits after the point the unit has; more in the text is `AMOUNT_PRECISION`
 */
export function parseDecimal(text: string, decimals: number): Result<bigint, DecimalRefusal> {
  const match = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text)
  if (match === null || text === '-0') return refuse('AMOUNT_FORMAT', { text: shown(text) })
  const [, sign, whole = '', fraction = ''] = match
  if (fraction.length > decimals)
    return refuse('AMOUNT_PRECISION', { text: shown(text), decimals: String(decimals) })
  if (whole.length > DIGITS_MAX) return refuse('AMOUNT_OVERFLOW', { text: shown(text) })
  const minor = BigInt(whole + fraction.padEnd(decimals, '0'))
  return ok(sign === '-' ? -minor : minor)
}

/** Reads an amount above zero. */
export function parsePositive(text: string, decimals: number): Result<bigint, DecimalRefusal> {
  const read = parseDecimal(text, decimals)
  if (!read.ok && /^-[0-9]/.test(text)) return refuse('AMOUNT_OUT_OF_RANGE', { text: shown(text) })
  if (read.ok && read.value <= 0n) return refuse('AMOUNT_OUT_OF_RANGE', { text: shown(text) })
  return read
}

/** Writes minor units as the API does: all decimals, a point, no separators. `formatDecimal(360n, 2)` is `3.60`. */
export function formatDecimal(minor: bigint, decimals: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0')
  const whole = digits.slice(0, digits.length - decimals)
  return `${minor < 0n ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(digits.length - decimals)}`}`
}

/** For people: thousands separated, at least two decimals, no trailing zeros beyond them: `1,234.50 USDX`. */
export function displayMoney(amount: Money): string {
  return `${displayDecimal(amount.minor, amount.currency.decimals)} ${amount.currency.code}`
}

/** For people: `1,234.50`; decimals past the second only where they are not zero. */
export function displayDecimal(minor: bigint, decimals: number): string {
  const [whole, fraction = ''] = formatDecimal(minor, decimals).split('.')
  const separated = whole!.replace(/\B(?=(\d{3})+$)/g, ',')
  const kept = fraction.replace(/0+$/, '').padEnd(Math.min(2, decimals), '0')
  return kept === '' ? separated : `${separated}.${kept}`
}

/** An input as it may stand in a message: short, and without what could break a line. */
function shown(text: string): string {
  const printable = text.replace(/[^\x20-\x7e]/g, '?')
  return printable.length > 40 ? `${printable.slice(0, 37)}...` : printable
}

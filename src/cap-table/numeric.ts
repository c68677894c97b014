import { refuse, ok, type Result } from '../kernel/result.ts'

/** Decimals of every number of Open Cap Format: `Numeric` has at most ten. */
export const NUMERIC_DECIMALS = 10
/** One, as the numbers here are kept: 10^10. */
export const ONE = 10n ** BigInt(NUMERIC_DECIMALS)

/**
 * Reads a `Numeric` of Open Cap Format: digits, at most ten of them after a point, a sign if need be. Exact: the answer
 * counts ten-thousand-millionths.
 */
export function readNumeric(text: unknown): Result<bigint, 'OCF_NUMBER'> {
  const match = typeof text === 'string' ? /^([+-]?)([0-9]{1,40})(?:\.([0-9]{1,10}))?$/.exec(text) : null
  if (match === null) return refuse('OCF_NUMBER')
  const [, sign, whole = '', fraction = ''] = match
  const value = BigInt(whole + fraction.padEnd(NUMERIC_DECIMALS, '0'))
  return ok(sign === '-' ? -value : value)
}

/** Writes such a number without zeros that say nothing: `1500`, `0.25`. */
export function numericText(value: bigint): string {
  const digits = (value < 0n ? -value : value).toString().padStart(NUMERIC_DECIMALS + 1, '0')
  const fraction = digits.slice(-NUMERIC_DECIMALS).replace(/0+$/, '')
  const whole = digits.slice(0, -NUMERIC_DECIMALS)
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

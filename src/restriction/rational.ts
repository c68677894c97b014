/** An exact number: a fraction in lowest terms with a denominator above zero. */
export type Rational = { readonly n: bigint; readonly d: bigint }

/** Throws `RangeError` when `d` is zero. */
export function rational(n: bigint, d = 1n): Rational {
  if (d === 0n) throw new RangeError('division by zero')
  const sign = d < 0n ? -1n : 1n
  const common = gcd(n < 0n ? -n : n, d * sign)
  return { n: (n * sign) / common, d: (d * sign) / common }
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? 1n : a
}

/** Reads `12`, `-0.5` or `24/95`; null for anything else. */
export function parseRational(text: string): Rational | null {
  const match = /^(-?\d{1,60})(?:\.(\d{1,30})|\/([1-9]\d{0,60}))?$/.exec(text)
  if (match === null) return null
  const [, whole = '', fraction, divisor] = match
  if (divisor !== undefined) return rational(BigInt(whole), BigInt(divisor))
  if (fraction === undefined) return rational(BigInt(whole))
  return rational(BigInt(whole + fraction), 10n ** BigInt(fraction.length))
}

export function plus(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function minus(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d - b.n * a.d, a.d * b.d)
}

export function times(a: Rational, b: Rational): Rational {
  return rational(a.n * b.n, a.d * b.d)
}

/** Throws `RangeError` when `b` is zero. */
export function over(a: Rational, b: Rational): Rational {
  return rational(a.n * b.d, a.d * b.n)
}

export function compareRational(a: Rational, b: Rational): number {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** Towards minus infinity, at `places` digits after the point. */
export function roundDown(value: Rational, places = 0): Rational {
  const scale = 10n ** BigInt(places)
  const n = value.n * scale
  const quotient = n / value.d - (n % value.d !== 0n && n < 0n ? 1n : 0n)
  return rational(quotient, scale)
}

/** To the nearest; a tie goes up. */
export function roundHalfUp(value: Rational, places = 0): Rational {
  return roundDown(plus(value, rational(1n, 2n * 10n ** BigInt(places))), places)
}

/** To the nearest; a tie goes to the even one. */
export function roundHalfEven(value: Rational, places = 0): Rational {
  const up = roundHalfUp(value, places)
  const scaled = times(up, rational(10n ** BigInt(places)))
  const tie = compareRational(minus(up, value), rational(1n, 2n * 10n ** BigInt(places))) === 0
  return tie && scaled.n % 2n !== 0n ? rational(scaled.n - 1n, 10n ** BigInt(places)) : up
}

/**
 * As a decimal: all its digits where they end, else six of them, rounded down, for people. What is computed with stays exact.
 */
export function decimalText(value: Rational): string {
  const DIGITS = 18
  const ends = 10n ** BigInt(DIGITS) % value.d === 0n
  const shown = ends ? value : roundDown(value, 6)
  const scaled = (shown.n * 10n ** BigInt(DIGITS)) / shown.d
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(DIGITS + 1, '0')
  const fraction = digits.slice(-DIGITS).replace(/0+$/, '')
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}${fraction === '' ? '' : `.${fraction}`}`
}

/**
 * Identifiers that the market has standards for. Those with a check digit are checked by it; none is ever made up.
 * `mic` (ISO 10383) names a market and has no check digit; neither have `parcel`, a land registry's or
 * assessor's number, and `deed`, the number under which a deed is recorded.
 */
export const IDENTIFIER_SCHEMES = ['isin', 'lei', 'figi', 'cusip', 'mic', 'vin', 'parcel', 'deed'] as const
export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number]
export type Identifier = { readonly scheme: IdentifierScheme; readonly value: string }

/** Why a text is no identifier of its scheme: its form is wrong, or a digit is (a slip of the pen). */
export type IdentifierFault = 'IDENTIFIER_FORMAT' | 'IDENTIFIER_CHECKSUM'

const FORMS: Readonly<Record<IdentifierScheme, RegExp>> = {
  isin: /^[A-Z]{2}[A-Z0-9]{9}[0-9]$/,
  lei: /^[A-Z0-9]{18}[0-9]{2}$/,
  figi: /^(?!BS|BM|GG|GB|GH|KY|VG)[B-DF-HJ-NP-TV-Z]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}[0-9]$/,
  cusip: /^[A-Z0-9*@#]{8}[0-9]$/,
  mic: /^[A-Z0-9]{4}$/,
  // ISO 3779: no I, O or Q.
  vin: /^[A-HJ-NPR-Z0-9]{17}$/,
  // Registries agree on nothing but that it can be printed on one line.
  parcel: /^[A-Z0-9][A-Z0-9 ./-]{0,39}$/,
  deed: /^[A-Z0-9][A-Z0-9 ./-]{0,39}$/,
}

const CHECKS: Readonly<Record<IdentifierScheme, (text: string) => boolean>> = {
  isin: isinCheck,
  lei: (text) => isoMod97(text) === 1,
  figi: (text) => luhnLike(text.slice(0, -1)) === Number(text.at(-1)),
  cusip: (text) => luhnLike(text.slice(0, -1)) === Number(text.at(-1)),
  mic: () => true,
  vin: vinCheck,
  parcel: () => true,
  deed: () => true,
}

/** Says what is wrong with an identifier, or null. Letters are upper case; spaces are not removed. */
export function identifierFault(scheme: IdentifierScheme, text: string): IdentifierFault | null {
  if (!FORMS[scheme].test(text)) return 'IDENTIFIER_FORMAT'
  return CHECKS[scheme](text) ? null : 'IDENTIFIER_CHECKSUM'
}

/** ISO 17442 with ISO/IEC 7064 MOD 97-10: letters become 10 to 35, and the number leaves 1 when divided by 97. */
function isoMod97(text: string): number {
  const digits = expand(text)
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest
}

/** ISO 6166: letters become 10 to 35, then the digits pass the Luhn check. */
function isinCheck(text: string): boolean {
  const digits = [...expand(text)].reverse()
  const sum = digits.reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1)
    return total + Math.floor(value / 10) + (value % 10)
  }, 0)
  return sum % 10 === 0
}

/** CUSIP (ANSI X9.6) and FIGI check digit: every second character doubled, its digits added, ten's complement. */
function luhnLike(text: string): number {
  const sum = [...text].reduce((total, character, i) => {
    const value = characterValue(character) * (i % 2 === 1 ? 2 : 1)
    return total + Math.floor(value / 10) + (value % 10)
  }, 0)
  return (10 - (sum % 10)) % 10
}

const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

/**
 * 49 CFR 565.15(c): letters have values, each place a weight, and the ninth place is the sum's rest by 11, X for 10. Only
 * vehicles made in North America (ISO 3780: 1 to 5) have to have it; elsewhere that place may hold anything.
 */
function vinCheck(text: string): boolean {
  if (!/^[1-5]/.test(text)) return true
  const sum = [...text].reduce(
    (total, character, i) => total + vinValue(character) * (VIN_WEIGHTS[i] ?? 0),
    0,
  )
  return 'X0123456789'.at((sum + 1) % 11) === text[8]
}

/** Letters are numbered in rows of nine, of which the third begins with 2. */
function vinValue(character: string): number {
  const row = ['ABCDEFGH', 'JKLMNOPQR', '-STUVWXYZ'].find((letters) => letters.includes(character))
  return row === undefined ? Number(character) : row.indexOf(character) + 1
}

function characterValue(character: string): number {
  const special = '*@#'.indexOf(character)
  return special >= 0 ? 36 + special : Number.parseInt(character, 36)
}

function expand(text: string): string {
  return [...text].map((character) => String(Number.parseInt(character, 36))).join('')
}

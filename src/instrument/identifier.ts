import { COUNTRIES } from '../kernel/countries.ts'
import { marketCodeStatus } from './markets.ts'

/**
 * Identifiers that the market has standards for. Those with a check digit are checked by it; none is ever made up.
 * `mic` (ISO 10383) names a market: it has no check digit and is looked up. `parcel`, a land registry's or assessor's
 * number, and `deed`, the number under which a deed is recorded, have only a form.
 */
export const IDENTIFIER_SCHEMES = ['isin', 'lei', 'figi', 'cusip', 'mic', 'vin', 'parcel', 'deed'] as const
export type IdentifierScheme = (typeof IDENTIFIER_SCHEMES)[number]
export type Identifier = { readonly scheme: IdentifierScheme; readonly value: string }

/** Why a text is no identifier of its scheme; where the scheme has no code of its own, whether its form or a digit is wrong. */
export type IdentifierFault =
  | 'ISIN_INVALID'
  | 'LEI_INVALID'
  | 'MIC_UNKNOWN'
  | 'MIC_EXPIRED'
  | 'IDENTIFIER_FORMAT'
  | 'IDENTIFIER_CHECKSUM'

/**
 * What stands for no country of today in an ISIN (ISO 6166): securities of the European Union (EU), derivatives (EZ),
 * international ones (XS), tokens (XT), Kosovo (XK), numbers that agencies give for others (QS, QT, QW, XA to XF), and
 * countries that are no more, whose securities kept their numbers (AN, CS, YU).
 */
const ISIN_PREFIXES = new Set('AN CS EU EZ QS QT QW XA XB XC XD XF XK XS XT YU'.split(' '))

const FORMS: Readonly<Record<Exclude<IdentifierScheme, 'mic'>, RegExp>> = {
  isin: /^[A-Z]{2}[A-Z0-9]{9}[0-9]$/,
  lei: /^[A-Z0-9]{18}[0-9]{2}$/,
  figi: /^(?!BS|BM|GG|GB|GH|KY|VG)[B-DF-HJ-NP-TV-Z]{2}G[B-DF-HJ-NP-TV-Z0-9]{8}[0-9]$/,
  cusip: /^[A-Z0-9*@#]{8}[0-9]$/,
  // ISO 3779: no I, O or Q.
  vin: /^[A-HJ-NPR-Z0-9]{17}$/,
  // Registries agree on nothing but that it can be printed on one line.
  parcel: /^[A-Z0-9][A-Z0-9 ./-]{0,39}$/,
  deed: /^[A-Z0-9][A-Z0-9 ./-]{0,39}$/,
}

const CHECKS: Readonly<Record<Exclude<IdentifierScheme, 'mic'>, (text: string) => boolean>> = {
  isin: isinCheck,
  lei: (text) => isoMod97(text) === 1,
  figi: (text) => luhnLike(text.slice(0, -1)) === Number(text.at(-1)),
  cusip: (text) => luhnLike(text.slice(0, -1)) === Number(text.at(-1)),
  vin: vinCheck,
  parcel: () => true,
  deed: () => true,
}

const MARKET_FAULTS = { active: null, expired: 'MIC_EXPIRED', unknown: 'MIC_UNKNOWN' } as const

/** Says what is wrong with an identifier, or null. Letters are upper case; spaces are not removed. */
export function identifierFault(scheme: IdentifierScheme, text: string): IdentifierFault | null {
  if (scheme === 'mic') return MARKET_FAULTS[marketCodeStatus(text)]
  const own = scheme === 'isin' ? 'ISIN_INVALID' : scheme === 'lei' ? 'LEI_INVALID' : null
  if (!FORMS[scheme].test(text)) return own ?? 'IDENTIFIER_FORMAT'
  return CHECKS[scheme](text) ? null : (own ?? 'IDENTIFIER_CHECKSUM')
}

/** ISO 17442 with ISO/IEC 7064 MOD 97-10: letters become 10 to 35, and the number leaves 1 when divided by 97. */
function isoMod97(text: string): number {
  const digits = expand(text)
  let rest = 0
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97
  return rest
}

/** ISO 6166: a country or what stands for one; letters become 10 to 35, then the digits pass the Luhn check. */
function isinCheck(text: string): boolean {
  const prefix = text.slice(0, 2)
  if (!COUNTRIES.has(prefix) && !ISIN_PREFIXES.has(prefix)) return false
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

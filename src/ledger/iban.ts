/**
 * The remainder modulo 97 of letters and digits read as a number, A for 10 to Z for 35 (ISO 7064 MOD 97-10): what the
 * check digits of account numbers and of creditor references are made of.
 */
export function mod97(text: string): number {
  let remainder = 0
  for (const character of text) {
    const value = Number.parseInt(character, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder
}

/** The two check digits that make `prefix` (country or `RF`) and `body` divisible: 98 − mod 97, as text. */
export function checkDigits(prefix: string, body: string): string {
  return String(98 - mod97(`${body}${prefix}00`)).padStart(2, '0')
}

/**
 * How long an account number is in each country that has them (ISO 13616, registry of SWIFT). A country that is not here
 * has no IBAN.
 */
const LENGTHS: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AL: 28,
  AT: 20,
  AZ: 28,
  BA: 20,
  BE: 16,
  BG: 22,
  BH: 22,
  BI: 27,
  BR: 29,
  BY: 28,
  CH: 21,
  CR: 22,
  CY: 28,
  CZ: 24,
  DE: 22,
  DJ: 27,
  DK: 18,
  DO: 28,
  EE: 20,
  EG: 29,
  ES: 24,
  FI: 18,
  FK: 18,
  FO: 18,
  FR: 27,
  GB: 22,
  GE: 22,
  GI: 23,
  GL: 18,
  GR: 27,
  GT: 28,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IQ: 23,
  IS: 26,
  IT: 27,
  JO: 30,
  KW: 30,
  KZ: 20,
  LB: 28,
  LC: 32,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  LY: 25,
  MC: 27,
  MD: 24,
  ME: 22,
  MK: 19,
  MN: 20,
  MR: 27,
  MT: 31,
  MU: 30,
  NI: 28,
  NL: 18,
  NO: 15,
  OM: 23,
  PK: 24,
  PL: 28,
  PS: 29,
  PT: 25,
  QA: 29,
  RO: 24,
  RS: 22,
  RU: 33,
  SA: 24,
  SC: 31,
  SD: 18,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  SO: 23,
  ST: 25,
  SV: 28,
  TL: 23,
  TN: 24,
  TR: 26,
  UA: 29,
  VA: 22,
  VG: 24,
  XK: 20,
  YE: 30,
}

/** An account number as it is compared: capitals, no spaces. Null when it is no IBAN: length or check digits are wrong. */
export function readIban(text: string): string | null {
  const iban = text.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}[0-9]{2}[0-9A-Z]+$/.test(iban) || iban.length !== LENGTHS[iban.slice(0, 2)]) return null
  return mod97(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : null
}

/** An account number of any kind as it is compared; null when it cannot be one. What looks like an IBAN has to be one. */
export function readAccount(text: string): string | null {
  const account = text.replace(/[\s-]/g, '').toUpperCase()
  if (/^[A-Z]{2}[0-9]{2}/.test(account)) return readIban(account)
  return /^[0-9A-Z]{1,34}$/.test(account) ? account : null
}

/** The last four characters alone: enough to tell two accounts apart, too little to use one. */
export function maskedAccount(account: string): string {
  return `…${account.slice(-4)}`
}

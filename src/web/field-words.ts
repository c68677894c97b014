import { t } from './text.ts'

/** Refusals of a field whose sentences are written for whoever calls the API, and say nothing that a person could do. */
const FOR_PROGRAMS = [
  'FIELD_REQUIRED',
  'FIELD_TYPE',
  'FIELD_VALUE',
  'FIELD_FORMAT',
  'AMOUNT_FORMAT',
  'AMOUNT_OUT_OF_RANGE',
  'AMOUNT_OVERFLOW',
  'DATE_INVALID',
  'INSTANT_INVALID',
  'ADDRESS_CHAIN',
  'ADDRESS_FORBIDDEN',
  'HEX_INVALID',
  'ID_INVALID',
  'COUNTRY_UNKNOWN',
  'EMAIL_INVALID',
  'NAME_INVALID',
] as const

/** What a person reads beside a field that was refused: the screens' own words where there are some, else the server's. */
export function fieldWords(code: string, said: string): string {
  const known = FOR_PROGRAMS.find((one) => one === code)
  return known === undefined ? said : t(`input.${known}`)
}

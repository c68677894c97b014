import { language } from '../messages/message.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import { countryName } from './format.ts'

/** Every country by its code, in the order of the names: what a choice of a country offers. */
export const COUNTRY_OPTIONS = [...COUNTRIES.keys()]
  .map((code) => [code, countryName(code)] as const)
  .sort(([, a], [, b]) => a.localeCompare(b, language()))

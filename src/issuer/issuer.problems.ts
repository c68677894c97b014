import type { Problems } from '../kernel/problem.ts'
import type { IssuerRefusal } from './issuer.ts'

/** Why a company is not taken up as an issuer. */
export const ISSUER_PROBLEMS: Problems<IssuerRefusal> = {
  KEY_FORMAT: {
    status: 422,
    detail:
      'A key is lower-case letters and digits, in parts joined by single hyphens, at most 40 characters.',
    fix: 'Write it like "office-tower".',
  },
  JURISDICTION_UNKNOWN: {
    status: 422,
    detail: 'This is no country, nor a part of one.',
    fix: 'Write the country, like "LU", or the country and its part, like "US-DE".',
    citation: 'ISO 3166-1; of 3166-2 the parts of the United States',
  },
  ISSUER_KNOWN: {
    status: 409,
    detail: 'There is an issuer with the key {key} already.',
    fix: 'Choose it from the list, or give the new one a key of its own.',
  },
}

import { COUNTRIES } from '../kernel/countries.ts'

/**
 * The United States as its securities laws mean it: with its territories and possessions.
 * Regulation S, 17 CFR 230.902(l).
 */
export const UNITED_STATES: readonly string[] = ['AS', 'GU', 'MP', 'PR', 'UM', 'US', 'VI']

/** Where its federal laws count days here: the zone of their packs. */
export const UNITED_STATES_ZONE = 'America/New_York'

/** Member States of the European Union and of its economic area: the Prospectus Regulation is about offers in these. */
export const MEMBER_STATES: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK'.split(' '),
)

/** A set of countries as the token stores it: bit n of the 1,024 is numeric code n; 256 bits in each of four words. */
export type CountryBitmap = readonly [bigint, bigint, bigint, bigint]

/** Throws for a code that ISO does not know: whoever made the list has checked it. */
export function countryBitmap(countries: readonly string[]): CountryBitmap {
  const words: [bigint, bigint, bigint, bigint] = [0n, 0n, 0n, 0n]
  for (const country of countries) {
    const numeric = COUNTRIES.get(country)
    if (numeric === undefined) throw new Error(`${country} is no ISO 3166-1 alpha-2 code`)
    const word = (numeric >> 8) & 3
    words[word] = words[word]! | (1n << BigInt(numeric & 255))
  }
  return words
}

/** The countries of a bitmap, by alpha-2 code. Bits that stand for no country are left out. */
export function countriesOfBitmap(bitmap: CountryBitmap): string[] {
  return [...COUNTRIES]
    .filter(([, numeric]) => ((bitmap[numeric >> 8] ?? 0n) >> BigInt(numeric & 255)) & 1n)
    .map(([alpha2]) => alpha2)
    .sort()
}

/** Every country but these, ascending. */
export function countriesExcept(excluded: readonly string[]): string[] {
  return [...COUNTRIES.keys()].filter((country) => !excluded.includes(country)).sort()
}

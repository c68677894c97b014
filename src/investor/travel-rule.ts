import { atPar, STABLECOINS } from '../kernel/money.ts'

/**
 * Who asks that a transfer carries who sends and who receives, each in its own currency with so many decimals. From which amount
 * is in `TravelLaw`: it is what changes.
 */
export const TRAVEL_RULES = {
  US: { currency: 'USD', decimals: 2, citation: '31 CFR 1010.410(e), (f)' },
  EU: { currency: 'EUR', decimals: 2, citation: 'Regulation (EU) 2023/1113, article 14' },
  GB: { currency: 'GBP', decimals: 2, citation: 'SI 2017/692, regulation 64C' },
  SG: { currency: 'SGD', decimals: 2, citation: 'MAS Notice PSN02, paragraph 13' },
  HK: { currency: 'HKD', decimals: 2, citation: 'AMLO (Cap. 615), Schedule 2, section 13A' },
  CA: { currency: 'CAD', decimals: 2, citation: 'SOR/2002-184' },
  JP: {
    currency: 'JPY',
    decimals: 0,
    citation: 'Act on Prevention of Transfer of Criminal Proceeds, article 10-5',
  },
  CH: { currency: 'CHF', decimals: 2, citation: 'FINMA Guidance 02/2019' },
  FATF: { currency: 'USD', decimals: 2, citation: 'FATF Recommendation 16' },
} as const
export type TravelRegime = keyof typeof TRAVEL_RULES

/** The amounts of the rule TRAVEL_RULE of the pack AML that is in force, in minor units. */
export type TravelLaw = {
  /** The first amount that needs the data, by who asks for it. */
  readonly thresholds: Readonly<Record<TravelRegime, bigint>>
  /** Above this, a customer's own wallet needs a proof that it is theirs: Regulation (EU) 2023/1113, article 14(5). */
  readonly ownWalletMax: bigint
  readonly legalReview: 'pending' | 'signed'
}

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')

/** The rule of a country: its own, the Union's, or what the FATF asks of everybody. */
export function travelRegime(country: string): TravelRegime {
  if (EU.includes(country)) return 'EU'
  return country !== 'FATF' && country !== 'EU' && Object.hasOwn(TRAVEL_RULES, country)
    ? (country as TravelRegime)
    : 'FATF'
}

/** A transfer as the rule sees it; `inCurrency` says what it is worth in each currency asked for, in minor units. */
export type TravelFacts = {
  readonly from: { readonly country: string }
  readonly to: { readonly country: string }
  readonly inCurrency: (code: string) => bigint | null
}

/**
 * The rules by which a transfer needs the data of both sides; nothing when it needs none. A value that cannot be told in
 * a rule's currency counts as above its threshold: what is unknown is not let through.
 */
export function travelRulesFor(
  { thresholds }: Pick<TravelLaw, 'thresholds'>,
  { from, to, inCurrency }: TravelFacts,
): TravelRegime[] {
  const regimes = [...new Set([travelRegime(from.country), travelRegime(to.country)])]
  return regimes.filter((regime) => {
    const { currency } = TRAVEL_RULES[regime]
    // The FATF names its threshold in dollars and in euros alike.
    const worth = inCurrency(currency) ?? (regime === 'FATF' ? inCurrency('EUR') : null)
    return worth === null || worth >= thresholds[regime]
  })
}

/**
 * Money whose worth is known here: these currencies, and stablecoins at par. There are no rates: what it is worth in any other
 * currency is not known.
 */
export type WorthCurrency = keyof typeof STABLECOINS | (typeof STABLECOINS)[keyof typeof STABLECOINS][number]
export const WORTH_CURRENCIES = Object.entries(STABLECOINS).flat(2) as [WorthCurrency, ...WorthCurrency[]]

/** Digits after the point of an amount whose worth is asked: those of the stablecoins. */
export const WORTH_DECIMALS = 6
const PER_CENT = 10_000n

/** What an amount with `WORTH_DECIMALS` is worth, in cents of the currency asked for, rounded up; null: not known. */
export function worthUp(amount: bigint, currency: WorthCurrency): (code: string) => bigint | null {
  const cents = (amount + PER_CENT - 1n) / PER_CENT
  return (code) => (code === atPar(currency) ? cents : null)
}

/** Whether a transfer to or from a customer's own wallet needs a proof that the wallet is theirs. */
export function needsOwnershipProof(
  { ownWalletMax }: Pick<TravelLaw, 'ownWalletMax'>,
  country: string,
  worthInEur: bigint | null,
): boolean {
  return travelRegime(country) === 'EU' && (worthInEur === null || worthInEur > ownWalletMax)
}

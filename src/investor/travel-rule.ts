/**
 * From which amount the law asks that a transfer carries who sends and who receives, in minor units of the currency:
 * "threshold" is the first amount that needs it. One list, because the lower of two applies to a transfer between them;
 * the rule TRAVEL_RULE of the pack AML has the same amounts.
 */
export const TRAVEL_RULES = {
  US: { threshold: 300_000n, currency: 'USD', citation: '31 CFR 1010.410(e), (f)' },
  EU: { threshold: 0n, currency: 'EUR', citation: 'Regulation (EU) 2023/1113, article 14' },
  GB: { threshold: 100_000n, currency: 'GBP', citation: 'SI 2017/692, regulation 64C' },
  SG: { threshold: 150_000n, currency: 'SGD', citation: 'MAS Notice PSN02, paragraph 13' },
  HK: { threshold: 800_000n, currency: 'HKD', citation: 'AMLO (Cap. 615), Schedule 2, section 13A' },
  CA: { threshold: 100_000n, currency: 'CAD', citation: 'SOR/2002-184' },
  JP: {
    threshold: 100_000n,
    currency: 'JPY',
    citation: 'Act on Prevention of Transfer of Criminal Proceeds, article 10-5',
  },
  CH: { threshold: 100_000n, currency: 'CHF', citation: 'FINMA Guidance 02/2019' },
  FATF: { threshold: 100_000n, currency: 'USD', citation: 'FATF Recommendation 16' },
} as const
export type TravelRegime = keyof typeof TRAVEL_RULES

const EU = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
/** Above this, a customer's own wallet needs a proof that it is theirs: Regulation (EU) 2023/1113, article 14(5). */
export const OWN_WALLET_MINOR_MAX = 100_000n

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
export function travelRulesFor({ from, to, inCurrency }: TravelFacts): TravelRegime[] {
  const regimes = [...new Set([travelRegime(from.country), travelRegime(to.country)])]
  return regimes.filter((regime) => {
    const { threshold, currency } = TRAVEL_RULES[regime]
    // The FATF names its threshold in dollars and in euros alike.
    const worth = inCurrency(currency) ?? (regime === 'FATF' ? inCurrency('EUR') : null)
    return worth === null || worth >= threshold
  })
}

/**
 * Money whose worth is known here, and in which currency: dollars, euros, and stablecoins at par, at which their issuers
 * promise to redeem them. There are no rates: what it is worth in any other currency is not known.
 */
const PAR = { USD: 'USD', EUR: 'EUR', USDX: 'USD', USDC: 'USD', USDT: 'USD', EURC: 'EUR' } as const
export type WorthCurrency = keyof typeof PAR
export const WORTH_CURRENCIES = Object.keys(PAR) as [WorthCurrency, ...WorthCurrency[]]

/** Digits after the point of an amount whose worth is asked: those of the stablecoins. */
export const WORTH_DECIMALS = 6
const PER_CENT = 10_000n

/** What an amount with `WORTH_DECIMALS` is worth, in cents of the currency asked for, rounded up; null: not known. */
export function worthUp(amount: bigint, currency: WorthCurrency): (code: string) => bigint | null {
  const cents = (amount + PER_CENT - 1n) / PER_CENT
  return (code) => (code === PAR[currency] ? cents : null)
}

/** Whether a transfer to or from a customer's own wallet needs a proof that the wallet is theirs. */
export function needsOwnershipProof(country: string, worthInEur: bigint | null): boolean {
  return travelRegime(country) === 'EU' && (worthInEur === null || worthInEur > OWN_WALLET_MINOR_MAX)
}

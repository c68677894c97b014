import type { AssetId, IssuerId, SpvId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import type { Identifier } from '../instrument/identifier.ts'
import { COUNTRIES } from '../kernel/countries.ts'

/** A name of your own for something: at most 40 letters and digits, with hyphens between. */
export const SHEET_KEY = /^(?=.{1,40}$)[a-z0-9]+(-[a-z0-9]+)*$/

/** The states of the United States, the District of Columbia and the outlying areas (ISO 3166-2:US). */
const STATES = new Set(
  (
    'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD ' +
    'TN TX UT VT VA WA WV WI WY DC AS GU MP PR UM VI'
  ).split(' '),
)

/**
 * Whether `text` is a country (ISO 3166-1 alpha-2), like `LU`, or is written as a part of one, like `US-DE`. Of the parts those of
 * the United States alone are known: which forms of the SEC name.
 */
export function isJurisdiction(text: string): boolean {
  if (!/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(text) || !COUNTRIES.has(text.slice(0, 2))) return false
  return !text.startsWith('US-') || STATES.has(text.slice(3))
}

/** A company as its registry knows it. */
export type LegalEntity = {
  /** The term sheet's own name for it, like `harbour-tower-spv`: unique, lower case, never reused. */
  readonly key: string
  readonly name: string
  /** Its legal form in its own jurisdiction's words: `LLC`, `GmbH`. */
  readonly form: string
  /** ISO 3166: `US-DE` (a subdivision) or `LU` (a country). */
  readonly jurisdiction: string
  /** Its number in the register of that jurisdiction; null while it has none. */
  readonly registryNumber: string | null
  /** ISO 17442; null for a company without one. */
  readonly lei: string | null
  /** When it was formed; null where its sheets do not say. */
  readonly formedOn: Temporal.PlainDate | null
}

/** Who raises the money and runs the asset. */
export type Issuer = LegalEntity & { readonly id: IssuerId; readonly version: number }

/** Why a company is not taken up as an issuer. */
export type IssuerRefusal = 'KEY_FORMAT' | 'JURISDICTION_UNKNOWN' | 'ISSUER_KNOWN'

/** What makes a company the shell of one asset. */
export type Shell = {
  /** Companies and trusts that own it, with their part in percent, like `100` or `62.5`; together 100 at most. */
  readonly owners: readonly Owner[]
  /** What it holds and by which right. */
  readonly holds: string | null
  /** What keeps its creditors from others' assets, and others' creditors from this one. */
  readonly ringFence: string | null
}
export type Owner = { readonly name: string; readonly percent: string }

/** The company that holds one asset and nothing else, so that one asset's creditors cannot reach another's. */
export type Spv = LegalEntity &
  Shell & { readonly id: SpvId; readonly issuer: IssuerId; readonly version: number }

export const ASSET_KINDS = [
  'office-building',
  'residential-building',
  'retail-building',
  'industrial-building',
  'land',
  'venture-fund',
  'startup-equity',
  'bond',
  'film-revenue',
  'collectible',
] as const
export type AssetKind = (typeof ASSET_KINDS)[number]

export type AssetFacts = {
  readonly key: string
  readonly kind: AssetKind
  readonly name: string
  /** ISO 3166 alpha-2. */
  readonly country: string
  /** Where it stands, or where whoever owes it is registered, as it is written on an envelope. */
  readonly address: string
  readonly identifiers: readonly Identifier[]
  /** What else a buyer would ask, by label: `Constructed` → `1922`. In the sheet's order. */
  readonly facts: readonly AssetFact[]
  /** What can go wrong with it, in the issuer's own words. */
  readonly risks: readonly AssetRisk[]
}
export type AssetRisk = { readonly title: string; readonly text: string }
export type AssetFact = { readonly label: string; readonly value: string }

export type Asset = AssetFacts & { readonly id: AssetId; readonly spv: SpvId; readonly version: number }

/**
 * How a value was found: the three approaches of the Uniform Standards of Professional Appraisal Practice, what was
 * paid, or the price the issuer itself asked (units × price), which is no appraisal.
 */
export const VALUATION_METHODS = [
  'income-approach',
  'sales-comparison',
  'cost-approach',
  'purchase-price',
  'issuer-price',
] as const
export type ValuationMethod = (typeof VALUATION_METHODS)[number]

/** What somebody found an asset to be worth on a day. Never edited: a better one is added beside it. */
export type Valuation = {
  readonly date: Temporal.PlainDate
  readonly amount: Money
  readonly method: ValuationMethod
  readonly appraiser: string
  /** SHA-256 of the appraisal's bytes, lower-case hex; null while there is none. It may come later, and stays. */
  readonly document: string | null
}

/** The newest by date, or null; of two on one day the one that comes later in the list. */
export function latestValuation(valuations: readonly Valuation[]): Valuation | null {
  return valuations.reduce<Valuation | null>(
    (latest, next) =>
      latest === null || Temporal.PlainDate.compare(next.date, latest.date) >= 0 ? next : latest,
    null,
  )
}

/** Two valuations are one when day, method and appraiser are: what then differs is a contradiction. */
export function isSameValuation(a: Valuation, b: Valuation): boolean {
  return a.date.equals(b.date) && a.method === b.method && a.appraiser === b.appraiser
}

/** What is raised, beside what the asset was last valued at and what else the money pays for. */
export type AboveValuation = { readonly raised: Money; readonly valuation: Money; readonly costs: Money }

/**
 * The three amounts where more is raised than the newest valuation and the stated costs come to; null where it is not, or
 * where there is no valuation. The payment token has as many decimals as the currency of the valuation, or more.
 *
 * @param raised in the payment token
 * @param costs in the currency of the valuations
 */
export function aboveValuation(
  raised: Money,
  valuations: readonly Valuation[],
  costs: readonly Money[],
): AboveValuation | null {
  const valuation = latestValuation(valuations)?.amount
  if (valuation === undefined) return null
  const cost = money(
    costs.reduce((sum, { minor }) => sum + minor, 0n),
    valuation.currency,
  )
  const shift = 10n ** BigInt(Math.max(0, raised.currency.decimals - valuation.currency.decimals))
  return raised.minor > (valuation.minor + cost.minor) * shift ? { raised, valuation, costs: cost } : null
}

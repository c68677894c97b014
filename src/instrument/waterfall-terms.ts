import { formatDecimal } from '../kernel/decimal.ts'
import { mulDivDown } from '../kernel/money.ts'

/** How a fund's manager shares in what investors get back. Parts of 10,000. */
export type CarryTerms = {
  /** A year, simple, for 365 days, on what was contributed: investors get it before the manager shares. */
  readonly preferredBps: number
  /** The manager's part of what follows, until it has its carry of the whole profit; 0 is no catch-up. */
  readonly catchUpBps: number
  /** The manager's part of the profit. */
  readonly carryBps: number
}

/** What a class gets before others when its company is sold or wound up. Multiples of its price in parts of 10,000. */
export type PreferenceTerms = {
  /** Higher ranks are paid first; common has 0. */
  readonly rank: number
  readonly multipleBps: number
  /** `none`: its preference or common, never both · `full`: both · `capped`: both, up to a cap. */
  readonly participation: Participation
  /** Its preference included; null where it is not capped. */
  readonly capBps: number | null
  /** Of the price, a year, simple: added to the preference and to the cap. */
  readonly dividendBps: number
  /** Whether it may give its preference up and share as common. */
  readonly convertible: boolean
}
export type Participation = (typeof PARTICIPATIONS)[number]
export const PARTICIPATIONS = ['none', 'full', 'capped'] as const

const BPS = 10_000n
const YEAR_DAYS = 365n

/** The preferred return of so many days on a contribution, in its minor units, rounded down. */
export function preferredReturn(
  { preferredBps }: Pick<CarryTerms, 'preferredBps'>,
  of: { readonly contributed: bigint; readonly days: number },
): bigint {
  return mulDivDown(of.contributed, BigInt(preferredBps) * BigInt(of.days), BPS * YEAR_DAYS)
}

/** Below or at the carry a catch-up never ends: the manager gets no more of what follows than of the whole. */
export function isCatchUpTooSmall({ catchUpBps, carryBps }: Omit<CarryTerms, 'preferredBps'>): boolean {
  return catchUpBps > 0 && catchUpBps <= carryBps
}

/** Parts of 10,000 in percent, as a sheet has them: 825 is `8.25`. */
export function percentOfBps(bps: number): string {
  return formatDecimal(BigInt(bps), 2).replace(/\.?0+$/, '')
}

/** Parts of 10,000 as a multiple: 15,000 is `1.5`. */
export function multipleOfBps(bps: number): string {
  return formatDecimal(BigInt(bps), 4).replace(/\.?0+$/, '')
}

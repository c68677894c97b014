import type {
  Address,
  AllocationRule,
  Exemption,
  InvestmentLimit,
  Instrument,
} from '../instrument/instrument.ts'
import type { PriceTier } from '../instrument/price.ts'
import type { InstrumentId, OfferingId } from '../kernel/ids.ts'
import { closeOfDay, startOfDay } from '../kernel/time.ts'

/**
 * `opening`: its contract is on the way. `closing`: closed on the chain, and units are being issued. `refunding`: given up,
 * and everybody is being paid back.
 */
export type OfferingStatus = (typeof OFFERING_STATUSES)[number]
export const OFFERING_STATUSES = ['opening', 'open', 'closing', 'closed', 'refunding', 'refunded'] as const

/** Whether units may still come to be asked for: its raise has not ended, in one way or the other. */
export function isRaising(status: string): boolean {
  return status === 'opening' || status === 'open'
}

/** The sale of an instrument's units. Its terms are the instrument's. */
export type Offering = {
  readonly id: OfferingId
  readonly instrument: InstrumentId
  readonly status: OfferingStatus
  /** Where the money is; null while the contract is not on the chain for good. */
  readonly contract: Address | null
  /** What went wrong last, in one sentence. */
  readonly failure: string | null
  readonly openedAt: Temporal.Instant
  readonly closedAt: Temporal.Instant | null
  /** Who prepared the closing and who confirmed it. */
  readonly prepared: { readonly by: string; readonly at: Temporal.Instant } | null
  readonly confirmed: { readonly by: string; readonly at: Temporal.Instant } | null
}

/** What an offering's contract is made with; nothing of it changes. Units are base units, money minor units. */
export type EscrowTerms = {
  readonly treasury: Address
  readonly softCap: bigint
  readonly hardCap: bigint
  readonly opensAt: Temporal.Instant
  readonly closesAt: Temporal.Instant
  /** From then on everybody is paid back who has no units. */
  readonly finalBy: Temporal.Instant
  readonly coolingOffSeconds: number
  /** Null: one that this platform makes no offerings with. */
  readonly allocation: AllocationRule | null
  /** Whether payments at a bank may be attested. */
  readonly takesFiat: boolean
  readonly lockUpDays: number
  /** Of one whole unit, up to so many units. */
  readonly prices: readonly PriceTier[]
  /** What each investor of a kind may have in all; none is no limit. */
  readonly limits: readonly EscrowLimit[]
  /** `num` base units of each token for `den` minor units. */
  readonly currencies: readonly { readonly token: Address; readonly num: bigint; readonly den: bigint }[]
}

/** The most base units of all open subscriptions of one investor. The first limit that fits them counts; null is any. */
export type EscrowLimit = Omit<InvestmentLimit, 'most'> & { readonly unitsMax: bigint }

/**
 * Whether an offering may be shown to people with whom the issuer has no relation yet. Rule 506(b) lets nobody solicit in
 * public (17 CFR 230.502(c)); Rule 506(c) does (230.506(c)(1)). Regulation S forbids to aim at the United States
 * (230.902(c)), not a page that says for whom it is. What is offered to qualified investors or to a counted number of others
 * is not offered to everybody (Regulation (EU) 2017/1129, art. 1(4)(a), (b)). A crowdfunding is shown in public by its
 * intermediary, on whose platform this is (17 CFR 227.303(a)).
 */
export function mayBeAdvertised(exemption: Exemption): boolean {
  return !NOT_PUBLIC.has(exemption)
}

const NOT_PUBLIC: ReadonlySet<Exemption> = new Set(['reg-d-506b', 'eu-qualified', 'eu-150'])

/** An offering, and what is sold by it. */
export type Sale = { readonly offering: Offering; readonly instrument: Instrument }

/** When an offering opens, when its window ends, and when everybody is paid back who has no units. */
export function timesOf({ offering, timeZone }: Pick<Instrument, 'offering' | 'timeZone'>): {
  readonly opensAt: Temporal.Instant
  readonly closesAt: Temporal.Instant
  readonly finalBy: Temporal.Instant
} {
  const closesAt = closeOfDay(offering.closes, timeZone)
  return {
    opensAt: startOfDay(offering.opens, timeZone),
    closesAt,
    finalBy: closesAt.add({ hours: 24 * offering.closingDays }),
  }
}

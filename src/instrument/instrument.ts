import type { AssetId, InstrumentId, IssuerId, SpvId } from '../kernel/ids.ts'
import type { Currency, Money } from '../kernel/money.ts'
import type { CouponTerms } from './coupon.ts'
import type { IncomeCalendar } from './income-calendar.ts'
import type { CarryTerms, PreferenceTerms } from './waterfall-terms.ts'
import type { PriceTier } from './price.ts'

/** An account on the chain: 20 bytes in hex, in the EIP-55 spelling wherever it is shown or stored. */
export type Address = `0x${string}`

/**
 * One share class of one asset: what an investor holds units of, on which terms, and the token that records who does.
 * The terms are those of the term sheet applied last; those before stay in the history.
 */
export type Instrument = InstrumentTerms & {
  readonly id: InstrumentId
  readonly issuer: IssuerId
  readonly spv: SpvId
  readonly asset: AssetId
  /** The token's contract, or null while it is not on the chain for good. */
  readonly token: Address | null
  /** Where subscriptions are paid to and distributions are paid from. */
  readonly treasury: Address
  /** SHA-256 of the term sheet's bytes, lower-case hex, as anchored on the chain. */
  readonly termSheetSha256: string
  readonly status: InstrumentStatus
  /** 1 for the first term sheet applied, one more for each that changed something. */
  readonly version: number
}

/** `draft`: rows only. `deploying`: its transaction is under way. `live`: the token is on the chain for good. */
export type InstrumentStatus = 'draft' | 'deploying' | 'live'

/** What a term sheet says about a share class. */
export type InstrumentTerms = {
  /** The term sheet's own name for it, like `office-tower`: unique, lower case, never reused. */
  readonly key: string
  readonly name: string
  /** The token's symbol. */
  readonly symbol: string
  /** Digits after the point in a holder's balance: 0 when units are whole. */
  readonly decimals: number
  /** The most that may ever be issued, in base units (units × 10^decimals). */
  readonly unitsMax: bigint
  /** Of one whole unit, in the payment currency: where no tier says otherwise. */
  readonly unitPrice: Money
  /** What the first units sold cost, ascending by `unitsTo`, which is below `unitsMax`; none where all cost the same. */
  readonly priceTiers: readonly PriceTier[]
  /** The stablecoin that subscriptions and distributions are paid in. */
  readonly payment: PaymentToken
  /** `managed`: an account the platform keeps the key of. */
  readonly treasuryKind: 'managed' | 'own'
  /** IANA name; legal dates of this instrument are days in this zone. */
  readonly timeZone: string
  readonly rules: TransferRules
  readonly offering: OfferingTerms
  /** Null for an instrument that pays no income. */
  readonly income: IncomePolicy | null
  /** Interest on dates of its own, computed and not told by statements; never beside an income policy. */
  readonly coupon: CouponTerms | null
  /** How a fund's manager shares in what comes back; never beside a preference. */
  readonly carry: CarryTerms | null
  /** What the class gets before others when its company is sold or wound up. */
  readonly preference: PreferenceTerms | null
}

export type PaymentToken = { readonly token: Address; readonly currency: Currency }

/** A stablecoin that an offering takes besides the payment token, at a rate that never changes. */
export type AcceptedCurrency = PaymentToken & {
  /** What one unit of the payment currency costs in it, in parts of 10^`RATE_DECIMALS`. */
  readonly rate: bigint
}
export const RATE_DECIMALS = 12

/** The rules the token itself enforces at every movement of units. `null` is no limit. */
export type TransferRules = {
  /** ISO 3166-1 alpha-2 codes a receiver may live in, ascending; `any` switches the rule off. */
  readonly countries: 'any' | readonly string[]
  readonly accreditedOnly: boolean
  /** Most holders at a time, counting a person with several wallets once for each wallet that holds. */
  readonly holdersMax: number | null
  /** Most holders who reside in the United States, territories included. */
  readonly usHoldersMax: number | null
  /** Most holders who are not accredited. */
  readonly nonAccreditedHoldersMax: number | null
  /** Most base units on one wallet. */
  readonly balanceMax: bigint | null
}

/**
 * Under which exemption from registration units are sold.
 * Regulation D, 17 CFR 230.506(b) and (c); Regulation S, 17 CFR 230.901–905; Regulation A, 17 CFR 230.251–263; Regulation
 * Crowdfunding, 17 CFR 227. Without a prospectus in the Union: to qualified investors, to fewer than 150 persons in a Member
 * State, in tickets of 100,000 euros, or a small offer (Regulation (EU) 2017/1129, art. 1(4)(a), (b), (d), 3(2)); by a
 * crowdfunding service (Regulation (EU) 2020/1503). `none-needed` outside these laws.
 */
export type Exemption = (typeof EXEMPTIONS)[number]
export const EXEMPTIONS = [
  'reg-d-506b',
  'reg-d-506c',
  'reg-s',
  'reg-a-tier-1',
  'reg-a-tier-2',
  'reg-cf',
  'eu-qualified',
  'eu-150',
  'eu-ticket',
  'eu-small',
  'eu-crowdfunding',
  'none-needed',
] as const

export type OfferingTerms = {
  readonly exemption: Exemption
  /** First day of the window, in the instrument's time zone. */
  readonly opens: Temporal.PlainDate
  /** Last day of the window: subscriptions are taken until it ends. */
  readonly closes: Temporal.PlainDate
  readonly ticketMin: Money
  /** Null: no maximum but the units that are left. */
  readonly ticketMax: Money | null
  /** Days from the closing during which units cannot be sold on; 0 is none. */
  readonly lockUpDays: number
  /** The fewest base units with which it may close; 0 closes with any. */
  readonly softCap: bigint
  /** The most base units that it sells; null is all that the class has. */
  readonly hardCap: bigint | null
  readonly allocation: AllocationRule
  /** Hours from a subscription on in which its investor may take it back; 0 is none. */
  readonly coolingOffHours: number
  /** Only those whom the issuer has invited may see it and subscribe. */
  readonly invitedOnly: boolean
  /** Days after the window in which it has to be closed; then everybody is paid back. */
  readonly closingDays: number
  /** What the money raised pays for beside the asset, in the currency of the asset's valuations. */
  readonly costs: readonly OfferingCost[]
  /** What it is paid in besides the payment token, in the order of its contract. */
  readonly currencies: readonly AcceptedCurrency[]
  /** The first that fits an investor counts; whom none fits may invest any amount. */
  readonly limits: readonly InvestmentLimit[]
  /** Whether an investor signs an agreement, and the issuer countersigns it: for subscriptions made from then on. */
  readonly agreementRequired: boolean
}

/** The most base units that an offering sells: those of the class, or fewer where its terms say so. */
export function hardCapOf({
  unitsMax,
  offering,
}: Pick<InstrumentTerms, 'unitsMax'> & { readonly offering: Pick<OfferingTerms, 'hardCap'> }): bigint {
  return offering.hardCap ?? unitsMax
}

/** What investors of one kind may invest in an offering, each of them in all. Null is any. */
export type InvestmentLimit = {
  /** Whether their accreditation counts on the day. */
  readonly standing: Standing | null
  readonly kind: 'individual' | 'entity' | null
  /** Of residence, ISO 3166-1 alpha-2, ascending. */
  readonly countries: readonly string[] | null
  readonly most: Money
}
export type Standing = (typeof STANDINGS)[number]
export const STANDINGS = ['accredited', 'not-accredited'] as const

/** A fee or a reserve that investors pay for: what is raised above the value of the asset goes there. */
export type OfferingCost = { readonly name: string; readonly amount: Money }

/**
 * Who gets how many. `first-come`: everybody what they subscribed for, while there are units. `pro-rata`: when more is
 * subscribed for than there is, everybody the same part of it. `by-hand`: what the issuer allots after the window, with a
 * reason for whoever gets something else than they asked for.
 */
export type AllocationRule = (typeof ALLOCATION_RULES)[number]
export const ALLOCATION_RULES = ['first-come', 'pro-rata', 'by-hand'] as const

/** What part of the income goes to the holders, and when. */
export type IncomePolicy = IncomeCalendar & {
  /** Basis points of net income: 9000 is 90 %. */
  readonly payoutBps: number
  /** Accounts of the income statement that add to net income; amounts on them are positive. */
  readonly incomeAccounts: readonly string[]
  /** Accounts that take from it; amounts on them are positive as well. An account in neither list is refused. */
  readonly expenseAccounts: readonly string[]
}

/** Whether an account of an income statement adds to net income or takes from it; null when the policy knows it not. */
export function accountSide(policy: IncomePolicy, account: string): 'income' | 'expense' | null {
  if (policy.incomeAccounts.includes(account)) return 'income'
  return policy.expenseAccounts.includes(account) ? 'expense' : null
}

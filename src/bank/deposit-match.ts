import type { InvestorId, IssuerId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import { atPar, type Currency, type Money } from '../kernel/money.ts'
import { BANK_CURRENCIES } from '../ledger/bank-statement.ts'
import type { FoundReferences } from './payment-reference.ts'

/** What became of a booking, in one word; the screens and the API use the same. */
export const BANK_ENTRY_STATUSES = [
  'suspense',
  'part',
  'proposed',
  'matched',
  'returning',
  'returned',
  'settled',
  'claim',
] as const
export type BankEntryStatus = (typeof BANK_ENTRY_STATUSES)[number]

/** By what bookings are sorted: when they came here, the day on which the bank booked them, or their amount. */
export const BANK_ENTRY_SORTS = ['-at', 'at', '-bookedOn', 'bookedOn', '-amount', 'amount'] as const
export type BankEntrySort = (typeof BANK_ENTRY_SORTS)[number]

/** Why money waits in suspense. */
export const SUSPENSE_REASONS = [
  'REFERENCE_MISSING',
  'REFERENCE_MISTYPED',
  'REFERENCES_SEVERAL',
  'REFERENCE_UNKNOWN',
  'CURRENCY_OTHER',
  'SUBSCRIPTION_FUNDED',
  'SUBSCRIPTION_NOT_PAYABLE',
  'INTEREST_ONLY',
  'RISKS_NOT_CONFIRMED',
  'AGREEMENT_NOT_SIGNED',
  'PAYER_UNNAMED',
  'PAYER_OTHER',
  'OVERPAID',
  'PAYMENT_CAME_BACK',
  'FUNDING_REVERSED',
  'FUNDING_REFUSED',
  'PRICE_MOVED',
  'OUTGOING_UNKNOWN',
  'RETURN_UNKNOWN',
  'RETURN_AMOUNT_OTHER',
  'RETURN_CALLED_OFF',
  'SECOND_PERSON_NEEDED',
] as const
export type SuspenseReason = (typeof SUSPENSE_REASONS)[number]

/** What the sale of units says about a subscription to whoever takes its money at a bank. */
export type FiatSubscription = {
  readonly id: SubscriptionId
  readonly offering: OfferingId
  readonly issuer: IssuerId
  readonly investor: InvestorId
  /** What it costs, in the currency that the payment currency stands for. */
  readonly due: Money
  /**
   * Whether money is awaited, may not come before the investor has taken an interest up, confirmed the risks or signed the
   * agreement, has come, has come and units are out for it, or is not awaited: the subscription has ended.
   */
  readonly state: 'payable' | 'interest' | 'unconfirmed' | 'unsigned' | 'funded' | 'issued' | 'over'
}

/**
 * The currency at a bank that a payment currency stands for, at par; null when nobody can wire it.
 */
export function fiatOf(currency: Currency): Currency | null {
  return BANK_CURRENCIES.get(atPar(currency.code)) ?? null
}

/** Minor units of a payment currency in those of what it stands for; a fraction of a cent asks for a whole one. */
export function toFiatUp(amount: bigint, from: Currency, to: Currency): bigint {
  if (to.decimals >= from.decimals) return amount * 10n ** BigInt(to.decimals - from.decimals)
  const unit = 10n ** BigInt(from.decimals - to.decimals)
  return (amount + unit - 1n) / unit
}

/** Money that came in, and what is known about whom it may be for. */
export type Incoming = {
  readonly isReturn: boolean
  readonly currency: string
  readonly issuer: IssuerId
  readonly payer: string | null
  readonly found: FoundReferences
  /** Subscriptions of this issuer with the one reference that was found. */
  readonly subscriptions: readonly (FiatSubscription & { readonly investorName: string | null })[]
}

export type Verdict =
  | { readonly subscription: SubscriptionId }
  | {
      readonly reason: SuspenseReason
      readonly subscription: null
      /** The subscription that it waits for, where its investor may still do what is missing. */
      readonly meant: SubscriptionId | null
    }

/** What money may wait for that its investor has yet to do: then it is weighed again. */
export const AWAITS_INVESTOR: ReadonlySet<SuspenseReason> = new Set([
  'INTEREST_ONLY',
  'RISKS_NOT_CONFIRMED',
  'AGREEMENT_NOT_SIGNED',
])

function isFunded(state: FiatSubscription['state'] | undefined): boolean {
  return state === 'funded' || state === 'issued'
}

const RULES: readonly (readonly [SuspenseReason, (incoming: Incoming) => boolean])[] = [
  ['PAYMENT_CAME_BACK', ({ isReturn }) => isReturn],
  ['REFERENCE_MISTYPED', ({ found }) => found.references.length === 0 && found.mistyped],
  ['REFERENCE_MISSING', ({ found }) => found.references.length === 0],
  ['REFERENCES_SEVERAL', ({ found }) => found.references.length > 1],
  ['REFERENCE_UNKNOWN', ({ subscriptions }) => subscriptions.length !== 1],
  ['CURRENCY_OTHER', ({ subscriptions, currency }) => subscriptions[0]?.due.currency.code !== currency],
  ['SUBSCRIPTION_FUNDED', ({ subscriptions }) => isFunded(subscriptions[0]?.state)],
  ['SUBSCRIPTION_NOT_PAYABLE', ({ subscriptions }) => subscriptions[0]?.state === 'over'],
  ['INTEREST_ONLY', ({ subscriptions }) => subscriptions[0]?.state === 'interest'],
  ['RISKS_NOT_CONFIRMED', ({ subscriptions }) => subscriptions[0]?.state === 'unconfirmed'],
  ['AGREEMENT_NOT_SIGNED', ({ subscriptions }) => subscriptions[0]?.state === 'unsigned'],
  ['PAYER_UNNAMED', ({ payer }) => payer === null],
  // Money from somebody else is for an officer to look at (FATF, Guidance for a Risk-Based Approach: Securities
  // Sector, 2018: payments from and to third parties).
  [
    'PAYER_OTHER',
    ({ payer, subscriptions }) => !isSamePayer(payer ?? '', subscriptions[0]?.investorName ?? ''),
  ],
]

/** For which subscription money came, or the first reason why nobody can say so without an officer. Pure. */
export function weighIncoming(incoming: Incoming): Verdict {
  const first = incoming.subscriptions[0]?.id ?? null
  for (const [reason, applies] of RULES)
    if (applies(incoming))
      return { reason, subscription: null, meant: AWAITS_INVESTOR.has(reason) ? first : null }
  return { subscription: first! }
}

/** Words that say nothing about who it is: forms of address, and legal forms. */
const EMPTY_WORDS = new Set(
  'mr mrs ms miss dr prof sir herr frau m mme and und et the ltd limited llc inc corp co company gmbh ag sa sarl bv nv plc lp llp lda spa srl ab as oy'.split(
    ' ',
  ),
)

/**
 * Whether a bank's name of the payer is the investor's: the same words in any order, capitals, accents, forms of address
 * and legal forms aside. The shorter may leave words of the longer out (second names, a joint account), not its own.
 */
export function isSamePayer(payer: string, investor: string): boolean {
  const [shorter, longer] = [nameWords(payer), nameWords(investor)].sort((a, b) => a.size - b.size)
  if (shorter === undefined || longer === undefined || shorter.size === 0) return false
  return (shorter.size >= 2 || longer.size === 1) && shorter.isSubsetOf(longer)
}

function nameWords(name: string): Set<string> {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ø/g, 'o')
    .replace(/ł/g, 'l')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !EMPTY_WORDS.has(word))
  return new Set(words)
}

/** What a file says of a booking, as far as it says it. */
type Told = {
  readonly bookedOn: Temporal.PlainDate
  readonly amount: bigint
  readonly bankReference: string | null
  /** The payer's name of it, or a keyed hash of that. */
  readonly endToEnd: string | null
  readonly remittance: string
  readonly counterparty: string | null
  readonly counterpartyAccount: string | null
}

/**
 * Whether a file with the bank's names of its bookings and one without tell of the same: the same money on the same day, and
 * nothing that one says is said otherwise by the other. What a file leaves out speaks for neither. Two files that both have
 * names, or both have none, are compared by what is known of each alone.
 */
export function isSameBooking(a: Told, b: Told): boolean {
  if (a.amount !== b.amount || Temporal.PlainDate.compare(a.bookedOn, b.bookedOn) !== 0) return false
  if ((a.bankReference === null) === (b.bankReference === null)) return false
  return (
    agrees(a.endToEnd, b.endToEnd) &&
    agrees(a.counterpartyAccount, b.counterpartyAccount) &&
    agrees(plainWords(a.counterparty ?? ''), plainWords(b.counterparty ?? '')) &&
    agrees(plainWords(a.remittance), plainWords(b.remittance))
  )
}

/** One says nothing, or both say the same; files cut long texts off at different places. */
function agrees(a: string | null, b: string | null): boolean {
  const [shorter, longer] = [a ?? '', b ?? ''].toSorted((x, y) => x.length - y.length) as [string, string]
  return longer.startsWith(shorter)
}

function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/** A deposit that waits for its subscription, oldest first. */
export type Deposit<Id> = { readonly id: Id; readonly open: bigint }

/**
 * How deposits pay what is due: oldest first, each as far as needed. What is left of a deposit afterwards is too much.
 * Null while they do not make the amount.
 */
export function fundingOf<Id>(
  due: bigint,
  deposits: readonly Deposit<Id>[],
): readonly { readonly id: Id; readonly used: bigint; readonly left: bigint }[] | null {
  if (due <= 0n || deposits.reduce((sum, { open }) => sum + open, 0n) < due) return null
  let missing = due
  return deposits.map(({ id, open }) => {
    const used = open < missing ? open : missing
    missing -= used
    return { id, used, left: open - used }
  })
}

/** Why a booking is not taken for a subscription, sent back or booked otherwise. */
export type MatchRefusal =
  | 'NOT_FOUND'
  | 'ENTRY_NOT_PROPOSED'
  | 'ENTRY_NOT_OPEN'
  | 'ENTRY_OUTGOING'
  | 'ENTRY_INCOMING'
  | 'DEPOSIT_LEAVING'
  | 'DEPOSIT_USED'
  | 'DEPOSIT_OTHER'
  | 'NOTHING_OWED'
  | 'UNITS_NOT_ISSUED'
  | 'DEPOSIT_WAITS'
  | 'WRITE_OFF_OTHER'
  | 'SCREENING_STALE'
  | 'INVESTOR_NOT_VERIFIED'
  | 'SECOND_PERSON_NEEDED'
  | 'CURRENCY_OTHER'
  | 'SUBSCRIPTION_NOT_PAYABLE'
  | 'SUBSCRIPTION_UNSETTLED'
  | 'RISKS_NOT_CONFIRMED'
  | 'AGREEMENT_NOT_SIGNED'
  | 'REFERENCE_UNKNOWN'
  | 'PRICE_NOT_MOVED'
  | 'AMOUNT_NOT_TAKEN'

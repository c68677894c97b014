import type { BankAccountId, IssuerId, OfferingId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'

/**
 * What an account tells of. Of the issuer: money at a bank, in the escrow on chain, in the treasury, paid to others as
 * fees, or owed to it (`claims`: payments taken back after the closing) until it is given up (`written-off`); what was raised and left the treasury for what it was
 * raised for, or went back to holders (`capital-returned`). Owed by the issuer: what was received for
 * units, what nobody knows the purpose of yet (`suspense`), and what is on its way back (`refunds-due`).
 */
export const ACCOUNT_KINDS = [
  'bank',
  'escrow-chain',
  'treasury',
  'fees',
  'claims',
  'written-off',
  'proceeds-used',
  'capital-returned',
  'subscriptions-received',
  'suspense',
  'refunds-due',
] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

/** An account, by what it is for. Without an offering it is in the issuer's own book. */
export type Account = {
  readonly kind: AccountKind
  readonly issuer: IssuerId
  readonly offering: OfferingId | null
  /** Of the kind `bank`: which one. */
  readonly bank: BankAccountId | null
  readonly currency: Currency
}

/** Minor units of the account's currency: a debit is above zero, a credit below. */
export type Posting = { readonly account: Account; readonly amount: bigint }

/** Something that happened to money. */
export type NewJournalEntry = {
  /** The business event's own name: posting it again is the same entry. */
  readonly key: string
  /** In a word: `bank-statement`, `subscription-funded`. */
  readonly event: string
  /** The id of what it happened to. No names, no account numbers. */
  readonly subject: string
  readonly postings: readonly Posting[]
}

/** Postings that do not belong into one entry: a bug of whoever made them. */
export class JournalUnsound extends Error {}

/**
 * Makes sure that an entry is one: two postings at least, none of nothing, and in each book (an issuer's own, or an
 * offering's) and currency a sum of zero, so that each book balances alone. Throws `JournalUnsound`.
 */
export function checkPostings(postings: readonly Posting[]): void {
  if (postings.length < 2) throw new JournalUnsound('an entry needs two postings')
  const sums = new Map<string, bigint>()
  for (const { account, amount } of postings) {
    if (amount === 0n) throw new JournalUnsound(`a posting to ${account.kind} is of nothing`)
    if ((account.kind === 'bank') !== (account.bank !== null))
      throw new JournalUnsound(`${account.kind} with bank ${String(account.bank)}`)
    const book = `${account.issuer} ${account.offering ?? ''} ${account.currency.code} ${account.currency.decimals}`
    sums.set(book, (sums.get(book) ?? 0n) + amount)
  }
  for (const [book, sum] of sums) if (sum !== 0n) throw new JournalUnsound(`${book} is off by ${sum}`)
}

/** Moves `amount` from one account to another of the same book: `to` is debited, `from` credited. */
export function moved(
  amount: bigint,
  { from, to }: { readonly from: Account; readonly to: Account },
): Posting[] {
  return [
    { account: to, amount },
    { account: from, amount: -amount },
  ]
}

/** The entry that takes back all of `postings`. */
export function reversed(postings: readonly Posting[]): Posting[] {
  return postings.map(({ account, amount }) => ({ account, amount: -amount }))
}

export type Balance = { readonly account: Account; readonly balance: bigint }

/** Of each currency, the sum of all balances: zero, or the books are broken. */
export function trialTotals(balances: readonly Balance[]): { currency: Currency; sum: bigint }[] {
  const byCurrency = Map.groupBy(
    balances,
    ({ account: { currency } }) => `${currency.code} ${currency.decimals}`,
  )
  return [...byCurrency.values()].map((of) => ({
    currency: of[0]!.account.currency,
    sum: of.reduce((sum, { balance }) => sum + balance, 0n),
  }))
}

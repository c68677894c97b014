import type { Instrument } from '../instrument/instrument.ts'
import { issuerById } from '../issuer/issuer.service.ts'
import {
  newId,
  type BankAccountId,
  type BankEntryId,
  type BankStatementId,
  type SubscriptionId,
} from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { BANK_CURRENCIES } from '../ledger/bank-statement.ts'
import { readAccount } from '../ledger/iban.ts'
import { breaksBetween, type StatementBreak } from '../ledger/statement-continuity.ts'
import type { Account, AccountKind } from '../ledger/journal.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import type { Place, Placed, Slice } from '../platform/db/page.ts'
import { blindIndex } from '../platform/vault/seal.ts'
import { readPersonal, readPersonalOf, shred } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { wordsField } from './booking.service.ts'
import { fiatOf, type BankEntrySort } from './deposit-match.ts'
import {
  insertBankAccount,
  selectBankAccount,
  selectBankAccounts,
  selectBankStatements,
  selectStatementPages,
  type BankAccount,
  type ImportedStatement,
} from './bank-statement.store.ts'
import { selectFunded } from './bank-funding.store.ts'
import {
  selectClaimed,
  selectEntries,
  selectEntry,
  selectEvents,
  selectFreedDeposits,
  selectBrought,
  type BankEntry,
  type BankEntryFilter,
  type EntryEvent,
  selectEntriesOf,
} from './bank-entry.store.ts'

export type { BankAccount, ImportedStatement } from './bank-statement.store.ts'
export type { BankEntry, EntryEvent } from './bank-entry.store.ts'

export type BankAccountRefusal = 'NOT_FOUND' | 'ACCOUNT_INVALID' | 'CURRENCY_UNKNOWN' | 'BANK_ACCOUNT_TAKEN'

/** Takes up an issuer's account at a bank, into which investors are told to pay. */
export async function addBankAccount(
  work: Work,
  asked: Omit<BankAccount, 'id'>,
): Promise<Result<BankAccount, BankAccountRefusal>> {
  if ((await issuerById(work.db, asked.issuer)) === null) return refuse('NOT_FOUND')
  const number = readAccount(asked.number)
  if (number === null) return refuse('ACCOUNT_INVALID')
  if (!BANK_CURRENCIES.has(asked.currency))
    return refuse('CURRENCY_UNKNOWN', { known: [...BANK_CURRENCIES.keys()].join(', ') })
  const account: BankAccount = { ...asked, id: newId('bac'), number }
  if (!(await insertBankAccount(work.db, account, { at: work.now, by: work.by.id })))
    return refuse('BANK_ACCOUNT_TAKEN')
  await appendAudit(work, {
    action: 'bank-account.added',
    subject: account.id,
    detail: { issuer: account.issuer, currency: account.currency },
  })
  return ok(account)
}

export function bankAccounts(db: Db): Promise<BankAccount[]> {
  return selectBankAccounts(db)
}

/** Whether investors can pay for units of an instrument at a bank. */
export async function takesWires(db: Db, { issuer, payment }: Instrument): Promise<boolean> {
  const fiat = fiatOf(payment.currency)
  return (await selectBankAccounts(db)).some(
    (account) => account.issuer === issuer && account.currency === fiat?.code,
  )
}

export function bankAccountById(db: Db, id: BankAccountId): Promise<BankAccount | null> {
  return selectBankAccount(db, id)
}

/** Of an account's bookings. */
export function currencyOf(account: BankAccount): Currency {
  const currency = BANK_CURRENCIES.get(account.currency)
  if (currency === undefined) throw new Error(`${account.id} is in ${account.currency}`)
  return currency
}

/** An account of the books: of the issuer's own, or of an offering's. */
export function bookOf(
  account: BankAccount,
  kind: AccountKind,
  offering: Account['offering'] = null,
): Account {
  const currency = currencyOf(account)
  return { kind, issuer: account.issuer, offering, bank: kind === 'bank' ? account.id : null, currency }
}

/** An end-to-end id as it is looked for: payers write what they like into it. */
export function endToEndIndex(id: string): Buffer {
  return blindIndex('bank end-to-end id', id)
}

/** The statements of these accounts, the newest first. */
export function bankStatements(
  db: Db,
  accounts: readonly BankAccountId[],
  page: { readonly before: Place | null; readonly limit: number },
): Promise<ImportedStatement[]> {
  return selectBankStatements(db, accounts, page)
}

/** Where statements of these accounts are missing, or tell of days again, by the statement at which it shows. */
export async function statementBreaks(
  db: Db,
  accounts: readonly BankAccountId[],
): Promise<Map<BankStatementId, StatementBreak<BankStatementId>[]>> {
  const pages = await selectStatementPages(db, accounts)
  const breaks = [...pages.values()].flatMap((of) => breaksBetween(of))
  return Map.groupBy(breaks, ({ statement }) => statement)
}

/** The bookings of these accounts. */
export function bankEntries(
  db: Db,
  {
    accounts,
    ...filter
  }: Omit<BankEntryFilter, 'accounts'> & {
    readonly accounts: readonly BankAccount[]
  },
  slice: Slice<BankEntrySort>,
): Promise<Placed<BankEntry>[]> {
  const decimals = new Map(accounts.map((account) => [account.id, currencyOf(account).decimals]))
  return selectEntries(db, { ...filter, accounts: [...decimals.keys()] }, slice, decimals)
}

/** A booking with everything that was done with it. */
export async function bankEntryById(
  db: Db,
  id: BankEntryId,
): Promise<{ readonly entry: BankEntry; readonly events: readonly EntryEvent[] } | null> {
  const entry = await selectEntry(db, id)
  return entry === null ? null : { entry, events: await selectEvents(db, id) }
}

/** What people said when they did something with a booking, by its events; nothing of one that was erased. */
export async function entryWords(
  db: Db,
  entry: BankEntryId,
  events: readonly EntryEvent[],
): Promise<ReadonlyMap<string, string>> {
  const kept = await readPersonal(
    db,
    entry,
    events.map(({ id }) => wordsField(id)),
  )
  return new Map(
    events.flatMap(({ id }) => {
      const words = kept[wordsField(id)]
      return words == null ? [] : [[id, words] as const]
    }),
  )
}

/** Who paid or was paid, and what they wrote: for officers alone. */
export type PaymentParty = {
  readonly name: string | null
  readonly account: string | null
  readonly text: string
}

/** From the vault, for people who may see it: booking → who paid. One that was erased is left out. */
export async function paymentParties(
  db: Db,
  entries: readonly BankEntryId[],
): Promise<Map<string, PaymentParty>> {
  const kept = await readPersonalOf(db, entries, ['payment'])
  // Written when a statement is brought in, so it is what that wrote.
  return new Map(
    [...kept].flatMap(([id, { payment }]) =>
      payment === undefined ? [] : [[id, JSON.parse(payment) as PaymentParty] as const],
    ),
  )
}

/** Destroys who paid for these subscriptions: the bookings stay, with their amounts, and name nobody. */
export async function erasePaymentParties(work: Work, of: readonly SubscriptionId[]): Promise<void> {
  for (const entry of await selectEntriesOf(work.db, of)) await shred(work, entry)
}

/**
 * Which of these subscriptions have all of their amount at the bank, so that two people may take it: for its units, or for what it
 * buys where their price has moved.
 *
 * @param options.mayBuyLess whether it can still be taken for what it buys where their price has moved: not after the window
 */
export function paidAtBank(
  db: Db,
  among: readonly SubscriptionId[],
  { mayBuyLess = true }: { readonly mayBuyLess?: boolean } = {},
): Promise<ReadonlySet<SubscriptionId>> {
  return selectBrought(db, among, mayBuyLess)
}

/** How much at a bank pays for each of these subscriptions, less what of it the bank took back. */
export function fundedAtBank(
  db: Db,
  among: readonly SubscriptionId[],
): Promise<ReadonlyMap<SubscriptionId, bigint>> {
  return selectFunded(db, among)
}

/** The subscriptions of which the bank took money back that units were out for. */
export function claimedSubscriptions(db: Db): Promise<SubscriptionId[]> {
  return selectClaimed(db)
}

/** The deposits that a subscription was paid with and that were taken out of it again, all of them or a part. */
export function freedDeposits(db: Db, of: SubscriptionId): ReturnType<typeof selectFreedDeposits> {
  return selectFreedDeposits(db, of)
}

import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readableSubjects } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import {
  insertEvent,
  isLeavingUnseen,
  lockEntries,
  lockEntry,
  lockWaiting,
  selectEntry,
  selectEvents,
  updateEntry,
  type BankEntry,
  type BankEntryEvent,
} from './bank-entry.store.ts'
import { selectBankAccount, selectImporters, type BankAccount } from './bank-statement.store.ts'
import { selectFundings } from './bank-funding.store.ts'
import { fundingOf, type FiatSubscription, type MatchRefusal, type SuspenseReason } from './deposit-match.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/** Where in the vault the words about an event of a booking are. */
export const wordsField = (event: string) => `event.${event}`

/** What the sale of units says and does about money at the bank; `R` is why it takes none. */
export type FiatSale<R extends string = string> = {
  /** Subscriptions by their ids or the beginnings of them, as far as somebody can pay for them at a bank. */
  readonly known: (db: Db, prefixes: readonly string[]) => Promise<readonly FiatSubscription[]>
  /** Keeps subscriptions from others until the end of the transaction, before any of them is taken as paid. */
  readonly holdToPay: (work: Work, ids: readonly SubscriptionId[]) => Promise<void>
  /** Keeps subscriptions from others until the end of the transaction, before a payment of any of them is taken back. */
  readonly holdToReverse: (work: Work, ids: readonly SubscriptionId[]) => Promise<void>
  /** Takes the money as paid; refused when the subscription takes none any more. */
  readonly fund: (
    work: Work,
    id: SubscriptionId,
    paid: { readonly amount: Money; readonly reference: string },
  ) => Promise<Result<unknown, R>>
  /**
   * Asks for what an amount buys at the price now, for the investor of a subscription whose price has moved; answers with the
   * subscription that there is now. Refused where the price is what it was, or for this amount.
   */
  readonly askAnew: (
    work: Work,
    id: SubscriptionId,
    amount: Money,
  ) => Promise<Result<SubscriptionId, 'PRICE_NOT_MOVED' | 'AMOUNT_NOT_TAKEN'>>
  /** Takes the payment back; refused when units are out for it, or something else is under way that has to end before. */
  readonly reverse: (
    work: Work,
    id: SubscriptionId,
  ) => Promise<Result<unknown, 'UNITS_OUT' | 'SUBSCRIPTION_UNSETTLED'>>
}

export async function fiatSubscription(
  { db }: Work,
  sale: FiatSale,
  id: SubscriptionId,
): Promise<FiatSubscription | null> {
  return (await sale.known(db, [id]))[0] ?? null
}

/**
 * A booking and the subscription that it is for, held for the rest of the transaction; the subscription first, as
 * everybody does, so that no two wait for each other.
 */
export async function holdEntry(work: Work, id: BankEntryId): Promise<BankEntry | null> {
  const before = await selectEntry(work.db, id)
  if (before === null) return null
  if (before.subscription !== null) await lockFor(work.db, before.subscription)
  return lockEntry(work.db, id)
}

/**
 * Money in suspense that pays for nothing and is not on its way out, and the one subscription of its issuer, in its currency, that
 * a reference names: both held for the rest of the transaction, the subscription first. `beside` names further bookings of it
 * that are held at once, as whoever took them one by one could wait for somebody who waits for the first.
 */
export async function holdUnused(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  reference: string,
  beside: (db: Db, of: SubscriptionId) => Promise<readonly BankEntryId[]> = () => Promise.resolve([]),
): Promise<Result<{ readonly entry: BankEntry; readonly subscription: FiatSubscription }, MatchRefusal>> {
  const meant = await sale.known(work.db, referencesIn(reference).references.map(idPrefixOf))
  const of = meant.length === 1 ? meant[0]!.id : null
  if (of === null) return refuse('REFERENCE_UNKNOWN')
  await lockFor(work.db, of)
  await lockEntries(work.db, [id, ...(await beside(work.db, of))])
  const entry = await selectEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount < 0n) return refuse('ENTRY_OUTGOING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if ((await selectFundings(work.db, { entry: id })).length > 0) return refuse('DEPOSIT_USED')
  if (await isLeavingUnseen(work.db, id)) return refuse('DEPOSIT_LEAVING')
  const account = await accountOf(work, entry)
  const subscription = await fiatSubscription(work, sale, of)
  if (subscription === null || subscription.issuer !== account.issuer) return refuse('REFERENCE_UNKNOWN')
  const due = subscription.due.currency.code
  if (due !== account.currency) return refuse('CURRENCY_OTHER', { currency: account.currency, due })
  return ok({ entry, subscription })
}

/** Says whether the deposits for a subscription make its amount: then they are proposed, else each is a part. */
export async function waitFor(work: Work, sale: FiatSale, id: SubscriptionId): Promise<void> {
  await lockFor(work.db, id)
  const subscription = await fiatSubscription(work, sale, id)
  const waiting = await lockWaiting(work.db, id)
  const isEnough = subscription !== null && fundingOf(subscription.due.minor, waiting) !== null
  for (const entry of waiting)
    if ((entry.status === 'proposed') !== isEnough)
      await updateEntry(work.db, entry.id, work.now, { status: isEnough ? 'proposed' : 'part' })
}

/** Money waits in suspense, for this reason. */
export async function setAside(work: Work, entry: BankEntry, reason: SuspenseReason): Promise<void> {
  await updateEntry(work.db, entry.id, work.now, { status: 'suspense', reason, matched_by: null })
}

/** Writes down what was done with a booking: in its own history, and in the audit log. */
export async function noteEntry(
  work: Work,
  entry: BankEntry,
  what: BankEntryEvent,
  about: {
    readonly used: bigint
    readonly subscription?: SubscriptionId | null
    readonly other?: BankEntryId
    readonly reason?: SuspenseReason
    /** What a person says about it: it may be about whoever paid, so it is in the vault beside their name. */
    readonly words?: string | null
  },
): Promise<void> {
  const { used, subscription = null, other = null, reason = null, words = null } = about
  const event = await insertEvent(work.db, {
    ...{ entry: entry.id, what, used, subscription, other, reason },
    ...{ at: work.now, by: work.by.id },
  })
  // Who paid may have been erased; nothing is said of them any more.
  const isKept = words !== null && (await readableSubjects(work.db, [entry.id])).length > 0
  if (isKept) await putPersonal(work, entry.id, { [wordsField(event)]: words })
  await appendAudit(work, {
    action: `bank-entry.${what}`,
    subject: entry.id,
    detail: { used: used.toString(), subscription, other },
  })
}

/** A name of its own for each thing that can be done with a booking more than once. */
export async function keyFor(work: Work, what: string, entry: BankEntry): Promise<string> {
  return `${what}:${entry.id}:${(await selectEvents(work.db, entry.id)).length}`
}

export async function accountOf(work: Work, entry: BankEntry): Promise<BankAccount> {
  const account = await selectBankAccount(work.db, entry.account)
  if (account === null) throw new Error(`${entry.id} is of no account`)
  return account
}

/** Whether whoever decides brought one of these in, or matched one by hand. */
export async function isSeenByOne(work: Work, entries: readonly BankEntry[]): Promise<boolean> {
  const person = personOf(work.by)
  const importers = await selectImporters(
    work.db,
    entries.map(({ statement }) => statement),
  )
  return importers.has(person) || entries.some(({ matchedBy }) => matchedBy === person)
}

import { parseDecimal } from '../kernel/decimal.ts'
import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { bankAccounts, currencyOf, paymentParties } from './bank.service.ts'
import {
  lockEntries,
  lockEntry,
  selectEntry,
  selectSetAsideFor,
  updateEntry,
  type BankEntry,
} from './bank-entry.store.ts'
import { cutFunding, deleteFunding, selectFundings, type Funding } from './bank-funding.store.ts'
import { accountOf, fiatSubscription, noteEntry, type FiatSale } from './booking.service.ts'
import { bookMissingClaims, claimsOf, netClaim, tellNetted } from './claim.service.ts'
import { SUSPENSE_REASONS, type FiatSubscription, type MatchRefusal } from './deposit-match.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/** What an officer decides to give up: the sum that they saw, in the currency of the account, and why. */
type Given = { readonly amount: string; readonly reason: string }

/**
 * An officer proposes to give up what is still owed for issued units since a booking took their payment back. What is paid
 * meanwhile ends the proposal: it meant another sum. Refused where somebody has proposed it, or another sum is owed.
 */
export async function proposeWriteOff(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  given: Given,
): Promise<Result<BankEntry, MatchRefusal>> {
  const held = await holdOwed(work, sale, id, given)
  if (!held.ok) return held
  if (held.value.entry.writeOffBy !== null) return refuse('WRITE_OFF_OTHER')
  await updateEntry(work.db, id, work.now, { write_off_by: personOf(work.by) })
  await noteEntry(work, held.value.entry, 'write-off-proposed', { used: 0n, words: given.reason })
  return ok((await selectEntry(work.db, id))!)
}

/**
 * A second officer gives up what a first one proposed to. The units stay their investor’s, who is told. What comes after all pays
 * what was written off.
 */
export async function confirmWriteOff(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  given: Given,
): Promise<Result<BankEntry, MatchRefusal>> {
  const held = await holdOwed(work, sale, id, given)
  if (!held.ok) return held
  const { entry, parts } = held.value
  if (entry.writeOffBy === null) return refuse('WRITE_OFF_OTHER')
  if (entry.writeOffBy === personOf(work.by)) return refuse('SECOND_PERSON_NEEDED')
  await noteEntry(work, entry, 'written-off', { used: 0n, words: given.reason })
  for (const { deposit, owed, funding, subscription } of parts) {
    const { id: of, offering } = subscription
    // What is given up has to be in the books; those of before may lack it.
    await bookMissingClaims(work, subscription)
    const about = { booking: id, netted: owed, subscription: of, offering }
    await netClaim(work, deposit, { ...about, into: 'written-off' })
    await noteEntry(work, deposit, 'written-off', { used: -owed, subscription: of })
    await (owed === funding.amount
      ? deleteFunding(work.db, deposit.id)
      : cutFunding(work.db, deposit.id, owed))
  }
  for (const of of Map.groupBy(parts, ({ subscription }) => subscription.id).values()) {
    const sum = of.reduce((total, { owed }) => total + owed, 0n)
    await tellNetted(work, 'subscription.owed-written-off', of[0]!.subscription, sum)
  }
  return ok((await selectEntry(work.db, id))!)
}

/** An officer, whoever proposed it or another one, withdraws a proposal to give up what is owed. */
export async function withdrawWriteOff(
  work: Work,
  id: BankEntryId,
  { reason }: { readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const entry = await lockEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.writeOffBy === null) return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  await updateEntry(work.db, id, work.now, { write_off_by: null })
  await noteEntry(work, entry, 'write-off-withdrawn', { used: 0n, words: reason })
  return ok((await selectEntry(work.db, id))!)
}

/** Whether what is owed for a booking may be given up, or somebody has proposed it; null before its units are issued. */
export async function writeOffOf(
  db: Db,
  sale: FiatSale,
  { id, status, writeOffBy }: BankEntry,
): Promise<'possible' | 'proposed' | null> {
  if (status !== 'claim') return null
  if (writeOffBy !== null) return 'proposed'
  const deposits = (await claimsOf(db, id)).map(({ deposit }) => deposit)
  const paid = await subscriptionsOf(db, deposits)
  const known = await sale.known(db, paid)
  return known.length === paid.length && known.every(({ state }) => state === 'issued') ? 'possible' : null
}

type Part = {
  readonly deposit: BankEntry
  readonly owed: bigint
  readonly funding: Funding
  readonly subscription: FiatSubscription
}

/**
 * A booking that something is owed for, and what is owed for each deposit that it took back, held for the rest of the transaction.
 * Refused where it may not be given up now, or another sum is owed.
 */
async function holdOwed(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { amount }: Given,
): Promise<Result<{ readonly entry: BankEntry; readonly parts: readonly Part[] }, MatchRefusal>> {
  const deposits = (await claimsOf(work.db, id)).map(({ deposit }) => deposit)
  const paid = await subscriptionsOf(work.db, deposits)
  for (const of of paid) await lockFor(work.db, of)
  await lockEntries(work.db, [id, ...deposits])
  const entry = await selectEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount > 0n) return refuse('ENTRY_INCOMING')
  if (entry.status !== 'claim') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  const parts: Part[] = []
  for (const { deposit: of, owed } of await claimsOf(work.db, id)) {
    const deposit = (await selectEntry(work.db, of))!
    const funding = (await selectFundings(work.db, { entry: of }))[0]!
    const subscription = await fiatSubscription(work, sale, funding.subscription)
    // Before units are issued, what they cost may still be less.
    if (subscription?.state !== 'issued') return refuse('UNITS_NOT_ISSUED')
    parts.push({ deposit, owed, funding, subscription })
  }
  const account = await accountOf(work, entry)
  const waiting = await depositNaming(work.db, account.issuer, paid)
  if (waiting !== null) return refuse('DEPOSIT_WAITS', { entry: waiting })
  const seen = parseDecimal(amount, currencyOf(account).decimals)
  const owed = parts.reduce((sum, part) => sum + part.owed, 0n)
  return seen.ok && seen.value === owed ? ok({ entry, parts }) : refuse('WRITE_OFF_OTHER')
}

/** What these deposits pay for, in the order in which locks are taken. */
async function subscriptionsOf(db: Db, deposits: readonly BankEntryId[]): Promise<SubscriptionId[]> {
  const fundings = await Promise.all(deposits.map((entry) => selectFundings(db, { entry })))
  return [...new Set(fundings.flat().map(({ subscription }) => subscription))].sort()
}

/** Money in suspense at an issuer’s banks that was written to be for one of these subscriptions; null where there is none. */
async function depositNaming(
  db: Db,
  issuer: string,
  subscriptions: readonly SubscriptionId[],
): Promise<BankEntryId | null> {
  const accounts = new Set(
    (await bankAccounts(db)).filter((one) => one.issuer === issuer).map(({ id }) => id),
  )
  const waiting = (await selectSetAsideFor(db, SUSPENSE_REASONS)).filter(
    ({ amount, account }) => amount > 0n && accounts.has(account),
  )
  const parties = await paymentParties(
    db,
    waiting.map(({ id }) => id),
  )
  const named = waiting.find(({ id, subscription }) => {
    const { references } = referencesIn(parties.get(id)?.text ?? '')
    return subscriptions.some(
      (of) => of === subscription || references.some((reference) => of.startsWith(idPrefixOf(reference))),
    )
  })
  return named?.id ?? null
}

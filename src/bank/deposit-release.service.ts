import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { post, reverse } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { bookOf } from './bank.service.ts'
import { cutFunding, deleteFunding, selectFundings, type Funding } from './bank-funding.store.ts'
import { lockEntries, lockEntry, lockUnused, updateEntry, type BankEntry } from './bank-entry.store.ts'
import { accountOf, noteEntry, setAside, type FiatSale } from './booking.service.ts'
import { bookMissingClaims, claimsOn, netClaims, owedFor, reverseClaim, tellOwed } from './claim.service.ts'
import type { FiatSubscription } from './deposit-match.ts'

/**
 * A subscription ended without units: rejected, withdrawn, or its offering failed. Its money at the bank waits in
 * suspense, where an officer sends it back. Its lock is held.
 */
export async function releaseDeposits(work: Work, subscription: SubscriptionId): Promise<void> {
  await unfund(work, subscription)
  for (const entry of await lockUnused(work.db, subscription))
    await setAside(work, entry, 'SUBSCRIPTION_NOT_PAYABLE')
}

/** A subscription that money was for. */
type Paid = Pick<FiatSubscription, 'id' | 'offering'>

/**
 * A subscription got fewer units than it paid for. Of what was too much, what the bank took back is owed no longer; the rest
 * of it waits in suspense, where an officer sends it back, the newest deposit first. Its investor is told what they owe still.
 *
 * @param kept what its units cost, in minor units of the bank's currency
 */
export async function returnSurplus(work: Work, paid: FiatSubscription, kept: bigint): Promise<void> {
  const { id, offering } = paid
  let left = await netSurplus(work, paid, kept)
  await tellOwed(work, paid)
  for (const { entry, amount } of await newestFundings(work, id)) {
    const sent = left < amount ? left : amount
    const deposit = (await lockEntry(work.db, entry))!
    if (sent <= 0n) {
      // Nothing, or less than the bank's smallest coin.
      await noteEntry(work, deposit, 'surplus', { used: 0n, subscription: id })
      return
    }
    left -= sent
    const account = await accountOf(work, deposit)
    await post(work, {
      key: `bank-surplus:${id}:${entry}`,
      event: 'surplus',
      subject: id,
      postings: [
        ...moved(sent, { from: bookOf(account, 'suspense'), to: bookOf(account, 'bank') }),
        ...moved(sent, {
          from: bookOf(account, 'bank', offering),
          to: bookOf(account, 'subscriptions-received', offering),
        }),
      ],
    })
    await (sent === amount ? deleteFunding(work.db, entry) : cutFunding(work.db, entry, sent))
    await updateEntry(work.db, entry, work.now, {
      open: deposit.open + sent,
      ...(deposit.status === 'returning' ? {} : { status: 'suspense', reason: 'OVERPAID' }),
    })
    await noteEntry(work, deposit, 'surplus', { used: -sent, subscription: id })
  }
}

/**
 * Of what was paid too much for a subscription, what the bank took back is owed no longer. Twice is once.
 *
 * @param kept what its units cost, in minor units of the bank's currency
 * @returns how much of it is left to be sent
 */
export async function netSurplus(work: Work, { id, offering }: Paid, kept: bigint): Promise<bigint> {
  await lockFor(work.db, id)
  const fundings = await selectFundings(work.db, { subscription: id })
  const surplus = fundings.reduce((sum, { amount }) => sum + amount, -kept)
  return surplus - (await freeOwed(work, { id, offering }, surplus, 'surplus'))
}

/**
 * Lets go of what deposits pay for a subscription, as far as it is owed for them, the newest deposit first. Its lock is held.
 *
 * @returns how much that is, `most` at most
 */
export async function freeOwed(
  work: Work,
  { id, offering }: Paid,
  most: bigint,
  what: 'surplus' | 'claim-paid',
): Promise<bigint> {
  // Before the first entry of the log holds its head.
  await lockEntries(work.db, await claimBookings(work.db, id))
  // What is netted has to be in the books; those of before may lack it.
  await bookMissingClaims(work, { id, offering })
  let left = most
  for (const { entry, amount } of await newestFundings(work, id)) {
    const deposit = (await lockEntry(work.db, entry))!
    const netted = await netClaims(work, deposit, { subscription: id, offering, freed: left })
    if (netted === 0n) continue
    await noteEntry(work, deposit, what, { used: -netted, subscription: id })
    await (netted === amount ? deleteFunding(work.db, entry) : cutFunding(work.db, entry, netted))
    left -= netted
  }
  return most - left
}

/** The deposits of a subscription, and the bookings by which the bank took them back. Its lock is held. */
export async function claimBookings(db: Db, subscription: SubscriptionId): Promise<readonly BankEntryId[]> {
  const ids: BankEntryId[] = []
  for (const { entry } of await selectFundings(db, { subscription })) {
    ids.push(entry)
    for (const { booking } of await claimsOn(db, entry)) ids.push(booking)
  }
  return ids
}

async function newestFundings({ db }: Work, subscription: SubscriptionId): Promise<readonly Funding[]> {
  return (await selectFundings(db, { subscription })).toReversed()
}

/** What the bank can still take back of a deposit: what nobody has used, and what it pays for, less what is owed for it. */
export async function leftOf(work: Work, deposit: BankEntry): Promise<bigint> {
  const [funding] = await selectFundings(work.db, { entry: deposit.id })
  return deposit.open + (funding?.amount ?? 0n) - (await owedFor(work.db, deposit.id))
}

/** Takes back what a deposit pays for, if it pays for anything. */
export async function reverseFunding(
  work: Work,
  sale: FiatSale,
  deposit: BankEntry,
): Promise<Result<null, 'UNITS_OUT' | 'SUBSCRIPTION_UNSETTLED'>> {
  const [funding] = await selectFundings(work.db, { entry: deposit.id })
  if (funding === undefined) return ok(null)
  await lockFor(work.db, funding.subscription)
  if ((await claimsOn(work.db, deposit.id)).length > 0) return refuse('UNITS_OUT')
  const reversed = await sale.reverse(work, funding.subscription)
  if (!reversed.ok) return reversed
  await unfund(work, funding.subscription)
  return ok(null)
}

/** Takes what paid for a subscription out of it: the deposits wait in suspense again, or are gone if the bank took them. */
async function unfund(work: Work, subscription: SubscriptionId): Promise<void> {
  for (const funding of await selectFundings(work.db, { subscription })) {
    const deposit = (await lockEntry(work.db, funding.entry))!
    const claims = await claimsOn(work.db, deposit.id)
    await reverse(work, funding.journal, { event: 'funding-reversed', subject: subscription })
    await deleteFunding(work.db, deposit.id)
    for (const { booking } of claims) await reverseClaim(work, { deposit, booking, subscription })
    const back = funding.amount - claims.reduce((sum, { owed }) => sum + owed, 0n)
    if (back === 0n) continue
    await updateEntry(work.db, deposit.id, work.now, {
      open: deposit.open + back,
      ...(deposit.status === 'returning'
        ? {}
        : { status: 'suspense', reason: 'FUNDING_REVERSED', matched_by: null }),
    })
    await noteEntry(work, deposit, 'funding-reversed', { used: -back, subscription })
  }
}

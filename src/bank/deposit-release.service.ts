import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { entryOf, post, reverse } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { lockFor } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { bookOf } from './bank.service.ts'
import { cutFunding, deleteFunding, selectFundings } from './bank-funding.store.ts'
import {
  lockEntry,
  lockWaiting,
  selectEvents,
  updateEntry,
  type BankEntry,
  type EntryEvent,
} from './bank-entry.store.ts'
import { accountOf, noteEntry, setAside, type FiatSale } from './booking.service.ts'
import type { FiatSubscription } from './deposit-match.ts'

/**
 * A subscription ended without units: rejected, withdrawn, or its offering failed. Its money at the bank waits in
 * suspense, where an officer sends it back. Its lock is held.
 */
export async function releaseDeposits(work: Work, subscription: SubscriptionId): Promise<void> {
  await unfund(work, subscription)
  for (const entry of await lockWaiting(work.db, subscription))
    await setAside(work, entry, 'SUBSCRIPTION_NOT_PAYABLE')
}

/**
 * A subscription got fewer units than it paid for: what was too much of its money at the bank waits in suspense, where an
 * officer sends it back; the newest deposit first. Of what the bank took back nothing is left to send.
 *
 * @param kept what its units cost, in minor units of the bank's currency
 */
export async function returnSurplus(
  work: Work,
  { id, offering, due }: FiatSubscription,
  kept: bigint,
): Promise<void> {
  await lockFor(work.db, id)
  let left = due.minor - kept
  for (const { entry, amount } of (await selectFundings(work.db, { subscription: id })).toReversed()) {
    const part = left < amount ? left : amount
    const deposit = (await lockEntry(work.db, entry))!
    const owed = owedFor(await claimsOn(work, deposit))
    const sent = part - (owed < part ? owed : part)
    left -= part
    if (sent <= 0n) {
      // Less than the bank's smallest coin, or the bank has it already: nothing is left to send.
      await noteEntry(work, deposit, 'surplus', { used: 0n, subscription: id })
      if (part <= 0n) return
      continue
    }
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

/** What the bank can still take back of a deposit: what nobody has used, and what it pays for, less what is owed for it. */
export async function leftOf(work: Work, deposit: BankEntry): Promise<bigint> {
  const [funding] = await selectFundings(work.db, { entry: deposit.id })
  return deposit.open + (funding?.amount ?? 0n) - owedFor(await claimsOn(work, deposit))
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
  if ((await claimsOn(work, deposit)).length > 0) return refuse('UNITS_OUT')
  const reversed = await sale.reverse(work, funding.subscription)
  if (!reversed.ok) return reversed
  await unfund(work, funding.subscription)
  return ok(null)
}

/** Takes what paid for a subscription out of it: the deposits wait in suspense again, or are gone if the bank took them. */
async function unfund(work: Work, subscription: SubscriptionId): Promise<void> {
  for (const funding of await selectFundings(work.db, { subscription })) {
    const deposit = (await lockEntry(work.db, funding.entry))!
    const claims = await claimsOn(work, deposit)
    await reverse(work, funding.journal, { event: 'funding-reversed', subject: subscription })
    await deleteFunding(work.db, deposit.id)
    for (const { entry: id } of claims) {
      const entry = (await lockEntry(work.db, id))!
      await reverse(work, await claimJournal(work, id, deposit.id), {
        event: 'claim-reversed',
        subject: subscription,
      })
      await noteEntry(work, deposit, 'claim-reversed', { used: 0n, other: id, subscription })
      await noteEntry(work, entry, 'claim-reversed', { used: 0n, other: deposit.id })
      if (entry.status === 'claim' && standingClaims(await selectEvents(work.db, id)).length === 0)
        await updateEntry(work.db, id, work.now, { status: 'settled' })
    }
    const back = funding.amount - owedFor(claims)
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

type Claim = { readonly entry: BankEntryId; readonly owed: bigint }

/**
 * The bookings by which the bank took back what units are out for, and how much its investor owes for each: what was taken, less
 * what of the deposit nobody had used.
 */
async function claimsOn(work: Work, deposit: BankEntry): Promise<readonly Claim[]> {
  const claims: Claim[] = []
  for (const { other, used: unused } of standingClaims(await selectEvents(work.db, deposit.id))) {
    if (other === null) continue
    const taken = (await selectEvents(work.db, other)).find(
      (one) => one.what === 'claimed' && one.other === deposit.id,
    )
    claims.push({ entry: other, owed: (taken?.used ?? 0n) - unused })
  }
  return claims
}

/** The claims among what was done with a booking, of either side, that were not reversed. */
export function standingClaims(events: readonly EntryEvent[]): readonly EntryEvent[] {
  const reversed = new Set(events.flatMap(({ what, other }) => (what === 'claim-reversed' ? [other] : [])))
  return events.filter(({ what, other }) => what === 'claimed' && !reversed.has(other))
}

/** The key in the books of what is owed for a deposit that a booking took back; one booking may take several. */
export function claimKey(booking: BankEntryId, deposit: BankEntryId): string {
  return `bank-claim:${booking}:${deposit}`
}

async function claimJournal(work: Work, booking: BankEntryId, deposit: BankEntryId) {
  // Claims were once booked under their booking alone.
  const entry =
    (await entryOf(work.db, claimKey(booking, deposit))) ?? (await entryOf(work.db, `bank-claim:${booking}`))
  if (entry === null) throw new Error(`${booking} is a claim for ${deposit} and is not in the books`)
  return entry.id
}

function owedFor(claims: readonly Claim[]): bigint {
  return claims.reduce((sum, { owed }) => sum + owed, 0n)
}

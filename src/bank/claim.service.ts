import { displayMoney } from '../kernel/decimal.ts'
import type { BankEntryId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { entryOf, post, reverse } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import type { Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { lockEntry, selectEvents, updateEntry, type BankEntry, type EntryEvent } from './bank-entry.store.ts'
import { selectFundings } from './bank-funding.store.ts'
import { accountOf, keyFor, noteEntry } from './booking.service.ts'
import { bookOf } from './bank.service.ts'
import type { FiatSubscription } from './deposit-match.ts'
import { paymentReference, printedReference } from './payment-reference.ts'

type Claim = {
  readonly booking: BankEntryId
  /** What is still owed of it, and how much less than at first because it was netted. */
  readonly owed: bigint
  readonly netted: bigint
}

/** The investor owes what the bank took back of a deposit that units are out for. */
export async function postClaim(
  work: Work,
  about: {
    readonly booking: BankEntryId
    readonly deposit: BankEntry
    readonly subscription: SubscriptionId
    readonly offering: OfferingId
    readonly owed: bigint
  },
): Promise<void> {
  const { booking, deposit, subscription, offering, owed } = about
  const account = await accountOf(work, deposit)
  await post(work, {
    key: claimKey(booking, deposit.id),
    event: 'claim',
    subject: subscription,
    postings: [
      ...moved(owed, { from: bookOf(account, 'suspense'), to: bookOf(account, 'bank') }),
      ...moved(owed, { from: bookOf(account, 'bank', offering), to: bookOf(account, 'claims', offering) }),
    ],
  })
}

/** No units come of it after all: what a booking took of a deposit is owed no longer. */
export async function reverseClaim(
  work: Work,
  about: {
    readonly booking: BankEntryId
    readonly deposit: BankEntry
    readonly subscription: SubscriptionId
  },
): Promise<void> {
  const { booking, deposit, subscription } = about
  const entry = (await lockEntry(work.db, booking))!
  const journal = await claimJournal(work, booking, deposit.id)
  await reverse(work, journal, { event: 'claim-reversed', subject: subscription })
  await noteEntry(work, deposit, 'claim-reversed', { used: 0n, other: booking, subscription })
  await noteEntry(work, entry, 'claim-reversed', { used: 0n, other: deposit.id })
  await settleClaim(work, entry)
}

/**
 * What pays no longer for a subscription, because it was too much or something else pays in its place, is owed no longer where the
 * bank has taken it back. Returns how much that is, `freed` at most.
 */
export async function netClaims(
  work: Work,
  deposit: BankEntry,
  about: {
    readonly subscription: SubscriptionId
    readonly offering: OfferingId
    readonly freed: bigint
  },
): Promise<bigint> {
  const { subscription, offering, freed } = about
  let left = freed
  for (const { booking, owed } of await claimsOn(work.db, deposit.id)) {
    const netted = owed < left ? owed : left
    if (netted <= 0n) continue
    left -= netted
    await netClaim(work, deposit, {
      ...{ booking, netted, subscription, offering },
      into: 'subscriptions-received',
    })
  }
  return freed - left
}

/** Of what a booking took of a deposit so much is owed no longer: no deposit has to pay for it, or nobody will. */
export async function netClaim(
  work: Work,
  deposit: BankEntry,
  about: {
    readonly booking: BankEntryId
    readonly netted: bigint
    readonly subscription: SubscriptionId
    readonly offering: OfferingId
    readonly into: 'subscriptions-received' | 'written-off'
  },
): Promise<void> {
  const { booking, netted, subscription, offering, into } = about
  const account = await accountOf(work, deposit)
  const entry = (await lockEntry(work.db, booking))!
  await post(work, {
    key: await keyFor(work, 'bank-claim-netted', deposit),
    event: into === 'written-off' ? 'claim-written-off' : 'claim-netted',
    subject: subscription,
    postings: moved(netted, {
      from: bookOf(account, 'claims', offering),
      to: bookOf(account, into, offering),
    }),
  })
  await noteEntry(work, deposit, 'claim-netted', { used: netted, other: booking, subscription })
  await noteEntry(work, entry, 'claim-netted', { used: 0n, other: deposit.id, subscription })
  await settleClaim(work, entry)
}

/**
 * Books what is owed for the deposits of a subscription and is not in the books: of two with the same sum that one booking took
 * back, only the first once was. Its lock is held. Twice is once.
 */
export async function bookMissingClaims(
  work: Work,
  { id, offering }: { readonly id: SubscriptionId; readonly offering: OfferingId },
): Promise<void> {
  const firsts = new Set<BankEntryId>()
  for (const { entry } of await selectFundings(work.db, { subscription: id })) {
    const deposit = (await lockEntry(work.db, entry))!
    for (const { booking, owed, netted } of await claimsOn(work.db, entry)) {
      if ((await entryOf(work.db, claimKey(booking, entry))) !== null) continue
      if ((await entryOf(work.db, formerKey(booking))) !== null && !firsts.has(booking)) {
        firsts.add(booking)
        continue
      }
      const about = { booking, deposit, subscription: id, offering }
      await postClaim(work, { ...about, owed: owed + netted })
    }
  }
}

/**
 * The bookings by which the bank took back what units are out for, and how much its investor owes for each: what was taken, less
 * what of the deposit nobody had used then, or was too much.
 */
export async function claimsOn(db: Db, deposit: BankEntryId): Promise<readonly Claim[]> {
  const events = await selectEvents(db, deposit)
  const claims: Claim[] = []
  for (const { other: booking } of standingClaims(events)) {
    if (booking === null) continue
    const taken = (await selectEvents(db, booking)).find(
      (one) => one.what === 'claimed' && one.other === deposit,
    )
    const used = (wanted: EntryEvent['what']) =>
      events
        .filter(({ what, other }) => what === wanted && other === booking)
        .reduce((sum, one) => sum + one.used, 0n)
    const netted = used('claim-netted')
    const owed = (taken?.used ?? 0n) - used('claimed') - netted
    // What was netted whole is over: what came free of the deposit may pay for something else.
    if (owed > 0n) claims.push({ booking, owed, netted })
  }
  return claims
}

export async function owedFor(db: Db, deposit: BankEntryId): Promise<bigint> {
  return (await claimsOn(db, deposit)).reduce((sum, { owed }) => sum + owed, 0n)
}

/** How much the investor of a subscription owes for its units. */
export async function owedBy(db: Db, subscription: SubscriptionId): Promise<bigint> {
  let sum = 0n
  for (const { entry } of await selectFundings(db, { subscription })) sum += await owedFor(db, entry)
  return sum
}

/** Tells the investor of issued units what they owe, and how it is paid; nothing where nothing is owed. */
export async function tellOwed(
  work: Work,
  { id, investor, due: { currency } }: FiatSubscription,
): Promise<void> {
  const owed = await owedBy(work.db, id)
  if (owed === 0n) return
  await enqueueNotice(work, {
    topic: 'subscription.payment-owed',
    subject: id,
    audience: { investor },
    facts: { amount: displayMoney(money(owed, currency)), reference: printedReference(paymentReference(id)) },
  })
}

/** The deposits that something is owed for since this booking took them back, and how much for each. */
export async function claimsOf(
  db: Db,
  booking: BankEntryId,
): Promise<readonly { readonly deposit: BankEntryId; readonly owed: bigint }[]> {
  const claims = []
  for (const { other: deposit } of standingClaims(await selectEvents(db, booking)))
    if (deposit !== null)
      for (const one of await claimsOn(db, deposit))
        if (one.booking === booking) claims.push({ deposit, owed: one.owed })
  return claims
}

/** Tells the investor of issued units that so much of what they owed is paid, or given up, and what they still owe. */
export async function tellNetted(
  work: Work,
  topic: 'subscription.owed-paid' | 'subscription.owed-written-off',
  { id, investor, due: { currency } }: FiatSubscription,
  netted: bigint,
): Promise<void> {
  const [amount, left] = [netted, await owedBy(work.db, id)].map((sum) => displayMoney(money(sum, currency)))
  await enqueueNotice(work, {
    topic,
    subject: id,
    audience: { investor },
    facts: { amount: amount!, left: left! },
  })
}

/** How much is owed of what a booking took back. */
export async function owedOf(db: Db, booking: BankEntryId): Promise<bigint> {
  return (await claimsOf(db, booking)).reduce((sum, { owed }) => sum + owed, 0n)
}

/** A booking that nobody owes anything for any more is settled. A proposal to give up what was owed meant another sum. */
async function settleClaim(work: Work, { id, status }: BankEntry): Promise<void> {
  if (status !== 'claim') return
  const isOver = (await owedOf(work.db, id)) === 0n
  await updateEntry(work.db, id, work.now, { write_off_by: null, ...(isOver ? { status: 'settled' } : {}) })
}

/** The claims among what was done with a booking, of either side, that were not reversed. */
function standingClaims(events: readonly EntryEvent[]): readonly EntryEvent[] {
  const reversed = new Set(events.flatMap(({ what, other }) => (what === 'claim-reversed' ? [other] : [])))
  return events.filter(({ what, other }) => what === 'claimed' && !reversed.has(other))
}

/** The key in the books of what is owed for a deposit that a booking took back; one booking may take several. */
function claimKey(booking: BankEntryId, deposit: BankEntryId): string {
  return `bank-claim:${booking}:${deposit}`
}

/** Claims were once booked under their booking alone. */
function formerKey(booking: BankEntryId): string {
  return `bank-claim:${booking}`
}

async function claimJournal(work: Work, booking: BankEntryId, deposit: BankEntryId) {
  const entry =
    (await entryOf(work.db, claimKey(booking, deposit))) ?? (await entryOf(work.db, formerKey(booking)))
  if (entry === null) throw new Error(`${booking} is a claim for ${deposit} and is not in the books`)
  return entry.id
}

import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { post } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { lockFor } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { bookOf, currencyOf } from './bank.service.ts'
import { insertFunding } from './bank-funding.store.ts'
import {
  isLeavingUnseen,
  lockEntry,
  lockWaiting,
  selectEntry,
  selectSetAsideFor,
  updateEntry,
  type BankEntry,
} from './bank-entry.store.ts'
import {
  accountOf,
  fiatSubscription,
  holdUnused,
  isSeenByOne,
  keyFor,
  noteEntry,
  setAside,
  waitFor,
  type FiatSale,
} from './booking.service.ts'
import { fundingOf, type FiatSubscription, type MatchRefusal } from './deposit-match.ts'

export type Confirmed<R extends string> = {
  readonly funded: readonly SubscriptionId[]
  /** Those that took no money, which waits in suspense, or as it was where somebody can still do what is missing. */
  readonly refused: readonly {
    readonly subscription: SubscriptionId
    /** The bookings of its money. */
    readonly entries: readonly BankEntryId[]
    readonly refusal: Refusal<R>
  }[]
}

/**
 * Lets proposed deposits pay for their subscriptions: all that wait for one of these, or none. Whoever brought in a
 * statement, or matched a deposit by hand, may not confirm it: two people see all money before units follow.
 */
export async function confirmMatches<R extends string>(
  work: Work,
  sale: FiatSale<R>,
  ids: readonly BankEntryId[],
): Promise<Result<Confirmed<R>, MatchRefusal>> {
  const subscriptions = new Set<SubscriptionId>()
  for (const id of ids) {
    const entry = await selectEntry(work.db, id)
    if (entry === null) return refuse('NOT_FOUND')
    if (entry.subscription !== null) subscriptions.add(entry.subscription)
  }
  await sale.holdToPay(work, [...subscriptions])
  for (const id of ids) {
    const entry = (await selectEntry(work.db, id))!
    const isHeld = entry.subscription !== null && subscriptions.has(entry.subscription)
    if (entry.status !== 'proposed' || !isHeld)
      return refuse('ENTRY_NOT_PROPOSED', { entry: id, status: entry.status })
  }
  const funded: SubscriptionId[] = []
  const refused: Confirmed<R>['refused'][number][] = []
  for (const id of [...subscriptions].sort()) {
    const waiting = await lockWaiting(work.db, id)
    if (await isSeenByOne(work, waiting)) return refuse('SECOND_PERSON_NEEDED')
    const subscription = await fiatSubscription(work, sale, id)
    const parts = subscription === null ? null : fundingOf(subscription.due.minor, waiting)
    if (subscription === null || parts === null)
      return refuse('ENTRY_NOT_PROPOSED', { entry: waiting[0]?.id ?? id, status: 'part' })
    // A deposit that was freed may pay for another subscription: each payment has a name of its own.
    const reference = `${waiting[0]!.id}:${id}`
    const paid = await sale.fund(work, id, { amount: subscription.due, reference })
    if (paid.ok) {
      for (const { id: entry, used, left } of parts)
        await fund(
          work,
          subscription,
          waiting.find((one) => one.id === entry)!,
          { used, left },
        )
      funded.push(id)
    } else {
      // What the investor or an officer has yet to do may still be done: the money stays proposed, and keeps the units.
      if (!MENDABLE.has(paid.reason))
        for (const entry of waiting)
          await setAside(work, entry, paid.reason === 'PRICE_MOVED' ? 'PRICE_MOVED' : 'FUNDING_REFUSED')
      refused.push({ subscription: id, entries: waiting.map((entry) => entry.id), refusal: paid })
    }
  }
  return ok({ funded, refused })
}

const MENDABLE: ReadonlySet<string> = new Set([
  'INVESTOR_RESTRICTED',
  'INVESTOR_NOT_VERIFIED',
  'SCREENING_STALE',
  'WALLET_NOT_READY',
  'RULES_REVIEW',
  'RISKS_NOT_CONFIRMED',
  'SUITABILITY_OPEN',
  'AGREEMENT_NOT_SIGNED',
])

/**
 * Money of a deposit pays for a subscription; what is left of it waits in suspense. So much as was `recovered` comes out of what
 * had been written off.
 */
export async function fund(
  work: Work,
  subscription: FiatSubscription,
  entry: BankEntry,
  {
    used,
    left,
    recovered = 0n,
  }: { readonly used: bigint; readonly left: bigint; readonly recovered?: bigint },
): Promise<void> {
  if (used > 0n) {
    const account = await accountOf(work, entry)
    const { offering } = subscription
    const paidFrom = (kind: 'subscriptions-received' | 'written-off', sum: bigint) =>
      sum === 0n
        ? []
        : moved(sum, { from: bookOf(account, kind, offering), to: bookOf(account, 'bank', offering) })
    const journal = await post(work, {
      key: await keyFor(work, 'bank-funding', entry),
      event: 'subscription-funded',
      subject: subscription.id,
      postings: [
        ...moved(used, { from: bookOf(account, 'bank'), to: bookOf(account, 'suspense') }),
        ...paidFrom('subscriptions-received', used - recovered),
        ...paidFrom('written-off', recovered),
      ],
    })
    const funding = { entry: entry.id, subscription: subscription.id, amount: used, journal }
    await insertFunding(work.db, funding, work.now)
    const about = { subscription: subscription.id }
    await noteEntry(work, entry, 'funded', { ...about, used: used - recovered })
    if (recovered > 0n) await noteEntry(work, entry, 'claim-recovered', { ...about, used: recovered })
  }
  await updateEntry(work.db, entry.id, work.now, {
    open: left,
    ...(left === 0n ? { status: 'matched', reason: null } : { status: 'suspense', reason: 'OVERPAID' }),
  })
}

/**
 * An officer takes what was wired for a subscription whose price has moved for what it buys now, all of it at once: its investor is
 * told, and somebody else confirms it. Where they have something to sign or to confirm before, it waits for that.
 *
 * @param id any of its deposits
 */
export async function acceptAtPrice(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { reason }: { readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const asked = await selectEntry(work.db, id)
  if (asked === null) return refuse('NOT_FOUND')
  const { subscription } = asked
  const all = await selectSetAsideFor(work.db, ['PRICE_MOVED'])
  const parts = all.filter((one) => subscription !== null && one.subscription === subscription)
  if (subscription === null || !parts.some((one) => one.id === id)) return refuse('PRICE_NOT_MOVED')
  for (const one of parts) if (await isLeavingUnseen(work.db, one.id)) return refuse('DEPOSIT_LEAVING')
  const sum = parts.reduce((total, { open }) => total + open, 0n)
  const currency = currencyOf(await accountOf(work, asked))
  const anew = await sale.askAnew(work, subscription, money(sum, currency))
  if (!anew.ok) return anew
  await lockFor(work.db, anew.value)
  const now = await fiatSubscription(work, sale, anew.value)
  for (const before of parts) {
    const entry = (await lockEntry(work.db, before.id))!
    // The reservation that it was for has just ended: it may not say why it waits any more.
    if (entry.status !== 'suspense' || entry.open !== before.open || now === null)
      return refuse('ENTRY_NOT_OPEN', { status: entry.status })
    await updateEntry(work.db, entry.id, work.now, {
      ...(now.state === 'payable'
        ? { status: 'part', reason: null }
        : { reason: now.state === 'unsigned' ? 'AGREEMENT_NOT_SIGNED' : 'RISKS_NOT_CONFIRMED' }),
      subscription: now.id,
      matched_by: personOf(work.by),
    })
    await noteEntry(work, entry, 'matched-by-hand', { used: 0n, subscription: now.id, words: reason })
  }
  if (now?.state === 'payable') await waitFor(work, sale, now.id)
  return ok((await lockEntry(work.db, id))!)
}

/** An officer says, by its reference, for which subscription money in suspense is. Somebody else confirms it. */
export async function matchByHand(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { reference, reason }: { readonly reference: string; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const held = await holdUnused(work, sale, id, reference)
  if (!held.ok) return held
  const { entry, subscription } = held.value
  if (subscription.state === 'unconfirmed') return refuse('RISKS_NOT_CONFIRMED')
  if (subscription.state === 'unsigned') return refuse('AGREEMENT_NOT_SIGNED')
  if (subscription.state !== 'payable') return refuse('SUBSCRIPTION_NOT_PAYABLE')
  await updateEntry(work.db, id, work.now, {
    status: 'part',
    reason: null,
    subscription: subscription.id,
    matched_by: personOf(work.by),
  })
  await waitFor(work, sale, subscription.id)
  await noteEntry(work, entry, 'matched-by-hand', { used: 0n, subscription: subscription.id, words: reason })
  return ok((await lockEntry(work.db, id))!)
}

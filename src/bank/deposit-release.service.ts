import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { post, reverse } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { lockFor } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { bookOf } from './bank.service.ts'
import { cutFunding, deleteFunding, selectFundings } from './bank-funding.store.ts'
import { lockEntry, lockWaiting, selectEvents, updateEntry, type BankEntry } from './bank-entry.store.ts'
import type { BankAccount } from './bank-statement.store.ts'
import { accountOf, fiatSubscription, noteEntry, setAside, type FiatSale } from './booking.service.ts'
import type { FiatSubscription } from './deposit-match.ts'

/** A subscription that money was for. */
type Paid = Pick<FiatSubscription, 'id' | 'offering'>

/**
 * A subscription ended without units: rejected, withdrawn, or its offering failed. Its money at the bank waits in
 * suspense, where an officer sends it back. Its lock is held.
 */
export async function releaseDeposits(work: Work, subscription: Paid): Promise<void> {
  await unfund(work, subscription)
  for (const entry of await lockWaiting(work.db, subscription.id))
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
  const paid = await fiatSubscription(work, sale, funding.subscription)
  if (paid === null) throw new Error(`${funding.subscription} was paid and is not there`)
  await unfund(work, paid)
  return ok(null)
}

/** Takes what paid for a subscription out of it: the deposits wait in suspense again, or are gone if the bank took them. */
async function unfund(work: Work, { id: subscription, offering }: Paid): Promise<void> {
  for (const funding of await selectFundings(work.db, { subscription })) {
    const deposit = (await lockEntry(work.db, funding.entry))!
    const claims = await claimsOn(work, deposit)
    await reverse(work, funding.journal, { event: 'funding-reversed', subject: subscription })
    await deleteFunding(work.db, deposit.id)
    for (const { entry: id, owed } of claims) {
      const entry = (await lockEntry(work.db, id))!
      const about = { entry, subscription: { id: subscription, offering }, owed }
      const journal = await postClaim(work, await accountOf(work, deposit), about)
      await reverse(work, journal, { event: 'claim-reversed', subject: subscription })
      if (entry.status === 'claim') await updateEntry(work.db, id, work.now, { status: 'settled' })
      await noteEntry(work, deposit, 'claim-reversed', { used: 0n, other: id, subscription })
      await noteEntry(work, entry, 'claim-reversed', { used: 0n, other: deposit.id })
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
  const events = await selectEvents(work.db, deposit.id)
  const reversed = new Set(events.flatMap(({ what, other }) => (what === 'claim-reversed' ? [other] : [])))
  const claims: Claim[] = []
  for (const { what, other, used: unused } of events) {
    if (what !== 'claimed' || other === null || reversed.has(other)) continue
    const taken = (await selectEvents(work.db, other)).find(
      (one) => one.what === 'claimed' && one.other === deposit.id,
    )
    claims.push({ entry: other, owed: (taken?.used ?? 0n) - unused })
  }
  return claims
}

function owedFor(claims: readonly Claim[]): bigint {
  return claims.reduce((sum, { owed }) => sum + owed, 0n)
}

/** Its entry in the books; the same again is the same entry. */
export async function postClaim(
  work: Work,
  account: BankAccount,
  about: { readonly entry: BankEntry; readonly subscription: Paid; readonly owed: bigint },
) {
  const { entry, subscription, owed } = about
  const { id, offering } = subscription
  return post(work, {
    key: `bank-claim:${entry.id}`,
    event: 'claim',
    subject: id,
    postings: [
      ...moved(owed, { from: bookOf(account, 'suspense'), to: bookOf(account, 'bank') }),
      ...moved(owed, { from: bookOf(account, 'bank', offering), to: bookOf(account, 'claims', offering) }),
    ],
  })
}

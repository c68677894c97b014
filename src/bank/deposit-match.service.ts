import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import type { Money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { StatementEntry } from '../ledger/bank-statement.ts'
import { post, reverse } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { fundingOf, type FiatSubscription, type SuspenseReason } from './bank-match.ts'
import { bookOf, endToEndIndex, fiatSubscriptions } from './bank.service.ts'
import {
  cutFunding,
  deleteFunding,
  isLeavingUnseen,
  insertEvent,
  insertFunding,
  lockEntry,
  lockWaiting,
  selectBankAccount,
  selectDeposits,
  selectEntry,
  selectEvents,
  selectFundings,
  selectImporters,
  selectReturning,
  selectUnknownOutgoing,
  updateEntry,
  type BankAccount,
  type BankEntry,
  type BankEntryEvent,
} from './bank.store.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/** What the sale of units does when money for a subscription is at the bank, or was taken away again. */
export type FiatSale = {
  /** Takes the money as paid; refused when the subscription takes none any more. */
  readonly fund: (
    work: Work,
    id: SubscriptionId,
    paid: { readonly amount: Money; readonly reference: string },
  ) => Promise<Result<unknown, string>>
  /** Takes the payment back; refused when units are out for it, or something else is under way that has to end before. */
  readonly reverse: (
    work: Work,
    id: SubscriptionId,
    why: { readonly reason: string },
  ) => Promise<Result<unknown, 'UNITS_OUT' | 'SUBSCRIPTION_UNSETTLED'>>
}

export type MatchRefusal =
  | 'NOT_FOUND'
  | 'ENTRY_NOT_PROPOSED'
  | 'ENTRY_NOT_OPEN'
  | 'ENTRY_OUTGOING'
  | 'ENTRY_INCOMING'
  | 'DEPOSIT_LEAVING'
  | 'DEPOSIT_USED'
  | 'DEPOSIT_OTHER'
  | 'SECOND_PERSON_NEEDED'
  | 'CURRENCY_OTHER'
  | 'SUBSCRIPTION_NOT_PAYABLE'
  | 'RISKS_NOT_CONFIRMED'
  | 'AGREEMENT_NOT_SIGNED'
  | 'REFERENCE_UNKNOWN'

/**
 * A booking and the subscription that it is for, held for the rest of the transaction; the subscription first, as
 * everybody does, so that no two wait for each other.
 */
async function holdEntry(work: Work, id: BankEntryId): Promise<BankEntry | null> {
  const before = await selectEntry(work.db, id)
  if (before === null) return null
  if (before.subscription !== null) await lockFor(work.db, before.subscription)
  return lockEntry(work.db, id)
}

/** Says whether the deposits for a subscription make its amount: then they are proposed, else each is a part. */
export async function waitFor(work: Work, id: SubscriptionId): Promise<void> {
  await lockFor(work.db, id)
  const subscription = await fiatSubscription(work, id)
  const waiting = await lockWaiting(work.db, id)
  const isEnough = subscription !== null && fundingOf(subscription.due.minor, waiting) !== null
  for (const entry of waiting)
    if ((entry.status === 'proposed') !== isEnough)
      await updateEntry(work.db, entry.id, work.now, { status: isEnough ? 'proposed' : 'part' })
}

async function fiatSubscription(work: Work, id: SubscriptionId): Promise<FiatSubscription | null> {
  return (await fiatSubscriptions(work.db, [id]))[0] ?? null
}

export type Confirmed = {
  readonly funded: readonly SubscriptionId[]
  /** Those that took no money any more: it waits in suspense. */
  readonly refused: readonly { readonly subscription: SubscriptionId; readonly reason: string }[]
}

/**
 * Lets proposed deposits pay for their subscriptions: all that wait for one of these, or none. Whoever brought in a
 * statement, or matched a deposit by hand, may not confirm it: two people see all money before units follow.
 */
export async function confirmMatches(
  work: Work,
  sale: FiatSale,
  ids: readonly BankEntryId[],
): Promise<Result<Confirmed, MatchRefusal>> {
  const subscriptions = new Set<SubscriptionId>()
  for (const id of ids) {
    const entry = await selectEntry(work.db, id)
    if (entry === null) return refuse('NOT_FOUND')
    if (entry.subscription !== null) subscriptions.add(entry.subscription)
  }
  for (const id of [...subscriptions].sort()) await lockFor(work.db, id)
  for (const id of ids) {
    const entry = (await selectEntry(work.db, id))!
    const isHeld = entry.subscription !== null && subscriptions.has(entry.subscription)
    if (entry.status !== 'proposed' || !isHeld)
      return refuse('ENTRY_NOT_PROPOSED', { entry: id, status: entry.status })
  }
  const funded: SubscriptionId[] = []
  const refused: { subscription: SubscriptionId; reason: string }[] = []
  for (const id of [...subscriptions].sort()) {
    const waiting = await lockWaiting(work.db, id)
    if (await isSeenByOne(work, waiting)) return refuse('SECOND_PERSON_NEEDED')
    const subscription = await fiatSubscription(work, id)
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
        for (const entry of waiting) await setAside(work, entry, 'FUNDING_REFUSED')
      refused.push({ subscription: id, reason: paid.reason })
    }
  }
  return ok({ funded, refused })
}

const MENDABLE: ReadonlySet<string> = new Set([
  'RULES_REVIEW',
  'RISKS_NOT_CONFIRMED',
  'SUITABILITY_OPEN',
  'AGREEMENT_NOT_SIGNED',
])

/** Whether whoever decides brought one of these in, or matched one by hand. */
async function isSeenByOne(work: Work, entries: readonly BankEntry[]): Promise<boolean> {
  const person = personOf(work.by)
  const importers = await selectImporters(
    work.db,
    entries.map(({ statement }) => statement),
  )
  return importers.has(person) || entries.some(({ matchedBy }) => matchedBy === person)
}

async function fund(
  work: Work,
  subscription: FiatSubscription,
  entry: BankEntry,
  { used, left }: { readonly used: bigint; readonly left: bigint },
): Promise<void> {
  if (used > 0n) {
    const account = await accountOf(work, entry)
    const { offering } = subscription
    const journal = await post(work, {
      key: await keyFor(work, 'bank-funding', entry),
      event: 'subscription-funded',
      subject: subscription.id,
      postings: [
        ...moved(used, { from: bookOf(account, 'bank'), to: bookOf(account, 'suspense') }),
        ...moved(used, {
          from: bookOf(account, 'subscriptions-received', offering),
          to: bookOf(account, 'bank', offering),
        }),
      ],
    })
    const funding = { entry: entry.id, subscription: subscription.id, amount: used, journal }
    await insertFunding(work.db, funding, work.now)
    await noteEntry(work, entry, 'funded', { used, subscription: subscription.id })
  }
  await updateEntry(work.db, entry.id, work.now, {
    open: left,
    ...(left === 0n ? { status: 'matched', reason: null } : { status: 'suspense', reason: 'OVERPAID' }),
  })
}

/** A name of its own for each thing that can be done with a booking more than once. */
async function keyFor(work: Work, what: string, entry: BankEntry): Promise<string> {
  return `${what}:${entry.id}:${(await selectEvents(work.db, entry.id)).length}`
}

async function accountOf(work: Work, entry: BankEntry): Promise<BankAccount> {
  const account = await selectBankAccount(work.db, entry.account)
  if (account === null) throw new Error(`${entry.id} is of no account`)
  return account
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
    readonly reason?: string
  },
): Promise<void> {
  const { used, subscription = null, other = null, reason = null } = about
  await insertEvent(work.db, {
    ...{ entry: entry.id, what, used, subscription, other, reason },
    ...{ at: work.now, by: work.by.id },
  })
  await appendAudit(work, {
    action: `bank-entry.${what}`,
    subject: entry.id,
    detail: { used: used.toString(), subscription, other },
  })
}

/** Money waits in suspense, for this reason. */
export async function setAside(work: Work, entry: BankEntry, reason: SuspenseReason): Promise<void> {
  await updateEntry(work.db, entry.id, work.now, { status: 'suspense', reason, matched_by: null })
}

/** An officer says, by its reference, for which subscription money in suspense is. Somebody else confirms it. */
export async function matchByHand(
  work: Work,
  id: BankEntryId,
  { reference, reason }: { readonly reference: string; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const { references } = referencesIn(reference)
  const meant = await fiatSubscriptions(work.db, references.map(idPrefixOf))
  const to = meant.length === 1 ? meant[0]!.id : null
  if (to === null) return refuse('REFERENCE_UNKNOWN')
  await lockFor(work.db, to)
  const entry = await lockEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount < 0n) return refuse('ENTRY_OUTGOING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if ((await selectFundings(work.db, { entry: id })).length > 0) return refuse('DEPOSIT_USED')
  if (await isLeavingUnseen(work.db, id)) return refuse('DEPOSIT_LEAVING')
  const account = await accountOf(work, entry)
  const subscription = await fiatSubscription(work, to)
  if (subscription === null || subscription.issuer !== account.issuer) return refuse('REFERENCE_UNKNOWN')
  if (subscription.due.currency.code !== account.currency)
    return refuse('CURRENCY_OTHER', { currency: account.currency, due: subscription.due.currency.code })
  if (subscription.state === 'unconfirmed') return refuse('RISKS_NOT_CONFIRMED')
  if (subscription.state === 'unsigned') return refuse('AGREEMENT_NOT_SIGNED')
  if (subscription.state !== 'payable') return refuse('SUBSCRIPTION_NOT_PAYABLE')
  await updateEntry(work.db, id, work.now, {
    status: 'part',
    reason: null,
    subscription: to,
    matched_by: personOf(work.by),
  })
  await waitFor(work, to)
  await noteEntry(work, entry, 'matched-by-hand', { used: 0n, subscription: to, reason })
  return ok((await lockEntry(work.db, id))!)
}

/**
 * An officer sends back what is open of a deposit. Until the bank has carried it out, under the name that is given here,
 * the money is on its way; if the bank's statement told of it before, and somebody else brought it in, it is done at once.
 */
export async function orderReturn(
  work: Work,
  id: BankEntryId,
  { bankReference, reason }: { readonly bankReference: string; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const entry = await holdEntry(work, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount < 0n) return refuse('ENTRY_OUTGOING')
  if (!['suspense', 'part', 'proposed'].includes(entry.status))
    return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if (await isLeavingUnseen(work.db, id)) return refuse('DEPOSIT_LEAVING')
  const account = await accountOf(work, entry)
  await post(work, {
    key: await keyFor(work, 'bank-return', entry),
    event: 'return-ordered',
    subject: id,
    postings: moved(entry.open, { from: bookOf(account, 'refunds-due'), to: bookOf(account, 'suspense') }),
  })
  await updateEntry(work.db, id, work.now, {
    status: 'returning',
    reason: null,
    open: 0n,
    return_amount: entry.open,
    return_reference: bankReference,
    return_ordered_by: personOf(work.by),
  })
  await noteEntry(work, entry, 'return-ordered', { used: entry.open, reason })
  if (entry.status !== 'suspense' && entry.subscription !== null) await waitFor(work, entry.subscription)

  const gone = await selectUnknownOutgoing(work.db, account.id, {
    reference: bankReference,
    endToEnd: endToEndIndex(bankReference),
  })
  const [first] = gone.filter(({ open }) => open === entry.open)
  if (first !== undefined) {
    const deposit = (await lockEntry(work.db, id))!
    if (await isSeenByTwo(work, first, deposit)) await payOut(work, account, first, deposit)
    else await waitForSecond(work, first, deposit)
  }
  return ok((await lockEntry(work.db, id))!)
}

/**
 * An officer says what money that went out was: a deposit that was sent or taken back. Two people have to stand behind it:
 * whoever brought in the statement, and whoever ordered the return or says this.
 */
export async function assignOutgoing(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { deposit: of, reason }: { readonly deposit: BankEntryId; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const deposit = await holdEntry(work, of)
  const entry = await lockEntry(work.db, id)
  if (entry === null || deposit === null) return refuse('NOT_FOUND')
  if (entry.amount > 0n) return refuse('ENTRY_INCOMING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if (deposit.amount < 0n || deposit.account !== entry.account) return refuse('DEPOSIT_OTHER')
  const isOrdered = isReturnOf(deposit, entry)
  if (!isOrdered && !canBeTakenBack(deposit, entry)) return refuse('DEPOSIT_OTHER')
  if (!(await isSeenByTwo(work, entry, deposit))) return refuse('SECOND_PERSON_NEEDED')
  const account = await accountOf(work, entry)
  if (isOrdered) await payOut(work, account, entry, deposit)
  else await takeBack(work, sale, account, { entry, deposit, reason })
  return ok((await lockEntry(work.db, id))!)
}

/**
 * An officer who did not bring in the statement says that money that went out is a fee of the bank: else one person alone
 * could have money that left a deposit booked as gone. Never what waits for a second person to name its deposit.
 */
export async function bookFee(
  work: Work,
  id: BankEntryId,
  { reason }: { readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const entry = await lockEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount > 0n) return refuse('ENTRY_INCOMING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if (entry.reason === 'SECOND_PERSON_NEEDED') return refuse('DEPOSIT_LEAVING')
  if (await isSeenByOne(work, [entry])) return refuse('SECOND_PERSON_NEEDED')
  const account = await accountOf(work, entry)
  await post(work, {
    key: `bank-fee:${id}`,
    event: 'bank-fee',
    subject: id,
    postings: moved(entry.open, { from: bookOf(account, 'suspense'), to: bookOf(account, 'fees') }),
  })
  await updateEntry(work.db, id, work.now, { status: 'settled', reason: null, open: 0n })
  await noteEntry(work, entry, 'fee', { used: entry.open, reason })
  return ok((await lockEntry(work.db, id))!)
}

/**
 * Looks for what money that went out is: a return that was ordered, known by the bank's name of it or by its
 * subscription and amount; or a deposit that the bank took back, known by the payment's end-to-end id or its reference. What
 * one person alone says waits for a second one.
 */
export async function settleOutgoing(
  work: Work,
  sale: FiatSale,
  account: BankAccount,
  id: BankEntryId,
  said: StatementEntry,
): Promise<void> {
  const entry = (await lockEntry(work.db, id))!
  const { references } = referencesIn(`${said.remittance} ${said.endToEndId ?? ''}`)
  const subscriptions = await fiatSubscriptions(work.db, references.map(idPrefixOf))
  const [subscription] = subscriptions.length === 1 ? subscriptions : []
  const ofSubscription =
    subscription === undefined
      ? []
      : await selectDeposits(work.db, account.id, { subscription: subscription.id })

  const names = [said.bankReference, said.endToEndId].filter((name) => name !== null)
  const ordered = await selectReturning(work.db, account.id, names)
  const returning = ordered.length > 0 ? ordered : ofSubscription.filter((one) => isReturnOf(one, entry))
  const [due] = returning.filter((one) => isReturnOf(one, entry))
  if (due !== undefined)
    return (await isSeenByTwo(work, entry, due))
      ? payOut(work, account, entry, due)
      : waitForSecond(work, entry, due)
  if (ordered.length > 0) return setAside(work, entry, 'RETURN_AMOUNT_OTHER')

  const byEndToEnd =
    said.endToEndId === null
      ? []
      : await selectDeposits(work.db, account.id, { endToEnd: endToEndIndex(said.endToEndId) })
  const deposits = byEndToEnd.length > 0 ? byEndToEnd : ofSubscription
  const [deposit, ...others] = deposits.filter((one) => canBeTakenBack(one, entry))
  if (deposit !== undefined && others.length === 0)
    return (await hasPaid(work, deposit))
      ? loseDeposit(work, sale, entry, deposit)
      : takeBack(work, sale, account, { entry, deposit, reason: 'PAYMENT_RETURNED' })
  if (said.isReturn || deposits.length > 0) await setAside(work, entry, 'RETURN_UNKNOWN')
}

/** Whether two different people stand behind it that this money left for that deposit. */
async function isSeenByTwo(work: Work, outgoing: BankEntry, deposit: BankEntry): Promise<boolean> {
  const people = await selectImporters(work.db, [outgoing.statement])
  people.add(personOf(work.by))
  if (isReturnOf(deposit, outgoing) && deposit.returnOrderedBy !== null) people.add(deposit.returnOrderedBy)
  return people.size > 1
}

/** Sets money that left aside until a second person says that it was for this deposit. It leaves once. */
async function waitForSecond(work: Work, outgoing: BankEntry, deposit: BankEntry): Promise<void> {
  if (await isLeavingUnseen(work.db, deposit.id)) return setAside(work, outgoing, 'RETURN_UNKNOWN')
  await setAside(work, outgoing, 'SECOND_PERSON_NEEDED')
  const { subscription } = deposit
  await noteEntry(work, outgoing, 'second-person-needed', { used: 0n, other: deposit.id, subscription })
}

/** Whether a deposit pays for units, or has: then the contract of the offering knows of it. */
async function hasPaid(work: Work, { id }: BankEntry): Promise<boolean> {
  return (await selectEvents(work.db, id)).some(({ what }) => what === 'funded')
}

/**
 * A statement says that the bank took a deposit back that pays for units: they stop waiting for their investor at once. That
 * the money is gone is booked, and told to the contract, when a second person says so.
 */
async function loseDeposit(
  work: Work,
  sale: FiatSale,
  outgoing: BankEntry,
  deposit: BankEntry,
): Promise<void> {
  const reversed = await reverseFunding(work, sale, deposit, 'PAYMENT_RETURNED')
  if (!reversed.ok && reversed.reason !== 'UNITS_OUT') return setAside(work, outgoing, 'RETURN_UNKNOWN')
  await waitForSecond(work, outgoing, (await lockEntry(work.db, deposit.id))!)
}

/** Takes back what a deposit pays for, if it pays for anything. */
async function reverseFunding(
  work: Work,
  sale: FiatSale,
  deposit: BankEntry,
  reason: string,
): Promise<Result<null, 'UNITS_OUT' | 'SUBSCRIPTION_UNSETTLED' | 'CLAIMED_BEFORE'>> {
  const [funding] = await selectFundings(work.db, { entry: deposit.id })
  if (funding === undefined) return ok(null)
  await lockFor(work.db, funding.subscription)
  if ((await claimOn(work, deposit)) !== null) return refuse('CLAIMED_BEFORE')
  const reversed = await sale.reverse(work, funding.subscription, { reason })
  if (!reversed.ok) return reversed
  await unfund(work, funding.subscription)
  return ok(null)
}

function isReturnOf(deposit: BankEntry, entry: BankEntry): boolean {
  return deposit.status === 'returning' && deposit.returnAmount === entry.open
}

/** Whether all of a deposit may have been taken back; of one that paid too much, what was too much may have gone before. */
function canBeTakenBack({ amount, status, returnAmount }: BankEntry, entry: BankEntry): boolean {
  if (amount !== -entry.amount) return false
  const wasTooMuch = returnAmount !== null && returnAmount < amount
  return status === 'returning' || status === 'returned'
    ? wasTooMuch
    : ['suspense', 'part', 'proposed', 'matched'].includes(status)
}

/** Money on its way back has left the bank. */
async function payOut(work: Work, account: BankAccount, entry: BankEntry, deposit: BankEntry): Promise<void> {
  await post(work, {
    key: `bank-payout:${entry.id}`,
    event: 'return-paid',
    subject: deposit.id,
    postings: moved(entry.open, { from: bookOf(account, 'suspense'), to: bookOf(account, 'refunds-due') }),
  })
  await updateEntry(work.db, entry.id, work.now, { status: 'settled', reason: null, open: 0n })
  await updateEntry(work.db, deposit.id, work.now, {
    ...(deposit.open === 0n
      ? { status: 'returned', reason: null }
      : { status: 'suspense', reason: 'FUNDING_REVERSED' }),
  })
  await noteEntry(work, entry, 'returned', { used: entry.open, other: deposit.id })
  await noteEntry(work, deposit, 'returned', { used: 0n, other: entry.id })
}

/**
 * The bank took a deposit back. What it paid for is taken back too; if units are out for it, the money is owed by the
 * investor from now on: a claim.
 */
async function takeBack(
  work: Work,
  sale: FiatSale,
  account: BankAccount,
  {
    entry,
    deposit: at,
    reason,
  }: { readonly entry: BankEntry; readonly deposit: BankEntry; readonly reason: string },
): Promise<void> {
  const reversed = await reverseFunding(work, sale, at, reason)
  if (!reversed.ok && reversed.reason === 'UNITS_OUT') return claim(work, account, { entry, deposit: at })
  if (!reversed.ok) return setAside(work, entry, 'RETURN_UNKNOWN')
  // Less than all of it may be left: what was too much may have been sent back before.
  const deposit = (await lockEntry(work.db, at.id))!
  const used = deposit.open < entry.open ? deposit.open : entry.open
  if (used === 0n) return setAside(work, entry, 'RETURN_UNKNOWN')
  const left = deposit.open - used
  await updateEntry(work.db, deposit.id, work.now, {
    open: left,
    ...(deposit.status === 'returning'
      ? {}
      : left === 0n
        ? { status: 'returned', reason: null }
        : { status: 'suspense', reason: 'RETURN_AMOUNT_OTHER' }),
  })
  await updateEntry(work.db, entry.id, work.now, {
    open: entry.open - used,
    ...(entry.open === used
      ? { status: 'settled', reason: null }
      : { status: 'suspense', reason: 'RETURN_AMOUNT_OTHER' }),
  })
  const { subscription } = deposit
  await noteEntry(work, deposit, 'taken-back', { used, other: entry.id, reason })
  await noteEntry(work, entry, 'taken-back', { used, other: deposit.id, subscription, reason })
  if (subscription !== null) await waitFor(work, subscription)
}

/** What the investor owes: what the bank took back, less what of the deposit had not been used. */
async function claim(
  work: Work,
  account: BankAccount,
  { entry, deposit }: { readonly entry: BankEntry; readonly deposit: BankEntry },
): Promise<void> {
  const { subscription } = (await selectFundings(work.db, { entry: deposit.id }))[0]!
  await postClaim(work, account, { entry, subscription, owed: entry.open - deposit.open })
  await updateEntry(work.db, entry.id, work.now, { status: 'claim', reason: null, open: 0n, subscription })
  await updateEntry(work.db, deposit.id, work.now, { status: 'returned', reason: null, open: 0n })
  await noteEntry(work, entry, 'claimed', { used: entry.open, other: deposit.id, subscription })
  await noteEntry(work, deposit, 'claimed', { used: deposit.open, other: entry.id, subscription })
}

/** Its entry in the books; the same again is the same entry. */
async function postClaim(
  work: Work,
  account: BankAccount,
  about: { readonly entry: BankEntry; readonly subscription: SubscriptionId; readonly owed: bigint },
) {
  const { entry, subscription, owed } = about
  const found = await fiatSubscription(work, subscription)
  if (found === null) throw new Error(`${subscription} was paid and is not there`)
  const { offering } = found
  return post(work, {
    key: `bank-claim:${entry.id}`,
    event: 'claim',
    subject: subscription,
    postings: [
      ...moved(owed, { from: bookOf(account, 'suspense'), to: bookOf(account, 'bank') }),
      ...moved(owed, { from: bookOf(account, 'bank', offering), to: bookOf(account, 'claims', offering) }),
    ],
  })
}

/** The booking by which the bank took a deposit back that units were out for, and how much had not been used; or null. */
async function claimOn(work: Work, deposit: BankEntry) {
  const events = await selectEvents(work.db, deposit.id)
  const last = events.findLast(({ what }) => what === 'claimed' || what === 'claim-reversed')
  return last?.what === 'claimed' && last.other !== null ? { entry: last.other, unused: last.used } : null
}

/** Takes what paid for a subscription out of it: the deposits wait in suspense again, or are gone if the bank took them. */
async function unfund(work: Work, subscription: SubscriptionId): Promise<void> {
  for (const funding of await selectFundings(work.db, { subscription })) {
    const deposit = (await lockEntry(work.db, funding.entry))!
    const claimed = await claimOn(work, deposit)
    await reverse(work, funding.journal, { event: 'funding-reversed', subject: subscription })
    await deleteFunding(work.db, deposit.id)
    if (claimed !== null) {
      const entry = (await lockEntry(work.db, claimed.entry))!
      const owed = -entry.amount - claimed.unused
      const account = await accountOf(work, deposit)
      const journal = await postClaim(work, account, { entry, subscription, owed })
      await reverse(work, journal, { event: 'claim-reversed', subject: subscription })
      await updateEntry(work.db, entry.id, work.now, { status: 'settled' })
      await noteEntry(work, deposit, 'claim-reversed', { used: 0n, other: entry.id, subscription })
      continue
    }
    await updateEntry(work.db, deposit.id, work.now, {
      open: deposit.open + funding.amount,
      ...(deposit.status === 'returning'
        ? {}
        : { status: 'suspense', reason: 'FUNDING_REVERSED', matched_by: null }),
    })
    await noteEntry(work, deposit, 'funding-reversed', { used: -funding.amount, subscription })
  }
}

/**
 * A subscription got fewer units than it paid for: what was too much of its money at the bank waits in suspense, where an
 * officer sends it back; the newest deposit first. Of what the bank took back nothing is left to send.
 *
 * @param kept what its units cost, in minor units of the bank's currency
 */
export async function returnSurplus(work: Work, id: SubscriptionId, kept: bigint): Promise<void> {
  await lockFor(work.db, id)
  const subscription = await fiatSubscription(work, id)
  if (subscription === null) throw new Error(`${id} was paid at a bank and cannot be`)
  let left = subscription.due.minor - kept
  for (const { entry, amount } of (await selectFundings(work.db, { subscription: id })).toReversed()) {
    const part = left < amount ? left : amount
    const deposit = (await lockEntry(work.db, entry))!
    const isNothing = part <= 0n
    if (isNothing || (await claimOn(work, deposit)) !== null) {
      // Less than the bank's smallest coin, or the bank has it already: nothing is left to send.
      await noteEntry(work, deposit, 'surplus', { used: 0n, subscription: id })
      if (isNothing) return
      left -= part
      continue
    }
    left -= part
    const account = await accountOf(work, deposit)
    const { offering } = subscription
    await post(work, {
      key: `bank-surplus:${entry}`,
      event: 'surplus',
      subject: id,
      postings: [
        ...moved(part, { from: bookOf(account, 'suspense'), to: bookOf(account, 'bank') }),
        ...moved(part, {
          from: bookOf(account, 'bank', offering),
          to: bookOf(account, 'subscriptions-received', offering),
        }),
      ],
    })
    await (part === amount ? deleteFunding(work.db, entry) : cutFunding(work.db, entry, part))
    await updateEntry(work.db, entry, work.now, {
      open: deposit.open + part,
      ...(deposit.status === 'returning' ? {} : { status: 'suspense', reason: 'OVERPAID' }),
    })
    await noteEntry(work, deposit, 'surplus', { used: -part, subscription: id })
  }
}

/**
 * A subscription ended without units: rejected, withdrawn, or its offering failed. Its money at the bank waits in
 * suspense, where an officer sends it back.
 */
export async function releaseDeposits(work: Work, subscription: SubscriptionId): Promise<void> {
  await lockFor(work.db, subscription)
  await unfund(work, subscription)
  for (const entry of await lockWaiting(work.db, subscription))
    await setAside(work, entry, 'SUBSCRIPTION_NOT_PAYABLE')
}

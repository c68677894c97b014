import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { StatementEntry } from '../ledger/bank-statement.ts'
import { post } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { personOf, type Work } from '../platform/work.ts'
import { bookOf, endToEndIndex } from './bank.service.ts'
import {
  isLeavingUnseen,
  lockEntry,
  selectDeposits,
  selectEvents,
  selectReturning,
  selectUnknownOutgoing,
  updateEntry,
  type BankEntry,
} from './bank-entry.store.ts'
import { selectFundings } from './bank-funding.store.ts'
import { selectImporters, type BankAccount } from './bank-statement.store.ts'
import {
  accountOf,
  fiatSubscription,
  holdEntry,
  isSeenByOne,
  keyFor,
  noteEntry,
  setAside,
  waitFor,
  type FiatSale,
} from './booking.service.ts'
import type { MatchRefusal } from './deposit-match.ts'
import { postClaim, reverseFunding } from './deposit-release.service.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/**
 * An officer sends back what is open of a deposit. Until the bank has carried it out, under the name that is given here,
 * the money is on its way; if the bank's statement told of it before, and somebody else brought it in, it is done at once.
 */
export async function orderReturn(
  work: Work,
  sale: FiatSale,
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
  await noteEntry(work, entry, 'return-ordered', { used: entry.open, words: reason })
  if (entry.status !== 'suspense' && entry.subscription !== null)
    await waitFor(work, sale, entry.subscription)

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
  else await takeBack(work, sale, account, { entry, deposit, words: reason })
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
  await noteEntry(work, entry, 'fee', { used: entry.open, words: reason })
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
  const subscriptions = await sale.known(work.db, references.map(idPrefixOf))
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
      : takeBack(work, sale, account, { entry, deposit, words: null })
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
  const reversed = await reverseFunding(work, sale, deposit)
  if (!reversed.ok && reversed.reason !== 'UNITS_OUT') return setAside(work, outgoing, 'RETURN_UNKNOWN')
  await waitForSecond(work, outgoing, (await lockEntry(work.db, deposit.id))!)
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
    words,
  }: { readonly entry: BankEntry; readonly deposit: BankEntry; readonly words: string | null },
): Promise<void> {
  const reversed = await reverseFunding(work, sale, at)
  if (!reversed.ok && reversed.reason === 'UNITS_OUT')
    return claim(work, sale, account, { entry, deposit: at })
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
  await noteEntry(work, deposit, 'taken-back', { used, other: entry.id, words })
  await noteEntry(work, entry, 'taken-back', { used, other: deposit.id, subscription, words })
  if (subscription !== null) await waitFor(work, sale, subscription)
}

/** What the investor owes: what the bank took back, less what of the deposit had not been used. */
async function claim(
  work: Work,
  sale: FiatSale,
  account: BankAccount,
  { entry, deposit }: { readonly entry: BankEntry; readonly deposit: BankEntry },
): Promise<void> {
  const { subscription } = (await selectFundings(work.db, { entry: deposit.id }))[0]!
  const paid = await fiatSubscription(work, sale, subscription)
  if (paid === null) throw new Error(`${subscription} was paid and is not there`)
  await postClaim(work, account, { entry, subscription: paid, owed: entry.open - deposit.open })
  await updateEntry(work.db, entry.id, work.now, { status: 'claim', reason: null, open: 0n, subscription })
  await updateEntry(work.db, deposit.id, work.now, { status: 'returned', reason: null, open: 0n })
  await noteEntry(work, entry, 'claimed', { used: entry.open, other: deposit.id, subscription })
  await noteEntry(work, deposit, 'claimed', { used: deposit.open, other: entry.id, subscription })
}

import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { post } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { lockFor } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { bookOf, endToEndIndex } from './bank.service.ts'
import {
  isLeavingUnseen,
  lockEntries,
  lockEntry,
  selectEntry,
  selectSetAsideFor,
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
import { owedOf, postClaim, tellOwed } from './claim.service.ts'
import type { MatchRefusal } from './deposit-match.ts'
import { leftOf, reverseFunding } from './deposit-release.service.ts'

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
  const before = await selectEntry(work.db, id)
  if (before === null) return refuse('NOT_FOUND')
  if (before.subscription !== null) await lockFor(work.db, before.subscription)
  const account = await accountOf(work, before)
  const named = { reference: bankReference, endToEnd: endToEndIndex(bankReference) }
  const known = await selectUnknownOutgoing(work.db, account.id, named)
  // All at once, as an assignment and a fee take them before they write to the log.
  const repriced = before.subscription === null ? [] : await selectSetAsideFor(work.db, ['PRICE_MOVED'])
  const others = repriced.filter((one) => one.subscription === before.subscription && one.id !== id)
  await lockEntries(work.db, [id, ...[...known, ...others].map((one) => one.id)])
  const entry = (await selectEntry(work.db, id))!
  if (entry.amount < 0n) return refuse('ENTRY_OUTGOING')
  if (!['suspense', 'part', 'proposed'].includes(entry.status))
    return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if (await isLeavingUnseen(work.db, id)) return refuse('DEPOSIT_LEAVING')
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
  // What is left of what was wired for one subscription keeps no units for it: not all of its money is there any more.
  if (entry.reason === 'PRICE_MOVED')
    for (const one of others) await updateEntry(work.db, one.id, work.now, { status: 'part', reason: null })
  if (entry.status !== 'suspense' && entry.subscription !== null)
    await waitFor(work, sale, entry.subscription)

  const gone = await selectUnknownOutgoing(work.db, account.id, named)
  const [first] = gone.filter(({ open }) => open === entry.open)
  if (first !== undefined) {
    const deposit = (await lockEntry(work.db, id))!
    if (await isSeenByTwo(work, first, deposit)) await payOut(work, account, first, deposit)
    else await waitForSecond(work, first, deposit)
  }
  return ok((await lockEntry(work.db, id))!)
}

/**
 * An officer calls a return off that the bank has not carried out; another one than who ordered it. The money waits in
 * suspense again.
 */
export async function callOffReturn(
  work: Work,
  id: BankEntryId,
  { reason }: { readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const entry = await holdEntry(work, id)
  if (entry === null) return refuse('NOT_FOUND')
  const { status, open, returnAmount, returnReference, returnOrderedBy } = entry
  if (status !== 'returning' || returnAmount === null || returnReference === null)
    return refuse('ENTRY_NOT_OPEN', { status })
  if (returnOrderedBy === personOf(work.by)) return refuse('SECOND_PERSON_NEEDED')
  const account = await accountOf(work, entry)
  const named = { reference: returnReference, endToEnd: endToEndIndex(returnReference) }
  const gone = await selectUnknownOutgoing(work.db, account.id, named)
  if (gone.length > 0 || (await isLeavingUnseen(work.db, id))) return refuse('DEPOSIT_LEAVING')
  await post(work, {
    key: await keyFor(work, 'bank-return-called-off', entry),
    event: 'return-called-off',
    subject: id,
    postings: moved(returnAmount, { from: bookOf(account, 'suspense'), to: bookOf(account, 'refunds-due') }),
  })
  await updateEntry(work.db, id, work.now, {
    status: 'suspense',
    reason: 'RETURN_CALLED_OFF',
    open: open + returnAmount,
    return_amount: null,
    return_reference: null,
    return_ordered_by: null,
  })
  await noteEntry(work, entry, 'return-called-off', { used: -returnAmount, words: reason })
  return ok((await lockEntry(work.db, id))!)
}

/**
 * An officer says what money that went out was: a deposit that was sent or taken back. Two people have to stand behind it:
 * whoever brought in the statement, and whoever ordered the return or says this. The amounts may differ: what less went of
 * a deposit waits in suspense again, and so does what more went out, for another deposit or as a fee. Refused while the
 * subscription that it paid for is on its way into escrow or out of it: it waits until that has ended.
 */
export async function assignOutgoing(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { deposit: of, reason }: { readonly deposit: BankEntryId; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const paid = (await selectEntry(work.db, of))?.subscription ?? null
  if (paid !== null) await sale.holdToReverse(work, [paid])
  await lockEntries(work.db, [id, of])
  const [entry, deposit] = [await selectEntry(work.db, id), await selectEntry(work.db, of)]
  if (entry === null || deposit === null) return refuse('NOT_FOUND')
  if (entry.amount > 0n) return refuse('ENTRY_INCOMING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if (deposit.amount < 0n || deposit.account !== entry.account) return refuse('DEPOSIT_OTHER')
  const left = await leftOf(work, deposit)
  // What is on its way back may have left with another amount; all of a deposit's is what the bank took back of it.
  const isWhole = deposit.amount === -entry.amount && left > 0n && !isReturnOf(deposit, entry)
  const isOrdered = deposit.status === 'returning' && !isWhole
  if (!isOrdered && left === 0n) return refuse('DEPOSIT_OTHER')
  if (!(await isSeenByTwo(work, entry, deposit))) return refuse('SECOND_PERSON_NEEDED')
  const account = await accountOf(work, entry)
  if (isOrdered) await payOut(work, account, entry, deposit)
  else {
    const taken = await takeBack(work, sale, { entry, deposit, words: reason })
    if (!taken.ok) return taken
  }
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
  await useOutgoing(work, entry, entry.open)
  await noteEntry(work, entry, 'fee', { used: entry.open, words: reason })
  return ok((await lockEntry(work.db, id))!)
}

/** Whether two different people stand behind it that this money left for that deposit. */
export async function isSeenByTwo(work: Work, outgoing: BankEntry, deposit: BankEntry): Promise<boolean> {
  const people = await selectImporters(work.db, [outgoing.statement])
  people.add(personOf(work.by))
  if (isReturnOf(deposit, outgoing) && deposit.returnOrderedBy !== null) people.add(deposit.returnOrderedBy)
  return people.size > 1
}

/** Sets money that left aside until a second person says that it was for this deposit. It leaves once. */
export async function waitForSecond(work: Work, outgoing: BankEntry, deposit: BankEntry): Promise<void> {
  if (await isLeavingUnseen(work.db, deposit.id)) return setAside(work, outgoing, 'RETURN_UNKNOWN')
  await setAside(work, outgoing, 'SECOND_PERSON_NEEDED')
  const { subscription } = deposit
  await noteEntry(work, outgoing, 'second-person-needed', { used: 0n, other: deposit.id, subscription })
}

export function isReturnOf(deposit: BankEntry, entry: BankEntry): boolean {
  return deposit.status === 'returning' && deposit.returnAmount === entry.open
}

/** What the bank took of a deposit is taken of what nobody has used; where that is less, of what it still pays for too. */
export async function freeFor(
  work: Work,
  sale: FiatSale,
  deposit: BankEntry,
  amount: bigint,
): ReturnType<typeof reverseFunding> {
  const isMore = deposit.open < amount && deposit.open < (await leftOf(work, deposit))
  return isMore ? reverseFunding(work, sale, deposit) : ok(null)
}

/** Money on its way back has left the bank: all of it, or what of it did; the rest is not on its way any more. */
export async function payOut(
  work: Work,
  account: BankAccount,
  entry: BankEntry,
  deposit: BankEntry,
): Promise<void> {
  const due = deposit.returnAmount ?? 0n
  const used = due < entry.open ? due : entry.open
  const rest = due - used
  await post(work, {
    key: await keyFor(work, 'bank-payout', entry),
    event: 'return-paid',
    subject: deposit.id,
    postings: moved(due, { from: bookOf(account, 'suspense'), to: bookOf(account, 'refunds-due') }),
  })
  await useOutgoing(work, entry, used)
  const open = deposit.open + rest
  await updateEntry(work.db, deposit.id, work.now, {
    open,
    return_amount: used,
    ...(open === 0n
      ? { status: 'returned', reason: null }
      : { status: 'suspense', reason: rest === 0n ? 'FUNDING_REVERSED' : 'RETURN_AMOUNT_OTHER' }),
  })
  await noteEntry(work, entry, 'returned', { used, other: deposit.id })
  await noteEntry(work, deposit, 'returned', { used: -rest, other: entry.id })
}

/** So much of money that went out is explained; what is left of it still waits. */
async function useOutgoing(work: Work, { id, open }: BankEntry, used: bigint): Promise<void> {
  await updateEntry(work.db, id, work.now, {
    open: open - used,
    ...(open > used
      ? { status: 'suspense', reason: 'RETURN_AMOUNT_OTHER' }
      : { status: (await owedOf(work.db, id)) > 0n ? 'claim' : 'settled', reason: null }),
  })
}

/**
 * The bank took a deposit back, or a part of it. What it paid for is taken back too, and what is left of it waits in suspense;
 * if units are out for it, the money is owed by the investor from now on: a claim.
 */
export async function takeBack(
  work: Work,
  sale: FiatSale,
  {
    entry,
    deposit: at,
    words,
  }: { readonly entry: BankEntry; readonly deposit: BankEntry; readonly words: string | null },
): Promise<Result<null, 'SUBSCRIPTION_UNSETTLED'>> {
  const freed = await freeFor(work, sale, at, entry.open)
  if (!freed.ok && freed.reason === 'UNITS_OUT') {
    await claim(work, sale, { entry, deposit: at, words })
    return ok(null)
  }
  if (!freed.ok) return refuse('SUBSCRIPTION_UNSETTLED')
  const deposit = (await lockEntry(work.db, at.id))!
  const used = deposit.open < entry.open ? deposit.open : entry.open
  const left = deposit.open - used
  await updateEntry(work.db, deposit.id, work.now, {
    open: left,
    ...(deposit.status === 'returning'
      ? {}
      : left > 0n
        ? { status: 'suspense', reason: 'RETURN_AMOUNT_OTHER' }
        : { status: (await leftOf(work, deposit)) > used ? 'matched' : 'returned', reason: null }),
  })
  await useOutgoing(work, entry, used)
  const { subscription } = deposit
  await noteEntry(work, deposit, 'taken-back', { used, other: entry.id, words })
  await noteEntry(work, entry, 'taken-back', { used, other: deposit.id, subscription, words })
  if (subscription !== null) await waitFor(work, sale, subscription)
  return ok(null)
}

/** What the investor owes: what the bank took back, less what of the deposit had not been used. */
async function claim(
  work: Work,
  sale: FiatSale,
  {
    entry,
    deposit,
    words,
  }: { readonly entry: BankEntry; readonly deposit: BankEntry; readonly words: string | null },
): Promise<void> {
  const { subscription } = (await selectFundings(work.db, { entry: deposit.id }))[0]!
  const paid = await fiatSubscription(work, sale, subscription)
  if (paid === null) throw new Error(`${subscription} was paid and is not there`)
  const left = await leftOf(work, deposit)
  const taken = left < entry.open ? left : entry.open
  await postClaim(work, {
    ...{ booking: entry.id, deposit, subscription, offering: paid.offering },
    owed: taken - deposit.open,
  })
  await noteEntry(work, entry, 'claimed', { used: taken, other: deposit.id, subscription, words })
  await noteEntry(work, deposit, 'claimed', { used: deposit.open, other: entry.id, subscription, words })
  await updateEntry(work.db, entry.id, work.now, { subscription })
  await useOutgoing(work, entry, taken)
  // Before they are issued, what they cost may still be less.
  if (paid.state === 'issued') await tellOwed(work, paid)
  await updateEntry(work.db, deposit.id, work.now, {
    open: 0n,
    ...(deposit.status === 'returning'
      ? {}
      : { status: taken < left ? 'matched' : 'returned', reason: null }),
  })
}

import type { BankEntryId, SubscriptionId } from '../kernel/ids.ts'
import { must } from '../kernel/result.ts'
import type { StatementEntry } from '../ledger/bank-statement.ts'
import type { Work } from '../platform/work.ts'
import { endToEndIndex } from './bank.service.ts'
import {
  lockEntry,
  selectDeposits,
  selectEvents,
  selectReturning,
  type BankEntry,
} from './bank-entry.store.ts'
import type { BankAccount } from './bank-statement.store.ts'
import { setAside, type FiatSale } from './booking.service.ts'
import { leftOf } from './deposit-release.service.ts'
import { freeFor, isReturnOf, isSeenByTwo, payOut, takeBack, waitForSecond } from './outgoing.service.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/** The deposits that money which went out may be about, if it is what `settleOutgoing` takes it for, and what they may have paid for. */
export async function mayTouch(
  work: Work,
  sale: FiatSale,
  account: BankAccount,
  said: readonly StatementEntry[],
): Promise<{ readonly deposits: readonly BankEntryId[]; readonly subscriptions: readonly SubscriptionId[] }> {
  const gone = said.filter(({ amount }) => amount < 0n)
  const named = (await sale.known(work.db, gone.flatMap(referencesOf).map(idPrefixOf))).map(({ id }) => id)
  const deposits: BankEntry[] = []
  for (const subscription of named)
    deposits.push(...(await selectDeposits(work.db, account.id, { subscription })))
  for (const one of gone) {
    deposits.push(...(await selectReturning(work.db, account.id, namesOf(one))))
    if (one.endToEndId !== null) deposits.push(...(await byEndToEnd(work, account, one.endToEndId)))
  }
  const paid = deposits.flatMap(({ subscription }) => subscription ?? [])
  return { deposits: deposits.map(({ id }) => id), subscriptions: [...new Set([...named, ...paid])].sort() }
}

function referencesOf({ remittance, endToEndId }: StatementEntry): readonly string[] {
  return referencesIn(`${remittance} ${endToEndId ?? ''}`).references
}

/** The bank's names of a booking. */
function namesOf({ bankReference, endToEndId }: StatementEntry): readonly string[] {
  return [bankReference, endToEndId].filter((name) => name !== null)
}

function byEndToEnd({ db }: Work, account: BankAccount, id: string): Promise<BankEntry[]> {
  return selectDeposits(db, account.id, { endToEnd: endToEndIndex(id) })
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
  const subscriptions = await sale.known(work.db, referencesOf(said).map(idPrefixOf))
  const [subscription] = subscriptions.length === 1 ? subscriptions : []
  const ofSubscription =
    subscription === undefined
      ? []
      : await selectDeposits(work.db, account.id, { subscription: subscription.id })

  const ordered = await selectReturning(work.db, account.id, namesOf(said))
  const returning = ordered.length > 0 ? ordered : ofSubscription.filter((one) => isReturnOf(one, entry))
  const [due] = returning.filter((one) => isReturnOf(one, entry))
  if (due !== undefined)
    return (await isSeenByTwo(work, entry, due))
      ? payOut(work, account, entry, due)
      : waitForSecond(work, entry, due)
  if (ordered.length > 0) return setAside(work, entry, 'RETURN_AMOUNT_OTHER')

  const sameId = said.endToEndId === null ? [] : await byEndToEnd(work, account, said.endToEndId)
  const deposits = sameId.length > 0 ? sameId : ofSubscription
  const left: BankEntry[] = []
  for (const one of deposits) if ((await leftOf(work, one)) > 0n) left.push(one)
  const whole = left.filter(({ amount }) => amount === -entry.amount)
  // A charge for a payment may name it too: a part was taken back where the bank says that it was.
  const [deposit, ...others] = whole.length > 0 || !said.isReturn ? whole : left
  if (deposit !== undefined && others.length === 0) {
    if (await hasPaid(work, deposit)) return loseDeposit(work, sale, entry, deposit)
    // It pays for nothing that would have to be reversed.
    must(await takeBack(work, sale, { entry, deposit, words: null }))
    return
  }
  if (said.isReturn || deposits.length > 0) await setAside(work, entry, 'RETURN_UNKNOWN')
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
  const freed = await freeFor(work, sale, deposit, outgoing.open)
  if (!freed.ok && freed.reason !== 'UNITS_OUT') return setAside(work, outgoing, 'RETURN_UNKNOWN')
  await waitForSecond(work, outgoing, (await lockEntry(work.db, deposit.id))!)
}

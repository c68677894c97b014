import type { BankEntryId } from '../kernel/ids.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { AWAITS_INVESTOR, type Verdict } from './deposit-match.ts'
import { noteEntry, setAside, waitFor, type FiatSale } from './booking.service.ts'
import { bankAccounts, paymentParties } from './bank.service.ts'
import { lockEntry, selectSetAsideFor, updateEntry } from './bank-entry.store.ts'
import { weighPayments } from './deposit-weigh.service.ts'
import { paymentReference, referencesIn } from './payment-reference.ts'

/** Deposits that waited for their investor and wait no more, or for something else, with what is to become of them. */
export async function depositsToRematch(db: Db, sale: FiatSale): Promise<Map<BankEntryId, Verdict>> {
  const waiting = await selectSetAsideFor(db, [...AWAITS_INVESTOR])
  const parties = await paymentParties(
    db,
    waiting.map(({ id }) => id),
  )
  const changed = new Map<BankEntryId, Verdict>()
  for (const account of waiting.length === 0 ? [] : await bankAccounts(db)) {
    const into = waiting.filter((entry) => entry.account === account.id && parties.has(entry.id))
    const told = new Map(
      into.map((entry) => {
        const { name: payer, text } = parties.get(entry.id)!
        const found =
          entry.subscription === null
            ? referencesIn(text)
            : { references: [paymentReference(entry.subscription)], mistyped: false }
        return [entry.id, { isReturn: entry.isReturn, payer, found }]
      }),
    )
    const verdicts = await weighPayments(db, sale, account, told)
    for (const { id, reason } of into) {
      const verdict = verdicts.get(id)
      if (verdict !== undefined && (verdict.subscription !== null || verdict.reason !== reason))
        changed.set(id, verdict)
    }
  }
  return changed
}

/** Matches a deposit as it was weighed, or says for what else it waits. False when somebody has done something meanwhile. */
export async function rematchDeposit(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  verdict: Verdict,
): Promise<boolean> {
  if (verdict.subscription !== null) await lockFor(work.db, verdict.subscription)
  const entry = await lockEntry(work.db, id)
  if (entry === null || entry.status !== 'suspense') return false
  if (entry.reason === null || !AWAITS_INVESTOR.has(entry.reason)) return false
  if (verdict.subscription === null) {
    await setAside(work, entry, verdict.reason)
    await noteEntry(work, entry, 'weighed-again', { used: 0n, reason: verdict.reason })
    return true
  }
  const { subscription } = verdict
  const [meant] = await sale.known(work.db, [subscription])
  if (meant?.state !== 'payable') return false
  await updateEntry(work.db, id, work.now, { status: 'part', reason: null, subscription })
  await waitFor(work, sale, subscription)
  await noteEntry(work, entry, 'matched-again', { used: 0n, subscription })
  return true
}

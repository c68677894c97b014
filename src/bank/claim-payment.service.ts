import { mayDealNow } from '../investor/investor-screening.service.ts'
import { investorById } from '../investor/investor.service.ts'
import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { lockFor } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { isLeavingUnseen, lockEntry, updateEntry, type BankEntry } from './bank-entry.store.ts'
import { selectFundings } from './bank-funding.store.ts'
import { accountOf, fiatSubscription, isSeenByOne, noteEntry, type FiatSale } from './booking.service.ts'
import { owedBy } from './claim.service.ts'
import { fund } from './deposit-match.service.ts'
import type { MatchRefusal } from './deposit-match.ts'
import { freeOwed } from './deposit-release.service.ts'
import { idPrefixOf, referencesIn } from './payment-reference.ts'

/**
 * An officer who did not bring in the statement says that money in suspense pays what is owed for issued units whose payment the bank
 * took back. It pays for them from now on in the place of what was taken; what is more than that waits in suspense.
 * Refused while its investor may be on a list, or the lists are too old to say.
 */
export async function payClaim(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { reference, reason }: { readonly reference: string; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const meant = await sale.known(work.db, referencesIn(reference).references.map(idPrefixOf))
  const of = meant.length === 1 ? meant[0]!.id : null
  if (of === null) return refuse('REFERENCE_UNKNOWN')
  await lockFor(work.db, of)
  const entry = await lockEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount < 0n) return refuse('ENTRY_OUTGOING')
  if (entry.status !== 'suspense') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  if ((await selectFundings(work.db, { entry: id })).length > 0) return refuse('DEPOSIT_USED')
  if (await isLeavingUnseen(work.db, id)) return refuse('DEPOSIT_LEAVING')
  const account = await accountOf(work, entry)
  const subscription = await fiatSubscription(work, sale, of)
  if (subscription === null || subscription.issuer !== account.issuer) return refuse('REFERENCE_UNKNOWN')
  const { due, state } = subscription
  if (due.currency.code !== account.currency)
    return refuse('CURRENCY_OTHER', { currency: account.currency, due: due.currency.code })
  const owed = await owedBy(work.db, of)
  if (state !== 'issued' || owed === 0n) return refuse('NOTHING_OWED')
  if (!(await mayDealNow(work.db))) return refuse('SCREENING_STALE')
  // Somebody who may be on a list is held for review. An approval that only ran out is no reason: the money is owed.
  const investor = await investorById(work.db, subscription.investor)
  if (investor?.kycStatus !== 'verified') return refuse('INVESTOR_NOT_VERIFIED')
  if (await isSeenByOne(work, [entry])) return refuse('SECOND_PERSON_NEEDED')
  const used = await freeOwed(work, subscription, owed < entry.open ? owed : entry.open, 'claim-paid')
  await updateEntry(work.db, id, work.now, { subscription: of })
  await noteEntry(work, entry, 'claim-paid', { used: 0n, subscription: of, words: reason })
  await fund(work, subscription, entry, { used, left: entry.open - used })
  return ok((await lockEntry(work.db, id))!)
}

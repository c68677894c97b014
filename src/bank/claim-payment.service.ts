import { mayDealNow } from '../investor/investor-screening.service.ts'
import { investorById } from '../investor/investor.service.ts'
import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Work } from '../platform/work.ts'
import { lockEntry, selectWrittenOff, updateEntry, type BankEntry } from './bank-entry.store.ts'
import { holdUnused, isSeenByOne, noteEntry, type FiatSale } from './booking.service.ts'
import { owedBy, tellNetted } from './claim.service.ts'
import { fund } from './deposit-match.service.ts'
import type { MatchRefusal } from './deposit-match.ts'
import { claimBookings, freeOwed } from './deposit-release.service.ts'

/**
 * An officer who did not bring in the statement says that money in suspense pays what is owed for issued units whose payment the bank
 * took back, also what was written off of it meanwhile. It pays for them from now on in the place of what was taken; what is more
 * than that waits in suspense.
 * Refused while its investor may be on a list, or the lists are too old to say.
 */
export async function payClaim(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { reference, reason }: { readonly reference: string; readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const held = await holdUnused(work, sale, id, reference, claimBookings)
  if (!held.ok) return held
  const { entry, subscription } = held.value
  const owed = await owedBy(work.db, subscription.id)
  const given = await selectWrittenOff(work.db, subscription.id)
  if (owed + given === 0n) return refuse('NOTHING_OWED')
  if (subscription.state !== 'issued') return refuse('UNITS_NOT_ISSUED')
  if (!(await mayDealNow(work.db))) return refuse('SCREENING_STALE')
  // Somebody who may be on a list is held for review. An approval that only ran out is no reason: the money is owed.
  const investor = await investorById(work.db, subscription.investor)
  if (investor?.kycStatus !== 'verified') return refuse('INVESTOR_NOT_VERIFIED')
  if (await isSeenByOne(work, [entry])) return refuse('SECOND_PERSON_NEEDED')
  const paid = await freeOwed(work, subscription, least(owed, entry.open), 'claim-paid')
  const recovered = least(given, entry.open - paid)
  const used = paid + recovered
  await updateEntry(work.db, id, work.now, { subscription: subscription.id })
  await noteEntry(work, entry, 'claim-paid', { used: 0n, subscription: subscription.id, words: reason })
  await fund(work, subscription, entry, { used, left: entry.open - used, recovered })
  await tellNetted(work, 'subscription.owed-paid', subscription, used)
  return ok((await lockEntry(work.db, id))!)
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

import type { BankEntryId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { lockFor } from '../platform/db/database.ts'
import { personOf, type Work } from '../platform/work.ts'
import { lockEntries, selectEntry, updateEntry, type BankEntry } from './bank-entry.store.ts'
import { cutFunding, deleteFunding, selectFundings } from './bank-funding.store.ts'
import { fiatSubscription, noteEntry, type FiatSale } from './booking.service.ts'
import { bookMissingClaims, claimsOf, netClaim, tellNetted } from './claim.service.ts'
import type { MatchRefusal } from './deposit-match.ts'

/**
 * An officer proposes to give up what is still owed for issued units since a booking took their payment back; when a second
 * one says so too it is given up, each with a reason of their own. The units stay their investor’s, who is told. What is paid
 * meanwhile asks for a new proposal: the first meant another sum.
 */
export async function writeOff(
  work: Work,
  sale: FiatSale,
  id: BankEntryId,
  { reason }: { readonly reason: string },
): Promise<Result<BankEntry, MatchRefusal>> {
  const deposits = (await claimsOf(work.db, id)).map(({ deposit }) => deposit)
  const fundings = await Promise.all(deposits.map((entry) => selectFundings(work.db, { entry })))
  for (const of of [...new Set(fundings.flat().map(({ subscription }) => subscription))].sort())
    await lockFor(work.db, of)
  await lockEntries(work.db, [id, ...deposits])
  const entry = await selectEntry(work.db, id)
  if (entry === null) return refuse('NOT_FOUND')
  if (entry.amount > 0n) return refuse('ENTRY_INCOMING')
  if (entry.status !== 'claim') return refuse('ENTRY_NOT_OPEN', { status: entry.status })
  const person = personOf(work.by)
  if (entry.writeOffBy === person) return refuse('SECOND_PERSON_NEEDED')
  const parts = []
  for (const { deposit: of, owed } of await claimsOf(work.db, id)) {
    const deposit = (await selectEntry(work.db, of))!
    const funding = (await selectFundings(work.db, { entry: of }))[0]!
    const subscription = await fiatSubscription(work, sale, funding.subscription)
    // Before units are issued, what they cost may still be less.
    if (subscription?.state !== 'issued') return refuse('NOTHING_OWED')
    parts.push({ deposit, owed, funding, subscription })
  }
  if (entry.writeOffBy === null) {
    await updateEntry(work.db, id, work.now, { write_off_by: person })
    await noteEntry(work, entry, 'write-off-proposed', { used: 0n, words: reason })
    return ok((await selectEntry(work.db, id))!)
  }
  await noteEntry(work, entry, 'written-off', { used: 0n, words: reason })
  for (const { deposit, owed, funding, subscription } of parts) {
    const { id: of, offering } = subscription
    // What is given up has to be in the books; those of before may lack it.
    await bookMissingClaims(work, subscription)
    const about = { booking: id, netted: owed, subscription: of, offering }
    await netClaim(work, deposit, { ...about, into: 'written-off' })
    await noteEntry(work, deposit, 'written-off', { used: -owed, subscription: of })
    await (owed === funding.amount
      ? deleteFunding(work.db, deposit.id)
      : cutFunding(work.db, deposit.id, owed))
  }
  for (const of of Map.groupBy(parts, ({ subscription }) => subscription.id).values()) {
    const sum = of.reduce((total, { owed }) => total + owed, 0n)
    await tellNetted(work, 'subscription.owed-written-off', of[0]!.subscription, sum)
  }
  return ok((await selectEntry(work.db, id))!)
}

import { hardCapOf } from '../../instrument/instrument.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { allot, unitsOf, type Allotment, type AllotmentRefusal } from './allocation.ts'
import { replaceAllotments, selectAllotments } from './allotment.store.ts'
import { allotmentHash } from '../escrow/escrow.chain.ts'
import { dropPrepared, lockOffering, selectOffering } from '../offering.store.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import { timesOf } from '../offering.ts'

/**
 * The issuer says after the window how many units each paid subscription is to get. It is a draft until the closing is
 * confirmed, and another draft takes its place; a closing that was prepared has then to be prepared anew. The same list again
 * changes nothing.
 */
export async function proposeAllotment(
  work: Work,
  id: OfferingId,
  { allotments, reason }: { readonly allotments: readonly Allotment[]; readonly reason: string | null },
): Promise<
  Result<null, AllotmentRefusal | 'NOT_FOUND' | 'OFFERING_CLOSED' | 'NOT_ALLOTTED_BY_HAND' | 'WINDOW_OPEN'>
> {
  await lockFor(work.db, id)
  await lockOffering(work.db, id)
  const offering = await selectOffering(work.db, { id })
  const instrument = offering === null ? null : await instrumentById(work.db, offering.instrument)
  if (offering === null || instrument === null) return refuse('NOT_FOUND')
  if (instrument.offering.allocation !== 'by-hand') return refuse('NOT_ALLOTTED_BY_HAND')
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const { closesAt } = timesOf(instrument)
  if (Temporal.Instant.compare(work.now, closesAt) < 0)
    return refuse('WINDOW_OPEN', { closes: instrument.offering.closes.toString() })
  const paid = await selectInStates(work.db, id, ['confirmed'])
  const { decimals } = instrument
  const list = allot(paid, allotments, { cap: hardCapOf(instrument), reason, decimals })
  if (!list.ok) return list
  const hash = allotmentHash(list.value)
  if (hash === allotmentHash(await selectAllotments(work.db, id))) return ok(null)
  await replaceAllotments(work.db, id, list.value, { at: work.now, by: work.by.id })
  await appendAudit(work, {
    action: 'offering.allotment-proposed',
    subject: id,
    detail: { hash, subscriptions: String(list.value.length), units: unitsOf(list.value).toString() },
  })
  // Who prepared the closing saw another list of who gets how many.
  if (await dropPrepared(work.db, id))
    await appendAudit(work, {
      action: 'offering.closing-outdated',
      subject: id,
      detail: { allotment: hash },
    })
  return ok(null)
}

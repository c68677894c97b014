import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { custodyEndOf } from './holding.service.ts'
import { selectInvestor } from './investor.store.ts'
import { EXPIRY_DAYS } from './kyc-case.ts'
import { insertReminder, selectUnreminded } from './kyc-case.store.ts'

const BATCH = 200

/** Reminds one investor of the end of their approval because an officer asks for it, at most once a day. */
export async function remindOf(
  work: Work,
  id: InvestorId,
): Promise<Result<null, 'NOT_FOUND' | 'NOT_EXPIRING' | 'REMINDED_TODAY'>> {
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const { kycUntil } = investor
  const longest = Math.max(...EXPIRY_DAYS)
  const days = kycUntil === null ? null : dateIn(work.now, 'UTC').until(kycUntil).total('days')
  if (kycUntil === null || days === null || investor.kycStatus !== 'verified' || days <= 0 || days > longest)
    return refuse('NOT_EXPIRING', { days: String(longest) })
  if (!(await insertReminder(work.db, { investor: id, kycUntil, days, at: work.now })))
    return refuse('REMINDED_TODAY')
  await enqueueNotice(work, {
    topic: (await isCustodyOver(work.db, id, kycUntil)) ? 'investor.custody-ending' : 'investor.expiring',
    subject: id,
    audience: { investor: id },
    facts: { until: kycUntil.toString(), days: String(days) },
  })
  await appendAudit(work, { action: 'case.reminded', subject: id, detail: { kycUntil: kycUntil.toString() } })
  return ok(null)
}

/**
 * Reminds a batch of investors of the end of their approval: 90, 60 and 30 days before, and when it has come. Of several
 * that are due at once only the last is said. Returns how many were reminded; 0 when nobody is left.
 */
export async function remindOfExpiry(work: Work): Promise<number> {
  const today = dateIn(work.now, 'UTC')
  // From the nearest end on: whoever is told that nothing is left need not hear of ninety days.
  for (const days of [0, ...EXPIRY_DAYS.toReversed()]) {
    const due = await selectUnreminded(work.db, { until: today.add({ days }), days, limit: BATCH })
    for (const { investor, kycUntil } of due) {
      if (!(await insertReminder(work.db, { investor, kycUntil, days, at: work.now }))) continue
      const until = kycUntil.toString()
      const told = { subject: investor, audience: { investor } }
      const isCustody = await isCustodyOver(work.db, investor, kycUntil)
      if (days > 0)
        await enqueueNotice(work, {
          ...told,
          topic: isCustody ? 'investor.custody-ending' : 'investor.expiring',
          facts: { until, days: String(days) },
        })
      else
        await enqueueNotice(work, {
          ...told,
          topic: isCustody ? 'investor.custody-ended' : 'investor.expired',
          facts: { until },
        })
      if (days === 0)
        await appendAudit(work, {
          action: 'investor.expired',
          subject: investor,
          detail: { kycUntil: until },
        })
    }
    if (due.length > 0) return due.length
  }
  return 0
}

/** Whether an approval ends because custody for a minor does, so that nobody renews it. */
async function isCustodyOver(db: Db, id: InvestorId, kycUntil: Temporal.PlainDate): Promise<boolean> {
  const end = await custodyEndOf(db, id)
  return end !== null && Temporal.PlainDate.compare(kycUntil, end) >= 0
}

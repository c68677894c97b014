import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { EXPIRY_DAYS } from './kyc-case.ts'
import { insertReminder, selectUnreminded } from './kyc-case.store.ts'

const BATCH = 200

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
      if (days > 0)
        await enqueueNotice(work, {
          ...told,
          topic: 'investor.expiring',
          facts: { until, days: String(days) },
        })
      else await enqueueNotice(work, { ...told, topic: 'investor.expired', facts: { until } })
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

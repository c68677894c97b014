import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { kycStatusOn } from './investor.ts'
import { holdForReview } from './approval.service.ts'
import { selectInvestor } from './investor.store.ts'
import { addComment, moveTo } from './kyc-case.service.ts'
import type { CaseRefusal } from './kyc-case.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'

/**
 * Asks an applicant to change their application, or somebody who is approved for something more.
 *
 * The clock of an application stops until it comes again. An approval stands while its holder is asked: they hand in papers
 * and write back, and change no answer, since answers are facts that rules are weighed by. Suspended, it is taken back at
 * once, on the chain too: answers are open, and an officer approves anew. So it is where its last day is over.
 */
export async function requestUpdates(
  work: Work,
  id: InvestorId,
  { text, suspend }: { readonly text: string; readonly suspend: boolean },
): Promise<Result<null, CaseRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const status = kycStatusOn(investor, dateIn(work.now, 'UTC'))
  const isApproved = status === 'verified'
  if (
    !isApproved &&
    status !== 'expired' &&
    investor.kycStatus !== 'processing' &&
    investor.kycStatus !== 'manual-review'
  )
    return refuse('CASE_NOT_WAITING')
  const said = await addComment(work, id, { visibility: 'public', text })
  if (!said.ok) return said
  if (isApproved && !suspend) {
    await updateCase(work.db, id, { updates: 'asked', waitingSince: work.now })
    await enqueueNotice(work, {
      topic: 'investor.updates-asked',
      subject: id,
      audience: { investor: id },
      facts: {},
    })
  } else {
    await holdForReview(work, id)
    await moveTo(work, id, 'updates-required')
  }
  await appendAudit(work, {
    action: 'case.updates-requested',
    subject: id,
    detail: isApproved ? { approval: suspend ? 'suspended' : 'stands' } : {},
  })
  return ok(null)
}

/** What somebody who is approved writes back to what was asked of them, or an officer for them; an officer looks at it. */
export async function answerUpdates(
  work: Work,
  id: InvestorId,
  { text, fromInvestor }: { readonly text: string; readonly fromInvestor: boolean },
): Promise<Result<null, 'NOT_FOUND' | 'INVESTOR_ERASED' | 'NOTHING_ASKED'>> {
  await lockFor(work.db, id)
  const file = await selectCase(work.db, id)
  if (file === null) return refuse('NOT_FOUND')
  if (file.updates !== 'asked') return refuse('NOTHING_ASKED')
  const said = await addComment(work, id, { visibility: 'public', text, fromInvestor })
  if (!said.ok) return said
  await updateCase(work.db, id, { updates: 'answered', waitingSince: work.now })
  await appendAudit(work, { action: 'case.updates-answered', subject: id })
  await enqueueNotice(work, {
    topic: 'investor.updates-answered',
    subject: id,
    audience: { role: 'officer', about: id },
    facts: {},
  })
  return ok(null)
}

/** An officer is content with the answer, or takes back what was asked. The approval stands as it did. */
export async function closeUpdates(
  work: Work,
  id: InvestorId,
): Promise<Result<null, 'NOT_FOUND' | 'NOTHING_ASKED'>> {
  await lockFor(work.db, id)
  const file = await selectCase(work.db, id)
  if (file === null) return refuse('NOT_FOUND')
  if (file.updates === null) return refuse('NOTHING_ASKED')
  await updateCase(work.db, id, { updates: null, waitingSince: work.now })
  await appendAudit(work, {
    action: file.updates === 'answered' ? 'case.updates-accepted' : 'case.updates-withdrawn',
    subject: id,
  })
  await enqueueNotice(work, {
    topic: 'investor.updates-done',
    subject: id,
    audience: { investor: id },
    facts: {},
  })
  return ok(null)
}

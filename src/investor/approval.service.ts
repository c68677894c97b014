import { formatDecimal } from '../kernel/decimal.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { screeningRefusal } from '../screening/screening.service.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import { custodyEndOf } from './holding.service.ts'
import { selectInvestor, selectOwnedBps, selectWallets, updateDecision } from './investor.store.ts'
import { approvalRefusal, kycStatusOn, type ApprovalRefusal, type Investor } from './investor.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'
import { writeRecord } from './wallet-record.service.ts'

/** Legal dates of an approval are days of Coordinated Universal Time, as the registry counts them. */
const ZONE = 'UTC'

/**
 * Approves an investor until given days; every wallet's record on the chain follows. Approving again extends. Nobody is
 * approved who was not compared with the sanctions lists in force, or of whom a match is open.
 *
 * @param until.accredited null where they are not accredited; undefined leaves it as it is, also one that has lapsed
 * @param machineNow by the machine's clock, by which lists grow old
 */
export async function approveInvestor(
  work: Work,
  id: InvestorId,
  until: { readonly kyc: Temporal.PlainDate; readonly accredited: Temporal.PlainDate | null | undefined },
  machineNow: Temporal.Instant,
): Promise<Result<Investor, ApprovalRefusal | ScreeningRefusal | 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const custodyEnd = await custodyEndOf(work.db, id)
  const { kyc, accredited = null } = until
  const refusal = approvalRefusal({ kyc, accredited }, dateIn(work.now, ZONE), custodyEnd)
  if (refusal !== null) {
    const days = {
      KYC_UNTIL_PAST: kyc,
      ACCREDITED_UNTIL_PAST: accredited,
      CUSTODY_ENDS: custodyEnd,
    }
    return refuse(refusal, { until: days[refusal]!.toString() })
  }

  const owned = await selectOwnedBps(work.db, id)
  if (owned !== null) return refuse('SCREENING_OWNED', { percent: formatDecimal(BigInt(owned), 2) })
  const screened = await screeningRefusal(work.db, id, machineNow)
  if (screened !== null) return screened

  const approved: Investor = {
    ...investor,
    kycStatus: 'verified',
    kycUntil: kyc,
    accreditedUntil: until.accredited === undefined ? investor.accreditedUntil : accredited,
  }
  const written = await decide(work, approved)
  if (!written.ok) return written
  await appendAudit(work, {
    action: 'investor.approved',
    subject: id,
    detail: { kycUntil: kyc.toString(), accreditedUntil: approved.accreditedUntil?.toString() ?? null },
  })
  // An accreditation is verified by approving again, until the same day: of that nobody is told a second time.
  const isNews =
    kycStatusOn(investor, dateIn(work.now, ZONE)) !== 'verified' || !investor.kycUntil?.equals(kyc)
  if (isNews)
    await enqueueNotice(work, {
      topic: 'investor.approved',
      subject: id,
      audience: { investor: id },
      facts: { until: kyc.toString() },
    })
  return ok(approved)
}

/** Declines an investor, or takes an approval back: their wallets can receive nothing and send nothing any more. */
export async function rejectInvestor(
  work: Work,
  id: InvestorId,
): Promise<Result<Investor, 'NOT_FOUND' | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const rejected: Investor = { ...investor, kycStatus: 'rejected' }
  const written = await decide(work, rejected)
  if (!written.ok) return written
  await endUpdates(work, id)
  await appendAudit(work, { action: 'investor.rejected', subject: id })
  await enqueueNotice(work, {
    topic: 'investor.rejected',
    subject: id,
    audience: { investor: id },
    facts: {},
  })
  return ok(rejected)
}

/** Takes an approval back until an officer has looked: wallets are blocked on the chain. Of others nothing changes. */
export async function holdForReview(work: Work, id: InvestorId): Promise<void> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor?.kycStatus !== 'verified') return
  must(await decide(work, { ...investor, kycStatus: 'manual-review' }))
  await endUpdates(work, id)
  await appendAudit(work, { action: 'investor.held', subject: id })
}

/**
 * Whatever was asked of somebody whose approval stands is answered by a decision on their case. Not by one on something
 * else, such as their accreditation, though it writes to the chain as well.
 */
export async function endUpdates(work: Work, id: InvestorId): Promise<void> {
  const file = await selectCase(work.db, id)
  await updateCase(work.db, id, { waitingSince: work.now, updates: null })
  if (file !== null && file.updates !== null)
    await appendAudit(work, { action: 'case.updates-decided', subject: id })
}

async function decide(work: Work, investor: Investor): Promise<Result<null, 'PROTOCOL_NOT_DEPLOYED'>> {
  await updateDecision(work.db, investor.id, {
    status: investor.kycStatus,
    kycUntil: investor.kycUntil,
    accreditedUntil: investor.accreditedUntil,
    at: work.now,
    by: work.by.id,
  })
  for (const wallet of await selectWallets(work.db, investor.id)) {
    // What was taken out of use stays blocked, whatever is decided about its investor.
    if (wallet.status === 'cancelled') continue
    const written = await writeRecord(work, wallet, investor)
    if (!written.ok) return written
  }
  return ok(null)
}

import { newId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { must, ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit, latestAuditEntries, type AuditEntry } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal, readPersonal, readPersonalOf, readableSubjects } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import { hits } from '../screening/screening.service.ts'
import type { ApprovalRefusal, Investor, KycStatus } from './investor.ts'
import { approveInvestor, endUpdates } from './approval.service.ts'
import { selectInvestor, updateApplication } from './investor.store.ts'
import {
  CASE_TABS,
  caseApprovalRefusal,
  checksOfPerson,
  earlyApprovalRefusal,
  isUnchecked,
  standingChecks,
  type CaseRefusal,
  type CaseTab,
  type KycCase,
  type KycCheck,
} from './kyc-case.ts'
import {
  countCases,
  insertComment,
  selectAsked,
  selectCase,
  selectCases,
  selectComments,
  updateCase,
  type CaseRow,
  type StoredComment,
} from './kyc-case.store.ts'
import { insertCheck, selectChecks } from './kyc-check.store.ts'
import { selectLastSave } from './onboarding.store.ts'
import { markOfApplicant, nodesBehind, type NodeBehind } from './person-behind.service.ts'

/** More open matches than this are not worked off one by one. */
const HITS_MAX = 10_000
const TIMELINE_MAX = 200
/** Where a look at the papers of a case is written down. */
const EXAMINED_IN: ReadonlySet<KycStatus> = new Set([
  'processing',
  'updates-required',
  'manual-review',
  'verified',
])
const COMMENT = (id: string) => `comment.${id}`

export type QueueFilter = {
  readonly tab: CaseTab
  readonly knownTo: IssuerId | null
  readonly assignee: string | null
}

/** One pile of the queue, those that have waited longest first. */
export async function caseQueue(
  work: Work,
  filter: QueueFilter,
  page: {
    readonly after: { readonly waitingSince: string; readonly investor: string } | null
    readonly limit: number
  },
): Promise<CaseRow[]> {
  return selectCases(work.db, await storeFilter(work, filter), page)
}

/** How many cases lie in each pile. */
export async function caseCounts(
  work: Work,
  filter: Omit<QueueFilter, 'tab'>,
): Promise<Readonly<Record<CaseTab, number>>> {
  const open = await openHitSubjects(work.db)
  const counts = await Promise.all(
    CASE_TABS.map(
      async (tab) =>
        [
          tab,
          await countCases(work.db, { ...filter, tab, today: dateIn(work.now, 'UTC'), hits: open }),
        ] as const,
    ),
  )
  return Object.fromEntries(counts) as Record<CaseTab, number>
}

async function storeFilter(work: Work, filter: QueueFilter) {
  return {
    ...filter,
    today: dateIn(work.now, 'UTC'),
    hits: filter.tab === 'hits' ? await openHitSubjects(work.db) : [],
  }
}

async function openHitSubjects(db: Db): Promise<string[]> {
  const open = await hits(db, { after: null, limit: HITS_MAX, status: 'open', subject: null, within: null })
  return [...new Set(open.map(({ subject }) => subject))]
}

/** Of these investors, those of whom something is asked that they have not answered yet. */
export async function askedOf(db: Db, ids: readonly InvestorId[]): Promise<ReadonlySet<string>> {
  return ids.length === 0 ? new Set() : selectAsked(db, ids)
}

export type Comment = StoredComment & { readonly text: string }

/** Everything an officer sees of a case beside what the applicant answered. */
export type CaseFile = {
  readonly investor: Investor
  readonly file: KycCase
  readonly checks: readonly KycCheck[]
  /** The applicant's mark now. */
  readonly mark: string
  /** Who is to be checked beside the applicant, and of whom nobody has seen enough. */
  readonly behind: readonly (NodeBehind & { readonly isUnchecked: boolean })[]
  readonly comments: readonly Comment[]
  readonly timeline: readonly AuditEntry[]
  readonly email: string | null
}

export async function caseFile(db: Db, id: InvestorId): Promise<CaseFile | null> {
  const investor = await selectInvestor(db, id)
  const file = await selectCase(db, id)
  if (investor === null || file === null) return null
  const checks = await selectChecks(db, id)
  const behind = await nodesBehind(db, id)
  return {
    investor,
    file,
    checks,
    mark: await markOfApplicant(db, investor),
    behind: behind.map((one) => ({ ...one, isUnchecked: isUnchecked(checksOfPerson(checks, one.mark)) })),
    comments: await comments(db, id, null),
    timeline: await latestAuditEntries(db, { before: null, limit: TIMELINE_MAX, subject: id }),
    email: (await readPersonal(db, id, ['email'])).email,
  }
}

/** The remarks that are for the applicant too. */
export function publicComments(db: Db, id: InvestorId): Promise<Comment[]> {
  return comments(db, id, 'public')
}

async function comments(db: Db, id: InvestorId, visibility: 'public' | null): Promise<Comment[]> {
  const stored = await selectComments(db, id, visibility)
  const texts = await readPersonal(
    db,
    id,
    stored.map((comment) => COMMENT(comment.id)),
  )
  return stored.map((comment) => ({ ...comment, text: texts[COMMENT(comment.id)] ?? '' }))
}

/** Names of the people of an office who hold or did something, by their id. Keys and jobs have none. */
export async function actorNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const people = ids.filter((id) => id.startsWith('usr_'))
  const fields = await readPersonalOf(db, people, ['name'])
  return new Map([...fields].flatMap(([id, { name }]) => (name === undefined ? [] : [[id, name] as const])))
}

/** Takes a case on oneself, from whoever had it, or puts it back. */
export async function assignCase(
  work: Work,
  id: InvestorId,
  take: boolean,
): Promise<Result<null, CaseRefusal>> {
  if ((await selectCase(work.db, id)) === null) return refuse('NOT_FOUND')
  await updateCase(work.db, id, { assignee: take ? personOf(work.by) : null })
  await appendAudit(work, { action: take ? 'case.taken' : 'case.released', subject: id })
  return ok(null)
}

/** Adds a remark. A public one is told to the applicant, an internal one never. Of whom nothing is kept any more none is. */
export async function addComment(
  work: Work,
  id: InvestorId,
  comment: {
    readonly visibility: 'public' | 'internal'
    readonly text: string
    readonly fromInvestor?: boolean
  },
): Promise<Result<null, 'NOT_FOUND' | 'INVESTOR_ERASED'>> {
  if ((await selectCase(work.db, id)) === null) return refuse('NOT_FOUND')
  if ((await readableSubjects(work.db, [id])).length === 0) return refuse('INVESTOR_ERASED')
  const cmt = newId('cmt')
  await putPersonal(work, id, { [COMMENT(cmt)]: comment.text })
  await insertComment(work.db, id, {
    id: cmt,
    visibility: comment.visibility,
    by: work.by.id,
    fromInvestor: comment.fromInvestor === true,
    at: work.now,
  })
  await appendAudit(work, {
    action: 'case.commented',
    subject: id,
    detail: { visibility: comment.visibility },
  })
  return ok(null)
}

/** Lets a case wait in another pile, and tells the applicant when it waits for them. */
export async function moveTo(
  work: Work,
  id: InvestorId,
  status: 'processing' | 'updates-required' | 'manual-review',
): Promise<void> {
  await updateApplication(work.db, id, { status })
  await updateCase(work.db, id, { waitingSince: work.now })
  if (status === 'updates-required')
    await enqueueNotice(work, {
      topic: 'investor.updates-required',
      subject: id,
      audience: { investor: id },
      facts: {},
    })
}

/**
 * Writes down that an officer looked at the evidence themselves, and what they saw: the check by hand, of the applicant or,
 * by where its answer names them, of somebody behind it. Also of one who is approved, so that an approval can be renewed.
 */
export async function examineCase(
  work: Work,
  id: InvestorId,
  { saw, node }: { readonly saw: string; readonly node: string | null },
): Promise<Result<null, CaseRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  if (!EXAMINED_IN.has(investor.kycStatus)) return refuse('CASE_NOT_WAITING')
  const file = await selectCase(work.db, id)
  if (file?.submittedBy === personOf(work.by)) return refuse('FOUR_EYES')
  const behind = node === null ? null : (await nodesBehind(work.db, id)).find((one) => one.node === node)
  if (behind === undefined) return refuse('PERSON_UNKNOWN')
  const said = await addComment(work, id, { visibility: 'internal', text: saw })
  if (!said.ok) return said
  const seen = { by: personOf(work.by), at: work.now }
  if (behind === null) await updateCase(work.db, id, { examinedBy: seen.by, examinedAt: seen.at })
  else
    await insertCheck(work.db, id, {
      provider: 'manual',
      ref: newId('cmt'),
      person: behind.mark,
      applicant: null,
      startedAt: seen.at,
      result: 'approved',
      resultAt: seen.at,
      by: seen.by,
    })
  await appendAudit(work, { action: 'case.examined', subject: id, detail: { of: node ?? 'applicant' } })
  return ok(null)
}

/**
 * Approves a case, by an officer who may. See `caseApprovalRefusal` and `approveInvestor` for what is asked.
 *
 * @param reason of a case that waits for its applicant, and so of an approval that is suspended: why it is decided without
 * them. It is kept as a remark for officers.
 */
export async function approveCase(
  work: Work,
  id: InvestorId,
  {
    reason,
    ...until
  }: {
    readonly kyc: Temporal.PlainDate
    readonly accredited: Temporal.PlainDate | null | undefined
    readonly reason: string | null
  },
  machineNow: Temporal.Instant,
): Promise<Result<Investor, CaseRefusal | ApprovalRefusal | ScreeningRefusal | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  const file = await selectCase(work.db, id)
  if (investor === null || file === null) return refuse('NOT_FOUND')
  const early = earlyApprovalRefusal(investor.kycStatus, {
    reason,
    isUnsent: await isUnsent(work.db, id, file),
  })
  if (early !== null) return refuse(early)
  if ((await readableSubjects(work.db, [id])).length === 0) return refuse('INVESTOR_ERASED')
  const cleared = await hits(work.db, {
    after: null,
    limit: HITS_MAX,
    status: 'cleared',
    subject: id,
    within: null,
  })
  const checks = await selectChecks(work.db, id)
  const standing = standingChecks(checks, await markOfApplicant(work.db, investor))
  const people = (await nodesBehind(work.db, id)).map(({ mark }) => checksOfPerson(checks, mark))
  const refusal = caseApprovalRefusal(
    {
      file,
      checks: checksOfPerson(standing, null),
      wasChecked: checks.some(({ person }) => person === null),
      people,
      // What two people cleared has had its second pair of eyes.
      clearedBy: cleared.flatMap(({ decidedBy, firstCleared }) =>
        decidedBy === null || firstCleared !== null ? [] : [decidedBy],
      ),
    },
    personOf(work.by),
  )
  if (refusal !== null) return refuse(refusal)
  const approved = await approveInvestor(work, id, until, machineNow)
  if (!approved.ok) return approved
  await updateCase(work.db, id, { reviewReasons: [] })
  await endUpdates(work, id)
  if (investor.kycStatus === 'updates-required' && reason !== null) {
    must(await addComment(work, id, { visibility: 'internal', text: reason }))
    await appendAudit(work, { action: 'case.updates-waived', subject: id })
  }
  return approved
}

/** Whether an answer was saved since the application was sent in. */
export async function isUnsent(
  db: Db,
  id: InvestorId,
  { submittedAt }: Pick<KycCase, 'submittedAt'>,
): Promise<boolean> {
  const saved = await selectLastSave(db, id)
  return saved !== null && (submittedAt === null || Temporal.Instant.compare(saved, submittedAt) > 0)
}

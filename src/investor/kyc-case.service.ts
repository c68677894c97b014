import { newId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit, latestAuditEntries, type AuditEntry } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal, readPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import type { ScreeningRefusal } from '../screening/screening.ts'
import { hits } from '../screening/screening.service.ts'
import type { ApprovalRefusal, Investor } from './investor.ts'
import { approveInvestor, holdForReview } from './investor.service.ts'
import { selectInvestor, updateApplication } from './investor.store.ts'
import {
  CASE_TABS,
  caseApprovalRefusal,
  effectOf,
  type CaseRefusal,
  type CaseTab,
  type KycCase,
  type KycCheck,
  type ReviewReason,
} from './kyc-case.ts'
import {
  countCases,
  deleteOrder,
  insertCheck,
  insertComment,
  insertEvent,
  selectCase,
  selectCases,
  selectCheck,
  selectChecks,
  selectComments,
  selectOrderAskedAt,
  updateCase,
  updateCheck,
  upsertOrder,
  type CaseRow,
  type StoredComment,
} from './kyc-case.store.ts'
import type {
  CheckSubject,
  KycProvider,
  ProviderEvent,
  StartedCheck,
  WebhookRefusal,
} from './kyc-provider.ts'
import type { OnboardingRefusal } from './onboarding.ts'

/** More open matches than this are not worked off one by one. */
const HITS_MAX = 10_000
const TIMELINE_MAX = 200
/** No provider is waited for longer than this; what was asked before is lost. */
const ORDER_SECONDS = 60
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

export type Comment = StoredComment & { readonly text: string }

/** Everything an officer sees of a case beside what the applicant answered. */
export type CaseFile = {
  readonly investor: Investor
  readonly file: KycCase
  readonly checks: readonly KycCheck[]
  readonly comments: readonly Comment[]
  readonly timeline: readonly AuditEntry[]
  readonly email: string | null
}

export async function caseFile(db: Db, id: InvestorId): Promise<CaseFile | null> {
  const investor = await selectInvestor(db, id)
  const file = await selectCase(db, id)
  if (investor === null || file === null) return null
  return {
    investor,
    file,
    checks: await selectChecks(db, id),
    comments: await comments(db, id, null),
    timeline: await latestAuditEntries(db, { before: null, limit: TIMELINE_MAX, subject: id }),
    email: (await readPersonal(db, id, ['email'])).email,
  }
}

export function checksOf(db: Db, id: InvestorId): Promise<KycCheck[]> {
  return selectChecks(db, id)
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

/** Names of the officers who hold or did something, by their id. Keys and jobs have none. */
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

/** Adds a remark. A public one is told to the applicant, an internal one never. */
export async function addComment(
  work: Work,
  id: InvestorId,
  comment: { readonly visibility: 'public' | 'internal'; readonly text: string },
): Promise<Result<null, CaseRefusal>> {
  if ((await selectCase(work.db, id)) === null) return refuse('NOT_FOUND')
  const cmt = newId('cmt')
  await putPersonal(work, id, { [COMMENT(cmt)]: comment.text })
  await insertComment(work.db, id, {
    id: cmt,
    visibility: comment.visibility,
    by: work.by.id,
    at: work.now,
  })
  await appendAudit(work, {
    action: 'case.commented',
    subject: id,
    detail: { visibility: comment.visibility },
  })
  return ok(null)
}

/** Sends an application back to its applicant, with what has to be changed. The clock stops until it comes again. */
export async function requestUpdates(
  work: Work,
  id: InvestorId,
  text: string,
): Promise<Result<null, CaseRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  if (investor.kycStatus !== 'processing' && investor.kycStatus !== 'manual-review')
    return refuse('CASE_NOT_WAITING')
  const said = await addComment(work, id, { visibility: 'public', text })
  if (!said.ok) return said
  await moveTo(work, id, 'updates-required')
  await appendAudit(work, { action: 'case.updates-requested', subject: id })
  return ok(null)
}

async function moveTo(
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

/** Writes down that an officer looked at the evidence themselves, and what they saw: the check by hand. */
export async function examineCase(
  work: Work,
  id: InvestorId,
  saw: string,
): Promise<Result<null, CaseRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  if (investor.kycStatus !== 'processing' && investor.kycStatus !== 'manual-review')
    return refuse('CASE_NOT_WAITING')
  const file = await selectCase(work.db, id)
  if (file?.submittedBy === personOf(work.by)) return refuse('FOUR_EYES')
  const said = await addComment(work, id, { visibility: 'internal', text: saw })
  if (!said.ok) return said
  await updateCase(work.db, id, { examinedBy: personOf(work.by), examinedAt: work.now })
  await appendAudit(work, { action: 'case.examined', subject: id })
  return ok(null)
}

/** Approves a case, by an officer who may. See `caseApprovalRefusal` and `approveInvestor` for what is asked. */
export async function approveCase(
  work: Work,
  id: InvestorId,
  until: { readonly kyc: Temporal.PlainDate; readonly accredited: Temporal.PlainDate | null },
  machineNow: Temporal.Instant,
): Promise<Result<Investor, CaseRefusal | ApprovalRefusal | ScreeningRefusal | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  const file = await selectCase(work.db, id)
  if (investor === null || file === null) return refuse('NOT_FOUND')
  if (investor.kycStatus === 'none' || investor.kycStatus === 'updates-required')
    return refuse('CASE_NOT_WAITING')
  const cleared = await hits(work.db, {
    after: null,
    limit: HITS_MAX,
    status: 'cleared',
    subject: id,
    within: null,
  })
  const refusal = caseApprovalRefusal(
    {
      file,
      checks: newestOfEach(await selectChecks(work.db, id)),
      // What two people cleared has had its second pair of eyes.
      clearedBy: cleared.flatMap(({ decidedBy, firstCleared }) =>
        decidedBy === null || firstCleared !== null ? [] : [decidedBy],
      ),
    },
    personOf(work.by),
  )
  if (refusal !== null) return refuse(refusal)
  const approved = await approveInvestor(work, id, until, machineNow)
  if (approved.ok) await updateCase(work.db, id, { reviewReasons: [] })
  return approved
}

function newestOfEach(checks: readonly KycCheck[]): KycCheck[] {
  const seen = new Set<string>()
  return checks.filter(({ provider }) => !seen.has(provider) && seen.add(provider) !== null)
}

/** A provider that is to be asked, and what it is asked. */
export type CheckOrder = {
  readonly id: InvestorId
  readonly provider: KycProvider
  readonly subject: CheckSubject
}

/**
 * Writes down that the provider is being asked to begin a check, so that nobody asks it twice at once. It is asked in no
 * transaction: it may take seconds, and what is asked outside cannot be rolled back.
 */
export async function orderCheck(
  work: Work,
  provider: KycProvider,
  id: InvestorId,
  returnUrl: string,
): Promise<Result<CheckOrder, OnboardingRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  if (provider.name === 'manual') return refuse('KYC_PROVIDER_NONE')
  if (investor.kycStatus === 'verified' || investor.kycStatus === 'rejected')
    return refuse('ONBOARDING_CLOSED')
  const asked = await selectOrderAskedAt(work.db, id)
  if (asked !== null && Math.abs(work.now.since(asked).total('seconds')) < ORDER_SECONDS)
    return refuse('CHECK_IN_PROGRESS', { seconds: String(ORDER_SECONDS) })
  await upsertOrder(work.db, id, { provider: provider.name, at: work.now })
  const { name, email } = await readPersonal(work.db, id, ['name', 'email'])
  const { kind, country } = investor
  return ok({ id, provider, subject: { id, kind, name: name ?? '', email: email ?? '', country, returnUrl } })
}

/** Keeps the check that the provider began. Its answer comes by webhook; until then it is pending. */
export async function saveCheck(
  work: Work,
  { id, provider }: CheckOrder,
  begun: StartedCheck | null,
): Promise<Result<{ readonly provider: string; readonly url: string }, OnboardingRefusal>> {
  await lockFor(work.db, id)
  await deleteOrder(work.db, id)
  if (begun === null) return refuse('KYC_PROVIDER_UNAVAILABLE')
  await insertCheck(work.db, id, { provider: provider.name, ref: begun.ref, startedAt: work.now })
  await appendAudit(work, {
    action: 'check.started',
    subject: id,
    detail: { provider: provider.name, check: begun.ref },
  })
  return ok({ provider: provider.name, url: begun.url })
}

/** What became of a provider's message: it changed something, was known already, or told of an older time. */
export type EventOutcome = 'applied' | 'duplicate' | 'out-of-order'

/**
 * Takes a provider's message in. Each is taken once, in the order of the provider's clock whatever the order in which they
 * come; two that tell different stories of the same moment are for a person to decide. It can take an approval back, and
 * never gives one.
 */
export async function receiveEvent(
  work: Work,
  provider: string,
  event: ProviderEvent,
): Promise<Result<EventOutcome, WebhookRefusal>> {
  const known = await selectCheck(work.db, provider, event.ref)
  if (known === null) return refuse('WEBHOOK_CHECK_UNKNOWN')
  const id = known.investor
  await lockFor(work.db, id)
  // Read again under the lock: another message may have come in between.
  const check = (await selectCheck(work.db, provider, event.ref))!
  const order = check.resultAt === null ? 1 : Temporal.Instant.compare(event.at, check.resultAt)
  const contradicts = order === 0 && event.result !== check.result
  const applied = order > 0 || contradicts
  const isNew = await insertEvent(work.db, {
    provider,
    id: event.id,
    ref: event.ref,
    result: event.result,
    providerAt: event.at,
    receivedAt: work.now,
    applied,
  })
  if (!isNew) return ok('duplicate')
  if (!applied) return ok('out-of-order')
  const result = contradicts ? 'review' : event.result
  await updateCheck(work.db, check, { result, resultAt: event.at, labels: event.labels })
  await appendAudit(work, {
    action: 'check.answered',
    subject: id,
    detail: { provider, check: event.ref, result, labels: event.labels.join(', ') },
  })
  await follow(work, id, { former: check.result, result, event, contradicts })
  return ok('applied')
}

async function follow(
  work: Work,
  id: InvestorId,
  told: {
    readonly former: KycCheck['result']
    readonly result: KycCheck['result']
    readonly event: ProviderEvent
    readonly contradicts: boolean
  },
): Promise<void> {
  const investor = await selectInvestor(work.db, id)
  const file = await selectCase(work.db, id)
  if (investor === null || file === null) throw new Error(`${id} has a check and no case`)
  const { former, result, event } = told
  const effect = effectOf(investor.kycStatus, file.reviewReasons, {
    former,
    result,
    schema: event.isStrange,
  })
  const add = told.contradicts ? 'PROVIDER_CONTRADICTION' : effect.add
  const reasons: ReviewReason[] = file.reviewReasons.filter((reason) => !effect.drop.includes(reason))
  if (add !== null && !reasons.includes(add)) reasons.push(add)
  // What an officer saw before the provider spoke again does not answer what it says now.
  const voids = result !== 'pending' && result !== 'approved'
  await updateCase(work.db, id, {
    reviewReasons: reasons,
    ...(voids ? { examinedBy: null, examinedAt: null } : {}),
  })
  if (event.publicComment !== null)
    await addComment(work, id, { visibility: 'public', text: event.publicComment })
  if (event.internalComment !== null)
    await addComment(work, id, { visibility: 'internal', text: event.internalComment })
  if (effect.status === 'hold') await holdForReview(work, id)
  else if (effect.status !== null && effect.status !== investor.kycStatus)
    await moveTo(work, id, effect.status)
  if (effect.status === 'hold' || effect.status === 'manual-review')
    await enqueueNotice(work, {
      topic: 'case.waiting',
      subject: id,
      audience: { role: 'officer' },
      facts: {},
    })
}

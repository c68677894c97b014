import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { readPersonal } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { holdForReview } from './approval.service.ts'
import { selectInvestor } from './investor.store.ts'
import { addComment, isUnsent, moveTo } from './kyc-case.service.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'
import { checkReasons, effectOf, standingChecks, type KycCheck, type ReviewReason } from './kyc-case.ts'
import {
  deleteOrder,
  insertCheck,
  insertEvent,
  selectIsEventKept,
  markAsked,
  selectCheck,
  selectChecks,
  selectOrderAskedAt,
  selectChecksToFetch,
  updateCheck,
  upsertOrder,
  withdrawExaminations,
} from './kyc-check.store.ts'
import {
  fetchCutoffs,
  type CheckSubject,
  type KycProvider,
  type ProviderEvent,
  type StartedCheck,
  type UnusedMessage,
  type WebhookRefusal,
} from './kyc-provider.ts'
import type { OnboardingRefusal } from './onboarding.ts'
import { answeredBy, markOfApplicant, peopleBehind } from './person-behind.service.ts'
import { isSomebodyElse, saysAll } from './verified-identity.ts'

/** So many pending checks are looked at in one run of the job. */
const FETCH_BATCH = 100
/** No provider is waited for longer than this; what was asked before is lost. */
const ORDER_SECONDS = 60

/** How the check of one stands: the applicant (`place` null) or somebody behind an entity. Null: none was begun. */
export type CheckState = { readonly place: number | null; readonly newest: KycCheck | null }

/** Everybody who is to be checked, the applicant first, with the newest check of each that still stands. */
export async function checkStates(db: Db, id: InvestorId): Promise<CheckState[]> {
  const investor = await selectInvestor(db, id)
  if (investor === null) return []
  const checks = standingChecks(await selectChecks(db, id), await markOfApplicant(db, investor))
  const people = await peopleBehind(db, id)
  const newest = (mark: string | null) => checks.find(({ person }) => person === mark) ?? null
  return [
    { place: null, newest: newest(null) },
    ...people.map(({ mark }, place) => ({ place, newest: newest(mark) })),
  ]
}

/** What the checks of an application, as they stand, give a person to look at. */
export async function openReasons(db: Db, id: InvestorId): Promise<ReviewReason[]> {
  const states = await checkStates(db, id)
  const reasons = checkReasons(states.map(({ newest }) => newest?.result ?? null))
  return states.some(({ newest }) => newest?.differs) ? [...reasons, 'PROVIDER_DIFFERS'] : reasons
}

/** A provider that is to be asked, what it is asked, and of whom: of `person`, or of the applicant as they are named now. */
export type CheckOrder = {
  readonly id: InvestorId
  readonly person: string | null
  readonly applicant: string | null
  readonly provider: KycProvider
  readonly subject: CheckSubject
}

/**
 * Writes down that the provider is being asked to begin a check, so that nobody asks it twice at once. It is asked in no
 * transaction: it may take seconds, and what is asked outside cannot be rolled back.
 *
 * @param of whose check it is: the applicant's, or, by their place in its answer, that of somebody behind an entity
 */
export async function orderCheck(
  work: Work,
  provider: KycProvider,
  of: { readonly id: InvestorId; readonly person: number | null },
  returnUrl: string,
): Promise<Result<CheckOrder, OnboardingRefusal>> {
  const { id } = of
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  if (provider.name === 'manual') return refuse('KYC_PROVIDER_NONE')
  if (investor.kycStatus === 'verified' || investor.kycStatus === 'rejected')
    return refuse('ONBOARDING_CLOSED')
  const behind = of.person === null ? null : (await peopleBehind(work.db, id))[of.person]
  if (behind === undefined) return refuse('PERSON_UNKNOWN')
  const asked = await selectOrderAskedAt(work.db, id)
  if (asked !== null && Math.abs(work.now.since(asked).total('seconds')) < ORDER_SECONDS)
    return refuse('CHECK_IN_PROGRESS', { seconds: String(ORDER_SECONDS) })
  await upsertOrder(work.db, id, { provider: provider.name, at: work.now })
  if (behind !== null) {
    const { mark, name, country } = behind
    const subject = {
      id: `${id}.${mark}`,
      kind: 'individual',
      name,
      email: null,
      country,
      returnUrl,
    } as const
    return ok({ id, person: mark, applicant: null, provider, subject })
  }
  const { name, email } = await readPersonal(work.db, id, ['name', 'email'])
  const { kind, country } = investor
  const applicant = await markOfApplicant(work.db, investor)
  return ok({
    id,
    person: null,
    applicant,
    provider,
    // Under another name they are somebody else to the provider too: it begins anew.
    subject: { id: `${id}.${applicant}`, kind, name: name ?? '', email, country, returnUrl },
  })
}

/** Keeps the check that the provider began. Its answer comes by webhook; until then it is pending. */
export async function saveCheck(
  work: Work,
  { id, person, applicant, provider }: CheckOrder,
  begun: StartedCheck | null,
): Promise<Result<{ readonly provider: string; readonly url: string }, OnboardingRefusal>> {
  await lockFor(work.db, id)
  await deleteOrder(work.db, id)
  if (begun === null) return refuse('KYC_PROVIDER_UNAVAILABLE')
  await insertCheck(work.db, id, {
    provider: provider.name,
    ref: begun.ref,
    person,
    applicant,
    startedAt: work.now,
    result: 'pending',
    resultAt: null,
    by: null,
  })
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
  const differs = await isOther(work.db, check, event)
  await updateCheck(work.db, check, { result, resultAt: event.at, labels: event.labels, differs })
  await appendAudit(work, {
    action: 'check.answered',
    subject: id,
    detail: { provider, check: event.ref, result, labels: event.labels.join(', ') },
  })
  await follow(work, id, { person: check.person, former: check.result, result, event, contradicts })
  return ok('applied')
}

/**
 * Keeps that a message came which is the provider's and says no result, once: whoever set the provider up can see what else it
 * sends. It changes nothing.
 */
export async function noteUnused(work: Work, provider: string, message: UnusedMessage): Promise<void> {
  const isNew = await insertEvent(work.db, {
    provider,
    id: message.id,
    ref: '',
    result: 'unused',
    providerAt: work.now,
    receivedAt: work.now,
    applied: false,
  })
  if (isNew)
    await appendAudit(work, {
      action: 'check-message.unused',
      detail: { provider, event: message.unused },
    })
}

/** Whether a message of a provider was taken in, whatever it changed. */
export function isEventKnown(db: Db, provider: string, id: string): Promise<boolean> {
  return selectIsEventKept(db, provider, id)
}

/** Whether the papers name somebody else than was answered; what was found before stands until all of it is read anew. */
async function isOther(
  db: Db,
  check: Pick<KycCheck, 'person' | 'differs'> & { readonly investor: InvestorId },
  { verified }: ProviderEvent,
): Promise<boolean> {
  if (verified === null) return check.differs
  const investor = await selectInvestor(db, check.investor)
  const answered = investor === null ? null : await answeredBy(db, investor, check.person)
  if (answered === null) return false
  return isSomebodyElse(verified, answered) || (check.differs && !saysAll(verified, answered))
}

/** Of the checks that a provider has said nothing about, by their names, those it is to be asked about now: so many at a time. */
export async function checksToFetch(db: Db, provider: string, now: Temporal.Instant): Promise<string[]> {
  const found = await selectChecksToFetch(db, provider, { cutoffs: fetchCutoffs(now), limit: FETCH_BATCH })
  return found.map(({ ref }) => ref)
}

/** Takes in what a provider answered when it was asked, as its message would have been; null: nothing yet. */
export async function receiveFetched(
  work: Work,
  provider: string,
  ref: string,
  event: ProviderEvent | null,
): Promise<EventOutcome | null> {
  await markAsked(work.db, { provider, ref }, work.now)
  if (event === null) return null
  const received = await receiveEvent(work, provider, event)
  if (!received.ok) throw new Error(`${provider} answered about another check than ${ref}`)
  return received.value
}

async function follow(
  work: Work,
  id: InvestorId,
  told: {
    readonly person: string | null
    readonly former: KycCheck['result']
    readonly result: KycCheck['result']
    readonly event: ProviderEvent
    readonly contradicts: boolean
  },
): Promise<void> {
  const investor = await selectInvestor(work.db, id)
  const file = await selectCase(work.db, id)
  if (investor === null || file === null) throw new Error(`${id} has a check and no case`)
  const { person, former, result, event } = told
  const open = await openReasons(work.db, id)
  const effect = effectOf(investor.kycStatus, file.reviewReasons, {
    former,
    result,
    schema: event.isStrange,
    open,
    isUnsent: await isUnsent(work.db, id, file),
  })
  const add = told.contradicts ? 'PROVIDER_CONTRADICTION' : effect.add
  const reasons: ReviewReason[] = file.reviewReasons.filter(
    (reason) => !effect.drop.includes(reason) && (reason !== 'PROVIDER_DIFFERS' || open.includes(reason)),
  )
  const isOtherNow = open.includes('PROVIDER_DIFFERS') && !reasons.includes('PROVIDER_DIFFERS')
  if (isOtherNow) reasons.push('PROVIDER_DIFFERS')
  // Nobody is approved at a glance whose papers name somebody else.
  const waits = (effect.status ?? investor.kycStatus) === 'processing'
  const status = isOtherNow && waits ? 'manual-review' : effect.status
  if (add !== null && !reasons.includes(add)) reasons.push(add)
  // What an officer saw before the provider spoke again does not answer what it says now.
  const voids = result !== 'pending' && result !== 'approved'
  if (voids && person !== null) await withdrawExaminations(work.db, id, person)
  await updateCase(work.db, id, {
    reviewReasons: reasons,
    ...(voids && person === null ? { examinedBy: null, examinedAt: null } : {}),
  })
  if (event.publicComment !== null)
    await addComment(work, id, { visibility: 'public', text: event.publicComment })
  if (event.internalComment !== null)
    await addComment(work, id, { visibility: 'internal', text: event.internalComment })
  if (status === 'hold') await holdForReview(work, id)
  else if (status !== null && status !== investor.kycStatus) await moveTo(work, id, status)
  if (status === 'hold' || status === 'manual-review')
    await enqueueNotice(work, {
      topic: 'case.waiting',
      subject: id,
      audience: { role: 'officer', about: id },
      facts: {},
    })
}

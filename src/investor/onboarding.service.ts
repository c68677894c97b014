import { identifierFault } from '../instrument/identifier.ts'
import { riskOfAnswers } from './due-diligence.service.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit, countAudited } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import { restrictionRefusal } from './erasure.service.ts'
import { keepAnswers } from './former.service.ts'
import { selectFiles } from './file.store.ts'
import type { FileKind } from './file.ts'
import type { Investor, InvestorKind } from './investor.ts'
import { selectInvestor, updateApplication } from './investor.store.ts'
import type { ReviewReason, Updates } from './kyc-case.ts'
import { selectCase, updateCase } from './kyc-case.store.ts'
import { openReasons } from './kyc-check.service.ts'
import { selectChecks } from './kyc-check.store.ts'
import { markOfApplicant } from './person-behind.service.ts'
import {
  answerText,
  putAnswer,
  readAnswers,
  removeOwners,
  type Answer,
  type Answers,
} from './onboarding-answers.service.ts'
import {
  birthRefusal,
  isOpenForAnswers,
  isSamePerson,
  isUsPersonConflict,
  missingSteps,
  STEP_WORDS,
  peopleRefusal,
  requiredPapers,
  SAVES_A_DAY_MAX,
  standingOf,
  stepRefusal,
  stepsOf,
  type OnboardingRefusal,
  type OnboardingStep,
  type Standing,
} from './onboarding.ts'
import { deleteStep, selectSteps, upsertStep } from './onboarding.store.ts'
import { isTinOf } from './tax-form.ts'

/** An application as its applicant sees it. */
export type Application = {
  readonly investor: Investor
  readonly standing: Standing
  readonly saved: ReadonlySet<OnboardingStep>
  readonly missing: readonly OnboardingStep[]
  readonly isOpen: boolean
  readonly submittedAt: Temporal.Instant | null
  /** What an officer asks of them while their approval stands. */
  readonly updates: Updates | null
  readonly answers: Answers
  /** Which kinds of papers are needed, and whether they are there. */
  readonly papers: readonly { readonly kind: FileKind; readonly isThere: boolean }[]
}

export async function application(db: Db, id: InvestorId): Promise<Application | null> {
  const investor = await selectInvestor(db, id)
  if (investor === null) return null
  const saved = new Set(await selectSteps(db, id))
  const file = await selectCase(db, id)
  const answers = await readAnswers(db, id)
  const standing = standingOf(investor.kind, answers)
  return {
    investor,
    standing,
    saved,
    missing: missingSteps(standing, saved),
    isOpen: isOpenForAnswers(investor.kycStatus),
    submittedAt: file?.submittedAt ?? null,
    updates: file?.updates ?? null,
    answers,
    papers: await papersOf(db, investor, answers),
  }
}

async function papersOf(
  db: Db,
  investor: Investor,
  { company, check }: Answers,
): Promise<Application['papers']> {
  const there = new Set((await selectFiles(db, investor.id)).map(({ kind }) => kind))
  const mark = await markOfApplicant(db, investor)
  const needed = requiredPapers({
    entityType: company?.entityType ?? null,
    paper: check?.paper ?? null,
    isShownToProvider: (await selectChecks(db, investor.id)).some(({ applicant }) => applicant === mark),
  })
  return needed.map((kind) => ({ kind, isThere: there.has(kind) }))
}

/** Saves one step. It may be saved again until the application is sent in, and again while updates are asked for. */
export async function saveStep<S extends OnboardingStep>(
  work: Work,
  id: InvestorId,
  step: S,
  answer: Answer<S>,
): Promise<Result<Application, OnboardingRefusal>> {
  await lockFor(work.db, id)
  const investor = await selectInvestor(work.db, id)
  if (investor === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, id)
  if (restricted !== null) return refuse(restricted)
  if (!isOpenForAnswers(investor.kycStatus)) return refuse('ONBOARDING_CLOSED')
  const since = work.now.subtract({ hours: 24 })
  if ((await countAudited(work.db, { subject: id, action: 'onboarding.saved', since })) >= SAVES_A_DAY_MAX)
    return refuse('ANSWERS_TOO_OFTEN', { max: String(SAVES_A_DAY_MAX) })
  const saved = new Set(await selectSteps(work.db, id))
  const before = await readAnswers(work.db, id)
  const standing = standingOf(investor.kind, before)
  const order = stepRefusal(standing, step, saved)
  if (order !== null) return refuse(order.reason, { step: STEP_WORDS[order.first] })
  const bad = answerRefusal(step, answer, {
    kind: investor.kind,
    standing,
    before,
    isGrantorTrust: before.company?.isRevocable === true,
    today: dateIn(work.now, 'UTC'),
  })
  if (bad !== null) return bad
  if (step === 'check') {
    const known = (await selectFiles(work.db, id)).map((file): string => file.id)
    const place = (answer as Answer<'check'>).documents.findIndex((document) => !known.includes(document))
    if (place >= 0) return atField('DOCUMENT_UNKNOWN', `documents[${place}]`)
  }
  const former: Answer<S> | null = before[step]
  // The first answer replaces the name by which somebody took them up.
  const isLost =
    former === null
      ? step === 'identity' || step === 'company'
      : answerText(step, former) !== answerText(step, answer)
  const held = standingOf(investor.kind, { ...before, [step]: answer })
  await keepAnswers(work, id, before, [
    ...(isLost ? [step] : []),
    ...(held === standing || before.owners === null ? [] : (['owners'] as const)),
  ])

  await putAnswer(work, id, step, answer)
  await upsertStep(work.db, id, step, work.now)
  await carryOver(work, id, step, answer)
  const after = await readAnswers(work.db, id)
  // Whose taxpayer number serves depends on it.
  if (before.company?.isRevocable === true && after.company?.isRevocable !== true)
    await deleteStep(work.db, id, 'tax')
  if (held !== standing) {
    // Who was named belongs to what the applicant was before.
    await removeOwners(work, id)
    await deleteStep(work.db, id, 'owners')
  }
  await appendAudit(work, {
    action: 'onboarding.saved',
    subject: id,
    detail: { step, ...(held === standing ? {} : { standing: held, before: standing }) },
  })
  return ok((await application(work.db, id))!)
}

/** What one answer may be, beyond its fields. */
function answerRefusal<S extends OnboardingStep>(
  step: S,
  answer: Answer<S>,
  {
    kind,
    standing,
    before,
    isGrantorTrust,
    today,
  }: {
    readonly kind: InvestorKind
    readonly standing: Standing
    readonly before: Answers
    readonly isGrantorTrust: boolean
    readonly today: Temporal.PlainDate
  },
): Refusal<OnboardingRefusal> | null {
  if (step === 'identity') {
    const identity = answer as Answer<'identity'>
    const reason = birthRefusal(identity.born, today)
    if (reason !== null) return atField(reason, 'born')
    // Who was named is forgotten where the units are held otherwise.
    const others = identity.registration === standing ? (before.owners?.people ?? []) : []
    return others.some((other) => isSamePerson(other, identity)) ? atField('NAMED_TWICE', 'name') : null
  }
  if (step === 'company') {
    const { entityType, registryNumber, formedOn, isRevocable, lei } = answer as Answer<'company'>
    if (entityType === 'trust' && isRevocable === null) return atField('TRUST_KIND_MISSING', 'isRevocable')
    if (entityType !== 'trust' && registryNumber === null)
      return atField('REGISTRY_NUMBER_MISSING', 'registryNumber')
    if (Temporal.PlainDate.compare(formedOn, today) > 0) return atField('DATE_IN_FUTURE', 'formedOn')
    return lei !== null && identifierFault('lei', lei) !== null ? atField('LEI_INVALID', 'lei') : null
  }
  if (step === 'tax') {
    const { residences, isUsPerson, politicallyExposed } = answer as Answer<'tax'>
    if (politicallyExposed === null) return atField('EXPOSURE_UNANSWERED', 'politicallyExposed')
    const place = residences.findIndex(({ country, number }) => country === 'US' && number === null)
    if (isUsPerson && place >= 0) return atField('TAX_NUMBER_MISSING', `residences[${place}].number`)
    // Of other countries no form is known here; the officer reads those.
    const wrong = residences.findIndex(
      ({ country, number }) =>
        country === 'US' &&
        number !== null &&
        !isTinOf(kind, number) &&
        // A trust that is taxed as its settlor may use the settlor's number: 26 CFR 1.671-4(b)(2)(i)(A).
        !(isGrantorTrust && isTinOf('individual', number)),
    )
    return wrong < 0 ? null : atField('TAX_NUMBER_INVALID', `residences[${wrong}].number`)
  }
  if (step === 'owners') return namedRefusal(answer as Answer<'owners'>, standing, before, today)
  return null
}

/** Whether those who were named may belong to such an applicant on this day. */
function namedRefusal(
  owners: Answer<'owners'>,
  standing: Standing,
  { identity }: Pick<Answers, 'identity'>,
  today: Temporal.PlainDate,
): Refusal<OnboardingRefusal> | null {
  // Of who stands alone the step is not asked.
  if (standing === 'alone') return null
  const people = owners.people.map(({ share, ...person }) => ({ ...person, shareBps: share }))
  const entities = owners.entities.map(({ share, ...entity }) => ({ ...entity, shareBps: share }))
  const bad = peopleRefusal(standing, { applicant: identity, people, entities }, today)
  return bad === null ? null : atField(bad.reason, bad.path)
}

/** A refusal that is about one field: the edge puts its sentence there. */
function atField(reason: OnboardingRefusal, path: string): Refusal<OnboardingRefusal> {
  return refuse(reason, { path })
}

/** What others need of an answer: the name and birth that lists are compared with, and the country of residence. */
async function carryOver(
  work: Work,
  id: InvestorId,
  step: OnboardingStep,
  answer: Answer<OnboardingStep>,
): Promise<void> {
  if (step === 'identity') {
    const { name, born } = answer as Answer<'identity'>
    await putPersonal(work, id, { name, born: born.toString() })
  }
  if (step === 'company') {
    const { name, country } = answer as Answer<'company'>
    await putPersonal(work, id, { name })
    await updateApplication(work.db, id, { country })
  }
  if (step === 'address')
    await updateApplication(work.db, id, { country: (answer as Answer<'address'>).country })
}

/**
 * Sends an application in: it waits for an officer from now on. What speaks against a quick look is written down as a
 * reason, and the case is looked at by a person.
 */
export async function submitApplication(
  work: Work,
  id: InvestorId,
): Promise<Result<Application, OnboardingRefusal>> {
  await lockFor(work.db, id)
  const found = await application(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, id)
  if (restricted !== null) return refuse(restricted)
  if (!found.isOpen) return refuse('ONBOARDING_CLOSED')
  const [first] = found.missing
  if (first !== undefined) return refuse('STEP_ORDER', { step: STEP_WORDS[first] })
  // A minor comes of age while an application lies.
  const { owners } = found.answers
  const today = dateIn(work.now, 'UTC')
  const named = owners === null ? null : namedRefusal(owners, found.standing, found.answers, today)
  if (named !== null) return named
  const absent = found.papers.filter(({ isThere }) => !isThere).map(({ kind }) => kind.replaceAll('-', ' '))
  if (absent.length > 0) return refuse('PAPERS_MISSING', { kinds: absent.join(', ') })

  const reasons = await reviewReasons(work.db, found)
  const status = reasons.length > 0 ? 'manual-review' : 'processing'
  await updateApplication(work.db, id, { status })
  await updateCase(work.db, id, {
    reviewReasons: reasons,
    submittedBy: personOf(work.by),
    submittedAt: work.now,
    waitingSince: work.now,
    examinedBy: null,
    examinedAt: null,
  })
  await appendAudit(work, {
    action: 'onboarding.submitted',
    subject: id,
    detail: { status, reasons: reasons.join(', ') },
  })
  await enqueueNotice(work, {
    topic: 'investor.applied',
    subject: id,
    audience: { role: 'officer', about: id },
    facts: {},
  })
  return ok((await application(work.db, id))!)
}

async function reviewReasons(db: Db, { investor, answers }: Application): Promise<ReviewReason[]> {
  const reasons: ReviewReason[] = []
  const { identity, company, address, tax, check } = answers
  const conflict = isUsPersonConflict({
    saysUsPerson: tax?.isUsPerson ?? false,
    citizenships: identity?.citizenships ?? [],
    birthCountry: identity?.birthCountry ?? null,
    residence: address?.country ?? company?.country ?? null,
    taxResidences: (tax?.residences ?? []).map(({ country }) => country),
    // The papers of an entity are those of who acts for it.
    paperCountry: investor.kind === 'individual' ? (check?.paperCountry ?? null) : null,
  })
  if (conflict) reasons.push('US_PERSON_CONFLICT')
  if (riskOfAnswers(answers) === 'HIGH') reasons.push('HIGH_RISK')
  return [...reasons, ...(await openReasons(db, investor.id))]
}

/** The steps of an application, in order, each with whether it was saved. */
export function progress({
  standing,
  saved,
}: Application): readonly { readonly step: OnboardingStep; readonly saved: boolean }[] {
  return stepsOf(standing).map((step) => ({ step, saved: saved.has(step) }))
}

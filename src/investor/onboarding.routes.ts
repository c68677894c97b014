import * as z from 'zod'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { countryField, idField, instantField, PICTURE, textField } from '../platform/http/fields.ts'
import { read, write, writeOutside, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { screenInvestors } from './investor-screening.service.ts'
import { FILE_KINDS } from './file.ts'
import { isVisible } from './investor.routes.ts'
import { INVESTOR_KINDS, KYC_STATUSES, kycStatusOn } from './investor.ts'
import { CHECK_RESULTS, UPDATES, type KycCheck } from './kyc-case.ts'
import { publicComments } from './kyc-case.service.ts'
import { answerUpdates } from './kyc-update.service.ts'
import { checkStates, orderCheck, saveCheck, type CheckOrder } from './kyc-check.service.ts'
import type { KycProvider } from './kyc-provider.ts'
import { ALL_ANSWERS, ANSWERS, type Answer } from './onboarding-answers.service.ts'
import { ONBOARDING_PROBLEMS, UPDATES_PROBLEMS } from './onboarding.problems.ts'
import { application, progress, saveStep, submitApplication } from './onboarding.service.ts'
import { REGISTRATIONS, type OnboardingRefusal, type OnboardingStep } from './onboarding.ts'

const OWNERS = ['investor', 'officer'] as const
const UPDATES_TEXT_MAX = 2_000
const STEP_NAMES = Object.keys(ANSWERS) as [OnboardingStep, ...OnboardingStep[]]
const params = z.strictObject({ id: idField('inv') })
/** A check that was left half way, or that asks for better papers, can be begun again. */
const CAN_START: ReadonlySet<string> = new Set(['pending', 'updates-required'])

const checkAnswer = z.object({ result: z.enum(CHECK_RESULTS), begun: z.boolean(), canStart: z.boolean() })
const applicationAnswer = z
  .object({
    investor: idField('inv'),
    country: countryField.describe('Where the applicant lives or is registered.'),
    kind: z.enum(INVESTOR_KINDS),
    standing: z
      .enum([...REGISTRATIONS, 'entity', 'trust'])
      .describe('Decides whom the step “owners” asks for.'),
    status: z.enum(KYC_STATUSES),
    steps: z.array(z.object({ step: z.enum(STEP_NAMES), saved: z.boolean() })).readonly(),
    next: z.enum(STEP_NAMES).nullable().describe('The first step that is missing; null when none is.'),
    isOpen: z.boolean().describe('Whether answers can be changed now.'),
    updates: z
      .enum(UPDATES)
      .nullable()
      .describe(
        'While the approval stands: what an officer asks for, in the last comments, and whether it was answered.',
      ),
    submittedAt: instantField.nullable(),
    check: checkAnswer.nullable().describe('Null where identities are checked by officers alone.'),
    peopleChecks: z
      .array(checkAnswer)
      .readonly()
      .describe('Those of everybody named in “owners”, in their order; as `check`, or empty.'),
    comments: z
      .array(
        z.object({
          at: instantField,
          text: z.string(),
          isOwn: z.boolean().describe('Written by the investor, by whichever of their users or keys.'),
        }),
      )
      .readonly(),
    papers: z
      .array(z.object({ kind: z.enum(FILE_KINDS), isThere: z.boolean() }))
      .readonly()
      .describe('Papers that have to be handed in before it can be sent in.'),
    answers: ALL_ANSWERS,
  })
  .meta({ id: 'Application' })

const SUMMARIES: Readonly<Record<OnboardingStep, string>> = {
  identity: 'Say who the applicant is',
  company: 'Say what entity applies',
  address: 'Say where the applicant lives',
  tax: 'Say where the applicant pays taxes and where the money comes from',
  owners:
    'Name who owns, controls and signs for an entity, is part of a trust, or holds together with a person',
  financial: 'Say what the applicant has, knows and wants',
  check: 'Say with which papers the identity is proved',
}

/** An application in six short steps, each saved, so that it can be left and taken up again. */
export function onboardingRoutes(deps: {
  readonly screening: ScreeningThread
  readonly provider: KycProvider
  readonly publicUrl: string
}): Route[] {
  const { provider } = deps
  const session = {
    tag: 'Onboarding',
    access: OWNERS,
    status: 201,
    response: z.object({ provider: z.string(), url: z.string() }),
    problems: ONBOARDING_PROBLEMS,
    ask: (order: CheckOrder) => order.provider.start(order.subject),
    save: saveCheck,
    preview: () => ({ provider: provider.name, url: returnUrl }),
  } as const
  const returnUrl = `${deps.publicUrl}/onboarding`
  const begin = async (
    work: Work,
    caller: Caller,
    of: { readonly id: InvestorId; readonly person: number | null },
  ) =>
    (await isVisible(work.db, caller, of.id))
      ? orderCheck(work, provider, of, returnUrl)
      : refuse('NOT_FOUND')
  return [
    read({
      path: '/v1/investors/{id}/onboarding',
      summary: 'Read an application: what is saved, and what is left',
      tag: 'Onboarding',
      access: OWNERS,
      params,
      response: applicationAnswer,
      problems: ONBOARDING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => answer(work, caller, id, provider),
    }),
    ...STEP_NAMES.map((step) => stepRoute(step, provider)),
    write({
      path: '/v1/investors/{id}/onboarding/updates-answer',
      summary: 'Answer what an officer asks of somebody who is approved',
      description:
        'Papers are handed in beforehand, as files. An officer looks at both; the approval stands.',
      tag: 'Onboarding',
      access: OWNERS,
      params,
      body: z.strictObject({ text: textField(UPDATES_TEXT_MAX) }),
      response: applicationAnswer,
      problems: { ...ONBOARDING_PROBLEMS, ...UPDATES_PROBLEMS },
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const fromInvestor = caller.role === 'investor'
        const answered = await answerUpdates(work, id, { text: body.text, fromInvestor })
        return answered.ok ? answer(work, caller, id, provider) : answered
      },
    }),
    writeOutside({
      ...session,
      path: '/v1/investors/{id}/onboarding/check-session',
      summary: 'Begin the check of the identity with the provider',
      description: 'The answer holds the address at which the applicant shows their papers.',
      params,
      record: ({ work, caller, params: { id } }) => begin(work, caller, { id, person: null }),
    }),
    writeOutside({
      ...session,
      path: '/v1/investors/{id}/onboarding/people/{person}/check-session',
      summary: 'Begin the check of somebody who stands behind the applicant, or holds together with them',
      description:
        'The answer holds the address at which that person shows their papers; the applicant hands it on.',
      params: z.strictObject({
        id: idField('inv'),
        person: z
          .string()
          .regex(/^\d{1,2}$/)
          .describe('Their place in the answer “owners”, counted from 0.'),
      }),
      record: ({ work, caller, params: { id, person } }) =>
        begin(work, caller, { id, person: Number(person) }),
    }),
    write({
      path: '/v1/investors/{id}/onboarding/submission',
      summary: 'Send an application in',
      tag: 'Onboarding',
      access: OWNERS,
      params,
      body: z.strictObject({
        confirmsAccuracy: z.literal(true).describe('That everything is true and complete.'),
      }),
      response: applicationAnswer,
      problems: ONBOARDING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const sent = await submitApplication(work, id)
        if (!sent.ok) return sent
        await screenInvestors(work, deps.screening, [id])
        return answer(work, caller, id, provider)
      },
    }),
  ]
}

/** Refuses each text of an answer that has an emoji in it. What was kept before is read as it is. */
function withoutPictures(schema: z.ZodType): z.ZodType {
  return schema.check(({ value, issues }) => {
    for (const [path, text] of textsIn(value))
      if (PICTURE.test(text)) issues.push({ code: 'custom', message: 'PICTURE_IN_ANSWER', path, input: text })
  })
}

function textsIn(value: unknown, path: readonly PropertyKey[] = []): [path: PropertyKey[], text: string][] {
  if (typeof value === 'string') return [[[...path], value]]
  if (Array.isArray(value)) return value.flatMap((part, n) => textsIn(part, [...path, n]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, [...path, name]))
}

function stepRoute<S extends OnboardingStep>(step: S, provider: KycProvider): Route {
  return write({
    method: 'PUT',
    path: `/v1/investors/{id}/onboarding/${step}`,
    summary: SUMMARIES[step],
    tag: 'Onboarding',
    access: OWNERS,
    params,
    body: withoutPictures(ANSWERS[step]),
    response: applicationAnswer,
    problems: ONBOARDING_PROBLEMS,
    handle: async ({ work, caller, params: { id }, body }) => {
      if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
      // The route has read it through the step's own schema.
      const saved = await saveStep(work, id, step, body as Answer<S>)
      return saved.ok ? answer(work, caller, id, provider) : atItsField(saved)
    },
  })
}

/** Puts the sentence of a refusal that is about one field beside that field; of a whole list it is the refusal’s own. */
function atItsField(refusal: Refusal<OnboardingRefusal>): Refusal<OnboardingRefusal> {
  const { path, ...facts } = refusal.facts
  if (path === undefined || path === 'people' || path === 'entities') return refuse(refusal.reason, facts)
  const { detail, fix } = ONBOARDING_PROBLEMS[refusal.reason]
  return refuse(refusal.reason, facts, [{ path, code: refusal.reason, message: `${detail} ${fix}` }])
}

async function answer(
  { db, now }: Work,
  caller: Caller,
  id: InvestorId,
  provider: KycProvider,
): Promise<Result<z.output<typeof applicationAnswer>, OnboardingRefusal>> {
  const found = (await isVisible(db, caller, id)) ? await application(db, id) : null
  if (found === null) return refuse('NOT_FOUND')
  const [own, ...people] = (await checkStates(db, id)).map(({ newest }) => checkOf(newest, provider))
  return ok({
    investor: id,
    country: found.investor.country,
    kind: found.investor.kind,
    status: kycStatusOn(found.investor, dateIn(now, 'UTC')),
    standing: found.standing,
    steps: progress(found),
    next: found.missing[0] ?? null,
    isOpen: found.isOpen,
    updates: found.updates,
    submittedAt: found.submittedAt,
    check: own ?? null,
    peopleChecks: people.flatMap((check) => check ?? []),
    comments: (await publicComments(db, id)).map(({ at, text, fromInvestor }) => ({
      at,
      text,
      isOwn: fromInvestor,
    })),
    papers: found.papers,
    answers: found.answers,
  })
}

/** How a check stands for its applicant; null where there is none, nor anybody but officers to make one. */
function checkOf(newest: KycCheck | null, provider: KycProvider): z.output<typeof checkAnswer> | null {
  if (newest === null && provider.name === 'manual') return null
  const result = newest?.result ?? 'pending'
  return { result, begun: newest !== null, canStart: provider.name !== 'manual' && CAN_START.has(result) }
}

import * as z from 'zod'
import type { InvestorId } from '../kernel/ids.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { dateField, idField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import { personOf, type Work } from '../platform/work.ts'
import { isVisible } from './investor.routes.ts'
import { INVESTOR_KINDS, KYC_STATUSES, kycStatusOn } from './investor.ts'
import { investorNames } from './investor.service.ts'
import {
  BULK_ACTIONS,
  BULK_MAX,
  CASE_TABS,
  CHECK_RESULTS,
  dueAt,
  REVIEW_REASONS,
  UPDATES,
  type BulkAction,
  type CaseRefusal,
  type CaseTab,
  type KycCase,
} from './kyc-case.ts'
import {
  actorNames,
  addComment,
  assignCase,
  caseCounts,
  caseFile,
  caseQueue,
  examineCase,
} from './kyc-case.service.ts'
import { remindOf } from './kyc-expiry.service.ts'
import { closeUpdates, requestUpdates } from './kyc-update.service.ts'
import { ALL_ANSWERS, entityPlaceField, personPlaceField } from './onboarding-answers.service.ts'
import { CASE_PROBLEMS, EXAMINATION_PROBLEMS, UPDATES_PROBLEMS } from './onboarding.problems.ts'
import { application } from './onboarding.service.ts'

const COMMENT_LENGTH_MAX = 2_000
const params = z.strictObject({ id: idField('inv') })
const COMMENT_MISSING = {
  status: 422,
  detail: 'It is not said what the applicants have to change.',
  fix: 'Add a comment; each of them reads it.',
} as const
const actor = z.object({ id: z.string(), displayName: z.string().nullable() })

const caseAnswer = z
  .object({
    investor: z.object({
      id: idField('inv'),
      displayName: z.string(),
      kind: z.enum(INVESTOR_KINDS),
      country: z.string(),
    }),
    status: z.enum(KYC_STATUSES),
    kycUntil: dateField.nullable(),
    reviewReasons: z.array(z.enum(REVIEW_REASONS)).readonly(),
    updates: z
      .enum(UPDATES)
      .nullable()
      .describe('Of somebody whose approval stands: what was asked of them, and whether they answered.'),
    assignee: actor.nullable(),
    waitingSince: instantField,
    dueAt: instantField
      .nullable()
      .describe('When it is to be answered at the latest; null while it does not wait for us.'),
    isOverdue: z.boolean(),
  })
  .meta({ id: 'Case' })

const caseDetailAnswer = caseAnswer
  .extend({
    email: z.string().nullable(),
    submittedBy: actor.nullable(),
    submittedAt: instantField.nullable(),
    examinedBy: actor.nullable(),
    checks: z
      .array(
        z.object({
          of: z
            .string()
            .describe(
              '`applicant`, `people[0]` or `entities[0]` as in the answer “owners”, or `former`: not known to be anybody who is named now.',
            ),
          provider: z.string(),
          ref: z.string(),
          startedAt: instantField,
          result: z.enum(CHECK_RESULTS),
          resultAt: instantField.nullable(),
          labels: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
    unchecked: z
      .array(z.string())
      .readonly()
      .describe(
        'Of whom nobody has seen enough yet, as `people[0]` or `entities[0]` of the answer “owners”.',
      ),
    answers: ALL_ANSWERS,
    comments: z
      .array(
        z.object({
          id: idField('cmt'),
          visibility: z.enum(['public', 'internal']),
          by: actor,
          at: instantField,
          text: z.string(),
        }),
      )
      .readonly(),
    timeline: z.array(z.object({ at: instantField, by: actor, action: z.string() })).readonly(),
  })
  .meta({ id: 'CaseDetail' })

const done = z.object({ id: idField('inv') })

/** The queue in which officers work off applications, and each case with everything that is known of it. */
export const kycCaseRoutes: readonly Route[] = [
  read({
    path: '/v1/cases',
    summary: 'List a pile of the queue, those that have waited longest first',
    tag: 'Cases',
    access: ['officer', 'auditor'],
    query: pageQuery({ tab: z.enum(CASE_TABS).default('new'), mine: z.enum(['true', 'false']).optional() }),
    response: page(caseAnswer),
    handle: async ({ work, caller, query, pages }) => {
      const [waitingSince, investor] = pages.after(query) ?? []
      const rows = await caseQueue(
        work,
        {
          tab: query.tab,
          knownTo: caller.issuer,
          assignee: query.mine === 'true' ? personOf(work.by) : null,
        },
        {
          after: waitingSince === undefined || investor === undefined ? null : { waitingSince, investor },
          limit: query.limit + 1,
        },
      )
      const { items, next } = pages.page(rows, query, (row) => [row.waitingSince.toString(), row.investor])
      const names = await investorNames(
        work.db,
        items.map((row) => row.investor),
      )
      const officers = await actorNames(
        work.db,
        items.flatMap(({ assignee }) => assignee ?? []),
      )
      return ok({
        items: items.map((row) => ({
          investor: {
            id: row.investor,
            displayName: names.get(row.investor) ?? '–',
            kind: row.kind,
            country: row.country,
          },
          ...clockOf(work, row),
          reviewReasons: row.reviewReasons,
          updates: row.updates,
          assignee: row.assignee === null ? null : named(officers, row.assignee),
        })),
        next,
      })
    },
  }),
  read({
    path: '/v1/cases/counts',
    summary: 'Count the cases in each pile of the queue',
    tag: 'Cases',
    access: ['officer', 'auditor'],
    response: z.object({ counts: z.object(countFields()) }),
    handle: async ({ work, caller }) =>
      ok({ counts: await caseCounts(work, { knownTo: caller.issuer, assignee: null }) }),
  }),
  read({
    path: '/v1/cases/{id}',
    summary: 'Read a case: identity, checks, remarks and what happened',
    tag: 'Cases',
    access: ['officer'],
    params,
    response: caseDetailAnswer,
    problems: CASE_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) => detail(work, caller, id),
  }),
  write({
    path: '/v1/case-actions',
    summary: 'Do one thing to many cases',
    description:
      'Each case is answered for itself: done, or refused with its reason while the others go on. `take` and `release` assign, `request-updates` sends back with one comment (an approval stands), `remind` tells of an approval that runs out.',
    tag: 'Cases',
    access: ['officer'],
    body: z.strictObject({
      action: z.enum(BULK_ACTIONS),
      investors: z.array(idField('inv')).min(1).max(BULK_MAX),
      comment: textField(COMMENT_LENGTH_MAX)
        .nullable()
        .default(null)
        .describe('Of `request-updates`: what has to be changed; each applicant reads it.'),
    }),
    response: z.object({
      items: z.array(
        z.object({
          investor: idField('inv'),
          refusal: z.object({ code: z.string(), detail: z.string(), fix: z.string() }).nullable(),
        }),
      ),
    }),
    problems: { ...CASE_PROBLEMS, COMMENT_MISSING },
    handle: async ({ work, caller, body: { action, investors, comment } }) => {
      if (action === 'request-updates' && comment === null) return refuse('COMMENT_MISSING')
      // In one order, whoever asks: two who act on the same cases do not wait for each other.
      const said = new Map<InvestorId, Result<null, CaseRefusal>>()
      for (const id of [...new Set(investors)].sort())
        said.set(
          id,
          (await isVisible(work.db, caller, id))
            ? await actOn(work, id, action, comment ?? '')
            : refuse('NOT_FOUND'),
        )
      return ok({
        items: [...said].map(([investor, result]) => ({
          investor,
          refusal: result.ok ? null : worded(result),
        })),
      })
    },
  }),
  write({
    path: '/v1/cases/{id}/assignment',
    summary: 'Take a case, or put it back',
    tag: 'Cases',
    access: ['officer'],
    params,
    body: z.strictObject({ take: z.boolean() }),
    response: done,
    problems: CASE_PROBLEMS,
    handle: ({ work, caller, params: { id }, body }) =>
      onCase(work.db, caller, id, () => assignCase(work, id, body.take)),
  }),
  write({
    path: '/v1/cases/{id}/comments',
    summary: 'Add a remark to a case',
    description: 'A public one is shown to the applicant; an internal one to officers alone.',
    tag: 'Cases',
    access: ['officer'],
    params,
    body: z.strictObject({
      visibility: z.enum(['public', 'internal']),
      text: textField(COMMENT_LENGTH_MAX),
    }),
    response: done,
    problems: CASE_PROBLEMS,
    handle: ({ work, caller, params: { id }, body }) =>
      onCase(work.db, caller, id, () => addComment(work, id, body)),
  }),
  write({
    path: '/v1/cases/{id}/updates-request',
    summary: 'Send an application back to its applicant, or ask somebody who is approved for something more',
    description:
      'An approval stands meanwhile, and its holder hands in papers and writes back. Suspended, it is taken back at once, on the chain too; answers can be changed, and an officer approves anew.',
    tag: 'Cases',
    access: ['officer'],
    params,
    body: z.strictObject({
      comment: textField(COMMENT_LENGTH_MAX).describe('What has to be changed: the applicant reads it.'),
      suspend: z
        .boolean()
        .default(false)
        .describe('Of somebody who is approved: take the approval back meanwhile.'),
    }),
    response: done,
    problems: CASE_PROBLEMS,
    handle: ({ work, caller, params: { id }, body }) =>
      onCase(work.db, caller, id, () =>
        requestUpdates(work, id, { text: body.comment, suspend: body.suspend }),
      ),
  }),
  write({
    path: '/v1/cases/{id}/updates-acceptance',
    summary: 'Be content with what somebody who is approved answered, or take back what was asked',
    tag: 'Cases',
    access: ['officer'],
    params,
    response: done,
    problems: { ...CASE_PROBLEMS, ...UPDATES_PROBLEMS },
    handle: ({ work, caller, params: { id } }) => onCase(work.db, caller, id, () => closeUpdates(work, id)),
  }),
  write({
    path: '/v1/cases/{id}/examination',
    summary: 'Write down that the evidence was looked at by hand',
    description:
      'Of the applicant where neither `person` nor `entity` is given. Where a provider said no, another officer then approves.',
    tag: 'Cases',
    access: ['officer'],
    params,
    body: z.strictObject({
      saw: textField(COMMENT_LENGTH_MAX).describe('Which papers were seen, and why they are enough.'),
      person: personPlaceField
        .nullable()
        .default(null)
        .describe('Whose papers, of the people in the answer “owners”, counted from 0.'),
      entity: entityPlaceField
        .nullable()
        .default(null)
        .describe('Which firm’s papers, of the entities in the answer “owners” that are part of a trust.'),
    }),
    response: done,
    problems: { ...CASE_PROBLEMS, ...EXAMINATION_PROBLEMS },
    handle: ({ work, caller, params: { id }, body: { saw, person, entity } }) =>
      onCase(work.db, caller, id, async () => {
        if (person !== null && entity !== null) return refuse('ONE_AT_A_TIME')
        const of = entity === null ? person : entity
        const list = entity === null ? 'people' : 'entities'
        return examineCase(work, id, { saw, node: of === null ? null : `${list}[${of}]` })
      }),
  }),
]

function actOn(
  work: Work,
  id: InvestorId,
  action: BulkAction,
  comment: string,
): Promise<Result<null, CaseRefusal>> {
  switch (action) {
    case 'take':
    case 'release':
      return assignCase(work, id, action === 'take')
    case 'request-updates':
      return requestUpdates(work, id, { text: comment, suspend: false })
    case 'remind':
      return remindOf(work, id)
  }
}

function worded({ reason, facts }: Refusal<CaseRefusal>) {
  const { detail, fix } = CASE_PROBLEMS[reason]
  return { code: reason, detail: sentence(detail, facts), fix: sentence(fix, facts) }
}

function countFields(): Record<CaseTab, z.ZodNumber> {
  return Object.fromEntries(CASE_TABS.map((tab) => [tab, z.number()])) as Record<CaseTab, z.ZodNumber>
}

async function onCase<R extends string>(
  db: Db,
  caller: Caller,
  id: InvestorId,
  act: () => Promise<Result<null, R>>,
) {
  if (!(await isVisible(db, caller, id))) return refuse('NOT_FOUND')
  const result = await act()
  return result.ok ? ok({ id }) : result
}

function named(names: ReadonlyMap<string, string>, id: string) {
  return { id, displayName: names.get(id) ?? null }
}

function clockOf(
  work: Work,
  row: {
    readonly kycStatus: (typeof KYC_STATUSES)[number]
    readonly kycUntil: Temporal.PlainDate | null
  } & Pick<KycCase, 'waitingSince' | 'updates'>,
) {
  const due = dueAt(row.kycStatus, row.updates, row.waitingSince)
  return {
    status: kycStatusOn(row, dateIn(work.now, 'UTC')),
    kycUntil: row.kycUntil,
    waitingSince: row.waitingSince,
    dueAt: due,
    isOverdue: due !== null && Temporal.Instant.compare(work.now, due) > 0,
  }
}

async function detail(work: Work, caller: Caller, id: InvestorId) {
  const found = (await isVisible(work.db, caller, id)) ? await caseFile(work.db, id) : null
  const applied = found === null ? null : await application(work.db, id)
  if (found === null || applied === null) return refuse('NOT_FOUND')
  const { investor, file, checks, behind, comments, timeline } = found
  const nodeOfMark = new Map([
    [found.mark, 'applicant'],
    ...behind.map(({ mark, node }) => [mark, node] as const),
  ])
  const ids = [
    file.assignee,
    file.submittedBy,
    file.examinedBy,
    ...comments.map(({ by }) => by),
    ...timeline.map(({ by }) => by.id),
  ].filter((actorId) => actorId !== null)
  const officers = await actorNames(work.db, ids)
  const whom = (actorId: string | null) => (actorId === null ? null : named(officers, actorId))
  return ok({
    investor: {
      id,
      displayName: (await investorNames(work.db, [id])).get(id) ?? '–',
      kind: investor.kind,
      country: investor.country,
    },
    ...clockOf(work, { ...file, ...investor }),
    reviewReasons: file.reviewReasons,
    updates: file.updates,
    assignee: whom(file.assignee),
    email: found.email,
    submittedBy: whom(file.submittedBy),
    submittedAt: file.submittedAt,
    examinedBy: whom(file.examinedBy),
    checks: checks.map(({ person, applicant, provider, ref, startedAt, result, resultAt, labels }) => ({
      of: nodeOfMark.get(person ?? applicant ?? '') ?? 'former',
      provider,
      ref,
      startedAt,
      result,
      resultAt,
      labels,
    })),
    unchecked: behind.flatMap((one) => (one.isUnchecked ? [one.node] : [])),
    answers: applied.answers,
    comments: comments.map((comment) => ({ ...comment, by: named(officers, comment.by) })),
    timeline: timeline.map(({ at, by, action }) => ({ at, by: named(officers, by.id), action })),
  })
}

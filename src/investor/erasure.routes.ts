import * as z from 'zod'
import type { InvestorId } from '../kernel/ids.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse } from '../kernel/result.ts'
import { idField, instantField, textField } from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import { blockerFacts, toldBlockers } from './erasure.ts'
import { ERASURE_PROBLEMS } from './erasure.problems.ts'
import {
  askErasure,
  completeErasure,
  erasureOf,
  holdReasons,
  placeHold,
  releaseHold,
  withdrawErasure,
  type EraseUsers,
  type LegalHold,
} from './erasure.service.ts'
import { formerAnswersField, formerFactsField, formerOf, formerPaperField } from './former.service.ts'
import { isVisible } from './investor.routes.ts'
import { investorById } from './investor.service.ts'

const REASON_LENGTH_MAX = 1_000

const params = z.strictObject({ id: idField('inv') })
const holdAnswer = z
  .object({
    id: idField('hld'),
    ground: z.enum(['dispute', 'authority']),
    reason: z.string().nullable().describe('For officers alone.'),
    placedAt: instantField,
    liftAskedAt: instantField.nullable().describe('The first of two has asked to lift it.'),
    liftedAt: instantField.nullable(),
  })
  .meta({ id: 'LegalHold' })
const erasureAnswer = z
  .object({
    status: z.enum(['none', 'restricted', 'erased']),
    askedAt: instantField.nullable(),
    erasedAt: instantField.nullable(),
    blockers: z.array(z.object({ code: z.string(), detail: z.string(), fix: z.string() })),
    holds: z.array(holdAnswer).describe('For officers and auditors. An investor is not told of a hold.'),
    former: z
      .object({
        answers: z.array(formerAnswersField),
        facts: z.array(formerFactsField),
        papers: z.array(formerPaperField),
      })
      .nullable()
      .describe('What holds keep that was replaced or taken back. For officers alone.'),
  })
  .meta({ id: 'Erasure' })

/** The right to erasure: asking, taking back, what stands in the way, and legal holds. */
export function erasureRoutes({ eraseUsers }: { readonly eraseUsers: EraseUsers }): Route[] {
  return [
    read({
      path: '/v1/investors/{id}/erasure',
      summary: 'Read whether an investor is to be erased, and what stands in the way',
      tag: 'Personal data',
      access: ['officer', 'auditor', 'investor'],
      params,
      response: erasureAnswer,
      problems: ERASURE_PROBLEMS,
      handle: ({ work, caller, params: { id } }) => answer(work, caller, id),
    }),
    write({
      path: '/v1/investors/{id}/erasure',
      summary: 'Ask that an investor is erased',
      description:
        'From then on nothing is added to what is kept of them. They are erased when they hold nothing, are owed ' +
        'nothing, and the law does not ask to keep the record any more.',
      tag: 'Personal data',
      access: ['officer', 'investor'],
      params,
      response: erasureAnswer,
      problems: ERASURE_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const asked = await askErasure(work, id)
        return asked.ok ? answer(work, caller, id) : asked
      },
    }),
    write({
      method: 'DELETE',
      path: '/v1/investors/{id}/erasure',
      summary: 'Take back the request to be erased',
      tag: 'Personal data',
      access: ['officer', 'investor'],
      params,
      response: erasureAnswer,
      problems: ERASURE_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const withdrawn = await withdrawErasure(work, id)
        return withdrawn.ok ? answer(work, caller, id) : withdrawn
      },
    }),
    write({
      path: '/v1/investors/{id}/erasure/completion',
      summary: 'Erase an investor who asked for it',
      description: 'Happens by itself as well. Refused with the first thing that stands in the way.',
      tag: 'Personal data',
      access: ['officer'],
      params,
      response: erasureAnswer,
      problems: ERASURE_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const erased = await completeErasure(work, eraseUsers, id)
        return erased.ok ? answer(work, caller, id) : erased
      },
    }),
    write({
      path: '/v1/investors/{id}/holds',
      summary: 'Keep an investor’s record from being erased',
      tag: 'Personal data',
      access: ['officer'],
      status: 201,
      params,
      body: z.strictObject({
        ground: z.enum(['dispute', 'authority']),
        reason: textField(REASON_LENGTH_MAX).describe('Kept with the investor’s data, and erased with them.'),
      }),
      response: holdAnswer,
      problems: ERASURE_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const placed = await placeHold(work, id, body)
        return placed.ok ? ok(holdBody(placed.value, body.reason)) : placed
      },
    }),
    write({
      method: 'DELETE',
      path: '/v1/investors/{id}/holds/{hold}',
      summary: 'Lift a legal hold, with another officer',
      description: 'The first asks; it keeps everything until another does the same.',
      tag: 'Personal data',
      access: ['officer'],
      params: params.extend({ hold: idField('hld') }),
      response: holdAnswer,
      problems: ERASURE_PROBLEMS,
      handle: async ({ work, caller, params: { id, hold } }) => {
        if (!(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const released = await releaseHold(work, id, hold)
        if (!released.ok) return released
        const reasons = await holdReasons(work.db, id, [released.value])
        return ok(holdBody(released.value, reasons.get(hold) ?? null))
      },
    }),
  ]
}

/** Whether there is this investor, and the caller may know. */
export async function isThere(work: Work, caller: Caller, id: InvestorId): Promise<boolean> {
  return (await isVisible(work.db, caller, id)) && (await investorById(work.db, id)) !== null
}

async function answer(work: Work, caller: Caller, id: InvestorId) {
  if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
  const { request, holds, blockers } = await erasureOf(work.db, id, work.now)
  const isInvestor = caller.role === 'investor'
  const isOfficer = caller.role === 'officer'
  const reasons = isOfficer ? await holdReasons(work.db, id, holds) : null
  return ok({
    status: request?.status ?? ('none' as const),
    askedAt: request?.askedAt ?? null,
    erasedAt: request?.erasedAt ?? null,
    blockers: (isInvestor ? toldBlockers(blockers) : blockers).map((blocker) => {
      const { detail, fix } = ERASURE_PROBLEMS[blocker.reason]
      const facts = blockerFacts(blocker)
      return { code: blocker.reason, detail: sentence(detail, facts), fix: sentence(fix, facts) }
    }),
    holds: isInvestor ? [] : holds.map((hold) => holdBody(hold, reasons?.get(hold.id) ?? null)),
    former: isOfficer ? await formerOf(work.db, id) : null,
  })
}

function holdBody(hold: LegalHold, reason: string | null): z.output<typeof holdAnswer> {
  const { id, ground, placedAt, liftAsked, liftedAt } = hold
  return { id, ground, reason, placedAt, liftAskedAt: liftAsked?.at ?? null, liftedAt }
}

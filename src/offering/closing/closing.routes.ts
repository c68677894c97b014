import * as z from 'zod'
import { investorNames } from '../../investor/investor.service.ts'
import { formatDecimal, parseDecimal } from '../../kernel/decimal.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { sentence } from '../../kernel/problem.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { Db } from '../../platform/db/database.ts'
import { idField, instantField, textField } from '../../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../../platform/http/route.ts'
import { FACT_SUBJECTS, subjectOfFact } from '../../restriction/known-facts.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { offeringAnswer, offeringBody, visibleOffering } from '../offering.routes.ts'
import type { Allotment } from './allocation.ts'
import { proposeAllotment } from './allotment.service.ts'
import { cancelOffering, closingPreview, confirmClosing, prepareClosing } from './closing.service.ts'

const REASON_LENGTH_MAX = 300
const ALLOTMENTS_MAX = 10_000
const ALLOTMENT_BYTES_MAX = 8 * 1024 * 1024
const KEEPERS = ['issuer', 'officer', 'auditor'] as const

const stamp = z.object({ by: z.string(), at: instantField }).nullable()

const closingAnswer = z
  .object({
    offering: offeringAnswer,
    prepared: stamp,
    confirmed: stamp,
    cancellation: z
      .object({ by: z.string(), at: instantField, reason: z.string().nullable() })
      .nullable()
      .meta({ description: 'Who gave it up, and why; its reason is null for an auditor.' }),
    refusal: z
      .object({
        code: z.string(),
        detail: z.string(),
        fix: z.string(),
        missing: z
          .array(z.object({ name: z.string(), about: z.string(), of: z.enum(FACT_SUBJECTS) }))
          .meta({ description: 'What the rules ask and nobody has recorded.' }),
      })
      .nullable()
      .meta({ description: 'Why it cannot close now.' }),
    allocations: z.array(
      z.object({
        subscription: idField('sub'),
        investor: idField('inv'),
        displayName: z.string().nullable().meta({ description: 'Null for an auditor, and once erased.' }),
        asked: z.string(),
        units: z.string(),
        reason: z
          .string()
          .nullable()
          .meta({ description: 'Why it is not what was asked for: allotted by hand.' }),
      }),
    ),
  })
  .meta({ id: 'Closing' })

const allotmentBody = z.strictObject({
  allotments: z
    .array(
      z.strictObject({
        subscription: idField('sub'),
        units: z.string().max(100).meta({ description: 'At most what was asked for; "0" is none.' }),
        reason: textField(REASON_LENGTH_MAX).optional(),
      }),
    )
    .max(ALLOTMENTS_MAX),
  reason: textField(REASON_LENGTH_MAX)
    .optional()
    .meta({ description: 'For everybody who gets less than they asked for and has no reason of their own.' }),
})

const params = z.strictObject({ id: idField('off') })

/** The closing of an offering, what is allotted at it, and its cancellation. */
export function closingRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/closing',
      summary: 'Preview the closing of an offering: who gets how many, and what is in its way',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: ({ work, caller, params: { id } }) => closingBody(work.db, caller, id, work.now),
    }),
    write({
      path: '/v1/offerings/{id}/allotment',
      summary: 'Propose how many units each paid subscription gets, where they are allotted by hand',
      description:
        'A draft until the closing is confirmed; another one takes its place. Subscriptions that are not named get nothing. Whoever gets less than they asked for needs a reason.',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      body: allotmentBody,
      bodyMaxBytes: ALLOTMENT_BYTES_MAX,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const allotments = readAllotments(body.allotments, view.instrument.decimals)
        if (!allotments.ok) return allotments
        const proposed = await proposeAllotment(work, id, {
          allotments: allotments.value,
          reason: body.reason ?? null,
        })
        return proposed.ok ? closingBody(work.db, caller, id, work.now) : proposed
      },
    }),
    write({
      path: '/v1/offerings/{id}/closing',
      summary: 'Prepare the closing, as the first of two people',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const prepared = await prepareClosing(work, id)
        return prepared.ok ? closingBody(work.db, caller, id, work.now) : prepared
      },
    }),
    write({
      path: '/v1/offerings/{id}/closing/confirmation',
      summary: 'Confirm the closing, as the second person',
      description:
        'Units are then issued in batches, the money goes to the treasury, and what is not issued is paid back.',
      tag: 'Offerings',
      access: ['issuer', 'officer'],
      params,
      response: closingAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const confirmed = await confirmClosing(work, id)
        return confirmed.ok ? closingBody(work.db, caller, id, work.now) : confirmed
      },
    }),
    write({
      path: '/v1/offerings/{id}/cancellation',
      summary: 'Give an offering up: everybody is paid back',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      body: z.strictObject({ reason: textField(REASON_LENGTH_MAX) }),
      response: offeringAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const cancelled = await cancelOffering(work, id, body.reason)
        if (!cancelled.ok) return cancelled
        const answer = await offeringBody(work.db, caller, { id }, work.now)
        return answer === null ? refuse('NOT_FOUND') : ok(answer)
      },
    }),
  ]
}

function readAllotments(
  list: z.output<typeof allotmentBody>['allotments'],
  decimals: number,
): Result<Allotment[], 'ALLOTMENT_UNITS'> {
  const read: Allotment[] = []
  for (const { subscription, units: text, reason } of list) {
    const units = parseDecimal(text, decimals)
    if (!units.ok || units.value < 0n)
      return refuse('ALLOTMENT_UNITS', { subscription, decimals: String(decimals) })
    read.push({ subscription, units: units.value, reason: reason ?? null })
  }
  return ok(read)
}

async function closingBody(db: Db, caller: Caller, id: OfferingId, now: Temporal.Instant) {
  const view = await visibleOffering(db, caller, id, now)
  const preview = view === null ? null : await closingPreview(db, id, now)
  const offering = await offeringBody(db, caller, { id }, now)
  if (view === null || preview === null || offering === null) return refuse('NOT_FOUND')
  const { decimals } = view.instrument
  const { refusal, cancellation } = preview
  const ids = [...new Set(preview.allocations.map(({ subscription: { investor } }) => investor))]
  const names = caller.role === 'auditor' ? new Map<string, string>() : await investorNames(db, ids)
  return ok({
    offering,
    prepared: view.offering.prepared,
    confirmed: view.offering.confirmed,
    cancellation:
      cancellation === null
        ? null
        : { ...cancellation, reason: caller.role === 'auditor' ? null : cancellation.reason },
    refusal:
      refusal === null
        ? null
        : {
            code: refusal.reason,
            detail: sentence(OFFERING_PROBLEMS[refusal.reason].detail, refusal.facts),
            fix: sentence(OFFERING_PROBLEMS[refusal.reason].fix, refusal.facts),
            missing: refusal.errors.map(({ path, message }) => {
              const name = path.slice('facts.'.length)
              return { name, about: message, of: subjectOfFact(name) }
            }),
          },
    allocations: preview.allocations.map(({ subscription, units, reason }) => ({
      subscription: subscription.id,
      investor: subscription.investor,
      displayName: names.get(subscription.investor) ?? null,
      asked: formatDecimal(subscription.units, decimals),
      units: formatDecimal(units, decimals),
      reason,
    })),
  })
}

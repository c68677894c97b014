import * as z from 'zod'
import type { InstrumentId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { idField, instantField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import {
  answerClassification,
  approveNotSecurity,
  classificationOf,
} from '../restriction/classification.service.ts'
import { PROBLEMS, WATCHERS, byInstrument, legalReview, sha256, visible } from './rule-fields.routes.ts'

const classificationAnswer = z
  .object({
    instrument: idField('ins'),
    questions: z.array(z.object({ name: z.string(), text: z.string() })).readonly(),
    answers: z.record(z.string(), z.boolean().nullable()).nullable(),
    maturityMonths: z.int().nullable(),
    answeredAt: instantField.nullable(),
    packSha256: z.string().nullable(),
    opinionSha256: z.string().nullable(),
    approvers: z.int(),
    result: z
      .object({
        outcome: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
        result: z.string(),
        category: z.string().nullable(),
        legalReview,
        prongs: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            met: z.boolean().nullable(),
            sentence: z.string(),
            citation: z.string(),
            answers: z.array(z.object({ name: z.string(), yes: z.boolean().nullable() })),
          }),
        ),
        reasons: z.array(z.string()),
      })
      .nullable(),
  })
  .meta({ id: 'Classification' })

/** Whether a share class is a security, question by question. */
export function classificationRoutes(): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/classification',
      summary: 'Read the classification questionnaire, its answers and what they come to',
      description: 'A reasoned result to work with and to review. It is no legal advice.',
      tag: 'Rules',
      access: WATCHERS,
      params: byInstrument,
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) =>
        (await visible(work.db, caller, id)) === null
          ? refuse('NOT_FOUND')
          : ok(await classificationBody(work.db, id, work.now)),
    }),
    write({
      method: 'PUT',
      path: '/v1/instruments/{id}/classification',
      summary: 'Answer the classification questionnaire',
      description: 'Null is “unknown”. New answers take back what was approved before.',
      tag: 'Rules',
      access: ['issuer', 'officer'],
      params: byInstrument,
      body: z.strictObject({
        answers: z.record(z.string().max(10), z.boolean().nullable()),
        maturityMonths: z.int().min(0).max(1200).nullable().default(null),
      }),
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visible(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const answered = await answerClassification(work, id, body)
        return answered.ok ? ok(await classificationBody(work.db, id, work.now)) : answered
      },
    }),
    write({
      path: '/v1/instruments/{id}/classification/not-security',
      summary: 'Say that a token is no security: two officers and a legal opinion',
      description: 'It switches nothing off: identity checks, sanctions and the log of transfers stay.',
      tag: 'Rules',
      access: ['officer'],
      params: byInstrument,
      body: z.strictObject({ opinionSha256: sha256 }),
      response: classificationAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visible(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const approved = await approveNotSecurity(work, id, body.opinionSha256)
        return approved.ok ? ok(await classificationBody(work.db, id, work.now)) : approved
      },
    }),
  ]
}

async function classificationBody(
  db: Db,
  id: InstrumentId,
  now: Temporal.Instant,
): Promise<z.output<typeof classificationAnswer>> {
  const { questions, stored, result } = await classificationOf(db, id, now)
  return {
    instrument: id,
    questions,
    answers: stored?.answers ?? null,
    maturityMonths: stored?.maturityMonths ?? null,
    answeredAt: stored?.answeredAt ?? null,
    packSha256: stored?.packSha256 ?? null,
    opinionSha256: stored?.opinionSha256 ?? null,
    approvers: stored?.approvers.length ?? 0,
    result:
      result === null
        ? null
        : {
            ...result,
            prongs: result.prongs.map((prong) => ({
              ...prong,
              answers: Object.entries(prong.answers).map(([name, yes]) => ({ name, yes })),
            })),
            reasons: result.reasons.map(({ code }) => code),
          },
  }
}

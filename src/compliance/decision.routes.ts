import * as z from 'zod'
import { investorNames } from '../investor/investor.service.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { idField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import { DECISION_STATES, type StoredDecision } from '../restriction/judgement.ts'
import type { ExplainedReason } from '../restriction/explained-reason.ts'
import {
  decisionById,
  decisionReasons,
  decisions,
  replayed,
  recordOf,
  withWords,
} from '../restriction/stored-decision.service.ts'
import { reviewDoubt } from './doubt.service.ts'
import { touched } from './rule-impact.service.ts'
import { OFFICE, PROBLEMS, REASON_LENGTH_MAX, person, reasonAnswer, visible } from './rule-fields.routes.ts'

const decisionAnswer = z
  .object({
    id: idField('dec'),
    action: z.string(),
    state: z.enum(DECISION_STATES),
    outcome: z.enum(['ALLOW', 'BLOCK', 'REVIEW']),
    instrument: idField('ins'),
    investor: z.object({ id: idField('inv'), displayName: z.string() }),
    seller: z
      .object({ id: idField('inv'), displayName: z.string() })
      .nullable()
      .meta({
        description:
          'Who would give units away, where the rules read facts about them: those named “holder.”.',
      }),
    decidedAt: instantField,
    reasons: z.array(reasonAnswer),
    packHashes: z.array(z.string()).readonly(),
    factsHash: z.string(),
    clearedBy: idField('dec').nullable(),
    reviewedBy: z.string().nullable(),
    reviewReason: z.string().nullable(),
    firstCleared: z
      .object({ by: z.string(), at: instantField, reason: z.string() })
      .nullable()
      .meta({ description: 'The first of two who clear it; it waits until the second.' }),
  })
  .meta({ id: 'RuleDecision' })

/** SHA-256 of what was written down, and of the same worked out anew. */
const compared = z.object({ recorded: z.string(), now: z.string().nullable() })

async function seenDecision(
  db: Db,
  caller: Caller,
  id: StoredDecision['id'],
): Promise<StoredDecision | null> {
  const one = await decisionById(db, id)
  return one !== null && (await visible(db, caller, one.instrument)) !== null ? one : null
}

/** What rules decided: listed, worked out anew, and doubts reviewed. */
export function decisionRoutes(): Route[] {
  return [
    read({
      path: '/v1/rule-decisions',
      summary: 'List what was decided by rules of law',
      tag: 'Rules',
      access: OFFICE,
      query: pageQuery({ state: z.enum(DECISION_STATES).optional(), instrument: idField('ins').optional() }),
      response: page(decisionAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const after = pages.after(query)?.[0]
        const among = (await touched(work.db, caller.issuer)).map(({ id }) => id)
        const found = await decisions(work.db, {
          state: query.state ?? null,
          instruments: among.filter((id) => query.instrument === undefined || id === query.instrument),
          // The cursor was signed here, so what it holds is an id.
          after: after === undefined ? null : (after as StoredDecision['id']),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, (one) => [one.id])
        return ok({ items: await decisionBodies(work.db, items), next })
      },
    }),
    read({
      path: '/v1/rule-decisions/{id}',
      summary: 'Read what was decided by rules of law',
      tag: 'Rules',
      access: OFFICE,
      params: z.strictObject({ id: idField('dec') }),
      response: decisionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await seenDecision(work.db, caller, id)
        if (one === null) return refuse('NOT_FOUND')
        const [answer] = await decisionBodies(work.db, [one])
        return ok(answer!)
      },
    }),
    read({
      path: '/v1/rule-decisions/{id}/replay',
      summary: 'Make a decision again, and compare it byte by byte',
      tag: 'Rules',
      access: OFFICE,
      params: z.strictObject({ id: idField('dec') }),
      response: z.object({
        same: z
          .boolean()
          .nullable()
          .meta({ description: 'Null where the facts were erased with their person.' }),
        packs: z.array(compared.extend({ pack: z.string(), version: z.string() })).readonly(),
        facts: compared,
        result: compared.describe('Of the record in its canonical form (RFC 8785).'),
        record: z.string(),
      }),
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await seenDecision(work.db, caller, id)
        if (one === null) return refuse('NOT_FOUND')
        const again = await replayed(work.db, one)
        const same = again.facts.now === null ? null : again.result.recorded === again.result.now
        return ok({ same, ...again, record: one.record })
      },
    }),
    write({
      path: '/v1/rule-decisions/{id}/review',
      summary: 'Clear or refuse what a rule has put before an officer',
      description:
        'Two different people clear doubts, which wait for the second; one refuses. What is cleared passes for thirty days, as long as its reasons and their numbers stay the same.',
      tag: 'Rules',
      access: ['officer'],
      params: z.strictObject({ id: idField('dec') }),
      body: z.strictObject({
        decision: z.enum(['cleared', 'refused']),
        reason: textField(REASON_LENGTH_MAX),
      }),
      response: decisionAnswer,
      problems: PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const one = await decisionById(work.db, id)
        const instrument = one === null ? null : await visible(work.db, caller, one.instrument)
        if (one === null || instrument === null) return refuse('NOT_FOUND')
        const reviewed = await reviewDoubt(work, one, instrument, body)
        if (!reviewed.ok) return reviewed
        const [answer] = await decisionBodies(work.db, [reviewed.value])
        return ok(answer!)
      },
    }),
  ]
}

async function decisionBodies(
  db: Db,
  items: readonly StoredDecision[],
): Promise<z.output<typeof decisionAnswer>[]> {
  const people = items.flatMap(({ investor, seller }) => (seller === null ? [investor] : [investor, seller]))
  const names = await investorNames(db, [...new Set(people)])
  return Promise.all(
    (await withWords(db, items)).map(async (one) => {
      const { packHashes, factsHash } = recordOf(one.record)
      const reasons: ExplainedReason[] = await decisionReasons(db, one)
      const seller = one.seller === null ? null : person(one.seller, names)
      return { ...one, investor: person(one.investor, names), seller, packHashes, factsHash, reasons }
    }),
  )
}

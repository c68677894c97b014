import * as z from 'zod'
import { investorsOfName } from '../investor/investor-list.service.ts'
import { investorNames } from '../investor/investor.service.ts'
import { csvPieces } from '../kernel/csv.ts'
import { ok, refuse } from '../kernel/result.ts'
import { startOfDay } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { inBatches } from '../platform/db/page.ts'
import type { Db } from '../platform/db/database.ts'
import { dateField, idField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { CSV, read, write, type Caller, type Route } from '../platform/http/route.ts'
import { DECISION_SORTS, DECISION_STATES, type StoredDecision } from '../restriction/judgement.ts'
import { ACTIONS } from '../restriction/rule-pack.ts'
import { OUTCOMES } from '../restriction/rule.ts'
import {
  decisionById,
  decisions,
  reasonsNamed,
  reasonsOfDecisions,
  replayed,
  recordOf,
  withWords,
  type DecisionFilter,
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

const NAME_LENGTH_MAX = 200
const RULE_LENGTH_MAX = 100
const filters = {
  state: z.enum(DECISION_STATES).optional(),
  instrument: idField('ins').optional(),
  action: z.enum(ACTIONS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  name: textField(NAME_LENGTH_MAX).optional().meta({
    description: 'A part of the investor’s name, in any case and without the marks on its letters too.',
  }),
  rule: textField(RULE_LENGTH_MAX)
    .optional()
    .meta({ description: 'A part of the title of a rule, or a reason’s code.' }),
  from: dateField.optional().meta({ description: 'From this day on, in Coordinated Universal Time.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
  sort: z.enum(DECISION_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}

/** What of the decisions is asked for, about the instruments that the caller answers for. */
async function filterOf(
  db: Db,
  caller: Caller,
  { state, instrument, action, outcome, name, rule, from, until }: z.output<z.ZodObject<typeof filters>>,
): Promise<DecisionFilter> {
  const among = (await touched(db, caller.issuer)).map(({ id }) => id)
  return {
    instruments: among.filter((id) => instrument === undefined || id === instrument),
    state: state ?? null,
    action: action ?? null,
    outcome: outcome ?? null,
    investors: name === undefined ? null : await investorsOfName(db, name, null),
    reasons: rule === undefined ? null : await reasonsNamed(db, rule),
    from: from === undefined ? null : startOfDay(from, 'UTC'),
    to: until === undefined ? null : startOfDay(until.add({ days: 1 }), 'UTC'),
  }
}

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
      query: pageQuery(filters),
      response: page(decisionAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const found = await decisions(work.db, await filterOf(work.db, caller, query), {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({ items: await decisionBodies(work.db, items), next })
      },
    }),
    read({
      path: '/v1/rule-decisions.csv',
      summary: 'Download what was decided by rules of law as CSV',
      description: 'All of it that the filters leave, however much.',
      tag: 'Rules',
      access: OFFICE,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const filter = await filterOf(work.db, caller, query)
        // Names leave the house with this file.
        await appendAudit(work, { action: 'decisions.exported' })
        const found = inBatches((slice) => decisions(work.db, filter, { ...slice, sort: query.sort }))
        return ok({ text: csvPieces(COLUMNS, csvRows(work.db, found)), fileName: 'decisions.csv' })
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

/** The columns of the screen, in its order, and what else is known. */
const COLUMNS = [
  ...['Time', 'Investor', 'Action', 'Outcome', 'Rules', 'Codes', 'State', 'Reviewed by', 'Words'],
  ...['Instrument', 'Investor id', 'Packs', 'Facts', 'Id'],
]

async function* csvRows(db: Db, found: AsyncIterable<readonly StoredDecision[]>): AsyncIterable<string[][]> {
  for await (const batch of found)
    yield (await decisionBodies(db, batch)).map((one) => [
      ...[one.decidedAt.toString(), one.investor.displayName, one.action, one.outcome],
      ...[one.reasons.map(({ rule }) => rule).join(' '), one.reasons.map(({ code }) => code).join(' ')],
      ...[one.state, one.reviewedBy ?? '', one.reviewReason ?? ''],
      ...[one.instrument, one.investor.id, one.packHashes.join(' '), one.factsHash, one.id],
    ])
}

async function decisionBodies(
  db: Db,
  items: readonly StoredDecision[],
): Promise<z.output<typeof decisionAnswer>[]> {
  const people = items.flatMap(({ investor, seller }) => (seller === null ? [investor] : [investor, seller]))
  const names = await investorNames(db, [...new Set(people)])
  const reasons = await reasonsOfDecisions(db, items)
  return (await withWords(db, items)).map((one, i) => {
    const { packHashes, factsHash } = recordOf(one.record)
    const seller = one.seller === null ? null : person(one.seller, names)
    return {
      ...one,
      investor: person(one.investor, names),
      seller,
      packHashes,
      factsHash,
      reasons: reasons[i]!,
    }
  })
}

import * as z from 'zod'
import { instruments } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { investorNames } from '../../investor/investor.service.ts'
import { sentence } from '../../kernel/problem.ts'
import { ok } from '../../kernel/result.ts'
import { startOfDay } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import { inBatches, placeOf } from '../../platform/db/page.ts'
import { csvPieces } from '../../kernel/csv.ts'
import { dateField, idField, instantField, page, pageQuery } from '../../platform/http/fields.ts'
import { CSV, read, seesIssuer, type Caller, type Route } from '../../platform/http/route.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { keepAttempt, refusals } from './refusal.service.ts'
import { askedOf, ATTEMPTS, REFUSED_KINDS, type Refused, type RefusalReason } from './refusal.ts'

const READERS = ['officer', 'auditor'] as const

const somebody = z.object({ id: idField('inv'), displayName: z.string() }).nullable()
const refusalAnswer = z
  .object({
    id: z.string(),
    kind: z.enum(REFUSED_KINDS),
    at: instantField,
    instrument: z
      .object({ id: idField('ins'), name: z.string(), symbol: z.string() })
      .nullable()
      .describe('Null where it was about somebody and no units.'),
    investor: somebody,
    receiver: somebody,
    asked: z.string(),
    reasons: z.array(z.object({ reason: z.string(), detail: z.string() })),
    decision: idField('dec').nullable(),
  })
  .meta({ id: 'Refusal' })

const filters = {
  reason: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{0,79}$/)
    .optional()
    .meta({ description: 'A stable code, as in the list of reasons.' }),
  investor: idField('inv').optional(),
  instrument: idField('ins').optional(),
  from: dateField.optional().meta({ description: 'From this day on, in Coordinated Universal Time.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
}
type Filters = z.output<z.ZodObject<typeof filters>>

/** Every attempt that was refused, for whoever answers for it. */
export function refusalRoutes(): Route[] {
  return [
    read({
      path: '/v1/refusals',
      summary: 'List attempts that were refused, with every reason',
      tag: 'Rules',
      access: READERS,
      query: pageQuery(filters),
      response: page(refusalAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const before = placeOf(pages.after(query))
        const { among, filter } = await asked(work.db, caller, query)
        const found = await refusals(work.db, { ...filter, before, limit: query.limit + 1 })
        const { items, next } = pages.page(found, query, (one) => [one.at.toString(), one.id])
        return ok({ items: await bodies(work.db, items, among), next })
      },
    }),
    read({
      path: '/v1/refusals.csv',
      summary: 'Download the refused attempts',
      description: 'All of them that the filters leave, the youngest first.',
      tag: 'Rules',
      access: READERS,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const { among, filter } = await asked(work.db, caller, query)
        const found = inBatches(async ({ after, limit }) =>
          (await refusals(work.db, { ...filter, before: placeOf(after), limit })).map((one) => ({
            ...one,
            place: [one.at.toString(), one.id],
          })),
        )
        return ok({ text: csvPieces(COLUMNS, csvRows(work.db, found, among)), fileName: 'refusals.csv' })
      },
    }),
  ]
}

/**
 * These routes with those among them whose refusals are kept keeping them. What is not there, or not theirs to see, is no
 * attempt.
 */
export function keepingRefusals(routes: readonly Route[]): Route[] {
  return routes.map((route) => {
    const kind = ATTEMPTS.get(`${route.method} ${route.path}`)
    return kind === undefined
      ? route
      : {
          ...route,
          onRefused: async ({ work, caller, params, body }, { code, detail, errors }) => {
            if (code === 'NOT_FOUND') return
            const { id } = params as { readonly id: string }
            const reasons = [
              { reason: code, detail },
              ...errors.map((error) => ({ reason: error.code, detail: error.message })),
            ]
            const attempt = { kind, asked: askedOf(body), reasons }
            await keepAttempt(work, attempt, { path: route.path, id }, caller?.issuer ?? null)
          },
        }
  })
}

const COLUMNS = ['at', 'kind', 'instrument', 'investor', 'receiver', 'asked', 'reasons', 'details', 'id']

async function* csvRows(
  db: Db,
  found: AsyncIterable<readonly Refused[]>,
  among: readonly Instrument[],
): AsyncIterable<string[][]> {
  for await (const batch of found)
    yield (await bodies(db, batch, among)).map((one) => [
      one.at.toString(),
      one.kind,
      one.instrument?.symbol ?? '',
      one.investor?.displayName ?? '',
      one.receiver?.displayName ?? '',
      one.asked,
      one.reasons.map(({ reason }) => reason).join(' '),
      one.reasons.map(({ detail }) => detail).join(' '),
      one.id,
    ])
}

async function asked(db: Db, caller: Caller, query: Filters) {
  const among = (await instruments(db)).filter(
    ({ id, issuer }) =>
      seesIssuer(caller, issuer) && (query.instrument === undefined || query.instrument === id),
  )
  const filter = {
    instruments: among,
    issuer: caller.issuer,
    instrument: query.instrument ?? null,
    reason: query.reason ?? null,
    investor: query.investor ?? null,
    from: query.from === undefined ? null : startOfDay(query.from, 'UTC'),
    to: query.until === undefined ? null : startOfDay(query.until.add({ days: 1 }), 'UTC'),
  }
  return { among, filter }
}

async function bodies(
  db: Db,
  items: readonly Refused[],
  among: readonly Instrument[],
): Promise<z.output<typeof refusalAnswer>[]> {
  const ids = items.flatMap(({ investor, receiver }) => [investor, receiver].filter((id) => id !== null))
  const names = await investorNames(db, [...new Set(ids)])
  const person = (id: Refused['investor']) => (id === null ? null : { id, displayName: names.get(id) ?? id })
  return items.map((one) => {
    const instrument = among.find(({ id }) => id === one.instrument)
    return {
      ...one,
      instrument:
        instrument === undefined
          ? null
          : { id: instrument.id, name: instrument.name, symbol: instrument.symbol },
      investor: person(one.investor),
      receiver: person(one.receiver),
      reasons: one.reasons.map((reason) => ({ reason: reason.reason, detail: detailOf(reason) })),
    }
  })
}

function detailOf({ reason, detail, facts }: RefusalReason): string {
  if (detail !== null) return detail
  const problem = (OFFERING_PROBLEMS as Readonly<Record<string, { readonly detail: string }>>)[reason]
  return problem === undefined ? reason : sentence(problem.detail, facts)
}

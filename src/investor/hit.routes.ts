import * as z from 'zod'
import { csvPieces } from '../kernel/csv.ts'
import type { HitId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { dateField, idField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { CSV, read, write, type Caller, type Route } from '../platform/http/route.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { LISTS } from '../screening/list.ts'
import { listVersions } from '../screening/list.service.ts'
import { HIT_SORTS, HIT_STATUSES, isSure, type StoredHit } from '../screening/screening.ts'
import { HIT_PROBLEMS } from '../screening/screening.problems.ts'
import {
  decideHit,
  escalateHit,
  explainHit,
  hitById,
  hitEntry,
  hitsInOrder,
  withWords,
  type HitFilter,
} from '../screening/screening.service.ts'
import { judgeOwnership, ownershipOf } from './investor-screening.service.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { ALL, investorsOfName } from './investor-list.service.ts'
import { isVisible } from './investor.routes.ts'
import { investorById, investorIdsOf, investorNames } from './investor.service.ts'
import { screeningSubjects } from './screening-subject.service.ts'

const hitAnswer = z
  .object({
    id: idField('hit'),
    investor: z.object({ id: z.string(), displayName: z.string() }),
    list: z.enum(LISTS),
    listVersion: z
      .object({ publishedOn: dateField, loadedAt: instantField, sha256: z.string() })
      .nullable()
      .meta({ description: 'The publication in which it was found last, until somebody decided.' }),
    ref: z.string(),
    score: z.string().describe('From 0.000 to 1.000.'),
    status: z.enum(HIT_STATUSES),
    foundAt: instantField,
    decidedAt: instantField.nullable(),
    decidedBy: z.string().nullable(),
    reason: z.string().nullable(),
    isSure: z.boolean().meta({ description: 'So close that it takes two people to clear it.' }),
    firstCleared: z
      .object({ by: z.string(), at: instantField, reason: z.string() })
      .nullable()
      .meta({ description: 'The first of two who clear it; it stays open until the second.' }),
    escalated: z
      .object({ by: z.string(), at: instantField, reason: z.string() })
      .nullable()
      .meta({ description: 'Who was not sure and handed it to a second officer, who decides.' }),
  })
  .meta({ id: 'Hit' })

const hitDetailAnswer = hitAnswer
  .extend({
    entry: z
      .object({
        party: z.enum(['person', 'entity']),
        names: z
          .array(z.object({ text: z.string(), strength: z.enum(['primary', 'strong', 'weak']) }))
          .readonly(),
        births: z.array(z.object({ from: z.string(), to: z.string() })).readonly(),
        countries: z.array(z.string()).readonly(),
        gender: z.enum(['male', 'female']).nullable(),
        identifiers: z
          .array(z.object({ kind: z.string(), number: z.string(), country: z.string().nullable() }))
          .readonly(),
        wallets: z.array(z.string()).readonly(),
        programs: z.array(z.string()).readonly(),
      })
      .nullable(),
    why: z
      .object({
        asked: z.string().nullable(),
        listed: z.string().nullable(),
        parts: z.array(z.object({ asked: z.string(), listed: z.string(), likeness: z.string() })),
        unmatchedAsked: z.array(z.string()),
        unmatchedListed: z.array(z.string()),
        findings: z.array(
          z.object({
            qualifier: z.enum(['born', 'country', 'gender', 'identifier', 'wallet', 'weak-alias']),
            agrees: z.boolean(),
            effect: z.string(),
            asked: z.string(),
            listed: z.string(),
          }),
        ),
      })
      .nullable(),
  })
  .meta({ id: 'HitDetail' })

const NAME_LENGTH_MAX = 200
/** So many are read at once for a file. */
const BATCH = 500
const filters = {
  status: z
    .enum([...HIT_STATUSES, 'escalated'])
    .optional()
    .meta({ description: '`escalated` is open, and handed to a second officer.' }),
  list: z.enum(LISTS).optional(),
  investor: idField('inv').optional(),
  name: textField(NAME_LENGTH_MAX).optional().meta({
    description: 'A part of the investor’s name, in any case and without the marks on its letters too.',
  }),
  sort: z.enum(HIT_SORTS).default('-found').meta({ description: 'A minus sorts downwards.' }),
}
const params = z.strictObject({ id: idField('hit') })
const READERS = ['officer', 'auditor'] as const
const NOBODY = { ownedBps: 0, isBlocked: false, listed: [], blocked: [] }
const REASON_LENGTH_MAX = 1_000

/** Possible matches of investors with sanctions lists: an officer's queue. Nobody else learns of them. */
export function hitRoutes({ screening }: { readonly screening: ScreeningThread }): Route[] {
  return [
    read({
      path: '/v1/screening/hits',
      summary: 'List possible matches with sanctions lists',
      tag: 'Screening',
      access: READERS,
      query: pageQuery(filters),
      response: page(hitAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const found = await hitsInOrder(work.db, await filterOf(work.db, caller, query), {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({ items: await answers(work.db, items), next })
      },
    }),
    read({
      path: '/v1/screening/hits.csv',
      summary: 'Download possible matches with sanctions lists as CSV',
      description: 'All of them that the filters leave, however many.',
      tag: 'Screening',
      access: READERS,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const found = await hitsInOrder(work.db, await filterOf(work.db, caller, query), {
          ...ALL,
          sort: query.sort,
        })
        // Names of people who may be on a list leave the house with this file.
        await appendAudit(work, { action: 'screening.exported', detail: { hits: found.length } })
        return ok({ text: csvPieces(COLUMNS, csvRows(work.db, found)), fileName: 'possible-matches.csv' })
      },
    }),
    read({
      path: '/v1/screening/hits/{id}',
      summary: 'Read a possible match, field by field',
      tag: 'Screening',
      access: READERS,
      params,
      response: hitDetailAnswer,
      problems: HIT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const hit = await visibleHit(work.db, caller, id)
        if (hit === null) return refuse('NOT_FOUND')
        const [answer] = await answers(work.db, [hit])
        const investor = hit.subject
        const subjects = (await screeningSubjects(work.db, [investor])).get(investor) ?? []
        const all = await Promise.all(subjects.map((subject) => explainHit(work.db, screening, hit, subject)))
        // Of those who stand together, the first who is like the entry.
        const why = all.find((one) => one !== null) ?? null
        return ok({
          ...answer!,
          entry: await hitEntry(work.db, hit),
          why:
            why === null
              ? null
              : {
                  asked: why.name?.asked ?? null,
                  listed: why.name?.listed ?? null,
                  parts: (why.name?.result.matches ?? []).map((match) => ({
                    ...match,
                    likeness: match.likeness.toFixed(2),
                  })),
                  unmatchedAsked: [...(why.name?.result.unmatchedAsked ?? [])],
                  unmatchedListed: [...(why.name?.result.unmatchedListed ?? [])],
                  findings: why.findings.map((finding) => ({
                    ...finding,
                    effect: finding.effect.toFixed(2),
                  })),
                },
        })
      },
    }),
    read({
      path: '/v1/investors/{id}/ownership',
      summary: 'Read how much of an entity confirmed matches own',
      description:
        'Half or more, in sum and through entities that are blocked for the same reason, blocks the entity (OFAC, FAQ 401).',
      tag: 'Screening',
      access: READERS,
      params: z.strictObject({ id: idField('inv') }),
      response: z.object({
        percent: z.string(),
        isBlocked: z.boolean(),
        listed: z
          .array(z.string())
          .readonly()
          .describe('Places in the answer “owners”: people[0], entities[1].'),
        blocked: z
          .array(z.string())
          .readonly()
          .describe('Entities in between that are blocked by ownership.'),
      }),
      problems: HIT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const isThere = (await investorById(work.db, id)) !== null
        if (!isThere || !(await isVisible(work.db, caller, id))) return refuse('NOT_FOUND')
        const { ownedBps, ...found } = (await ownershipOf(work.db, screening, id)) ?? NOBODY
        return ok({ percent: formatDecimal(BigInt(ownedBps), 2), ...found })
      },
    }),
    write({
      path: '/v1/screening/hits/{id}/decision',
      summary: 'Decide whether a possible match is the one who is listed',
      description: 'A sure match (`isSure`) stays open until two different people have cleared it.',
      tag: 'Screening',
      access: ['officer'],
      params,
      body: z.strictObject({
        decision: z.enum(['cleared', 'confirmed']).describe('cleared: somebody else; confirmed: the same.'),
        reason: textField(REASON_LENGTH_MAX),
      }),
      response: hitAnswer,
      problems: HIT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visibleHit(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const decided = await decideHit(work, id, { status: body.decision, reason: body.reason })
        if (!decided.ok) return decided
        await judgeOwnership(work, screening, decided.value.subject)
        return ok((await answers(work.db, [decided.value]))[0]!)
      },
    }),
    write({
      path: '/v1/screening/hits/{id}/escalation',
      summary: 'Hand a possible match to a second officer',
      description: 'It stays open. Whoever hands it on cannot decide on it any more.',
      tag: 'Screening',
      access: ['officer'],
      params,
      body: z.strictObject({ reason: textField(REASON_LENGTH_MAX) }),
      response: hitAnswer,
      problems: HIT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visibleHit(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const escalated = await escalateHit(work, id, body.reason)
        return escalated.ok ? ok((await answers(work.db, [escalated.value]))[0]!) : escalated
      },
    }),
  ]
}

/** A hit on an investor whom the caller may see, or null. */
async function visibleHit(db: Db, caller: Caller, id: HitId): Promise<StoredHit | null> {
  const hit = await hitById(db, id)
  return hit !== null && (await isVisible(db, caller, hit.subject)) ? hit : null
}

async function filterOf(
  db: Db,
  caller: Caller,
  query: z.output<z.ZodObject<typeof filters>>,
): Promise<HitFilter> {
  const known = caller.issuer === null ? null : await investorIdsOf(db, caller.issuer)
  return {
    status: query.status ?? null,
    list: query.list ?? null,
    subject: query.investor ?? null,
    within: query.name === undefined ? known : await investorsOfName(db, query.name, known),
  }
}

/** The columns of the screen, in its order, and what else is known. */
const COLUMNS = [
  ...['Investor', 'List', 'Entry', 'Likeness', 'Status', 'Found', 'Published', 'Decided', 'Decided by'],
  ...['Reason', 'Investor id', 'Id'],
]

async function* csvRows(db: Db, found: readonly StoredHit[]): AsyncIterable<string[][]> {
  for (let i = 0; i < found.length; i += BATCH)
    yield (await answers(db, found.slice(i, i + BATCH))).map((one) => [
      ...[one.investor.displayName, one.list, one.ref, one.score],
      one.status === 'open' && one.escalated !== null ? 'escalated' : one.status,
      ...[one.foundAt.toString(), one.listVersion?.publishedOn.toString() ?? ''],
      ...[one.decidedAt?.toString() ?? '', one.decidedBy ?? '', one.reason ?? ''],
      ...[one.investor.id, one.id],
    ])
}

async function answers(db: Db, list: readonly StoredHit[]) {
  const names = await investorNames(
    db,
    list.map(({ subject }) => subject),
  )
  const versions = await listVersions(
    db,
    list.flatMap(({ listVersion }) => listVersion ?? []),
  )
  const versionOf = ({ listVersion }: StoredHit) => {
    const version = listVersion === null ? undefined : versions.get(listVersion)
    if (version === undefined) return null
    const { publishedOn, loadedAt, sha256 } = version
    return { publishedOn, loadedAt, sha256 }
  }
  return (await withWords(db, list)).map((hit) => ({
    id: hit.id,
    investor: { id: hit.subject, displayName: names.get(hit.subject) ?? '–' },
    list: hit.list,
    listVersion: versionOf(hit),
    ref: hit.ref,
    score: (hit.score / 1000).toFixed(3),
    status: hit.status,
    foundAt: hit.foundAt,
    decidedAt: hit.decidedAt,
    decidedBy: hit.decidedBy,
    reason: hit.reason,
    isSure: isSure(hit),
    firstCleared: hit.firstCleared,
    escalated: hit.escalated,
  }))
}

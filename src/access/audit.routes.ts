import * as z from 'zod'
import { csvPieces } from '../kernel/csv.ts'
import { ok, refuse } from '../kernel/result.ts'
import { startOfDay } from '../kernel/time.ts'
import {
  AUDIT_SORTS,
  searchAudit,
  verifyAudit,
  type AuditEntry,
  type AuditFilter,
} from '../platform/audit.ts'
import { inBatches } from '../platform/db/page.ts'
import { dateField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { CSV, read, type Caller, type Route } from '../platform/http/route.ts'
import { ACTOR_KINDS } from '../platform/work.ts'
import { accessProblems } from './access.problems.ts'

const READERS = ['administrator', 'auditor'] as const
const SUBJECT_LENGTH_MAX = 60

const auditAnswer = z.object({
  seq: z.number(),
  id: z.string(),
  at: instantField,
  by: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string() }),
  action: z.string(),
  subject: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  previous: z.string(),
  hash: z.string(),
})

const filters = {
  action: textField(SUBJECT_LENGTH_MAX).optional().meta({
    description: 'What was done, like `investor.approved`; or all of a noun, like `investor`.',
    'x-example': 'investor',
  }),
  kind: z.enum(ACTOR_KINDS).optional().meta({ description: 'Of what kind whoever did it is.' }),
  by: textField(SUBJECT_LENGTH_MAX).optional().meta({ description: 'The id of who did it.' }),
  subject: textField(SUBJECT_LENGTH_MAX).optional().meta({ description: 'The id of what it was done to.' }),
  from: dateField.optional().meta({ description: 'From this day on, in Coordinated Universal Time.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
  sort: z.enum(AUDIT_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}

/** The audit log: searched, as a file, and checked. */
export const auditRoutes: readonly Route[] = [
  read({
    path: '/v1/audit',
    summary: 'List the audit log, newest first',
    tag: 'Audit',
    access: READERS,
    query: pageQuery(filters),
    response: page(auditAnswer),
    problems: accessProblems('NOT_FOUND'),
    handle: async ({ work, caller, query, pages }) => {
      if (!seesAll(caller)) return refuse('NOT_FOUND')
      const found = await searchAudit(work.db, filterOf(query), {
        sort: query.sort,
        after: pages.after(query),
        limit: query.limit + 1,
      })
      return ok(pages.page(found, query, ({ place }) => place))
    },
  }),
  read({
    path: '/v1/audit.csv',
    summary: 'Download the audit log as CSV',
    description: 'All of it that the filters leave, however much there is.',
    tag: 'Audit',
    access: READERS,
    query: z.strictObject(filters),
    response: CSV,
    problems: accessProblems('NOT_FOUND'),
    handle: async ({ work: { db }, caller, query }) => {
      if (!seesAll(caller)) return refuse('NOT_FOUND')
      const filter = filterOf(query)
      const found = inBatches((slice) => searchAudit(db, filter, { ...slice, sort: query.sort }))
      return ok({ text: csvPieces(COLUMNS, rowsOf(found)), fileName: 'audit.csv' })
    },
  }),
  read({
    path: '/v1/audit/verification',
    summary: 'Check that the audit log is whole',
    tag: 'Audit',
    access: READERS,
    response: z.object({
      whole: z.boolean(),
      entries: z.number().optional(),
      head: z.string().optional(),
      seq: z.number().optional().meta({ description: 'The first entry that is wrong.' }),
      fault: z.string().optional(),
    }),
    problems: accessProblems('NOT_FOUND'),
    handle: async ({ work, caller }) =>
      seesAll(caller) ? ok(await verifyAudit(work.db)) : refuse('NOT_FOUND'),
  }),
]

function filterOf({
  action,
  kind,
  by,
  subject,
  from,
  until,
}: z.output<z.ZodObject<typeof filters>>): AuditFilter {
  return {
    action: action ?? null,
    kind: kind ?? null,
    by: by ?? null,
    subject: subject ?? null,
    from: from === undefined ? null : startOfDay(from, 'UTC'),
    to: until === undefined ? null : startOfDay(until.add({ days: 1 }), 'UTC'),
  }
}

/** The columns of the screen, in its order, and what else is known: enough to reckon each hash again. */
const COLUMNS = [
  ...['Time', 'Action', 'Kind', 'By', 'Subject', 'Hash'],
  ...['Detail', 'Previous', 'Number', 'Id'],
]

async function* rowsOf(batches: AsyncIterable<readonly AuditEntry[]>): AsyncIterable<string[][]> {
  for await (const batch of batches)
    yield batch.map(({ at, action, by, subject, hash, detail, previous, seq, id }) => [
      ...[at.toString(), action, by.kind, by.id, subject ?? '', hash],
      ...[JSON.stringify(detail), previous, String(seq), id],
    ])
}

/** The log tells of everybody, so it is not for an auditor of one issuer. */
function seesAll(caller: Caller): boolean {
  return caller.issuer === null
}

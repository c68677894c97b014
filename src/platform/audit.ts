import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql, type Selectable } from 'kysely'
import { newId, type AuditId } from '../kernel/ids.ts'
import { transaction, type Db } from './db/database.ts'
import { inOrder, type Placed, type Slice } from './db/page.ts'
import type { Actor, Work } from './work.ts'

/** What was done, to what, and the numbers that matter. No personal data: an entry cannot be removed. */
export type AuditEvent = {
  /** Noun and past participle: `investor.approved`. */
  readonly action: string
  /** The id of what it was done to, where there is one. */
  readonly subject?: string | null
  readonly detail?: AuditDetail
}
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>

export type AuditEntry = {
  readonly seq: number
  readonly id: AuditId
  readonly at: Temporal.Instant
  readonly by: Actor
  readonly action: string
  readonly subject: string | null
  readonly detail: AuditDetail
  readonly previous: string
  readonly hash: string
}

/** Whether the log is whole; if not, the first entry at which it is not, and what is wrong there. */
export type AuditVerdict =
  | { readonly whole: true; readonly entries: number; readonly head: string }
  | { readonly whole: false; readonly seq: number; readonly fault: AuditFault }
export type AuditFault = 'entry missing' | 'entry changed' | 'link broken' | 'end missing'

type EntryTable = {
  seq: number
  id: string
  at: Temporal.Instant
  actor_kind: Actor['kind']
  actor: string
  action: string
  subject: string | null
  detail: AuditDetail
  previous: string
  hash: string
}
type AuditTables = { audit_entry: EntryTable; audit_head: { one: boolean; seq: number; hash: string } }
const tables = (db: Db) => db.withTables<AuditTables>()

/** PostgreSQL channel on which every entry is announced when it is committed. */
export const AUDIT_CHANNEL = 'audit_entry'
const FIRST_PREVIOUS = '0'.repeat(64)
const VERIFY_BATCH = 1_000

/**
 * Adds an entry to the log, in the work's transaction (or in one of its own where the work has none): it is there when
 * what it tells of is. Writers queue on the head until the transaction ends, so append late in a long one.
 */
export async function appendAudit(work: Work, event: AuditEvent): Promise<AuditId> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => appendAudit({ ...work, db }, event))

  const head = await tables(work.db)
    .selectFrom('audit_head')
    .selectAll()
    .forUpdate()
    .executeTakeFirstOrThrow()
  const entry = {
    seq: head.seq + 1,
    id: newId('aud'),
    // Whole milliseconds: PostgreSQL would round finer ones, and the hash would no longer fit.
    at: work.now.round({ smallestUnit: 'millisecond', roundingMode: 'floor' }),
    by: work.by,
    action: event.action,
    subject: event.subject ?? null,
    detail: event.detail ?? {},
    previous: head.hash,
  }
  const hash = entryHash(entry)
  await tables(work.db)
    .insertInto('audit_entry')
    .values({
      seq: entry.seq,
      id: entry.id,
      at: entry.at,
      actor_kind: entry.by.kind,
      actor: entry.by.id,
      action: entry.action,
      subject: entry.subject,
      detail: sql`${JSON.stringify(entry.detail)}::jsonb`,
      previous: entry.previous,
      hash,
    })
    .execute()
  await tables(work.db)
    .updateTable('audit_head')
    .set({ seq: entry.seq, hash })
    .returning(sql`pg_notify(${AUDIT_CHANNEL}, '')`.as('announced'))
    .execute()
  return entry.id
}

/** SHA-256 over the entry in canonical JSON (RFC 8785), the previous entry's hash included. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const text = canonicalize({
    seq: entry.seq,
    id: entry.id,
    at: entry.at.toString({ fractionalSecondDigits: 3 }),
    by: { kind: entry.by.kind, id: entry.by.id },
    action: entry.action,
    subject: entry.subject,
    detail: { ...entry.detail },
    previous: entry.previous,
  })
  return createHash('sha256').update(String(text)).digest('hex')
}

/** Reads the whole log and recomputes every hash and link. */
export async function verifyAudit(db: Db): Promise<AuditVerdict> {
  const head = await tables(db).selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
  let seq = 0
  let previous = FIRST_PREVIOUS
  for (;;) {
    const entries = await auditEntries(db, { after: seq, limit: VERIFY_BATCH })
    for (const entry of entries) {
      seq += 1
      if (entry.seq !== seq) return { whole: false, seq, fault: 'entry missing' }
      if (entry.previous !== previous) return { whole: false, seq, fault: 'link broken' }
      if (entryHash(entry) !== entry.hash) return { whole: false, seq, fault: 'entry changed' }
      previous = entry.hash
      // Entries written while this reads belong to the next look.
      if (seq === head.seq)
        return head.hash === previous
          ? { whole: true, entries: seq, head: previous }
          : { whole: false, seq, fault: 'link broken' }
    }
    if (entries.length < VERIFY_BATCH)
      return seq === head.seq
        ? { whole: true, entries: seq, head: previous }
        : { whole: false, seq: seq + 1, fault: 'end missing' }
  }
}

/** Entries in the order they were written, those after `after`. */
export async function auditEntries(
  db: Db,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<AuditEntry[]> {
  const rows = await tables(db)
    .selectFrom('audit_entry')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(toEntry)
}

/** The entries of these numbers, in the order they were written. */
export async function auditEntriesOf(db: Db, seqs: readonly number[]): Promise<AuditEntry[]> {
  if (seqs.length === 0) return []
  const rows = await tables(db)
    .selectFrom('audit_entry')
    .selectAll()
    .where('seq', 'in', [...seqs])
    .orderBy('seq')
    .execute()
  return rows.map(toEntry)
}

/** How often this was done about a subject since then. */
export async function countAudited(
  db: Db,
  {
    subject,
    action,
    since,
  }: { readonly subject: string; readonly action: string; readonly since: Temporal.Instant },
): Promise<number> {
  const { count } = await tables(db)
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('subject', '=', subject)
    .where('action', '=', action)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Entries about any of these subjects, in the order they were written, up to one of them. */
export async function auditEntriesAbout(
  db: Db,
  subjects: readonly string[],
  upTo: number,
): Promise<AuditEntry[]> {
  const rows = await tables(db)
    .selectFrom('audit_entry')
    .selectAll()
    .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .execute()
  return rows.map(toEntry)
}

/** Entries from the newest back, those before `before`; of one subject, or of all; of one action, where it is named. */
export async function latestAuditEntries(
  db: Db,
  {
    before,
    limit,
    subject,
    action,
  }: {
    readonly before: number | null
    readonly limit: number
    readonly subject: string | null
    readonly action?: string
  },
): Promise<AuditEntry[]> {
  let query = tables(db).selectFrom('audit_entry').selectAll().orderBy('seq', 'desc').limit(limit)
  if (before !== null) query = query.where('seq', '<', before)
  if (subject !== null) query = query.where('subject', '=', subject)
  if (action !== undefined) query = query.where('action', '=', action)
  return (await query.execute()).map(toEntry)
}

/** The order in which the log is searched: as it was written, or from its end back. */
export const AUDIT_SORTS = ['-at', 'at'] as const
type AuditSort = (typeof AUDIT_SORTS)[number]

/** What of the log is looked for; null is anything. */
export type AuditFilter = {
  /** One action, or all of a noun. */
  readonly action: string | null
  readonly kind: Actor['kind'] | null
  readonly by: string | null
  readonly subject: string | null
  /** From this instant on, and before that one. */
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
}

/** Entries that fit, one part of the log after another. */
export async function searchAudit(
  db: Db,
  { action, kind, by, subject, from, to }: AuditFilter,
  slice: Slice<AuditSort>,
): Promise<Placed<AuditEntry>[]> {
  let query = tables(db).selectFrom('audit_entry').selectAll()
  if (action !== null)
    query = action.includes('.')
      ? query.where('action', '=', action)
      : query.where(sql<string>`split_part(action, '.', 1)`, '=', action)
  if (kind !== null) query = query.where('actor_kind', '=', kind)
  if (by !== null) query = query.where('actor', '=', by)
  if (subject !== null) query = query.where('subject', '=', subject)
  if (from !== null) query = query.where('at', '>=', from)
  if (to !== null) query = query.where('at', '<', to)
  const rows = await inOrder(query, { at: [] }, [{ of: sql.ref('seq'), type: 'bigint' }], slice).execute()
  return rows.map((row) => ({ ...toEntry(row), place: row.place }))
}

function toEntry(row: Selectable<EntryTable>): AuditEntry {
  return {
    seq: row.seq,
    id: row.id as AuditId,
    at: row.at,
    by: { kind: row.actor_kind, id: row.actor },
    action: row.action,
    subject: row.subject,
    detail: row.detail,
    previous: row.previous,
    hash: row.hash,
  }
}

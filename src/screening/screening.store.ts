import { sql, type Selectable } from 'kysely'
import type { HitId, InvestorId, ListVersionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, type Key, type Placed, type Slice, type SortColumn } from '../platform/db/page.ts'
import type { ListedPartyJson } from './list-json.ts'
import type { ListId } from './list.ts'
import type { FirstWord, HitSort, HitStatus, StoredHit } from './screening.ts'

/** One publication of a list, as it was loaded. */
export type ListVersion = {
  readonly id: ListVersionId
  readonly list: ListId
  readonly sha256: string
  readonly publishedOn: Temporal.PlainDate
  readonly entries: number
  readonly loadedAt: Temporal.Instant
  readonly confirmedAt: Temporal.Instant
}

type ListTable = {
  id: string
  list: ListId
  sha256: string
  published_on: Temporal.PlainDate
  entries: number
  loaded_at: Temporal.Instant
  loaded_by: string
  confirmed_at: Temporal.Instant
  current: boolean
}
type EntryTable = { list: ListId; ref: string; hash: string; content: ListedPartyJson; wallet_keys: string[] }
type ResultTable = { subject: string; lists: string[]; comparison: number; screened_at: Temporal.Instant }
type HitTable = {
  id: string
  comparison: number
  subject: string
  list: ListId
  ref: string
  entry_hash: string
  list_version: string | null
  score: number
  status: HitStatus
  found_at: Temporal.Instant
  decided_at: Temporal.Instant | null
  decided_by: string | null
  reason: string | null
  first_cleared_by: string | null
  first_cleared_at: Temporal.Instant | null
  first_cleared_reason: string | null
  escalated_by: string | null
  escalated_at: Temporal.Instant | null
}
type ScreeningTables = {
  screening_list: ListTable
  screening_entry: EntryTable
  screening_result: ResultTable
  screening_hit: HitTable
}
const tables = (db: Db) => db.withTables<ScreeningTables>()

/** Entries in one statement: a list has some twenty thousand, and PostgreSQL takes 65,535 parameters. */
const INSERT_BATCH = 5_000

function toVersion(row: Selectable<ListTable>): ListVersion {
  return {
    id: row.id as ListVersionId,
    list: row.list,
    sha256: row.sha256,
    publishedOn: row.published_on,
    entries: row.entries,
    loadedAt: row.loaded_at,
    confirmedAt: row.confirmed_at,
  }
}

function toHit(row: Selectable<HitTable>): StoredHit {
  return {
    id: row.id as HitId,
    subject: row.subject as InvestorId,
    list: row.list,
    ref: row.ref,
    entryHash: row.entry_hash,
    listVersion: row.list_version as ListVersionId | null,
    score: row.score,
    status: row.status,
    foundAt: row.found_at,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
    reason: row.reason,
    firstCleared:
      row.first_cleared_by === null || row.first_cleared_at === null || row.first_cleared_reason === null
        ? null
        : { by: row.first_cleared_by, at: row.first_cleared_at, reason: row.first_cleared_reason },
    escalated:
      row.escalated_by === null || row.escalated_at === null
        ? null
        : { by: row.escalated_by, at: row.escalated_at, reason: '' },
  }
}

export async function selectCurrentLists(db: Db): Promise<ListVersion[]> {
  const rows = await tables(db)
    .selectFrom('screening_list')
    .selectAll()
    .where('current', '=', true)
    .orderBy('list')
    .execute()
  return rows.map(toVersion)
}

/** These publications, in force or not. */
export async function selectLists(db: Db, ids: readonly ListVersionId[]): Promise<ListVersion[]> {
  if (ids.length === 0) return []
  const rows = await tables(db).selectFrom('screening_list').selectAll().where('id', 'in', ids).execute()
  return rows.map(toVersion)
}

/** The publications of every list, the newest first. */
export async function selectListHistory(db: Db, limit: number): Promise<ListVersion[]> {
  const rows = await tables(db)
    .selectFrom('screening_list')
    .selectAll()
    .orderBy('loaded_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(toVersion)
}

export async function confirmList(db: Db, id: ListVersionId, at: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('screening_list').set({ confirmed_at: at }).where('id', '=', id).execute()
}

/** Puts a list's new publication and its entries in the place of the last. */
export async function replaceList(
  db: Db,
  version: ListVersion,
  by: string,
  entries: readonly {
    readonly hash: string
    readonly content: ListedPartyJson
    readonly wallet_keys: readonly string[]
  }[],
): Promise<void> {
  await tables(db)
    .updateTable('screening_list')
    .set({ current: false })
    .where('list', '=', version.list)
    .where('current', '=', true)
    .execute()
  await tables(db)
    .insertInto('screening_list')
    .values({
      id: version.id,
      list: version.list,
      sha256: version.sha256,
      published_on: version.publishedOn,
      entries: version.entries,
      loaded_at: version.loadedAt,
      loaded_by: by,
      confirmed_at: version.confirmedAt,
      current: true,
    })
    .execute()
  await tables(db).deleteFrom('screening_entry').where('list', '=', version.list).execute()
  for (let n = 0; n < entries.length; n += INSERT_BATCH) {
    const batch = entries.slice(n, n + INSERT_BATCH)
    await sql`
      insert into screening_entry (list, ref, hash, content, wallet_keys)
      select ${version.list}, e.content ->> 'ref', e.hash, e.content, e.wallet_keys
      from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as e (hash text, content jsonb, wallet_keys text[])
    `.execute(db)
  }
}

export async function selectEntries(
  db: Db,
): Promise<{ readonly hash: string; readonly content: ListedPartyJson }[]> {
  return tables(db)
    .selectFrom('screening_entry')
    .select(['hash', 'content'])
    .orderBy('list')
    .orderBy('ref')
    .execute()
}

export async function selectEntry(db: Db, hit: StoredHit): Promise<ListedPartyJson | null> {
  const row = await tables(db)
    .selectFrom('screening_entry')
    .select('content')
    .where('list', '=', hit.list)
    .where('ref', '=', hit.ref)
    .where('hash', '=', hit.entryHash)
    .executeTakeFirst()
  return row?.content ?? null
}

/** Writes down that these subjects were compared with these lists, by this comparison. */
export async function upsertResults(
  db: Db,
  subjects: readonly string[],
  by: { readonly lists: readonly ListVersionId[]; readonly comparison: number },
  at: Temporal.Instant,
): Promise<void> {
  const row = { lists: [...by.lists], comparison: by.comparison, screened_at: at }
  await tables(db)
    .insertInto('screening_result')
    .values(subjects.map((subject) => ({ subject, ...row })))
    .onConflict((conflict) => conflict.column('subject').doUpdateSet(row))
    .execute()
}

/** Of `subjects`, those whose last comparison was not with all of `lists`, or was another one. */
export async function selectUnscreened(
  db: Db,
  subjects: readonly string[],
  by: { readonly lists: readonly ListVersionId[]; readonly comparison: number },
): Promise<string[]> {
  const { rows } = await sql<{ subject: string }>`
    select s.subject from unnest(${[...subjects]}::text[]) as s (subject)
    left join screening_result r
      on r.subject = s.subject and r.lists @> ${[...by.lists]}::text[] and r.comparison = ${by.comparison}
    where r.subject is null
  `.execute(db)
  return rows.map(({ subject }) => subject)
}

/**
 * Of these wallets, those that an entry names.
 *
 * @param keys see `walletKey`
 */
export async function selectListedWallets(db: Db, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set()
  const { rows } = await sql<{ key: string }>`
    select unnest(wallet_keys) as key from screening_entry where wallet_keys && ${[...keys]}::text[]
  `.execute(db)
  const asked = new Set(keys)
  return new Set(rows.flatMap(({ key }) => (asked.has(key) ? [key] : [])))
}

/**
 * Writes down what was found, and returns what is new: found for the first time, or again after it was not. What was decided
 * stays decided; what is still open takes the score that it has now, and the comparison and the publication that found it.
 */
export async function insertHits(
  db: Db,
  hits: readonly StoredHit[],
  comparison: number,
): Promise<StoredHit[]> {
  if (hits.length === 0) return []
  await sql`
    update screening_hit h set score = found.score, comparison = ${comparison}, list_version = found.list_version
    from unnest(
      ${hits.map(({ subject }) => subject)}::text[],
      ${hits.map(({ list }) => list)}::text[],
      ${hits.map(({ ref }) => ref)}::text[],
      ${hits.map(({ entryHash }) => entryHash)}::text[],
      ${hits.map(({ score }) => score)}::int[],
      ${hits.map(({ listVersion }) => listVersion)}::text[]
    ) as found (subject, list, ref, entry_hash, score, list_version)
    where h.subject = found.subject and h.list = found.list and h.ref = found.ref
      and h.entry_hash = found.entry_hash and h.status = 'open'
      and (h.score <> found.score or h.comparison <> ${comparison}
        or h.list_version is distinct from found.list_version)
  `.execute(db)
  const rows = await tables(db)
    .insertInto('screening_hit')
    .values(
      hits.map((hit) => ({
        id: hit.id,
        subject: hit.subject,
        list: hit.list,
        ref: hit.ref,
        entry_hash: hit.entryHash,
        list_version: hit.listVersion,
        score: hit.score,
        status: hit.status,
        found_at: hit.foundAt,
        decided_at: null,
        decided_by: null,
        reason: null,
        comparison,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['subject', 'list', 'ref', 'entry_hash'])
        .doUpdateSet((eb) => ({
          status: eb.ref('excluded.status'),
          score: eb.ref('excluded.score'),
          found_at: eb.ref('excluded.found_at'),
          comparison: eb.ref('excluded.comparison'),
          list_version: eb.ref('excluded.list_version'),
          escalated_by: null,
          escalated_at: null,
        }))
        .where('screening_hit.status', '=', 'gone'),
    )
    .returningAll()
    .execute()
  return rows.map(toHit)
}

/**
 * Closes the open hits of these subjects on entries that are not found any more, and returns them. What a former comparison
 * found of an entry that is listed still, at `kept.score` or above, stays open: only a person says that it is somebody else.
 */
export async function closeGoneHits(
  db: Db,
  subjects: readonly string[],
  found: readonly Pick<StoredHit, 'subject' | 'entryHash'>[],
  kept: { readonly comparison: number; readonly score: number },
): Promise<StoredHit[]> {
  const rows = await tables(db)
    .updateTable('screening_hit as h')
    .set({ status: 'gone' })
    .where('h.status', '=', 'open')
    .where(sql<boolean>`h.subject = any(${[...subjects]}::text[])`)
    .where(
      sql<boolean>`not exists (
        select 1 from unnest(
          ${found.map(({ subject }) => subject)}::text[],
          ${found.map(({ entryHash }) => entryHash)}::text[]
        ) as found (subject, entry_hash)
        where found.subject = h.subject and found.entry_hash = h.entry_hash
      )`,
    )
    .where(
      sql<boolean>`not (
        h.comparison < ${kept.comparison} and h.score >= ${kept.score} and exists (
          select 1 from screening_entry e where e.list = h.list and e.ref = h.ref and e.hash = h.entry_hash
        )
      )`,
    )
    .returningAll('h')
    .execute()
  return rows.map(toHit)
}

/** Of these subjects, those with an open or confirmed hit, each with whether one is confirmed. */
export async function selectBlocked(db: Db, subjects: readonly string[]): Promise<Map<string, boolean>> {
  const rows = await tables(db)
    .selectFrom('screening_hit')
    .select(['subject', sql<boolean>`bool_or(status = 'confirmed')`.as('confirmed')])
    .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
    .where('status', 'in', ['open', 'confirmed'])
    .groupBy('subject')
    .execute()
  return new Map(rows.map(({ subject, confirmed }) => [subject, confirmed]))
}

export async function selectHits(
  db: Db,
  page: {
    readonly after: string | null
    readonly limit: number
    readonly status: HitStatus | null
    readonly subject: string | null
    readonly within: readonly string[] | null
  },
): Promise<StoredHit[]> {
  let query = tables(db).selectFrom('screening_hit').selectAll().orderBy('id').limit(page.limit)
  if (page.after !== null) query = query.where('id', '>', page.after)
  if (page.status !== null) query = query.where('status', '=', page.status)
  if (page.subject !== null) query = query.where('subject', '=', page.subject)
  if (page.within !== null) query = query.where(sql<boolean>`subject = any(${[...page.within]}::text[])`)
  return (await query.execute()).map(toHit)
}

export type HitFilter = {
  /** `escalated`: open, and handed to a second officer. */
  readonly status: HitStatus | 'escalated' | null
  readonly list: ListId | null
  readonly subject: string | null
  /** Of these subjects alone; null of all. */
  readonly within: readonly string[] | null
}

const HIT_KEYS: Readonly<Record<SortColumn<HitSort>, readonly Key[]>> = {
  found: [{ of: sql.ref('found_at'), type: 'timestamptz' }],
  score: [{ of: sql.ref('score'), type: 'bigint' }],
}

/** The hits that fit. */
export async function searchHits(
  db: Db,
  { status, list, subject, within }: HitFilter,
  slice: Slice<HitSort>,
): Promise<Placed<StoredHit>[]> {
  let query = tables(db).selectFrom('screening_hit').selectAll()
  if (status === 'escalated') query = query.where('status', '=', 'open').where('escalated_by', 'is not', null)
  else if (status !== null) query = query.where('status', '=', status)
  if (list !== null) query = query.where('list', '=', list)
  if (subject !== null) query = query.where('subject', '=', subject)
  if (within !== null) query = query.where(sql<boolean>`subject = any(${[...within]}::text[])`)
  const rows = await inOrder(query, HIT_KEYS, [{ of: sql.ref('id'), type: 'text' }], slice).execute()
  return rows.map((row) => ({ ...toHit(row), place: row.place }))
}

export async function selectHit(db: Db, id: HitId): Promise<StoredHit | null> {
  const row = await tables(db).selectFrom('screening_hit').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toHit(row)
}

/** Decides an open hit; false when it was decided already. */
export async function updateHitDecision(
  db: Db,
  id: HitId,
  decision: {
    readonly status: 'cleared' | 'confirmed'
    readonly at: Temporal.Instant
    readonly by: string
  },
): Promise<boolean> {
  const done = await tables(db)
    .updateTable('screening_hit')
    .set({ status: decision.status, decided_at: decision.at, decided_by: decision.by })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Keeps the first of two words that clear a hit; false when somebody has spoken already. */
export async function updateHitFirstCleared(
  db: Db,
  id: HitId,
  word: Pick<FirstWord, 'by' | 'at'>,
): Promise<boolean> {
  const done = await tables(db)
    .updateTable('screening_hit')
    .set({ first_cleared_by: word.by, first_cleared_at: word.at, first_cleared_reason: '' })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('first_cleared_by', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/** Leaves an open hit to somebody else; false when that was done already, or it is decided. */
export async function updateHitEscalated(
  db: Db,
  id: HitId,
  word: Pick<FirstWord, 'by' | 'at'>,
): Promise<boolean> {
  const done = await tables(db)
    .updateTable('screening_hit')
    .set({ escalated_by: word.by, escalated_at: word.at })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('escalated_by', 'is', null)
    .executeTakeFirst()
  return done.numUpdatedRows === 1n
}

/**
 * Seconds since the list in force that was confirmed longest ago was, by the database's clock, since lists age in real time;
 * null without a list.
 */
export async function selectOldestListAge(db: Db): Promise<number | null> {
  const { rows } = await sql<{ age: number | null }>`
    select extract(epoch from now() - min(confirmed_at))::double precision as age from screening_list where current
  `.execute(db)
  return rows[0]?.age ?? null
}

/** The highest score, in thousandths, of each subject's matches that are not cleared or gone; who has none is left out. */
export async function selectBestScores(db: Db, subjects: readonly string[]): Promise<Map<string, number>> {
  const rows = await tables(db)
    .selectFrom('screening_hit')
    .select((eb) => ['subject', eb.fn.max('score').as('score')])
    .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
    .where('status', 'in', ['open', 'confirmed'])
    .groupBy('subject')
    .execute()
  return new Map(rows.map(({ subject, score }) => [subject, score]))
}

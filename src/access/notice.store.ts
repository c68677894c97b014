import { sql } from 'kysely'
import { newId, type NoticeId, type UserId } from '../kernel/ids.ts'
import type { Facts } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, isBehind, type Place, type Placed, type Slice } from '../platform/db/page.ts'
import type { NoticeTopic } from '../messages/notices.ts'
import type { InboxNotice, Mail, MailSort, MailStatus } from './notice.ts'

type NoticeTables = {
  outbox: { id: string; topic: NoticeTopic; subject: string | null; facts: Facts }
  inbox_notice: {
    id: string
    outbox: string
    user_account: string
    at: Temporal.Instant
    read_at: Temporal.Instant | null
  }
  mail: {
    id: string
    status: MailStatus
    attempts: number
    next_at: Temporal.Instant
    sent_at: Temporal.Instant | null
    last_answer: string | null
  }
}
const tables = (db: Db) => db.withTables<NoticeTables>()

/** Puts a notice into an inbox, once however often it is tried; null when it is there already. */
export async function insertInboxNotice(
  db: Db,
  notice: { readonly outbox: NoticeId; readonly user: UserId; readonly at: Temporal.Instant },
): Promise<NoticeId | null> {
  const row = await tables(db)
    .insertInto('inbox_notice')
    .values({
      id: newId('ntc'),
      outbox: notice.outbox,
      user_account: notice.user,
      at: notice.at,
      read_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row === undefined ? null : (row.id as NoticeId)
}

/** A user's notices, newest first; `before` is the place of the last one seen. */
export async function selectInbox(
  db: Db,
  user: UserId,
  {
    before,
    limit,
  }: {
    readonly before: Place | null
    readonly limit: number
  },
): Promise<InboxNotice[]> {
  let query = joined(db).where('user_account', '=', user)
  if (before !== null) query = query.where(isBehind(before, 'inbox_notice.at', 'inbox_notice.id'))
  const rows = await query
    .orderBy('inbox_notice.at', 'desc')
    .orderBy('inbox_notice.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as NoticeId }))
}

function joined(db: Db) {
  return tables(db)
    .selectFrom('inbox_notice')
    .innerJoin('outbox', 'outbox.id', 'inbox_notice.outbox')
    .select([
      'inbox_notice.id',
      'inbox_notice.at',
      'inbox_notice.read_at as readAt',
      'outbox.topic',
      'outbox.subject',
      'outbox.facts',
    ])
}

export async function countUnread(db: Db, user: UserId): Promise<number> {
  const row = await tables(db)
    .selectFrom('inbox_notice')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('user_account', '=', user)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Marks a user's own notice as read, keeping the first time; null when it is not theirs. */
export async function markRead(
  db: Db,
  id: NoticeId,
  user: UserId,
  at: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const row = await tables(db)
    .updateTable('inbox_notice')
    .set({ read_at: sql`coalesce(read_at, ${at})` })
    .where('id', '=', id)
    .where('user_account', '=', user)
    .returning('read_at')
    .executeTakeFirst()
  return row?.read_at ?? null
}

export async function insertMail(
  db: Db,
  id: NoticeId,
  status: MailStatus,
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('mail')
    .values({ id, status, attempts: 0, next_at: at, sent_at: null, last_answer: null })
    .execute()
}

/** Takes one mail that is due, for the rest of the transaction; other processes skip it. */
export async function takeMail(
  tx: Db,
  now: Temporal.Instant,
): Promise<(Omit<InboxNotice, 'readAt'> & { readonly user: UserId; readonly attempts: number }) | null> {
  const due = await tables(tx)
    .selectFrom('mail')
    .select(['id', 'attempts'])
    .where('status', '=', 'waiting')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (due === undefined) return null
  const row = await joined(tx)
    .select('user_account')
    .where('inbox_notice.id', '=', due.id)
    .executeTakeFirstOrThrow()
  const { user_account, ...notice } = row
  return { ...notice, id: due.id as NoticeId, user: user_account as UserId, attempts: due.attempts }
}

export async function updateMail(db: Db, id: NoticeId, change: Partial<NoticeTables['mail']>): Promise<void> {
  await tables(db).updateTable('mail').set(change).where('id', '=', id).execute()
}

/** Mails that came about before a mail server was set wait for one from now on. */
export async function releaseUnconfigured(db: Db, now: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('mail')
    .set({ status: 'waiting', next_at: now })
    .where('status', '=', 'not-configured')
    .execute()
}

/** Mails from the newest back, with whom they are for. */
export type MailFilter = {
  readonly status: MailStatus | null
  readonly topic: string | null
  readonly user: UserId | null
}

export async function selectMails(
  db: Db,
  { status, topic, user }: MailFilter,
  slice: Slice<MailSort>,
): Promise<Placed<Mail>[]> {
  let query = tables(db)
    .selectFrom('mail')
    .innerJoin('inbox_notice', 'inbox_notice.id', 'mail.id')
    .innerJoin('outbox', 'outbox.id', 'inbox_notice.outbox')
    .select([
      'mail.id',
      'mail.status',
      'attempts',
      'sent_at',
      'last_answer',
      'user_account',
      'inbox_notice.at',
      'topic',
    ])
  if (status !== null) query = query.where('mail.status', '=', status)
  if (topic !== null) query = query.where(sql<boolean>`topic = ${topic}`)
  if (user !== null) query = query.where('user_account', '=', user)
  const at = { of: sql.ref('inbox_notice.at'), type: 'timestamptz' as const }
  const rows = await inOrder(query, { at: [at] }, [{ of: sql.ref('mail.id'), type: 'text' }], slice).execute()
  return rows.map((row) => ({
    id: row.id as NoticeId,
    user: row.user_account as UserId,
    topic: row.topic,
    at: row.at,
    status: row.status,
    attempts: row.attempts,
    sentAt: row.sent_at,
    lastAnswer: row.last_answer,
    place: row.place,
  }))
}

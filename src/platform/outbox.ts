import { sql, type Selectable } from 'kysely'
import { newId, type InvestorId, type IssuerId, type NoticeId, type UserId } from '../kernel/ids.ts'
import type { Facts } from '../kernel/result.ts'
import type { Role } from '../kernel/role.ts'
import type { NoticeFacts, NoticeTopic } from '../messages/notices.ts'
import type { Db } from './db/database.ts'
import type { Work } from './work.ts'

/**
 * Whom to tell: the users that fit everything named. `{ role: 'issuer', issuer }` are that issuer's people, `{ investor }` an
 * investor's own users, and `{ role: 'officer', about }` the officers who may see that investor: there are no notices for all
 * officers, since some are narrowed to one issuer.
 */
export type Audience =
  | { readonly user: UserId }
  | { readonly investor: InvestorId }
  | { readonly role: Role; readonly issuer: IssuerId }
  | { readonly role: 'officer'; readonly about: InvestorId }
  | { readonly role: 'administrator' }

/** Something a person should know. Facts fill the topic's text (src/messages/notices.ts); nothing personal in them. */
export type NewNotice<T extends NoticeTopic> = {
  readonly topic: T
  /** The id of what it is about: the screen that the notice opens. */
  readonly subject: string | null
  readonly audience: Audience
  readonly facts: NoticeFacts<T>
}

/** A notice that waits to be put into inboxes. */
export type OutboxNotice = {
  readonly id: NoticeId
  readonly at: Temporal.Instant
  readonly topic: NoticeTopic
  readonly subject: string | null
  readonly audience: Audience
  readonly facts: Facts
}

type OutboxTable = {
  id: string
  topic: NoticeTopic
  subject: string | null
  audience: Audience
  facts: Facts
  at: Temporal.Instant
  delivered_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ outbox: OutboxTable }>()

/** Says that people should be told, in the work's transaction: told if and only if it happened. */
export async function enqueueNotice<T extends NoticeTopic>(
  work: Work,
  notice: NewNotice<T>,
): Promise<NoticeId> {
  const id = newId('ntc')
  await tables(work.db)
    .insertInto('outbox')
    .values({
      id,
      topic: notice.topic,
      subject: notice.subject,
      audience: sql`${JSON.stringify(notice.audience)}::jsonb`,
      facts: sql`${JSON.stringify(notice.facts)}::jsonb`,
      at: work.now,
      delivered_at: null,
    })
    .execute()
  return id
}

/** Takes up to `limit` undelivered notices, oldest first, for the rest of the transaction; others skip them. */
export async function takeNotices(tx: Db, limit: number): Promise<OutboxNotice[]> {
  const rows = await tables(tx)
    .selectFrom('outbox')
    .selectAll()
    .where('delivered_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(toNotice)
}

export async function markDelivered(tx: Db, id: NoticeId, at: Temporal.Instant): Promise<void> {
  await tables(tx).updateTable('outbox').set({ delivered_at: at }).where('id', '=', id).execute()
}

function toNotice(row: Selectable<OutboxTable>): OutboxNotice {
  return {
    id: row.id as NoticeId,
    topic: row.topic,
    subject: row.subject,
    audience: row.audience,
    facts: row.facts,
    at: row.at,
  }
}

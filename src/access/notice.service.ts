import type { NoticeId, UserId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { t } from '../messages/message.ts'
import { writeIn } from '../messages/reader.ts'
import type { Clock } from '../platform/clock.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import type { Place, Placed, Slice } from '../platform/db/page.ts'
import { markDelivered, takeNotices, type OutboxNotice } from '../platform/outbox.ts'
import { noticeText, screenOf, waitSeconds, type InboxNotice, type Mail, type MailSort } from './notice.ts'
import {
  countUnread,
  insertInboxNotice,
  insertMail,
  markRead,
  releaseUnconfigured,
  selectInbox,
  selectMails,
  takeMail,
  updateMail,
  type MailFilter,
} from './notice.store.ts'
import type { Letter, Mailer } from './smtp.service.ts'
import { namedUser } from './user.service.ts'
import { selectAudience } from './user.store.ts'

const BATCH = 100
const LAST_ANSWER = { gone: 'the user is gone', expired: 'given up after too many attempts' }

/** What the post works with. Without a mailer, mails are kept as not configured until there is one. */
export type Post = {
  readonly db: Db
  readonly clock: Clock
  readonly mailer: Mailer | null
  /** Where links in mails lead. */
  readonly publicUrl: string
}

/** Puts what is in the outbox into inboxes, and a mail beside each. Returns how many notices it took. */
export async function deliverNotices(post: Post): Promise<number> {
  let delivered = 0
  for (;;) {
    const taken = await transaction(post.db, async (tx) => {
      const notices = await takeNotices(tx, BATCH)
      for (const notice of notices) await deliver(tx, notice, post)
      return notices.length
    })
    delivered += taken
    if (taken < BATCH) return delivered
  }
}

async function deliver(tx: Db, notice: OutboxNotice, post: Post): Promise<void> {
  const now = post.clock.now()
  for (const user of await selectAudience(tx, notice.audience)) {
    const id = await insertInboxNotice(tx, { outbox: notice.id, user, at: notice.at })
    if (id !== null) await insertMail(tx, id, post.mailer === null ? 'not-configured' : 'waiting', now)
  }
  await markDelivered(tx, notice.id, now)
}

/**
 * Sends the mails that are due. A mail is marked in the transaction that holds it while it is sent: a process that dies
 * in between sends it again, under the same Message-ID. Returns how many were sent.
 */
export async function sendMails(post: Post): Promise<number> {
  const { mailer } = post
  if (mailer === null) return 0
  await releaseUnconfigured(post.db, post.clock.now())
  let sent = 0
  for (;;) {
    const outcome = await transaction(post.db, (tx) => sendOne(tx, post, mailer))
    if (outcome === 'none') return sent
    if (outcome === 'sent') sent += 1
  }
}

async function sendOne(tx: Db, post: Post, mailer: Mailer): Promise<'none' | 'sent' | 'kept'> {
  const now = post.clock.now()
  const mail = await takeMail(tx, now)
  if (mail === null) return 'none'
  const user = await namedUser(tx, mail.user)
  if (user === null || user.email === '') {
    await updateMail(tx, mail.id, { status: 'refused', last_answer: LAST_ANSWER.gone })
    return 'kept'
  }
  const to = { name: user.displayName, address: user.email }
  const { outcome, answer } = await mailer.send(
    writeIn(user.language, () => letter(mail, to, post.publicUrl)),
  )
  const attempts = mail.attempts + 1
  if (outcome === 'sent') {
    await updateMail(tx, mail.id, { status: 'sent', attempts, sent_at: now, last_answer: answer })
    return 'sent'
  }
  const wait = outcome === 'never' ? null : waitSeconds(attempts)
  await updateMail(
    tx,
    mail.id,
    wait === null
      ? { status: 'refused', attempts, last_answer: outcome === 'never' ? answer : LAST_ANSWER.expired }
      : { attempts, next_at: now.add({ seconds: wait }), last_answer: answer },
  )
  return 'kept'
}

function letter(
  notice: Pick<InboxNotice, 'id' | 'topic' | 'facts' | 'subject'>,
  to: Letter['to'],
  publicUrl: string,
): Letter {
  const { title, body } = noticeText(notice)
  const { host, hostname } = new URL(publicUrl)
  const screen = screenOf(notice)
  const paragraphs = [
    t('email.greeting'),
    body,
    ...(screen === null ? [] : [t('email.open', { link: `${publicUrl}${screen}` })]),
    `${t('email.signature')}\n${t('email.why', { host })}`,
  ]
  return { messageId: `<${notice.id}@${hostname}>`, to, title, body: `${paragraphs.join('\n\n')}\n` }
}

/** A user's notices, newest first. */
export function inbox(
  db: Db,
  user: UserId,
  range: {
    readonly before: Place | null
    readonly limit: number
  },
): Promise<InboxNotice[]> {
  return selectInbox(db, user, range)
}

export function unreadCount(db: Db, user: UserId): Promise<number> {
  return countUnread(db, user)
}

/** Marks one's own notice as read; somebody else's is not there. */
export async function readNotice(
  db: Db,
  id: NoticeId,
  user: UserId,
  at: Temporal.Instant,
): Promise<Result<{ id: NoticeId; readAt: Temporal.Instant }, 'NOT_FOUND'>> {
  const readAt = await markRead(db, id, user, at)
  return readAt === null ? refuse('NOT_FOUND') : ok({ id, readAt })
}

/** The mails and what became of them. */
export function mails(db: Db, filter: MailFilter, slice: Slice<MailSort>): Promise<Placed<Mail>[]> {
  return selectMails(db, filter, slice)
}

import * as z from 'zod'
import { parseId, type UserId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import { ROLES } from '../kernel/role.ts'
import { readerLanguage, writeIn } from '../messages/reader.ts'
import { placeOf } from '../platform/db/page.ts'
import { idField, instantField, page, pageQuery, textField } from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import { accessProblems } from './access.problems.ts'
import { auditRoutes } from './audit.routes.ts'
import { MAIL_SORTS, MAIL_STATUSES, noticeText, screenOf } from './notice.ts'
import { inbox, mails, readNotice, unreadCount } from './notice.service.ts'

const EVERYBODY = ROLES
const TOPIC_LENGTH_MAX = 60

const noticeAnswer = z.object({
  id: idField('ntc'),
  at: instantField,
  topic: z.string(),
  title: z.string().meta({ description: 'In the language that `Accept-Language` asks for.' }),
  text: z.string(),
  link: z.string().nullable().meta({ description: 'The page that shows what it is about.' }),
  readAt: instantField.nullable(),
})
const mailAnswer = z.object({
  id: idField('ntc'),
  user: idField('usr'),
  topic: z.string(),
  at: instantField,
  status: z.enum(MAIL_STATUSES),
  attempts: z.number(),
  sentAt: instantField.nullable(),
  lastAnswer: z.string().nullable(),
})

/** The inbox, what became of the e-mails, and the audit log. */
export function noticeRoutes(): Route[] {
  return [
    read({
      path: '/v1/inbox',
      summary: 'List your notices, newest first',
      tag: 'Notices',
      access: EVERYBODY,
      query: pageQuery({}),
      response: page(noticeAnswer).extend({ unread: z.number() }),
      handle: async ({ work, caller, query, pages, acceptLanguage }) => {
        const user = userOf(caller)
        // An API key has no inbox; an empty one is the truth.
        if (user === null) return ok({ items: [], next: null, unread: 0 })
        const before = placeOf(pages.after(query))
        const found = await inbox(work.db, user, { before, limit: query.limit + 1 })
        const { items, next } = pages.page(found, query, (notice) => [notice.at.toString(), notice.id])
        const told = writeIn(readerLanguage(undefined, acceptLanguage), () =>
          items.map((notice) => {
            const { title, body } = noticeText(notice)
            return { ...notice, title, text: body, link: screenOf(notice) }
          }),
        )
        return ok({ items: told, next, unread: await unreadCount(work.db, user) })
      },
    }),
    write({
      path: '/v1/notices/{id}/read',
      summary: 'Mark a notice as read',
      tag: 'Notices',
      access: EVERYBODY,
      params: z.strictObject({ id: idField('ntc') }),
      response: z.object({ id: idField('ntc'), readAt: instantField }),
      problems: accessProblems('NOT_FOUND'),
      handle: async ({ work, caller, params }) => {
        const user = userOf(caller)
        return user === null ? refuse('NOT_FOUND') : readNotice(work.db, params.id, user, work.now)
      },
    }),
    read({
      path: '/v1/mails',
      summary: 'List the e-mails and what became of them, the newest first',
      tag: 'Notices',
      access: ['administrator'],
      query: pageQuery({
        status: z.enum(MAIL_STATUSES).optional(),
        topic: textField(TOPIC_LENGTH_MAX).optional().meta({ 'x-example': 'transfer.declined' }),
        user: idField('usr').optional().meta({ description: 'To whom it goes.' }),
        sort: z.enum(MAIL_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
      }),
      response: page(mailAnswer),
      handle: async ({ work, query, pages }) => {
        const { status, topic, user, sort } = query
        const found = await mails(
          work.db,
          { status: status ?? null, topic: topic ?? null, user: user ?? null },
          { sort, after: pages.after(query), limit: query.limit + 1 },
        )
        return ok(pages.page(found, query, ({ place }) => place))
      },
    }),
    ...auditRoutes,
  ]
}

function userOf(caller: Caller): UserId | null {
  return caller.by.kind === 'user' ? parseId('usr', caller.by.id) : null
}

import type { NoticeId, UserId } from '../kernel/ids.ts'
import type { Facts } from '../kernel/result.ts'
import { ROLES } from '../kernel/role.ts'
import { NOTICES_AR } from '../messages/ar/notices.ts'
import { dateText, instantText, isDate, monthText } from '../messages/dates.ts'
import { fill, isolated, language, t, unbroken, type Language } from '../messages/message.ts'
import { NOTICES, type NoticeTopic } from '../messages/notices.ts'

/** A notice in somebody's inbox. */
export type InboxNotice = {
  readonly id: NoticeId
  readonly at: Temporal.Instant
  readonly readAt: Temporal.Instant | null
  readonly topic: NoticeTopic
  readonly subject: string | null
  readonly facts: Facts
}

/** Waiting: will be tried again. Refused: the mail server will never take it. */
export const MAIL_STATUSES = ['waiting', 'sent', 'refused', 'not-configured'] as const
export type MailStatus = (typeof MAIL_STATUSES)[number]

/** By what e-mails are sorted: when what they tell of happened. */
export const MAIL_SORTS = ['-at', 'at'] as const
export type MailSort = (typeof MAIL_SORTS)[number]

/** The e-mail of a notice, as the administrator sees it: whose, never to which address. */
export type Mail = {
  readonly id: NoticeId
  readonly user: UserId
  readonly topic: NoticeTopic
  readonly at: Temporal.Instant
  readonly status: MailStatus
  readonly attempts: number
  readonly sentAt: Temporal.Instant | null
  readonly lastAnswer: string | null
}

export type NoticeText = { readonly title: string; readonly body: string }

const TEXTS: Readonly<Record<Language, Readonly<Record<NoticeTopic, NoticeText>>>> = {
  en: NOTICES,
  ar: NOTICES_AR,
}

/**
 * A notice in words of the language that is being written. Throws when a fact that its text names is missing: whoever enqueued
 * it forgot it.
 */
export function noticeText({ topic, facts }: Pick<InboxNotice, 'topic' | 'facts'>): NoticeText {
  const { title, body } = TEXTS[language()][topic]
  const said = isolated(
    Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, factText(name, value)])),
  )
  return { title: unbroken(fill(title, said, topic)), body: unbroken(fill(body, said, topic)) }
}

/** Facts that are kept as the interfaces write them, in words. */
function factText(name: string, value: string): string {
  switch (name) {
    case 'period':
      return monthText(value)
    case 'role':
      return roleText(value)
    case 'until':
    case 'closes':
    case 'recordDate':
      if (isDate(value)) return dateText(value)
      return value.endsWith('Z') ? instantText(value) : value
    default:
      return value
  }
}

function roleText(value: string): string {
  const role = ROLES.find((each) => each === value)
  return role === undefined ? value : t(`role.${role}`)
}

/** The screens that ids open. */
const SCREENS: Readonly<Record<string, string>> = {
  ast: '/assets/',
  dec: '/decisions/',
  dst: '/distributions/',
  ins: '/instruments/',
  inv: '/investors/',
  off: '/offerings/',
  sub: '/subscriptions/',
}

/** What is confirmed, or has failed, on a page below its subject's own. */
const PAGES: Readonly<Record<string, string>> = {
  'bank.last-day': '/raise',
  'proceeds.payment-prepared': '/closing',
  'proceeds.payment-failed': '/closing',
}

/** Where in the web pages a notice's subject is shown, or what it asks for is done; null when no screen shows it. */
export function screenOf({ topic, subject }: Pick<InboxNotice, 'topic' | 'subject'>): string | null {
  const screen = SCREENS[subject?.split('_')[0] ?? '']
  return screen === undefined || subject === null ? null : `${screen}${subject}${PAGES[topic] ?? ''}`
}

const FIRST_WAIT_SECONDS = 30
const WAIT_SECONDS_MAX = 6 * 3600
const ATTEMPTS_MAX = 30

/** How long to wait before attempt number `attempts + 1`: doubling, up to six hours; null when it is enough. */
export function waitSeconds(attempts: number): number | null {
  if (attempts >= ATTEMPTS_MAX) return null
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), WAIT_SECONDS_MAX)
}

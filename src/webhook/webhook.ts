import type { WebhookId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** An address that is told what happens. */
export type Webhook = {
  readonly id: WebhookId
  readonly url: string
  /** Which entries of the audit log it is told of; see `isWanted`. */
  readonly events: readonly string[]
  readonly createdAt: Temporal.Instant
  readonly removedAt: Temporal.Instant | null
}

/** What is wrong with an address to which nothing is sent. */
export type UrlFault =
  | 'WEBHOOK_URL_SCHEME'
  | 'WEBHOOK_URL_FORM'
  | 'WEBHOOK_URL_USER'
  | 'WEBHOOK_URL_FRAGMENT'
  | 'WEBHOOK_URL_PORT'
  | 'WEBHOOK_URL_HOST'
  | 'WEBHOOK_URL_UNRESOLVED'
  | 'WEBHOOK_URL_INWARDS'
  | 'WEBHOOK_URL_REDIRECT'

/** Why an address is not taken, with what is wrong with it beside it; or not another one. */
export type WebhookReason =
  | 'WEBHOOK_URL_FORBIDDEN'
  | UrlFault
  | 'WEBHOOK_EVENT_UNKNOWN'
  | 'WEBHOOK_LIMIT'
  | 'NOT_FOUND'

export const DELIVERY_STATUSES = ['waiting', 'delivered', 'given-up'] as const
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number]

/** Why an attempt had no answer. */
export type DeliveryFailure = 'address-forbidden' | 'timeout' | 'unreachable'

/** What came of one attempt. Only a status of 200 to 299 is a delivery: a redirect is followed nowhere. */
export type Attempt = { readonly status: number } | { readonly failure: DeliveryFailure }

/** One entry of the audit log on its way to one address. */
export type Delivery = {
  readonly event: DeliveredEvent
  readonly status: DeliveryStatus
  readonly attempts: number
  /** When it is tried again; null once it is delivered or given up. */
  readonly nextAt: Temporal.Instant | null
  readonly deliveredAt: Temporal.Instant | null
  readonly lastStatus: number | null
  readonly lastFailure: DeliveryFailure | null
}

/** What is sent of an entry of the audit log: neither its numbers nor who did it. */
export type DeliveredEvent = {
  /** The entry's id, which is the message's: the same at each attempt and at each address. */
  readonly id: string
  readonly type: string
  readonly at: Temporal.Instant
  readonly seq: number
  readonly subject: string | null
}

export const WEBHOOKS_MAX = 20
export const EVENTS_MAX = 50
export const URL_LENGTH_MAX = 2_000

/** `*` is everything, `investor.*` everything about investors, `investor.approved` that alone. */
export const EVENT_PATTERN = /^(\*|[a-z][a-z-]{0,39}\.(\*|[a-z][a-z-]{0,59}))$/

/** Pauses after each failed attempt, in minutes; after the last one it is given up. Together they are almost a day. */
const PAUSES_MINUTES = [1, 5, 15, 30, 60, 120, 240, 360, 600]

/** How long to wait after so many attempts; null when there is none after them. */
export function pauseMinutes(attempts: number): number | null {
  return PAUSES_MINUTES[attempts - 1] ?? null
}

export function isDelivered(attempt: Attempt): boolean {
  return 'status' in attempt && attempt.status >= 200 && attempt.status < 300
}

/** What an attempt says against its address: it leads inwards, or sends us elsewhere; null when it says nothing. */
export function faultFound(attempt: Attempt): UrlFault | null {
  if ('failure' in attempt) return attempt.failure === 'address-forbidden' ? 'WEBHOOK_URL_INWARDS' : null
  return attempt.status >= 300 && attempt.status < 400 ? 'WEBHOOK_URL_REDIRECT' : null
}

/**
 * Whether an address that wants `events` is told of `action`. What concerns webhooks themselves is told of none: two
 * addresses that fail would tell each other so forever.
 */
export function isWanted(events: readonly string[], action: string): boolean {
  const [noun = ''] = action.split('.')
  return noun !== 'webhook' && ['*', `${noun}.*`, action].some((event) => events.includes(event))
}

/**
 * Names that lead into a network of somebody's own, or nowhere: special-use names (RFC 6761, 6762, 7686, 8375, 9476), and
 * those that ICANN keeps free because networks use them.
 */
const INTERNAL_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|mail|test|example|invalid|onion|alt|arpa)$/

/**
 * The address that a text names, where a webhook may go to it as far as the text tells: https on its own port, a public
 * name, no user name, no fragment. An address in numbers is none, whichever it is: no certificate names it. Else the first
 * thing that is wrong with it.
 */
export function webhookUrl(text: string): Result<URL, UrlFault> {
  if (!text.startsWith('https://')) return refuse('WEBHOOK_URL_SCHEME')
  // What a browser would drop or mend is a way past whoever reads the text.
  if (text.length > URL_LENGTH_MAX || /[^\x21-\x7e]|\\/.test(text)) return refuse('WEBHOOK_URL_FORM')
  const url = URL.parse(text)
  // No control character may stand in a header of ours, written as such or not.
  if (url === null || /%([01][0-9a-f]|7f)/i.test(text)) return refuse('WEBHOOK_URL_FORM')
  if (url.username !== '' || url.password !== '') return refuse('WEBHOOK_URL_USER')
  if (text.includes('#')) return refuse('WEBHOOK_URL_FRAGMENT')
  if (url.port !== '') return refuse('WEBHOOK_URL_PORT')
  return isPublicName(url.hostname) ? ok(url) : refuse('WEBHOOK_URL_HOST')
}

function isPublicName(name: string): boolean {
  const labels = name.split('.')
  // The last label of an IPv4 address is a number (URL Standard, "ends in a number"); IPv6 has colons.
  return (
    labels.length >= 2 &&
    labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)) &&
    /[a-z]/.test(labels.at(-1) ?? '') &&
    !INTERNAL_NAMES.test(name)
  )
}

/** Address blocks of the IANA registry of special-purpose IPv4 addresses (RFC 6890), multicast and class E. */
const SPECIAL_IPV4: readonly (readonly [base: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]

/**
 * Whether an IP address, as a resolver writes it, is one of the public internet. Of IPv6 only global unicast (2000::/3) is,
 * without 2001::/23 (among them Teredo), 2001:db8::/32, 2002::/16 (6to4) and 3fff::/20: so no address is that holds one of
 * IPv4, mapped (::ffff:0:0/96) or translated (64:ff9b::/96).
 */
export function isPublicAddress(address: string): boolean {
  if (!address.includes(':')) {
    const number = ipv4(address)
    return (
      number !== null &&
      SPECIAL_IPV4.every(([base, bits]) => number >>> (32 - bits) !== ipv4(base)! >>> (32 - bits))
    )
  }
  const [first = 0, second = 0] = address
    .split(':')
    .map((group) => Number.parseInt(group === '' ? '0' : group, 16))
  const isGlobal = first >= 0x2000 && first <= 0x3fff
  const isSpecial =
    first === 0x2002 ||
    (first === 0x2001 && (second < 0x200 || second === 0xdb8)) ||
    (first === 0x3fff && second < 0x1000)
  return isGlobal && !isSpecial
}

function ipv4(text: string): number | null {
  const parts = text.split('.')
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)
  return isAddress ? parts.reduce((number, part) => ((number << 8) | Number(part)) >>> 0, 0) : null
}

import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { refuse, type Refusal } from '../kernel/result.ts'
import type { VerifiedIdentity } from './verified-identity.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  REPLAY_WINDOW_MINUTES,
  type ProviderEvent,
  type StartedCheck,
  type UnusedMessage,
  type WebhookMessage,
} from './kyc-provider.ts'

const TIMEOUT_MS = 8_000

export function eventOf(
  said: Pick<ProviderEvent, 'id' | 'ref' | 'at' | 'result'> & Partial<ProviderEvent>,
): ProviderEvent {
  return {
    labels: [],
    publicComment: null,
    internalComment: null,
    isStrange: false,
    verified: null,
    mayBeOther: false,
    ...said,
  }
}

/** Null where neither a name nor a day of birth was read. */
export function verifiedOf(names: readonly (string | null)[], born: string | null): VerifiedIdentity | null {
  const name = names
    .filter((one) => one !== null)
    .join(' ')
    .trim()
  return name === '' && born === null ? null : { names: name === '' ? [] : [name], born }
}

/** A message that is the provider's but not what it used to be: a person looks. */
export function strange(said: Pick<ProviderEvent, 'id' | 'ref' | 'at'>): ProviderEvent {
  return eventOf({ ...said, result: 'review', isStrange: true })
}

/** A message of the provider's that says nothing about a result. `event` is its name for it, kept where it looks like one. */
export function unused(id: string, event: string): UnusedMessage {
  return { id, unused: /^[\w./:-]{1,80}$/.test(event) ? event : 'other' }
}

export function started(ref: string | null, url: string | null): StartedCheck | null {
  return ref === null || url === null ? null : { ref, url }
}

export function hmac(algorithm: string, secret: string, text: string | Uint8Array): string {
  return createHmac(algorithm, secret).update(text).digest('hex')
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given.toLowerCase())
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

export function unsigned(
  message: WebhookMessage,
  algorithm: string,
  secret: string,
  header: string,
): Refusal<'WEBHOOK_SIGNATURE'> | null {
  const given = message.headers[header] ?? ''
  // Without a secret anybody could sign.
  return secret !== '' && isSame(given, hmac(algorithm, secret, message.raw))
    ? null
    : refuse('WEBHOOK_SIGNATURE')
}

/** As `unsigned`, where the time is signed too: a message that is older than the window may be a recording. */
export function unsignedWithTime(
  message: WebhookMessage,
  secret: string,
  header: string,
  now: Temporal.Instant,
): Refusal<'WEBHOOK_SIGNATURE' | 'WEBHOOK_STALE'> | null {
  const signatures = (message.headers[header] ?? '').split(' ').flatMap((text) => {
    const match = /^t=(\d{1,12}),v1=([0-9a-fA-F]+)$/.exec(text)
    return match === null ? [] : [{ seconds: match[1]!, mac: match[2]! }]
  })
  const fits = signatures.find(
    ({ seconds, mac }) =>
      secret !== '' &&
      isSame(mac, hmac('sha256', secret, Buffer.concat([Buffer.from(`${seconds}.`), message.raw]))),
  )
  if (fits === undefined) return refuse('WEBHOOK_SIGNATURE')
  const signedAt = Temporal.Instant.fromEpochMilliseconds(Number(fits.seconds) * 1000)
  const minutes = Math.abs(now.since(signedAt).total('minutes'))
  return minutes > REPLAY_WINDOW_MINUTES
    ? refuse('WEBHOOK_STALE', { minutes: String(REPLAY_WINDOW_MINUTES) })
    : null
}

/** Names a message that has no id of its own. */
export function digestOf({ raw }: WebhookMessage): string {
  return createHash('sha256').update(raw).digest('hex')
}

export function jsonOf({ raw }: WebhookMessage): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8')) as unknown
  } catch {
    // No JSON has none of the fields that are asked for.
    return null
  }
}

/** A time that a provider tells; null when it is none. */
export function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** The answer of a provider, or null when it did not come or was no JSON: the applicant can try again. */
export async function askJson(
  url: string,
  body: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: body === null ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.ok ? ((await response.json()) as unknown) : null
  } catch {
    return null
  }
}

export function textAt(answer: unknown, ...path: readonly string[]): string | null {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    answer,
  )
  return typeof value === 'string' && value !== '' ? value : null
}

/** The last moment of a second that a provider tells: what it said within that second is not later. */
export function endOfSecond(at: Temporal.Instant): Temporal.Instant {
  return at.round({ smallestUnit: 'second', roundingMode: 'floor' }).add({ milliseconds: 999 })
}

/** Names what was fetched: the same answer is the same event. */
export function fetchedId(ref: string, at: Temporal.Instant, result: CheckResult): string {
  return `fetched ${ref} ${at.toString()} ${result}`
}

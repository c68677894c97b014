import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { ok, refuse, type Refusal } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  REPLAY_WINDOW_MINUTES,
  type KycProvider,
  type KycProviderName,
  type ProviderEvent,
  type StartedCheck,
  type WebhookMessage,
} from './kyc-provider.ts'

/** What an operator sets to use a provider; each names these things differently in its dashboard. */
export type KycSettings = {
  readonly provider: KycProviderName
  /** Sumsub: app token. Persona: API key. Veriff: API key. Onfido: API token. */
  readonly apiKey: string
  /** Sumsub: secret key. Others sign nothing that they are sent. */
  readonly apiSecret: string
  readonly webhookSecret: string
  /** Sumsub: level name. Persona: inquiry template id. Onfido: workflow id. */
  readonly level: string
  /** Null: the provider's own address. */
  readonly baseUrl: string | null
}

const TIMEOUT_MS = 8_000
const LINK_SECONDS = 1_800
const BASE: Readonly<Record<'sumsub' | 'persona' | 'veriff' | 'onfido', string>> = {
  sumsub: 'https://api.sumsub.com',
  persona: 'https://api.withpersona.com',
  veriff: 'https://stationapi.veriff.com',
  onfido: 'https://api.eu.onfido.com',
}

/** The provider that these settings are of. */
export function openKycProvider(settings: KycSettings, site: { readonly publicUrl: string }): KycProvider {
  switch (settings.provider) {
    case 'sumsub':
      return sumsub(settings)
    case 'persona':
      return persona(settings)
    case 'veriff':
      return veriff(settings)
    case 'onfido':
      return onfido(settings)
    case 'simulated':
      return simulated(settings.webhookSecret, site.publicUrl)
    case 'manual':
      return manual
  }
}

/** Nobody but an officer: there is nothing to begin, and no message that could be believed. */
export const manual: KycProvider = {
  name: 'manual',
  start: () => Promise.resolve(null),
  receive: () => refuse('NOT_FOUND'),
}

/**
 * Sumsub. Webhooks carry `X-Payload-Digest`, the HMAC of the raw body by the algorithm that `X-Payload-Digest-Alg` names
 * (docs.sumsub.com, "Verify webhook sender"); no time is signed, and a message is sent again for a day.
 */
function sumsub(settings: KycSettings): KycProvider {
  const algorithms: Readonly<Record<string, string>> = {
    HMAC_SHA256_HEX: 'sha256',
    HMAC_SHA512_HEX: 'sha512',
  }
  const base = settings.baseUrl ?? BASE.sumsub
  const ask = (path: string, body: object | null) => {
    const text = body === null ? null : JSON.stringify(body)
    const method = text === null ? 'GET' : 'POST'
    const seconds = String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000))
    return askJson(`${base}${path}`, text, {
      'x-app-token': settings.apiKey,
      'x-app-access-ts': seconds,
      'x-app-access-sig': hmac('sha256', settings.apiSecret, `${seconds}${method}${path}${text ?? ''}`),
    })
  }
  return {
    name: 'sumsub',
    start: async ({ id, kind, email }) => {
      const level = encodeURIComponent(settings.level)
      const fresh = await ask(`/resources/applicants?levelName=${level}`, {
        externalUserId: id,
        ...(email === null ? {} : { email }),
        type: kind === 'entity' ? 'company' : 'individual',
      })
      // One that is there already is refused, and has to be asked for.
      const applicant =
        fresh ?? (await ask(`/resources/applicants/-;externalUserId=${encodeURIComponent(id)}/one`, null))
      const link = await ask('/resources/sdkIntegrations/levels/-/websdkLink', {
        levelName: settings.level,
        userId: id,
        ttlInSecs: LINK_SECONDS,
      })
      return started(textAt(applicant, 'id'), textAt(link, 'url'))
    },
    receive: (message) => {
      const algorithm = algorithms[message.headers['x-payload-digest-alg'] ?? '']
      if (algorithm === undefined) return refuse('WEBHOOK_SIGNATURE')
      const bad = unsigned(message, algorithm, settings.webhookSecret, 'x-payload-digest')
      if (bad !== null) return bad
      const event = z
        .object({ type: z.string(), applicantId: z.string(), createdAtMs: z.string() })
        .safeParse(jsonOf(message))
      if (!event.success) return refuse('WEBHOOK_EVENT')
      const { type, applicantId: ref } = event.data
      // "2020-02-21 13:23:19.321", in UTC.
      const at = instantOf(`${event.data.createdAtMs.replace(' ', 'T')}Z`)
      if (at === null) return refuse('WEBHOOK_EVENT')
      const said = { id: digestOf(message), ref, at }
      switch (type) {
        case 'applicantCreated':
        case 'applicantPending':
          return ok(eventOf({ ...said, result: 'pending' }))
        case 'applicantOnHold':
          return ok(eventOf({ ...said, result: 'review' }))
        case 'applicantReset':
          return ok(eventOf({ ...said, result: 'review', labels: ['RESET'] }))
        case 'applicantReviewed': {
          const review = z
            .object({
              reviewResult: z.object({
                reviewAnswer: z.string(),
                reviewRejectType: z.string().optional(),
                rejectLabels: z.array(z.string()).default([]),
                moderationComment: z.string().optional(),
                clientComment: z.string().optional(),
              }),
            })
            .safeParse(jsonOf(message))
          if (!review.success) return ok(strange(said))
          const { reviewAnswer, reviewRejectType, rejectLabels, moderationComment, clientComment } =
            review.data.reviewResult
          const answers: Readonly<Record<string, CheckResult>> = {
            GREEN: 'approved',
            'RED FINAL': 'rejected',
            'RED RETRY': 'updates-required',
          }
          const key = reviewAnswer === 'RED' ? `RED ${reviewRejectType ?? ''}` : reviewAnswer
          const result = answers[key]
          return result === undefined
            ? ok(strange(said))
            : ok(
                eventOf({
                  ...said,
                  result,
                  labels: rejectLabels,
                  publicComment: moderationComment ?? null,
                  internalComment: clientComment ?? null,
                }),
              )
        }
        default:
          return refuse('WEBHOOK_EVENT')
      }
    },
  }
}

/**
 * Persona. `Persona-Signature: t=…,v1=…`, the HMAC-SHA256 of the time, a full stop and the raw body; two of them, divided
 * by a space, while a secret is being changed (docs.withpersona.com/webhooks, "Checking signatures").
 */
function persona(settings: KycSettings): KycProvider {
  const base = `${settings.baseUrl ?? BASE.persona}/api/v1/inquiries`
  const headers = { authorization: `Bearer ${settings.apiKey}`, 'persona-version': '2023-01-05' }
  return {
    name: 'persona',
    start: async ({ id, returnUrl }) => {
      const attributes = {
        'inquiry-template-id': settings.level,
        'reference-id': id,
        'redirect-uri': returnUrl,
      }
      const inquiry = await askJson(base, JSON.stringify({ data: { attributes } }), headers)
      const ref = textAt(inquiry, 'data', 'id')
      if (ref === null) return null
      const link = await askJson(`${base}/${encodeURIComponent(ref)}/generate-one-time-link`, '{}', headers)
      return started(ref, textAt(link, 'meta', 'one-time-link'))
    },
    receive: (message, now) => {
      const bad = unsignedWithTime(message, settings.webhookSecret, 'persona-signature', now)
      if (bad !== null) return bad
      const read = z
        .object({
          data: z.object({
            id: z.string(),
            attributes: z.object({
              name: z.string(),
              'created-at': z.string(),
              payload: z.object({ data: z.object({ id: z.string(), attributes: z.looseObject({}) }) }),
            }),
          }),
        })
        .safeParse(jsonOf(message))
      if (!read.success) return refuse('WEBHOOK_EVENT')
      const { id, attributes } = read.data.data
      const at = instantOf(attributes['created-at'])
      if (at === null || !attributes.name.startsWith('inquiry.')) return refuse('WEBHOOK_EVENT')
      const inquiry = attributes.payload.data
      const said = { id, ref: inquiry.id, at }
      const results: Readonly<Record<string, CheckResult>> = {
        'inquiry.created': 'pending',
        'inquiry.started': 'pending',
        'inquiry.completed': 'pending',
        'inquiry.approved': 'approved',
        'inquiry.declined': 'rejected',
        'inquiry.failed': 'updates-required',
        'inquiry.expired': 'updates-required',
        'inquiry.marked-for-review': 'review',
      }
      const result = results[attributes.name]
      if (result === undefined) return refuse('WEBHOOK_EVENT')
      // The event and the inquiry inside of it must tell the same story.
      const status = inquiry.attributes['status']
      const contradicts = result === 'approved' && status !== 'approved'
      return ok(contradicts ? strange(said) : eventOf({ ...said, result }))
    },
  }
}

/**
 * Veriff. `x-hmac-signature`, the HMAC-SHA256 of the raw body, and `x-auth-client` (devdocs.veriff.com, "HMAC
 * authentication and endpoint security"); no time is signed.
 */
function veriff(settings: KycSettings): KycProvider {
  return {
    name: 'veriff',
    start: async ({ id, returnUrl }) => {
      const body = JSON.stringify({ verification: { callback: returnUrl, vendorData: id } })
      const answer = await askJson(`${settings.baseUrl ?? BASE.veriff}/v1/sessions`, body, {
        'x-auth-client': settings.apiKey,
      })
      return started(textAt(answer, 'verification', 'id'), textAt(answer, 'verification', 'url'))
    },
    receive: (message) => {
      if (message.headers['x-auth-client'] !== settings.apiKey) return refuse('WEBHOOK_SIGNATURE')
      const bad = unsigned(message, 'sha256', settings.webhookSecret, 'x-hmac-signature')
      if (bad !== null) return bad
      const body = jsonOf(message)
      const action = z.object({ action: z.enum(['started', 'submitted']) }).safeParse(body)
      // That a session was opened says nothing about the person, and its message carries no time.
      if (action.success) return ok(null)
      const read = z
        .object({
          verification: z.object({
            id: z.string(),
            code: z.number(),
            status: z.string(),
            reasonCode: z.union([z.string(), z.number()]).nullish(),
            reason: z.string().nullish(),
            decisionTime: z.string().nullish(),
            submissionTime: z.string().nullish(),
          }),
        })
        .safeParse(body)
      if (!read.success) return refuse('WEBHOOK_EVENT')
      const {
        id: ref,
        code,
        status,
        reasonCode,
        reason,
        decisionTime,
        submissionTime,
      } = read.data.verification
      const at = instantOf(decisionTime ?? submissionTime ?? '')
      if (at === null) return refuse('WEBHOOK_EVENT')
      const said = { id: digestOf(message), ref, at }
      const results: Readonly<Record<string, CheckResult>> = {
        '9001 approved': 'approved',
        '9102 declined': 'rejected',
        '9103 resubmission_requested': 'updates-required',
        '9104 expired': 'updates-required',
        '9121 review': 'review',
      }
      const result = results[`${code} ${status}`]
      return result === undefined
        ? ok(strange(said))
        : ok(
            eventOf({
              ...said,
              result,
              labels: reasonCode == null ? [] : [String(reasonCode)],
              publicComment: result === 'updates-required' ? (reason ?? null) : null,
              internalComment: result === 'updates-required' ? null : (reason ?? null),
            }),
          )
    },
  }
}

/**
 * Onfido. `X-SHA2-Signature`, the HMAC-SHA256 of the raw body with the webhook's token (documentation.onfido.com,
 * "Webhooks"); no time is signed. The result is that of a Studio workflow run.
 */
function onfido(settings: KycSettings): KycProvider {
  const base = `${settings.baseUrl ?? BASE.onfido}/v3.6`
  const headers = { authorization: `Token token=${settings.apiKey}` }
  return {
    name: 'onfido',
    start: async ({ id, name, email, returnUrl }) => {
      const words = name.split(' ')
      const last = words.length > 1 ? words.at(-1) : name
      const first = words.length > 1 ? words.slice(0, -1).join(' ') : name
      const applicant = await askJson(
        `${base}/applicants`,
        JSON.stringify({ first_name: first, last_name: last, ...(email === null ? {} : { email }) }),
        headers,
      )
      const run = await askJson(
        `${base}/workflow_runs`,
        JSON.stringify({
          workflow_id: settings.level,
          applicant_id: textAt(applicant, 'id'),
          customer_user_id: id,
          link: { completed_redirect_url: returnUrl },
        }),
        headers,
      )
      return started(textAt(run, 'id'), textAt(run, 'link', 'url'))
    },
    receive: (message) => {
      const bad = unsigned(message, 'sha256', settings.webhookSecret, 'x-sha2-signature')
      if (bad !== null) return bad
      const read = z
        .object({
          payload: z.object({
            resource_type: z.literal('workflow_run'),
            action: z.string(),
            object: z.object({
              id: z.string(),
              status: z.string(),
              completed_at_iso8601: z.string().nullish(),
            }),
          }),
        })
        .safeParse(jsonOf(message))
      if (!read.success) return refuse('WEBHOOK_EVENT')
      const { action, object } = read.data.payload
      if (action !== 'workflow_run.completed') return refuse('WEBHOOK_EVENT')
      const at = instantOf(object.completed_at_iso8601 ?? '')
      if (at === null) return refuse('WEBHOOK_EVENT')
      const said = { id: digestOf(message), ref: object.id, at }
      const results: Readonly<Record<string, CheckResult>> = {
        approved: 'approved',
        declined: 'rejected',
        review: 'review',
        abandoned: 'updates-required',
        error: 'review',
      }
      const result = results[object.status]
      return ok(result === undefined ? strange(said) : eventOf({ ...said, result }))
    },
  }
}

const SIMULATED_BODY = z.strictObject({
  id: z.string(),
  check: z.string(),
  result: z.enum(['pending', 'approved', 'rejected', 'updates-required', 'review']),
  at: z.string(),
  comment: z.string().nullable(),
})

/** A sandbox's own provider: results are invented, everything around them is as with a real one. */
function simulated(secret: string, publicUrl: string): KycProvider {
  return {
    name: 'simulated',
    start: ({ id }) =>
      Promise.resolve({
        ref: `sim_${id.slice('inv_'.length)}_${randomBytes(4).toString('hex')}`,
        url: `${publicUrl}/onboarding`,
      }),
    receive: (message, now) => {
      const bad = unsignedWithTime(message, secret, 'simulated-signature', now)
      if (bad !== null) return bad
      const read = SIMULATED_BODY.safeParse(jsonOf(message))
      const at = read.success ? instantOf(read.data.at) : null
      if (!read.success || at === null) return refuse('WEBHOOK_EVENT')
      const { id, check: ref, result, comment } = read.data
      return ok(eventOf({ id, ref, at, result, publicComment: comment }))
    },
  }
}

/** What the simulated provider sends: the bytes, and the header that signs them. */
export function simulatedMessage(
  secret: string,
  event: {
    readonly check: string
    readonly result: CheckResult
    readonly at: Temporal.Instant
    readonly comment: string | null
  },
): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
  const body = JSON.stringify({
    id: `evt_${randomBytes(12).toString('hex')}`,
    check: event.check,
    result: event.result,
    at: event.at.toString(),
    comment: event.comment,
  })
  const seconds = String(Math.floor(event.at.epochMilliseconds / 1000))
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'simulated-signature': `t=${seconds},v1=${hmac('sha256', secret, `${seconds}.${body}`)}`,
    },
  }
}

function eventOf(
  said: Pick<ProviderEvent, 'id' | 'ref' | 'at' | 'result'> & Partial<ProviderEvent>,
): ProviderEvent {
  return { labels: [], publicComment: null, internalComment: null, isStrange: false, ...said }
}

/** A message that is the provider's but not what it used to be: a person looks. */
function strange(said: Pick<ProviderEvent, 'id' | 'ref' | 'at'>): ProviderEvent {
  return eventOf({ ...said, result: 'review', isStrange: true })
}

function started(ref: string | null, url: string | null): StartedCheck | null {
  return ref === null || url === null ? null : { ref, url }
}

function hmac(algorithm: string, secret: string, text: string | Uint8Array): string {
  return createHmac(algorithm, secret).update(text).digest('hex')
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given.toLowerCase())
  const b = Buffer.from(expected)
  return a.length === b.length && timingSafeEqual(a, b)
}

function unsigned(
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
function unsignedWithTime(
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
function digestOf({ raw }: WebhookMessage): string {
  return createHash('sha256').update(raw).digest('hex')
}

function jsonOf({ raw }: WebhookMessage): unknown {
  try {
    return JSON.parse(Buffer.from(raw).toString('utf8')) as unknown
  } catch {
    // No JSON has none of the fields that are asked for.
    return null
  }
}

function instantOf(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text)
  } catch {
    return null
  }
}

/** The answer of a provider, or null when it did not come or was no JSON: the applicant can try again. */
async function askJson(
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

function textAt(answer: unknown, ...path: readonly string[]): string | null {
  const value = path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    answer,
  )
  return typeof value === 'string' && value !== '' ? value : null
}

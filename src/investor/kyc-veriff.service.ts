import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  askJson,
  digestOf,
  eventOf,
  fetchedId,
  hmac,
  instantOf,
  jsonOf,
  started,
  strange,
  textAt,
  unsigned,
  unused,
  verifiedOf,
} from './kyc-message.service.ts'
import type { KycProvider, KycSettings, ProviderEvent } from './kyc-provider.ts'

/**
 * Veriff. `x-hmac-signature`, the HMAC-SHA256 of the raw body, and `x-auth-client` (devdocs.veriff.com, "HMAC
 * authentication and endpoint security"); no time is signed.
 */
export function veriff(settings: KycSettings): KycProvider {
  const sessions = `${settings.baseUrl ?? 'https://stationapi.veriff.com'}/v1/sessions`
  return {
    name: 'veriff',
    start: async ({ id, returnUrl }) => {
      const body = JSON.stringify({ verification: { callback: returnUrl, vendorData: id } })
      const answer = await askJson(`${sessions}`, body, {
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
      const other = z
        .union([
          z.object({ action: z.string() }).transform(({ action }) => action),
          // devdocs.veriff.com, "Watchlist-screening webhook" and its like: a session, and no decision about it.
          z.object({ sessionId: z.string(), verification: z.never().optional() }).transform(() => 'session'),
        ])
        .safeParse(body)
      if (other.success) return ok(unused(digestOf(message), other.data))
      const event = decided(body, () => digestOf(message))
      return event === null ? refuse('WEBHOOK_EVENT') : ok(event)
    },
    // devdocs.veriff.com, "GET /v1/sessions/{id}/decision": signed over the session’s id; in the shape of the message.
    fetch: async (ref) => {
      const answer = await askJson(`${sessions}/${encodeURIComponent(ref)}/decision`, null, {
        'x-auth-client': settings.apiKey,
        'x-hmac-signature': hmac('sha256', settings.webhookSecret, ref),
      })
      const event = decided(answer, fetchedId)
      return event?.ref === ref ? event : null
    },
  }
}

const RESULTS: Readonly<Record<string, CheckResult>> = {
  '9001 approved': 'approved',
  '9102 declined': 'rejected',
  '9103 resubmission_requested': 'updates-required',
  // Never begun, or begun and never sent in.
  '9104 expired': 'updates-required',
  '9104 abandoned': 'updates-required',
  '9121 review': 'review',
}

/** A decision as a message and an answer have it; null when it is none. */
function decided(
  body: unknown,
  idOf: (ref: string, at: Temporal.Instant, result: CheckResult) => string,
): ProviderEvent | null {
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
        acceptanceTime: z.string().nullish(),
      }),
    })
    .safeParse(body)
  if (!read.success) return null
  const { id: ref, code, status, reasonCode, reason, ...times } = read.data.verification
  const person = (field: string) => textAt(body, 'verification', 'person', field)
  // What ran out was decided by nobody and sent in by nobody: there is the time at which it began.
  const at = instantOf(times.decisionTime ?? times.submissionTime ?? times.acceptanceTime ?? '')
  if (at === null) return null
  const result = RESULTS[`${code} ${status}`]
  if (result === undefined) return strange({ id: idOf(ref, at, 'review'), ref, at })
  return eventOf({
    id: idOf(ref, at, result),
    ref,
    at,
    result,
    labels: reasonCode == null ? [] : [String(reasonCode)],
    publicComment: result === 'updates-required' ? (reason ?? null) : null,
    internalComment: result === 'updates-required' ? null : (reason ?? null),
    // devdocs.veriff.com, "Decision webhook": what the document says, as `verification.person`.
    verified: verifiedOf([person('firstName'), person('lastName')], person('dateOfBirth')),
  })
}

import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  askJson,
  endOfSecond,
  eventOf,
  fetchedId,
  instantOf,
  jsonOf,
  started,
  strange,
  textAt,
  unsignedWithTime,
  unused,
  verifiedOf,
} from './kyc-message.service.ts'
import type { KycProvider, KycSettings, ProviderEvent } from './kyc-provider.ts'
import type { VerifiedIdentity } from './verified-identity.ts'

/**
 * Persona. `Persona-Signature: t=…,v1=…`, the HMAC-SHA256 of the time, a full stop and the raw body; two of them, divided
 * by a space, while a secret is being changed (docs.withpersona.com/webhooks, "Checking signatures").
 */
export function persona(settings: KycSettings): KycProvider {
  const base = `${settings.baseUrl ?? 'https://api.withpersona.com'}/api/v1/inquiries`
  const headers = { authorization: `Bearer ${settings.apiKey}`, 'persona-version': '2023-01-05' }
  return {
    name: 'persona',
    start: async ({ id, kind, returnUrl }) => {
      const attributes = {
        'inquiry-template-id': settings.levels[kind],
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
              payload: z.object({ data: z.looseObject({ id: z.string() }) }),
            }),
          }),
        })
        .safeParse(jsonOf(message))
      if (!read.success) return refuse('WEBHOOK_EVENT')
      const { id, attributes } = read.data.data
      const at = instantOf(attributes['created-at'])
      if (at === null) return refuse('WEBHOOK_EVENT')
      const inquiry = attributes.payload.data
      if (attributes.name === 'report/screening.reviewed')
        return ok(matchReviewed({ id, at }, inquiry) ?? unused(id, attributes.name))
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
      if (result === undefined) return ok(unused(id, attributes.name))
      // The event and the inquiry inside of it must tell the same story.
      const status = textAt(inquiry, 'attributes', 'status')
      const contradicts = result === 'approved' && status !== 'approved'
      const verified = verifiedIn(inquiry)
      return ok(contradicts ? strange(said) : eventOf({ ...said, result, verified }))
    },
    // docs.withpersona.com, "Retrieve an Inquiry": the inquiry itself, with its status and when it took it.
    fetch: async (ref) => {
      const answer = await askJson(`${base}/${encodeURIComponent(ref)}`, null, headers)
      const status = textAt(answer, 'data', 'attributes', 'status')
      const told = instantOf(textAt(answer, 'data', 'attributes', 'updated-at') ?? '')
      const result = status === null ? undefined : DECIDED[status]
      if (result === undefined || told === null) return null
      const at = endOfSecond(told)
      const verified = verifiedIn(answer, 'data')
      return eventOf({ id: fetchedId(ref, at, result), ref, at, result, verified })
    },
  }
}

/** docs.withpersona.com, "The Inquiry object": attributes of their own in older versions, among `fields` in all. */
function verifiedIn(body: unknown, ...path: readonly string[]): VerifiedIdentity | null {
  const read = (field: string) =>
    textAt(body, ...path, 'attributes', 'fields', field, 'value') ??
    textAt(body, ...path, 'attributes', field)
  return verifiedOf([read('name-first'), read('name-middle'), read('name-last')], read('birthdate'))
}

/**
 * What reviewers of the provider made of the matches of a screening report (docs.withpersona.com, "Screening report record
 * reviewed"): one that they confirm, or that they call what is not known here, is for a person. Null where all that were
 * reviewed are dismissed, and for a report of no inquiry.
 */
function matchReviewed(said: Pick<ProviderEvent, 'id' | 'at'>, report: unknown): ProviderEvent | null {
  const read = z
    .object({
      attributes: z.object({
        'matched-records': z.array(z.object({ 'review-status': z.string().nullish() })),
      }),
    })
    .safeParse(report)
  const ref = textAt(report, 'relationships', 'inquiry', 'data', 'id')
  if (ref === null) return null
  const about = { ...said, ref }
  if (!read.success) return { ...strange(about), mayBeOther: true }
  const words = new Set(
    read.data.attributes['matched-records'].map((record) => record['review-status'] ?? null),
  )
  const isConfirmed = words.delete('confirmed')
  words.delete('dismissed')
  words.delete(null)
  if (words.size > 0) return { ...strange(about), mayBeOther: true }
  return isConfirmed
    ? eventOf({ ...about, result: 'review', labels: ['SCREENING_CONFIRMED'], mayBeOther: true })
    : null
}

/** Statuses of an inquiry that is over. */
const DECIDED: Readonly<Record<string, CheckResult>> = {
  approved: 'approved',
  declined: 'rejected',
  failed: 'updates-required',
  expired: 'updates-required',
  needs_review: 'review',
}

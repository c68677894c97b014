import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  askJson,
  digestOf,
  endOfSecond,
  eventOf,
  fetchedId,
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
import type { VerifiedIdentity } from './verified-identity.ts'

/**
 * Onfido. `X-SHA2-Signature`, the HMAC-SHA256 of the raw body with the webhook's token (documentation.onfido.com,
 * "Webhooks"); no time is signed. The result is that of a Studio workflow run.
 */
export function onfido(settings: KycSettings): KycProvider {
  const base = `${settings.baseUrl ?? 'https://api.eu.onfido.com'}/v3.6`
  const headers = { authorization: `Token token=${settings.apiKey}` }
  return {
    name: 'onfido',
    start: async ({ id, kind, name, email, returnUrl }) => {
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
          workflow_id: settings.levels[kind],
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
      const named = z.object({ payload: z.object({ action: z.string() }) }).safeParse(jsonOf(message))
      if (!named.success) return refuse('WEBHOOK_EVENT')
      const { action } = named.data.payload
      if (action !== 'workflow_run.completed' && action !== 'check.completed')
        return ok(unused(digestOf(message), action))
      const read = z
        .object({
          payload: z.object({
            object: z.object({
              id: z.string(),
              status: z.string(),
              completed_at_iso8601: z.string().nullish(),
            }),
            resource: z.unknown().optional(),
          }),
        })
        .safeParse(jsonOf(message))
      if (!read.success) return refuse('WEBHOOK_EVENT')
      const { object, resource } = read.data.payload
      const at = instantOf(object.completed_at_iso8601 ?? '')
      if (at === null) return refuse('WEBHOOK_EVENT')
      const said = { id: digestOf(message), ref: object.id, at }
      if (action === 'check.completed') return ok(checked(said, resource) ?? unused(said.id, action))
      const result = RESULTS[object.status]
      return ok(
        result === undefined ? strange(said) : eventOf({ ...said, result, verified: verifiedIn(resource) }),
      )
    },
    // documentation.onfido.com, "Retrieve workflow run".
    fetch: async (ref) => {
      const run = await askJson(`${base}/workflow_runs/${encodeURIComponent(ref)}`, null, headers)
      const status = textAt(run, 'status')
      const told = instantOf(textAt(run, 'updated_at') ?? '')
      const result = status === null ? undefined : RESULTS[status]
      if (result === undefined || told === null) return null
      const at = endOfSecond(told)
      return eventOf({ id: fetchedId(ref, at, result), ref, at, result, verified: verifiedIn(run) })
    },
  }
}

/**
 * Who a document report names that is among the outputs of a workflow run, each under the name that the workflow gives it;
 * null where it puts none out.
 */
function verifiedIn(run: unknown): VerifiedIdentity | null {
  const outputs: unknown[] = Object.values(Object(Object(run)['output']) as object)
  for (const output of outputs) {
    const read = (field: string) => textAt(output, 'properties', field)
    const found = verifiedOf(
      [read('first_name'), read('middle_name'), read('last_name')],
      read('date_of_birth'),
    )
    if (found !== null) return found
  }
  return null
}

/**
 * What a check has come to that stands by itself. Null of one that does not say so, and of one within a workflow run: the run
 * weighs it, and says its own result.
 */
function checked(said: Pick<ProviderEvent, 'id' | 'ref' | 'at'>, check: unknown): ProviderEvent | null {
  const result = textAt(check, 'result')
  if (result === null || textAt(check, 'workflow_run_id') !== null) return null
  const known = CHECK_RESULTS[result]
  const event = known === undefined ? strange(said) : eventOf({ ...said, result: known })
  return { ...event, mayBeOther: true }
}

/** documentation.onfido.com, "Check": it clears somebody, or has something for a person to consider. */
const CHECK_RESULTS: Readonly<Record<string, CheckResult>> = {
  clear: 'approved',
  consider: 'review',
  rejected: 'rejected',
}

/** Statuses of a workflow run that is over. */
const RESULTS: Readonly<Record<string, CheckResult>> = {
  approved: 'approved',
  declined: 'rejected',
  review: 'review',
  abandoned: 'updates-required',
  error: 'review',
}

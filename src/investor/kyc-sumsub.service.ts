import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import {
  askJson,
  digestOf,
  endOfSecond,
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
import type { VerifiedIdentity } from './verified-identity.ts'

const LINK_SECONDS = 1_800

/**
 * Sumsub. Webhooks carry `X-Payload-Digest`, the HMAC of the raw body by the algorithm that `X-Payload-Digest-Alg` names
 * (docs.sumsub.com, "Verify webhook sender"); no time is signed, and a message is sent again for a day.
 */
export function sumsub(settings: KycSettings): KycProvider {
  const algorithms: Readonly<Record<string, string>> = {
    HMAC_SHA256_HEX: 'sha256',
    HMAC_SHA512_HEX: 'sha512',
  }
  const base = settings.baseUrl ?? 'https://api.sumsub.com'
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
  // docs.sumsub.com, "Get applicant data": `info` is what was read off the papers, `fixedInfo` what was given beforehand.
  const identify = async (ref: string): Promise<VerifiedIdentity | null> => {
    const answer = await ask(`/resources/applicants/${encodeURIComponent(ref)}/one`, null)
    if (answer === null) return null
    const read = (...path: string[]) => textAt(answer, 'info', ...path)
    // In the letters of the paper, and in Latin ones: who answered in either is the same person.
    const paper = ['firstName', 'middleName', 'lastName'].map((field) => read(field))
    const latin = ['firstNameEn', 'middleNameEn', 'lastNameEn'].map((field) => read(field))
    const whole = [paper, latin].filter(([first, , last]) => first !== null && last !== null)
    const all = verifiedOf([...paper, ...latin, read('companyInfo', 'companyName')], read('dob'))
    if (all === null) return { names: [], born: null }
    // Half a name fits many: where one alphabet has no more, both are compared as one.
    return whole.length === 2
      ? { ...all, names: whole.flatMap((name) => verifiedOf(name, null)?.names ?? []) }
      : all
  }
  return {
    name: 'sumsub',
    identify,
    start: async ({ id, kind, email }) => {
      const level = encodeURIComponent(settings.levels[kind])
      const fresh = await ask(`/resources/applicants?levelName=${level}`, {
        externalUserId: id,
        ...(email === null ? {} : { email }),
        type: kind === 'entity' ? 'company' : 'individual',
      })
      // One that is there already is refused, and has to be asked for.
      const applicant =
        fresh ?? (await ask(`/resources/applicants/-;externalUserId=${encodeURIComponent(id)}/one`, null))
      const link = await ask('/resources/sdkIntegrations/levels/-/websdkLink', {
        levelName: settings.levels[kind],
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
      const body = jsonOf(message)
      const type = textAt(body, 'type')
      if (type === null) return refuse('WEBHOOK_EVENT')
      const id = digestOf(message)
      if (!OF_RESULTS.has(type)) return ok(unused(id, type))
      const ref = textAt(body, 'applicantId')
      const at = toldAt(body)
      if (ref === null || at === null) return refuse('WEBHOOK_EVENT')
      const said = { id, ref, at }
      switch (type) {
        case 'applicantCreated':
        case 'applicantPending':
          return ok(eventOf({ ...said, result: 'pending' }))
        case 'applicantOnHold':
          return ok(eventOf({ ...said, result: 'review' }))
        case 'applicantReset':
          return ok(eventOf({ ...said, result: 'review', labels: ['RESET'] }))
        default:
          return ok(reviewed(said, body))
      }
    },
    // docs.sumsub.com, "Get applicant review status".
    fetch: async (ref) => {
      const answer = await ask(`/resources/applicants/${encodeURIComponent(ref)}/status`, null)
      const status = textAt(answer, 'reviewStatus')
      // "2020-06-24 05:05:14+0000"
      const told = instantOf((textAt(answer, 'reviewDate') ?? '').replace(' ', 'T'))
      if (status !== 'completed' || told === null) return null
      const at = endOfSecond(told)
      const event = reviewed({ id: '', ref, at }, answer)
      const id = fetchedId(ref, at, event.result)
      if (event.result !== 'approved') return { ...event, id }
      const verified = await identify(ref)
      return verified === null ? null : { ...event, id, verified }
    },
  }
}

/** What tells how a check stands; of a level that is a workflow, its end says so. */
const OF_RESULTS: ReadonlySet<string> = new Set([
  'applicantCreated',
  'applicantPending',
  'applicantOnHold',
  'applicantReset',
  'applicantReviewed',
  'applicantWorkflowCompleted',
  'applicantWorkflowFailed',
])

/** When a message was written: "2020-02-21 13:23:19.321" in UTC, or "2020-02-21 13:23:19+0000" where that is all it tells. */
function toldAt(body: unknown): Temporal.Instant | null {
  const exact = textAt(body, 'createdAtMs')
  if (exact !== null) return instantOf(`${exact.replace(' ', 'T')}Z`)
  const second = instantOf((textAt(body, 'createdAt') ?? '').replace(' ', 'T'))
  return second === null ? null : endOfSecond(second)
}

/** What a review has come to: Sumsub writes it in one way into its messages and into the status of an applicant. */
function reviewed(said: Pick<ProviderEvent, 'id' | 'ref' | 'at'>, body: unknown): ProviderEvent {
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
    .safeParse(body)
  if (!review.success) return strange(said)
  const { reviewAnswer, reviewRejectType, rejectLabels, moderationComment, clientComment } =
    review.data.reviewResult
  const answers: Readonly<Record<string, CheckResult>> = {
    GREEN: 'approved',
    'RED FINAL': 'rejected',
    'RED RETRY': 'updates-required',
  }
  const result = answers[reviewAnswer === 'RED' ? `RED ${reviewRejectType ?? ''}` : reviewAnswer]
  if (result === undefined) return strange(said)
  return eventOf({
    ...said,
    result,
    labels: rejectLabels,
    publicComment: moderationComment ?? null,
    internalComment: clientComment ?? null,
  })
}

import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { CheckResult } from './kyc-case.ts'
import { eventOf, hmac, instantOf, jsonOf, unsignedWithTime } from './kyc-message.service.ts'
import type { KycProvider } from './kyc-provider.ts'

const SIMULATED_BODY = z.strictObject({
  id: z.string(),
  check: z.string(),
  result: z.enum(['pending', 'approved', 'rejected', 'updates-required', 'review']),
  at: z.string(),
  comment: z.string().nullable(),
})

/** A sandbox's own provider: results are invented, everything around them is as with a real one. */
export function simulated(secret: string, publicUrl: string): KycProvider {
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
    // It keeps nothing: what it says is said once, by its webhook.
    fetch: () => Promise.resolve(null),
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

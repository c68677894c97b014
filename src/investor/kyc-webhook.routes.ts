import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { Clock } from '../platform/clock.ts'
import { webhook, type Route } from '../platform/http/route.ts'
import { isEventKnown, noteUnused, receiveEvent } from './kyc-check.service.ts'
import type { KycProvider } from './kyc-provider.ts'
import { WEBHOOK_PROBLEMS } from './onboarding.problems.ts'

/** Larger than any message about one check. */
const BODY_MAX_BYTES = 256 * 1024

/**
 * Where the provider in use sends its results. `clock` is the machine's: a replay is told by real time, whatever a
 * sandbox's clock says.
 */
export function kycWebhookRoutes({
  provider,
  clock,
}: {
  readonly provider: KycProvider
  readonly clock: Clock
}): Route[] {
  return [
    webhook({
      path: '/v1/webhooks/kyc/{provider}',
      summary: 'Take in a result of the provider that checks identities',
      description:
        'Signed by the provider over the bytes as they are sent. A message that came before, that is older than what is known, or that says no result is answered with 200 and changes nothing.',
      tag: 'Webhooks',
      params: z.strictObject({ provider: z.string().max(20) }),
      bodyMaxBytes: BODY_MAX_BYTES,
      response: z.object({ outcome: z.enum(['applied', 'duplicate', 'out-of-order', 'ignored']) }),
      problems: WEBHOOK_PROBLEMS,
      receive: async ({ db, params, raw, headers }) => {
        if (params.provider !== provider.name) return refuse('NOT_FOUND')
        const received = provider.receive({ raw, headers }, clock.now())
        if (!received.ok || received.value === null || 'unused' in received.value) return received
        const event = received.value
        const isYes = event.result === 'approved' && event.verified === null
        if (!isYes || provider.identify === undefined) return received
        // One that came before changes nothing, whatever would be answered: whoever recorded it has nobody asked by it.
        if (await isEventKnown(db, provider.name, event.id)) return received
        const verified = await provider.identify(event.ref)
        return verified === null ? refuse('KYC_PROVIDER_UNAVAILABLE') : ok({ ...event, verified })
      },
      save: async (work, event) => {
        const ignored = ok({ outcome: 'ignored' as const })
        if (event === null) return ignored
        const by = { kind: 'system', id: `kyc:${provider.name}` } as const
        if ('unused' in event) {
          await noteUnused({ ...work, by }, provider.name, event)
          return ignored
        }
        const received = await receiveEvent({ ...work, by }, provider.name, event)
        if (!received.ok && received.reason === 'WEBHOOK_CHECK_UNKNOWN' && event.mayBeOther) {
          await noteUnused({ ...work, by }, provider.name, { id: event.id, unused: 'check of another' })
          return ignored
        }
        return received.ok ? ok({ outcome: received.value }) : received
      },
    }),
  ]
}

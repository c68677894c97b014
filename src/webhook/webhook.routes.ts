import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import type { Clock } from '../platform/clock.ts'
import { idField, instantField, page, pageQuery } from '../platform/http/fields.ts'
import { read, write, writeOutside, type Route } from '../platform/http/route.ts'
import { beginPing, saveAttempt, send } from './delivery.service.ts'
import type { Network } from './network.service.ts'
import { URL_FAULT_PROBLEMS, WEBHOOK_PROBLEMS } from './webhook.problems.ts'
import { deliveries, registerWebhook, removeWebhook, webhookById, webhooks } from './webhook.service.ts'
import {
  DELIVERY_STATUSES,
  EVENT_PATTERN,
  EVENTS_MAX,
  faultFound,
  type UrlFault,
  URL_LENGTH_MAX,
} from './webhook.ts'

const TAG = 'Webhooks'
const { NOT_FOUND, WEBHOOK_EVENT_UNKNOWN, WEBHOOK_LIMIT, WEBHOOK_URL_FORBIDDEN } = WEBHOOK_PROBLEMS
const webhookParams = z.strictObject({ id: idField('whk') })

const webhookAnswer = z
  .object({
    id: idField('whk'),
    url: z.string(),
    events: z.array(z.string()).readonly(),
    createdAt: instantField,
    removedAt: instantField.nullable(),
  })
  .meta({ id: 'Webhook' })
const deliveryAnswer = z
  .object({
    event: z.object({
      id: z.string().meta({ description: 'The message’s id, the same at each attempt: `webhook-id`.' }),
      type: z.string(),
      at: instantField,
      seq: z.number(),
      subject: z.string().nullable(),
    }),
    status: z.enum(DELIVERY_STATUSES),
    attempts: z.number(),
    nextAt: instantField.nullable(),
    deliveredAt: instantField.nullable(),
    lastStatus: z.number().nullable().meta({ description: 'The HTTP status of the last answer.' }),
    lastFailure: z
      .enum(['address-forbidden', 'timeout', 'unreachable'])
      .nullable()
      .meta({ description: 'Why the last attempt had no answer.' }),
  })
  .meta({ id: 'Delivery' })

const eventField = z
  .string()
  .check(({ value, issues }) => {
    if (!EVENT_PATTERN.test(value))
      issues.push({
        code: 'custom',
        message: 'WEBHOOK_EVENT_UNKNOWN',
        params: { event: value },
        input: value,
      })
  })
  .meta({
    pattern: EVENT_PATTERN.source,
    description:
      'An action of the audit log, as `investor.approved`; all of one noun, as `investor.*`; or `*`.',
  })

/** Webhooks are everybody’s of the platform, as the audit log is, and so for administrators alone. */
export function webhookRoutes(deps: { readonly systemClock: Clock; readonly network: Network }): Route[] {
  return [
    read({
      path: '/v1/webhooks',
      summary: 'List the webhooks',
      tag: TAG,
      access: ['administrator'],
      query: pageQuery({}),
      response: page(webhookAnswer),
      handle: async ({ work, query, pages }) => {
        const range = { after: pages.after(query)?.[0] ?? null, limit: query.limit + 1 }
        return ok(pages.page(await webhooks(work.db, range), query, ({ id }) => [id]))
      },
    }),
    write({
      path: '/v1/webhooks',
      summary: 'Register a webhook',
      description:
        'From now on each entry of the audit log that it wants is sent to this address, signed as Standard Webhooks 1.0.0 has it: at least once, in no promised order, and with no personal data. The answer holds what it is signed with, this once.',
      tag: TAG,
      access: ['administrator'],
      status: 201,
      body: z.strictObject({
        url: z.string().max(URL_LENGTH_MAX),
        events: z.array(eventField).min(1).max(EVENTS_MAX),
      }),
      response: webhookAnswer.extend({ secret: z.string() }),
      problems: { WEBHOOK_EVENT_UNKNOWN, WEBHOOK_LIMIT, WEBHOOK_URL_FORBIDDEN, ...URL_FAULT_PROBLEMS },
      handle: async ({ work, body }) => {
        const made = await registerWebhook(work, body, deps.network)
        if (made.ok) return ok({ ...made.value.hook, secret: made.value.secret })
        const { reason, facts } = made
        return reason === 'WEBHOOK_LIMIT' ? refuse(reason, facts) : forbidden(reason, 'url')
      },
    }),
    read({
      path: '/v1/webhooks/{id}',
      summary: 'Read a webhook',
      tag: TAG,
      access: ['administrator'],
      params: webhookParams,
      response: webhookAnswer,
      problems: { NOT_FOUND },
      handle: async ({ work, params }) => {
        const found = await webhookById(work.db, params.id)
        return found === null ? refuse('NOT_FOUND') : ok(found)
      },
    }),
    write({
      method: 'DELETE',
      path: '/v1/webhooks/{id}',
      summary: 'Remove a webhook',
      description:
        'Nothing more is sent to it, what waits included. What became of its messages stays to be seen.',
      tag: TAG,
      access: ['administrator'],
      params: webhookParams,
      response: webhookAnswer,
      problems: { NOT_FOUND },
      handle: ({ work, params }) => removeWebhook(work, params.id),
    }),
    writeOutside({
      path: '/v1/webhooks/{id}/ping',
      summary: 'Send a webhook a message to try it',
      description:
        'Its type is `webhook.pinged`. One that is not taken is sent again as others are; an address that leads inwards or answers with a redirect is refused.',
      tag: TAG,
      access: ['administrator'],
      params: webhookParams,
      response: deliveryAnswer,
      problems: { NOT_FOUND, WEBHOOK_URL_FORBIDDEN, ...URL_FAULT_PROBLEMS },
      record: ({ work, params }) => beginPing(work, params.id, deps.systemClock.now()),
      ask: (sending) => send(deps, sending),
      save: async (work, sending, attempt) => {
        const delivery = await saveAttempt(work, sending, { attempt, now: deps.systemClock.now() })
        const fault = faultFound(attempt)
        return fault === null ? ok(delivery) : forbidden(fault, '')
      },
      preview: ({ delivery }) => delivery,
    }),
    read({
      path: '/v1/webhooks/{id}/deliveries',
      summary: 'List what was sent to a webhook, newest first',
      tag: TAG,
      access: ['administrator'],
      params: webhookParams,
      query: pageQuery({ status: z.enum(DELIVERY_STATUSES).optional() }),
      response: page(deliveryAnswer),
      problems: { NOT_FOUND },
      handle: async ({ work, params, query, pages }) => {
        const before = pages.after(query)?.[0]
        const found = await deliveries(work.db, params.id, {
          before: before === undefined ? null : Number(before),
          limit: query.limit + 1,
          status: query.status ?? null,
        })
        return found.ok ? ok(pages.page(found.value, query, ({ event }) => [String(event.seq)])) : found
      },
    }),
  ]
}

/** Nothing is sent to an address, and what is wrong with it is said beside it. */
function forbidden(fault: UrlFault, path: string) {
  const { detail, fix } = URL_FAULT_PROBLEMS[fault]
  return refuse('WEBHOOK_URL_FORBIDDEN', {}, [{ path, code: fault, message: `${detail} ${fix}` }])
}

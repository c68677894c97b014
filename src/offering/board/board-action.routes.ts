import * as z from 'zod'
import { sentence } from '../../kernel/problem.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Refusal } from '../../kernel/result.ts'
import { idField, textField } from '../../platform/http/fields.ts'
import { seesInvestor, write, type Caller, type Route } from '../../platform/http/route.ts'
import type { Work } from '../../platform/work.ts'
import { remindOne } from './board.service.ts'
import { BOARD_ACTION_MAX, BOARD_ACTIONS, type BoardAction } from './board.ts'
import { BOARD_ACTION_PROBLEMS, OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'
import type { offeringView } from '../offering.service.ts'
import { rejectSubscription } from '../refund/refund.service.ts'
import { holdToEnd } from '../subscription/sale-lock.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'

const REASON_LENGTH_MAX = 300

/** One thing done to many subscriptions of a raise. */
export function boardActionRoutes(): Route[] {
  return [
    write({
      path: '/v1/offerings/{id}/subscription-actions',
      summary: 'Do one thing to many subscriptions of a raise',
      description:
        'Each is answered for itself: done, or refused with its reason while the others go on. `remind` reminds its investor, at most once a day; `reject` refuses it, and its money goes back.',
      tag: 'Offerings',
      access: ['issuer', 'officer'],
      params: z.strictObject({ id: idField('off') }),
      body: z.strictObject({
        action: z.enum(BOARD_ACTIONS),
        subscriptions: z.array(idField('sub')).min(1).max(BOARD_ACTION_MAX),
        reason: textField(REASON_LENGTH_MAX)
          .nullable()
          .default(null)
          .describe('Of `reject`: each of the investors reads it.'),
      }),
      response: z.object({
        items: z.array(
          z.object({
            subscription: idField('sub'),
            refusal: z.object({ code: z.string(), detail: z.string(), fix: z.string() }).nullable(),
          }),
        ),
      }),
      problems: BOARD_ACTION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { action, subscriptions, reason } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        if (action === 'reject' && reason === null) return refuse('REASON_MISSING')
        const items = []
        await holdToEnd(work.db, subscriptions)
        for (const subscription of [...new Set(subscriptions)].sort()) {
          const done = await actOn(work, caller, view, subscription, { action, reason: reason ?? '' })
          items.push({ subscription, refusal: done.ok ? null : worded(done) })
        }
        return ok({ items })
      },
    }),
  ]
}

async function actOn(
  work: Work,
  caller: Caller,
  { offering, instrument }: NonNullable<Awaited<ReturnType<typeof offeringView>>>,
  id: SubscriptionId,
  { action, reason }: { readonly action: BoardAction; readonly reason: string },
) {
  const one = await subscriptionById(work.db, id)
  if (one === null || one.offering !== offering.id || !seesInvestor(caller, one.investor))
    return refuse('NOT_FOUND')
  return action === 'remind'
    ? remindOne(work, id, instrument)
    : rejectSubscription(work, id, { reason: 'REJECTED', words: reason })
}

function worded({ reason, facts }: Refusal<keyof typeof OFFERING_PROBLEMS>) {
  const { detail, fix } = OFFERING_PROBLEMS[reason]
  return { code: reason, detail: sentence(detail, facts), fix: sentence(fix, facts) }
}

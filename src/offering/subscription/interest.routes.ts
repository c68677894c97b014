import * as z from 'zod'
import { isInvestorOf } from '../../investor/investor.service.ts'
import { parsePositive } from '../../kernel/decimal.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { idField } from '../../platform/http/fields.ts'
import { seesInvestor, write, type Route } from '../../platform/http/route.ts'
import { expressInterest } from './interest.service.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'
import { subscriptionAnswer, subscriptionBody } from './subscription.routes.ts'

/** What somebody says who cannot subscribe yet. */
export const interestRoutes: Route[] = [
  write({
    path: '/v1/offerings/{id}/interest',
    summary: 'Say that an investor who cannot subscribe yet would',
    description:
      'It binds nobody. Units are kept for them as soon as the offering is open and they may subscribe.',
    tag: 'Offerings',
    access: ['investor', 'officer'],
    status: 201,
    params: z.strictObject({ id: idField('off') }),
    body: z.strictObject({
      investor: idField('inv'),
      amount: z.string({
        error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined),
      }),
    }),
    response: subscriptionAnswer,
    problems: OFFERING_PROBLEMS,
    handle: async ({ work, caller, params: { id }, body }) => {
      const view = await visibleOffering(work.db, caller, id, work.now)
      const isTheirs = caller.issuer === null || (await isInvestorOf(work.db, caller.issuer, body.investor))
      if (view === null || !seesInvestor(caller, body.investor) || !isTheirs) return refuse('NOT_FOUND')
      const { currency } = view.instrument.payment
      const amount = parsePositive(body.amount, currency.decimals)
      if (!amount.ok) return refuse(amount.reason, { decimals: String(currency.decimals) })
      const told = await expressInterest(work, {
        offering: id,
        investor: body.investor,
        amount: amount.value,
      })
      return told.ok ? ok(await subscriptionBody(work, told.value, view.instrument)) : told
    },
  }),
]

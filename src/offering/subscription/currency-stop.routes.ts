import * as z from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { idField, textField } from '../../platform/http/fields.ts'
import { write, type Route } from '../../platform/http/route.ts'
import { codeField, currenciesAnswer, currenciesBody } from '../currency.routes.ts'
import { stopCurrency } from './currency-stop.service.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'

const REASON_LENGTH_MAX = 300

/** What an offering is not paid in any more. */
export function currencyStopRoutes(): Route[] {
  return [
    write({
      path: '/v1/offerings/{id}/currency-stops',
      summary: 'Take no more payments in one of the currencies of an offering, with a reason',
      description:
        'What was paid in it stays, and goes back in it. Whoever has reserved units to pay in it is told. It is not taken back.',
      tag: 'Offerings',
      access: ['issuer'],
      params: z.strictObject({ id: idField('off') }),
      body: z.strictObject({ currency: codeField, reason: textField(REASON_LENGTH_MAX) }),
      response: currenciesAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const stopped = await stopCurrency(work, id, body)
        if (!stopped.ok) return stopped
        const view = await visibleOffering(work.db, caller, id, work.now)
        return view === null ? refuse('NOT_FOUND') : ok(currenciesBody(view.instrument, view.stops))
      },
    }),
  ]
}

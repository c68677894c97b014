import * as z from 'zod'
import { refuse } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { write, type Route } from '../platform/http/route.ts'
import { DOCUMENT } from '../register/enforcement.ts'
import { askCapital, confirmCapital } from './capital.service.ts'
import { CAPITAL_PROBLEMS } from './capital.problems.ts'
import {
  answer,
  distributionParams,
  distributionWithCorrections,
  readable,
  visible,
} from './distribution.routes.ts'
import { ISSUERS } from './income.routes.ts'

/** Income that is paid out of what was raised: only where two people say so. */
export function capitalRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    write({
      path: '/v1/distributions/{id}/capital',
      summary: 'Ask that what is lacking be paid out of what was raised, as the first of two people',
      description:
        'Exactly what the treasury lacks of income: holders are told that it is a return of capital.',
      tag: 'Income',
      access: ISSUERS,
      params: distributionParams,
      body: z.strictObject({
        document: z.string().regex(DOCUMENT).meta({
          description: 'Who decided it: the id of a paper, or a file number, without names of people.',
        }),
      }),
      response: distributionWithCorrections,
      problems: CAPITAL_PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        const view = await visible(work.db, caller, params.id)
        if (view === null) return refuse('NOT_FOUND')
        const asked = await askCapital(work, rpc, params.id, body.document)
        return asked.ok ? answer(work.db, caller, params.id) : readable(asked, view)
      },
    }),
    write({
      path: '/v1/distributions/{id}/capital/confirmation',
      summary: 'Confirm that what is lacking is paid out of what was raised, as the second person',
      tag: 'Income',
      access: ['issuer', 'officer'],
      params: distributionParams,
      response: distributionWithCorrections,
      problems: CAPITAL_PROBLEMS,
      handle: async ({ work, caller, params }) => {
        const view = await visible(work.db, caller, params.id)
        if (view === null) return refuse('NOT_FOUND')
        const confirmed = await confirmCapital(work, rpc, params.id)
        return confirmed.ok ? answer(work.db, caller, params.id) : readable(confirmed, view)
      },
    }),
  ]
}

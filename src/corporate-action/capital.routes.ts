import * as z from 'zod'
import { refuse } from '../kernel/result.ts'
import { write, type Route } from '../platform/http/route.ts'
import { DOCUMENT } from '../register/enforcement.ts'
import { PROCEEDS_PROBLEMS } from '../offering/proceeds.problems.ts'
import { askCapital, confirmCapital } from './capital.service.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { answer, distributionParams, distributionWithCorrections, visible } from './distribution.routes.ts'
import { ISSUERS } from './income.routes.ts'

const PROBLEMS = {
  ...PROCEEDS_PROBLEMS,
  ...DISTRIBUTION_PROBLEMS,
  INCOME_NOT_SHORT: {
    status: 409,
    detail: 'This distribution does not wait for income that the treasury lacks.',
    fix: 'Look at what it waits for.',
  },
  CAPITAL_ASKED: {
    status: 409,
    detail: 'Somebody has asked for it already.',
    fix: 'Have a second person confirm it, or withdraw it and ask anew.',
  },
  CAPITAL_NOT_ASKED: {
    status: 409,
    detail: 'Nobody has asked for it.',
    fix: 'Ask for it first; another person confirms it.',
  },
  CAPITAL_CHANGED: {
    status: 409,
    detail: 'Something else is lacking now than when it was asked for.',
    fix: 'Withdraw it, and ask anew for what is still lacking.',
  },
} as const

/** Income that is paid out of what was raised: only where two people say so. */
export const capitalRoutes: Route[] = [
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
    problems: PROBLEMS,
    handle: async ({ work, caller, params, body }) => {
      if ((await visible(work.db, caller, params.id)) === null) return refuse('NOT_FOUND')
      const asked = await askCapital(work, params.id, body.document)
      return asked.ok ? answer(work.db, caller, params.id) : asked
    },
  }),
  write({
    path: '/v1/distributions/{id}/capital/confirmation',
    summary: 'Confirm that what is lacking is paid out of what was raised, as the second person',
    tag: 'Income',
    access: ['issuer', 'officer'],
    params: distributionParams,
    response: distributionWithCorrections,
    problems: PROBLEMS,
    handle: async ({ work, caller, params }) => {
      if ((await visible(work.db, caller, params.id)) === null) return refuse('NOT_FOUND')
      const confirmed = await confirmCapital(work, params.id)
      return confirmed.ok ? answer(work.db, caller, params.id) : confirmed
    },
  }),
]

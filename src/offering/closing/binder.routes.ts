import * as z from 'zod'
import type { Problems } from '../../kernel/problem.ts'
import { refuse } from '../../kernel/result.ts'
import { idField } from '../../platform/http/fields.ts'
import { FILE, read, type Route } from '../../platform/http/route.ts'
import { closingBinder } from './binder.service.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { seesOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'

const PROBLEMS: Problems<keyof typeof OFFERING_PROBLEMS | 'OFFERING_NOT_CLOSED'> = {
  ...OFFERING_PROBLEMS,
  OFFERING_NOT_CLOSED: {
    status: 409,
    detail: 'The offering has not closed.',
    fix: 'Ask for its binder when it has: everything in it is settled then.',
  },
}

/** The binder of a closing. */
export const binderRoutes: Route[] = [
  read({
    path: '/v1/offerings/{id}/binder',
    summary: 'Save the binder of a closing: sheet, agreements, allotments, anchors and log in one ZIP',
    description:
      'The same binder asked for again is the same bytes. The auditor’s copy has no names and no agreements, but their hashes.',
    tag: 'Offerings',
    access: ['issuer', 'officer', 'auditor'],
    params: z.strictObject({ id: idField('off') }),
    response: FILE,
    problems: PROBLEMS,
    handle: async ({ work, caller, params: { id } }) => {
      const view = await offeringView(work.db, { id }, work.now)
      if (view === null || !(await seesOffering(work.db, caller, view))) return refuse('NOT_FOUND')
      return closingBinder(work, view, caller.role !== 'auditor')
    },
  }),
]

import * as z from 'zod'
import { ok, refuse } from '../../kernel/result.ts'
import { idField, instantField, paperTextField } from '../../platform/http/fields.ts'
import { read, write, type Route } from '../../platform/http/route.ts'
import { changesOf, tellChange } from './offering-change.service.ts'
import { CHANGE_RIGHTS, type OfferingChange } from './offering-change.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'

const WHAT_LENGTH_MAX = 4_000
export const changeAnswer = z.object({
  id: idField('chg'),
  what: z.string(),
  at: instantField,
  right: z
    .enum(CHANGE_RIGHTS)
    .nullable()
    .meta({ description: 'Of whoever had agreed before, paid or not: what they may, or have to do.' }),
  until: instantField.nullable(),
})
const toldAnswer = changeAnswer
  .extend({
    reconfirmed: z.int(),
    waiting: z.int().meta({ description: 'Who had agreed before, has to reconfirm, and has not.' }),
  })
  .meta({ id: 'OfferingChange' })
const params = z.strictObject({ id: idField('off') })

/** What changes about an offering while it is open. */
export function offeringChangeRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/changes',
      summary: 'List what changed about an offering since it opened',
      tag: 'Offerings',
      access: ['investor', 'issuer', 'officer', 'auditor'],
      params,
      response: z.object({ items: z.array(toldAnswer), next: z.null() }),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const items = (await changesOf(work.db, id)).map(({ reconfirmed, waiting, ...change }) => ({
          ...changeBody(change),
          reconfirmed,
          waiting,
        }))
        return ok({ items, next: null })
      },
    }),
    write({
      path: '/v1/offerings/{id}/changes',
      summary: 'Tell every subscriber of a material change',
      description:
        'What a term sheet changes while an offering is open is told by itself. Whoever had agreed may withdraw, or has to reconfirm, as the law of the offering has it; else its cooling-off begins anew.',
      tag: 'Offerings',
      access: ['issuer'],
      status: 201,
      params,
      body: z.strictObject({ what: paperTextField(WHAT_LENGTH_MAX) }),
      response: toldAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { what } }) => {
        if ((await visibleOffering(work.db, caller, id, work.now)) === null) return refuse('NOT_FOUND')
        const told = await tellChange(work, { id }, what)
        if (!told.ok) return told
        const one = (await changesOf(work.db, id)).find((each) => each.id === told.value.id)!
        return ok({ ...changeBody(one), reconfirmed: one.reconfirmed, waiting: one.waiting })
      },
    }),
  ]
}

export function changeBody({ id, what, at, given }: OfferingChange): z.output<typeof changeAnswer> {
  return { id, what, at, right: given?.right ?? null, until: given?.until ?? null }
}

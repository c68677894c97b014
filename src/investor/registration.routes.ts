import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import { countryField, dateField, idField, nameField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import type { ScreeningThread } from '../screening/engine.service.ts'
import { isThere } from './erasure.routes.ts'
import { screenInvestors } from './investor-screening.service.ts'
import { REGISTRATION_PROBLEMS } from './registration.problems.ts'
import { register, registrationOf } from './registration.service.ts'
import { PARTIES_MAX, PARTY_ROLES, REGISTRATIONS } from './registration.ts'

const params = z.strictObject({ id: idField('inv') })
const party = z.strictObject({
  role: z.enum(PARTY_ROLES),
  name: nameField,
  born: dateField.nullable().default(null),
  country: countryField,
})
const registrationAnswer = z
  .object({
    registration: z.enum(REGISTRATIONS).nullable().describe('Null: the investor stands alone.'),
    parties: z.array(
      z.object({
        role: z.enum(PARTY_ROLES),
        name: z.string(),
        born: dateField.nullable(),
        country: z.string(),
      }),
    ),
  })
  .meta({ id: 'Registration' })

/** Joint holders, custodians of minors, and trustees: together they are one investor. */
export function registrationRoutes(deps: { readonly screening: ScreeningThread }): Route[] {
  return [
    read({
      path: '/v1/investors/{id}/registration',
      summary: 'Read who stands behind an investor together',
      tag: 'Personal data',
      access: ['officer', 'investor'],
      params,
      response: registrationAnswer,
      problems: REGISTRATION_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const found = await registrationOf(work.db, id)
        return ok({ registration: found?.registration ?? null, parties: [...(found?.parties ?? [])] })
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/investors/{id}/registration',
      summary: 'Register joint holders, a custodian and a minor, or trustees as one investor',
      description: 'They count as one holder. Each is compared with the sanctions lists.',
      tag: 'Personal data',
      access: ['officer'],
      params,
      body: z.strictObject({
        registration: z.enum(REGISTRATIONS),
        parties: z.array(party).min(1).max(PARTIES_MAX),
      }),
      response: registrationAnswer,
      problems: REGISTRATION_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
        const done = await register(work, id, body)
        if (!done.ok) return done
        await screenInvestors(work, deps.screening, [id])
        return ok({ registration: done.value.registration, parties: [...done.value.parties] })
      },
    }),
  ]
}

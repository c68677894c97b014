import * as z from 'zod'
import { ok } from '../kernel/result.ts'
import { dateField, idField, nameField } from '../platform/http/fields.ts'
import { read, seesIssuer, write, type Route } from '../platform/http/route.ts'
import { ISSUER_PROBLEMS } from './issuer.problems.ts'
import { issuers, registerIssuer } from './issuer.service.ts'
import { isJurisdiction, SHEET_KEY, type Issuer } from './issuer.ts'

const issuerAnswer = z
  .object({
    id: idField('iss'),
    key: z.string(),
    name: z.string(),
    form: z.string(),
    jurisdiction: z.string(),
    registryNumber: z.string().nullable(),
    lei: z.string().nullable(),
    formedOn: dateField.nullable(),
  })
  .meta({ id: 'Issuer' })

/** The companies that issue: who there is, and a new one, so that its people can be let in. */
export const issuerRoutes: readonly Route[] = [
  read({
    path: '/v1/issuers',
    summary: 'List the issuers',
    tag: 'Assets',
    access: ['administrator', 'issuer', 'officer', 'auditor'],
    response: z.object({ items: z.array(issuerAnswer) }),
    handle: async ({ work, caller }) => {
      const all = await issuers(work.db)
      return ok({ items: all.filter(({ id }) => seesIssuer(caller, id)).map(body) })
    },
  }),
  write({
    path: '/v1/issuers',
    summary: 'Take up a company as an issuer, before its first term sheet',
    tag: 'Assets',
    access: ['administrator'],
    status: 201,
    body: z.strictObject({
      key: z
        .string()
        .refine((key) => SHEET_KEY.test(key), 'KEY_FORMAT')
        .meta({ description: 'The name that its term sheets will have for it.' }),
      name: nameField,
      form: nameField.meta({
        description: 'Its legal form, in the words of its jurisdiction: LLC, GmbH.',
      }),
      jurisdiction: z
        .string()
        .refine(isJurisdiction, 'JURISDICTION_UNKNOWN')
        .meta({ description: 'Country, or country and part: LU, US-DE.' }),
    }),
    response: issuerAnswer,
    problems: ISSUER_PROBLEMS,
    handle: async ({ work, body: company }) => {
      const registered = await registerIssuer(work, company)
      return registered.ok ? ok(body(registered.value)) : registered
    },
  }),
]

function body({ id, key, name, form, jurisdiction, registryNumber, lei, formedOn }: Issuer) {
  return { id, key, name, form, jurisdiction, registryNumber, lei, formedOn }
}

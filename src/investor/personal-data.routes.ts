import * as z from 'zod'
import { ok, refuse } from '../kernel/result.ts'
import { addressField, dateField, idField, instantField } from '../platform/http/fields.ts'
import { read, type Route } from '../platform/http/route.ts'
import { ACCREDITATION_BASES } from './accreditation.ts'
import { ERASURE_PROBLEMS } from './erasure.problems.ts'
import { isThere } from './erasure.routes.ts'
import { FILE_KINDS } from './file.ts'
import { personalDataOf } from './personal-data.service.ts'
import { TAX_FORMS } from './tax-form.ts'

const personalDataAnswer = z
  .object({
    investor: idField('inv'),
    kind: z.string(),
    country: z.string(),
    kycUntil: dateField.nullable(),
    accreditedUntil: dateField.nullable(),
    identity: z.string().describe('The address by which the registry on the chain knows them.'),
    personal: z.record(z.string(), z.string()).describe('What is kept in the vault, by its field.'),
    wallets: z.array(addressField),
    papers: z.array(
      z.object({
        id: idField('fil'),
        kind: z.enum(FILE_KINDS),
        displayName: z.string().nullable(),
        bytes: z.number(),
        receivedAt: instantField,
      }),
    ),
    taxForm: z
      .object({
        form: z.enum(TAX_FORMS),
        signedOn: dateField,
        validThrough: dateField.nullable(),
        treatyCountry: z.string().nullable(),
        classification: z.string().nullable(),
        chapter4Status: z.string().nullable(),
      })
      .nullable(),
    accreditations: z.array(
      z.object({
        basis: z.enum(ACCREDITATION_BASES),
        evidenceOn: dateField,
        status: z.string(),
        expiresOn: dateField.nullable(),
      }),
    ),
    erasureAskedAt: instantField.nullable(),
    history: z.array(z.object({ at: instantField, action: z.string() })),
  })
  .meta({ id: 'PersonalData' })

/** The right of access: everything that is kept of an investor, for them to read and to take along. */
export const personalDataRoutes: Route[] = [
  read({
    path: '/v1/investors/{id}/data',
    summary: 'Read everything that is kept of an investor',
    tag: 'Personal data',
    access: ['officer', 'investor'],
    params: z.strictObject({ id: idField('inv') }),
    response: personalDataAnswer,
    problems: ERASURE_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) => {
      const data = (await isThere(work, caller, id)) ? await personalDataOf(work.db, id, work.now) : null
      return data === null ? refuse('NOT_FOUND') : ok(data)
    },
  }),
]

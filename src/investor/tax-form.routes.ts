import * as z from 'zod'
import type { InvestorId } from '../kernel/ids.ts'
import { ok, refuse } from '../kernel/result.ts'
import { countryField, dateField, idField, nameField, paperTextField } from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { isThere } from './erasure.routes.ts'
import { investorById } from './investor.service.ts'
import { TAX_FORM_PROBLEMS } from './tax-form.problems.ts'
import { taxDay, takeTaxForm, taxFormOf } from './tax-form.service.ts'
import { TAX_FORMS, TIN_KINDS, validThrough } from './tax-form.ts'
import { CHAPTER_3_STATUSES, CHAPTER_4_STATUSES, LIMITATIONS, LLC_CLASSES, W9_CLASSES } from './tax-status.ts'
import { WITHHOLDING_NOTES, withholdingRate, type WithholdingLaw } from './withholding.ts'

const params = z.strictObject({ id: idField('inv') })
const LINE_LENGTH_MAX = 200
const NUMBER_LENGTH_MAX = 40
const line = paperTextField(LINE_LENGTH_MAX)
const tin = z.strictObject({ kind: z.enum(TIN_KINDS), number: paperTextField(NUMBER_LENGTH_MAX) })
const common = {
  name: nameField,
  address: z.strictObject({ street: line, town: line, postCode: line, country: countryField }),
  signedBy: nameField.nullable().default(null),
  signedOn: dateField,
}
const foreign = {
  ...common,
  country: countryField.describe('Citizenship, or where the entity was organized.'),
  usTin: tin.nullable().default(null),
  foreignTin: paperTextField(NUMBER_LENGTH_MAX).nullable().default(null),
  treatyCountry: countryField.nullable().default(null),
}
const formBody = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('W-9'),
    ...common,
    classification: z.enum(W9_CLASSES).nullable().default(null).describe('Line 3a.'),
    llcTaxedAs: z.enum(LLC_CLASSES).nullable().default(null).describe('Line 3a, of an LLC.'),
    tin,
    backupWithholding: z.boolean(),
  }),
  z.strictObject({ form: z.literal('W-8BEN'), ...foreign }),
  z.strictObject({
    form: z.literal('W-8BEN-E'),
    ...foreign,
    chapter3Status: z.enum(CHAPTER_3_STATUSES).nullable().default(null).describe('Line 4.'),
    chapter4Status: z.enum(CHAPTER_4_STATUSES).nullable().default(null).describe('Line 5, FATCA.'),
    giin: paperTextField(NUMBER_LENGTH_MAX).nullable().default(null).describe('Line 9a.'),
    limitation: z.enum(LIMITATIONS).nullable().default(null).describe('Line 14b, where a treaty is claimed.'),
  }),
])
const statusAnswer = z
  .object({
    form: z.enum(TAX_FORMS).nullable(),
    signedOn: dateField.nullable(),
    validThrough: dateField
      .nullable()
      .describe('The last day on which it counts; a W-9 counts until it is replaced.'),
    hasTin: z.boolean(),
    treatyCountry: z.string().nullable(),
    classification: z
      .enum([...W9_CLASSES, ...CHAPTER_3_STATUSES])
      .nullable()
      .describe('What the holder is for tax; null of a W-8BEN, and of a form taken before this was asked.'),
    chapter4Status: z.enum(CHAPTER_4_STATUSES).nullable(),
    dividendRate: z
      .string()
      .describe(
        'What the law asks to be withheld of a dividend from the United States today, in percent. The issuer sets what is.',
      ),
    note: z.enum(WITHHOLDING_NOTES).nullable(),
  })
  .meta({ id: 'TaxStatus' })

type LawInForce = (db: Db, now: Temporal.Instant) => Promise<WithholdingLaw>

/**
 * Tax forms of the United States: W-9 and W-8BEN(-E).
 *
 * @param deps.law the rates that are in force, and for how long a form counts
 */
export const taxFormRoutes = ({ law }: { readonly law: LawInForce }): Route[] => [
  read({
    path: '/v1/investors/{id}/tax-form',
    summary: 'Read which tax form an investor has, and what the law asks to be withheld by it',
    tag: 'Personal data',
    access: ['officer', 'auditor', 'investor'],
    params,
    response: statusAnswer,
    problems: TAX_FORM_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) =>
      (await isThere(work, caller, id)) ? ok(await status(work, id, law)) : refuse('NOT_FOUND'),
  }),
  write({
    path: '/v1/investors/{id}/tax-form',
    summary: 'Hand in a tax form',
    description: 'What stands in it is kept in the vault. The newest form counts.',
    tag: 'Personal data',
    access: ['officer', 'investor'],
    params,
    body: formBody,
    response: statusAnswer,
    problems: TAX_FORM_PROBLEMS,
    handle: async ({ work, caller, params: { id }, body }) => {
      if (!(await isThere(work, caller, id))) return refuse('NOT_FOUND')
      const taken = await takeTaxForm(work, id, body, TAX_FORM_PROBLEMS, await law(work.db, work.now))
      return taken.ok ? ok(await status(work, id, law)) : taken
    },
  }),
]

async function status(work: Work, id: InvestorId, law: LawInForce) {
  const investor = await investorById(work.db, id)
  const form = await taxFormOf(work.db, id)
  const inForce = await law(work.db, work.now)
  const { bps, note } = withholdingRate(inForce, form, {
    country: investor?.country ?? '',
    income: 'dividend',
    on: taxDay(work.now),
  })
  return {
    form: form?.form ?? null,
    signedOn: form?.signedOn ?? null,
    validThrough: form === null ? null : validThrough(form, inForce),
    hasTin: form?.hasTin ?? false,
    treatyCountry: form?.treatyCountry ?? null,
    classification: form?.classification ?? null,
    chapter4Status: form?.chapter4Status ?? null,
    dividendRate: (bps / 100).toFixed(2),
    note,
  }
}

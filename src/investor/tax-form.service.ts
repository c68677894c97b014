import { newId, type InvestorId } from '../kernel/ids.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readPersonal } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import { restrictionRefusal } from './erasure.service.ts'
import { UNITED_STATES_ZONE } from '../instrument/countries.ts'
import { investorById } from './investor.service.ts'
import { readAnswers } from './onboarding-answers.service.ts'
import {
  taxFormFaults,
  validThrough,
  type PostalAddress,
  type TaxForm,
  type TaxFormFault,
  type TaxFormRecord,
} from './tax-form.ts'
import { insertTaxForm, selectNewestTaxForms } from './tax-form.store.ts'
import type { WithholdingLaw } from './withholding.ts'

/** The newest form of an investor, or null. What stands in it is in the vault. */
export async function taxFormOf(db: Db, investor: InvestorId): Promise<TaxFormRecord | null> {
  return (await selectNewestTaxForms(db, [investor])).get(investor) ?? null
}

/** The newest form of each of these investors; who has handed in none is left out. */
export function taxFormsOf(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, TaxFormRecord>> {
  return selectNewestTaxForms(db, investors)
}

/** What stands in the newest form, for those who may see it; null when there is none, or it was erased. */
export async function taxFormContent(
  db: Db,
  investor: InvestorId,
): Promise<{ readonly name: string; readonly address: PostalAddress } | null> {
  const newest = await taxFormOf(db, investor)
  if (newest === null) return null
  const field: string = contentField(newest.id)
  const content = (await readPersonal(db, investor, [field]))[field]
  // Written by `takeTaxForm` from a form that was read.
  return content == null ? null : (JSON.parse(content) as { name: string; address: PostalAddress })
}

function contentField(id: TaxFormRecord['id']): string {
  return `tax-form.${id}`
}

/** The day by which forms and payments are counted. */
export function taxDay(now: Temporal.Instant): Temporal.PlainDate {
  return dateIn(now, UNITED_STATES_ZONE)
}

/**
 * Takes a tax form. All that is wrong with it is told at once. The newest form counts; former ones are kept.
 *
 * @param sentences what is told of each fault
 * @param law for how long a form counts
 */
export async function takeTaxForm(
  work: Work,
  investor: InvestorId,
  form: TaxForm,
  sentences: Readonly<Record<TaxFormFault, { readonly detail: string }>>,
  { formYears }: Pick<WithholdingLaw, 'formYears'>,
): Promise<Result<TaxFormRecord, TaxFormFault | 'NOT_FOUND' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, investor)
  const holder = await investorById(work.db, investor)
  if (holder === null) return refuse('NOT_FOUND')
  const restricted = await restrictionRefusal(work.db, investor)
  if (restricted !== null) return refuse(restricted)
  const { company } = await readAnswers(work.db, investor)
  const faults = taxFormFaults(form, {
    kind: holder.kind,
    isGrantorTrust: company?.isRevocable === true,
    today: taxDay(work.now),
    formYears,
  })
  const [first] = faults
  if (first !== undefined)
    return refuse(
      first.fault,
      {},
      faults.map(({ path, fault }) => ({
        path,
        code: fault,
        message: sentence(sentences[fault].detail, {}),
      })),
    )

  const record: TaxFormRecord = {
    id: newId('txf'),
    investor,
    form: form.form,
    signedOn: form.signedOn,
    validThrough: validThrough(form, { formYears }),
    hasTin: form.form === 'W-9' || form.usTin !== null || form.foreignTin !== null,
    backupWithholding: form.form === 'W-9' && form.backupWithholding,
    treatyCountry: form.form === 'W-9' ? null : form.treatyCountry,
    classification:
      form.form === 'W-9' ? form.classification : form.form === 'W-8BEN-E' ? form.chapter3Status : null,
    chapter4Status: form.form === 'W-8BEN-E' ? form.chapter4Status : null,
  }
  await insertTaxForm(work.db, record, { at: work.now, by: work.by.id })
  await putPersonal(work, investor, { [contentField(record.id)]: JSON.stringify(form) })
  await appendAudit(work, {
    action: 'tax-form.received',
    subject: investor,
    detail: { taxForm: record.id, form: record.form, validThrough: record.validThrough?.toString() ?? null },
  })
  return ok(record)
}

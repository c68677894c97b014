import type { Generated } from 'kysely'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Chapter4Status, TaxClass } from './tax-status.ts'
import type { TaxFormId, TaxFormKind, TaxFormRecord } from './tax-form.ts'

type TaxFormTable = {
  id: string
  seq: Generated<number>
  investor: string
  form: TaxFormKind
  signed_on: Temporal.PlainDate
  valid_through: Temporal.PlainDate | null
  has_tin: boolean
  backup_withholding: boolean
  treaty_country: string | null
  classification: TaxClass | null
  chapter4_status: Chapter4Status | null
  received_at: Temporal.Instant
  received_by: string
}
const tables = (db: Db) => db.withTables<{ tax_form: TaxFormTable }>()

export async function insertTaxForm(
  db: Db,
  form: TaxFormRecord,
  received: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db)
    .insertInto('tax_form')
    .values({
      id: form.id,
      investor: form.investor,
      form: form.form,
      signed_on: form.signedOn,
      valid_through: form.validThrough,
      has_tin: form.hasTin,
      backup_withholding: form.backupWithholding,
      treaty_country: form.treatyCountry,
      classification: form.classification,
      chapter4_status: form.chapter4Status,
      received_at: received.at,
      received_by: received.by,
    })
    .execute()
}

/** The newest form of each of these investors: that one counts. Who has handed in none is left out. */
export async function selectNewestTaxForms(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, TaxFormRecord>> {
  if (investors.length === 0) return new Map()
  const rows = await tables(db)
    .selectFrom('tax_form')
    .selectAll()
    .distinctOn('investor')
    .where('investor', 'in', investors)
    .orderBy('investor')
    .orderBy('seq', 'desc')
    .execute()
  return new Map(
    rows.map((row) => [
      row.investor as InvestorId,
      {
        id: row.id as TaxFormId,
        investor: row.investor as InvestorId,
        form: row.form,
        signedOn: row.signed_on,
        validThrough: row.valid_through,
        hasTin: row.has_tin,
        backupWithholding: row.backup_withholding,
        treatyCountry: row.treaty_country,
        classification: row.classification,
        chapter4Status: row.chapter4_status,
      },
    ]),
  )
}

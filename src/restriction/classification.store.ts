import type { ColumnType, Selectable } from 'kysely'
import type { InstrumentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { StoredClassification } from './classification.ts'

type ClassificationTable = {
  instrument: string
  answers: ColumnType<Readonly<Record<string, boolean | null>>, string, string>
  maturity_months: number | null
  pack_sha256: string
  answered_by: string
  answered_at: Temporal.Instant
  opinion_sha256: string | null
  first_approver: string | null
  second_approver: string | null
}
const tables = (db: Db) => db.withTables<{ rule_classification: ClassificationTable }>()

function toStored(row: Selectable<ClassificationTable>): StoredClassification {
  return {
    instrument: row.instrument as InstrumentId,
    answers: row.answers,
    maturityMonths: row.maturity_months,
    packSha256: row.pack_sha256,
    answeredBy: row.answered_by,
    answeredAt: row.answered_at,
    opinionSha256: row.opinion_sha256,
    approvers: [row.first_approver, row.second_approver].filter((one) => one !== null),
  }
}

export async function selectClassification(
  db: Db,
  instrument: InstrumentId,
): Promise<StoredClassification | null> {
  const row = await tables(db)
    .selectFrom('rule_classification')
    .selectAll()
    .where('instrument', '=', instrument)
    .executeTakeFirst()
  return row === undefined ? null : toStored(row)
}

/** Keeps the answers. Whoever said that it is no security said so of other answers: that is taken back. */
export async function upsertClassification(db: Db, one: StoredClassification): Promise<void> {
  const row = {
    answers: JSON.stringify(one.answers),
    maturity_months: one.maturityMonths,
    pack_sha256: one.packSha256,
    answered_by: one.answeredBy,
    answered_at: one.answeredAt,
    opinion_sha256: one.opinionSha256,
    first_approver: one.approvers[0] ?? null,
    second_approver: one.approvers[1] ?? null,
  }
  await tables(db)
    .insertInto('rule_classification')
    .values({ instrument: one.instrument, ...row })
    .onConflict((conflict) => conflict.column('instrument').doUpdateSet(row))
    .execute()
}

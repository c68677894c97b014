import type { InstrumentId, StatementId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { AccountKind, Period, StatementLine } from './income.ts'

type IncomeTables = {
  income_statement: {
    id: string
    instrument: string
    period: string
    version: number
    sha256: string
    imported_at: Temporal.Instant
    imported_by: string
  }
  income_statement_line: {
    statement: string
    line: number
    date: Temporal.PlainDate
    account: string
    kind: AccountKind
    amount: bigint
  }
}

const tables = (db: Db) => db.withTables<IncomeTables>()

/** A month's statement as imported: never edited, a better one is the next version. */
export type Statement = {
  readonly id: StatementId
  readonly instrument: InstrumentId
  readonly period: Period
  readonly version: number
  /** Of the file's bytes. */
  readonly sha256: string
  readonly importedAt: Temporal.Instant
  readonly importedBy: string
}

export async function insertStatement(
  db: Db,
  statement: Statement,
  lines: readonly StatementLine[],
): Promise<void> {
  await tables(db)
    .insertInto('income_statement')
    .values({
      id: statement.id,
      instrument: statement.instrument,
      period: statement.period.toString(),
      version: statement.version,
      sha256: statement.sha256,
      imported_at: statement.importedAt,
      imported_by: statement.importedBy,
    })
    .execute()
  if (lines.length === 0) return
  await tables(db)
    .insertInto('income_statement_line')
    .values(lines.map((line, i) => ({ statement: statement.id, line: i + 1, ...line })))
    .execute()
}

export async function selectStatements(
  db: Db,
  instrument: InstrumentId,
  period: Period | null,
): Promise<Statement[]> {
  let query = tables(db)
    .selectFrom('income_statement')
    .selectAll()
    .where('instrument', '=', instrument)
    .orderBy('period', 'desc')
    .orderBy('version', 'desc')
  if (period !== null) query = query.where('period', '=', period.toString())
  const rows = await query.execute()
  return rows.map((row) => ({
    id: row.id as StatementId,
    instrument: row.instrument as InstrumentId,
    period: Temporal.PlainYearMonth.from(row.period),
    version: row.version,
    sha256: row.sha256,
    importedAt: row.imported_at,
    importedBy: row.imported_by,
  }))
}

export async function selectStatementLines(db: Db, statement: StatementId): Promise<StatementLine[]> {
  const rows = await tables(db)
    .selectFrom('income_statement_line')
    .select(['date', 'account', 'kind', 'amount'])
    .where('statement', '=', statement)
    .orderBy('line')
    .execute()
  return rows
}

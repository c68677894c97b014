import { createHash } from 'node:crypto'
import type { Instrument } from '../instrument/instrument.ts'
import { newId, type InstrumentId, type StatementId } from '../kernel/ids.ts'
import { money, type Money } from '../kernel/money.ts'
import { startOfDay } from '../kernel/time.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { csvRows } from '../platform/csv-rows.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { netIncome, readStatement, type Period, type StatementLine } from './income.ts'
import { insertStatement, selectStatementLines, selectStatements, type Statement } from './income.store.ts'

export type { Statement } from './income.store.ts'

/** A statement is in the currency that the payment currency stands for, to the cent. */
export const STATEMENT_DECIMALS = 2

export type StatementRefusal =
  | 'NOT_FOUND'
  | 'NO_INCOME_POLICY'
  | 'PERIOD_NOT_OVER'
  | 'CSV_ROW'
  | 'CSV_EMPTY'
  | 'CSV_TOO_LARGE'
  | 'CSV_INVALID'
  | 'STATEMENT_UNCHANGED'

export type Imported = { readonly statement: Statement; readonly net: Money }

/**
 * Imports a month's statement. Nothing is taken from a file with a mistake; every mistake is listed with its line.
 * A further import of the month is a further version, and the one before stays as it was.
 */
export async function importStatement(
  work: Work,
  instrument: Instrument,
  period: Period,
  csv: string,
): Promise<Result<Imported, StatementRefusal>> {
  if (instrument.income === null) return refuse('NO_INCOME_POLICY')
  const lastDay = startOfDay(period.toPlainDate({ day: period.daysInMonth }), instrument.timeZone)
  if (Temporal.Instant.compare(work.now, lastDay) < 0)
    return refuse('PERIOD_NOT_OVER', { period: period.toString() })
  const rows = csvRows(csv)
  if (!rows.ok) return rows
  const lines = readStatement(rows.value, { period, policy: instrument.income, decimals: STATEMENT_DECIMALS })
  if (!lines.ok) return lines

  await lockFor(work.db, `income:${instrument.id}`)
  const sha256 = createHash('sha256').update(csv).digest('hex')
  const [latest] = await selectStatements(work.db, instrument.id, period)
  if (latest?.sha256 === sha256) return refuse('STATEMENT_UNCHANGED', { period: period.toString() })
  const statement: Statement = {
    id: newId('stm'),
    instrument: instrument.id,
    period,
    version: (latest?.version ?? 0) + 1,
    sha256,
    importedAt: work.now,
    importedBy: work.by.id,
  }
  await insertStatement(work.db, statement, lines.value)
  await appendAudit(work, {
    action: 'statement.imported',
    subject: statement.id,
    detail: {
      instrument: instrument.id,
      period: period.toString(),
      version: statement.version,
      sha256,
      lines: linesHash(lines.value),
    },
  })
  return ok({ statement, net: inPaymentCurrency(instrument, netIncome(lines.value)) })
}

/** An instrument's statements, the newest month and version first. */
export function statements(
  db: Db,
  instrument: InstrumentId,
  period: Period | null = null,
): Promise<Statement[]> {
  return selectStatements(db, instrument, period)
}

/** The newest statement of each month, in the order of the months; undefined where none has come in. */
export function newestStatements(
  db: Db,
  instrument: InstrumentId,
  months: readonly Period[],
): Promise<(Statement | undefined)[]> {
  return Promise.all(months.map(async (month) => (await selectStatements(db, instrument, month))[0]))
}

/** What statements tell together, in the payment currency. */
export async function netOf(db: Db, instrument: Instrument, list: readonly StatementId[]): Promise<bigint> {
  const lines = await Promise.all(list.map((statement) => statementLines(db, statement)))
  return inPaymentCurrency(instrument, netIncome(lines.flat())).minor
}

export function statementLines(db: Db, statement: StatementId): Promise<StatementLine[]> {
  return selectStatementLines(db, statement)
}

/** SHA-256 of a statement's lines as they are stored, in minor units: what the file's own hash says no more once it is read. */
export function linesHash(lines: readonly StatementLine[]): string {
  const texts = lines.map((line) => [line.date, line.account, line.kind, line.amount].map(String))
  return createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}

/** A statement's amount in the payment currency, which stands at par with the statement's. */
export function inPaymentCurrency(instrument: Instrument, minor: bigint): Money {
  const { currency } = instrument.payment
  if (currency.decimals < STATEMENT_DECIMALS) throw new RangeError(`${currency.code} has too few decimals`)
  return money(minor * 10n ** BigInt(currency.decimals - STATEMENT_DECIMALS), currency)
}

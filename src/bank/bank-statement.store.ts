import { sql, type Selectable } from 'kysely'
import type { BankAccountId, BankStatementId, IssuerId } from '../kernel/ids.ts'
import type { BalancePage } from '../ledger/bank-statement.ts'
import type { StatementPage } from '../ledger/statement-continuity.ts'
import type { Db } from '../platform/db/database.ts'
import { isBehind, type Place } from '../platform/db/page.ts'

type AccountTable = {
  id: string
  issuer: string
  name: string
  number: string
  currency: string
  created_at: Temporal.Instant
  created_by: string
}

type StatementTable = {
  id: string
  account: string
  format: 'camt.053' | 'csv'
  sha256: string
  opening: bigint | null
  closing: bigint | null
  taken: number
  known: number
  pending: number
  imported_at: Temporal.Instant
  imported_by: string
  person: string
}

type PageTable = {
  statement: string
  page: number
  opening: bigint
  closing: bigint
  until: Temporal.PlainDate
}

const INSERT_BATCH = 1_000

const tables = (db: Db) =>
  db.withTables<{
    bank_account: AccountTable
    bank_statement: StatementTable
    bank_statement_page: PageTable
  }>()

/** An issuer's account at a bank, into which investors pay. */
export type BankAccount = {
  readonly id: BankAccountId
  readonly issuer: IssuerId
  readonly name: string
  readonly number: string
  readonly currency: string
}

/** A bank's file as it was brought in, and by whom. */
export type ImportedStatement = {
  readonly id: BankStatementId
  readonly account: BankAccountId
  readonly format: 'camt.053' | 'csv'
  readonly sha256: string
  readonly opening: bigint | null
  readonly closing: bigint | null
  /** Bookings that were taken, that were known already, and that the bank has only announced. */
  readonly taken: number
  readonly known: number
  readonly pending: number
  readonly importedAt: Temporal.Instant
  readonly importedBy: string
  readonly person: string
}

const toAccount = (row: Selectable<AccountTable>): BankAccount => ({
  id: row.id as BankAccountId,
  issuer: row.issuer as IssuerId,
  name: row.name,
  number: row.number,
  currency: row.currency,
})

const toStatement = (row: Selectable<StatementTable>): ImportedStatement => ({
  id: row.id as BankStatementId,
  account: row.account as BankAccountId,
  format: row.format,
  sha256: row.sha256,
  opening: row.opening,
  closing: row.closing,
  taken: row.taken,
  known: row.known,
  pending: row.pending,
  importedAt: row.imported_at,
  importedBy: row.imported_by,
  person: row.person,
})

/** False when the number is taken in this currency. */
export async function insertBankAccount(
  db: Db,
  account: BankAccount,
  { at, by }: { readonly at: Temporal.Instant; readonly by: string },
): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto('bank_account')
    .values({ ...account, created_at: at, created_by: by })
    .onConflict((conflict) => conflict.columns(['number', 'currency']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function selectBankAccounts(db: Db): Promise<BankAccount[]> {
  const rows = await tables(db).selectFrom('bank_account').selectAll().orderBy('name').orderBy('id').execute()
  return rows.map(toAccount)
}

export async function selectBankAccount(db: Db, id: BankAccountId): Promise<BankAccount | null> {
  const row = await tables(db).selectFrom('bank_account').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toAccount(row)
}

export async function insertStatementRow(
  db: Db,
  statement: ImportedStatement,
  pages: readonly BalancePage[],
): Promise<void> {
  const { importedAt: imported_at, importedBy: imported_by, ...rest } = statement
  await tables(db)
    .insertInto('bank_statement')
    .values({ ...rest, imported_at, imported_by })
    .execute()
  const rows = pages.map((page, i) => ({ statement: statement.id, page: i + 1, ...page }))
  for (let at = 0; at < rows.length; at += INSERT_BATCH)
    await tables(db)
      .insertInto('bank_statement_page')
      .values(rows.slice(at, at + INSERT_BATCH))
      .execute()
}

/** What these accounts held before and after each statement, by account, in the order in which they were brought in. */
export async function selectStatementPages(
  db: Db,
  accounts: readonly BankAccountId[],
): Promise<Map<BankAccountId, StatementPage<BankStatementId>[]>> {
  const rows = await tables(db)
    .selectFrom('bank_statement_page')
    .innerJoin('bank_statement', 'bank_statement.id', 'bank_statement_page.statement')
    .select([
      ...(['account', 'statement', 'known', 'until'] as const),
      ...(['bank_statement_page.opening', 'bank_statement_page.closing'] as const),
    ])
    .where(sql<boolean>`account = any(${[...accounts]}::text[])`)
    .orderBy('imported_at')
    .orderBy('statement')
    .orderBy('page')
    .execute()
  const pages = rows.map(({ account, statement, known, ...page }) => ({
    account: account as BankAccountId,
    page: { ...page, statement: statement as BankStatementId, overlaps: known > 0 },
  }))
  return new Map(
    [...Map.groupBy(pages, ({ account }) => account)].map(([account, of]) => [
      account,
      of.map(({ page }) => page),
    ]),
  )
}

export async function selectStatementByHash(
  db: Db,
  account: BankAccountId,
  sha256: string,
): Promise<ImportedStatement | null> {
  const row = await tables(db)
    .selectFrom('bank_statement')
    .selectAll()
    .where('account', '=', account)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row === undefined ? null : toStatement(row)
}

/** The statements of these accounts, the newest first. */
export async function selectBankStatements(
  db: Db,
  accounts: readonly BankAccountId[],
  { before, limit }: { readonly before: Place | null; readonly limit: number },
): Promise<ImportedStatement[]> {
  let query = tables(db)
    .selectFrom('bank_statement')
    .selectAll()
    .where(sql<boolean>`account = any(${[...accounts]}::text[])`)
    .orderBy('imported_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where(isBehind(before, 'imported_at', 'id'))
  return (await query.execute()).map(toStatement)
}

/** Who stands behind the imports of these statements. */
export async function selectImporters(db: Db, statements: readonly BankStatementId[]): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('bank_statement')
    .select('person')
    .where(sql<boolean>`id = any(${[...statements]}::text[])`)
    .execute()
  return new Set(rows.map(({ person }) => person))
}

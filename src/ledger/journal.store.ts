import { sql } from 'kysely'
import type { BankAccountId, IssuerId, JournalEntryId, OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { isBehind, type Place } from '../platform/db/page.ts'
import type { Account, AccountKind, Balance, NewJournalEntry, Posting } from './journal.ts'

type AccountTable = {
  id: number
  kind: AccountKind
  issuer: string
  offering: string | null
  bank: string | null
  currency: string
  decimals: number
}
type JournalTables = {
  ledger_account: AccountTable
  journal_entry: {
    id: string
    key: string
    event: string
    subject: string
    at: Temporal.Instant
    by: string
    reverses: string | null
    postings: number
  }
  journal_posting: { entry: string; line: number; account: number; amount: bigint }
}
const tables = (db: Db) => db.withTables<JournalTables>()

/** An entry as it stands in the journal. */
export type JournalEntry = NewJournalEntry & {
  readonly id: JournalEntryId
  readonly at: Temporal.Instant
  readonly by: string
  readonly reverses: JournalEntryId | null
}

/** Which books: an issuer's with those of its offerings, or one offering's. */
export type Books = { readonly issuer: IssuerId } | { readonly offering: OfferingId }

/** Writes an entry down; false when its key was there before, and then nothing is written. */
export async function insertEntry(db: Db, entry: JournalEntry): Promise<boolean> {
  const { id, key, event, subject, at, by, reverses } = entry
  const inserted = await tables(db)
    .insertInto('journal_entry')
    .values({ id, key, event, subject, at, by, reverses, postings: entry.postings.length })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (inserted === undefined) return false
  const rows = []
  for (const [i, { account, amount }] of entry.postings.entries())
    rows.push({ entry: id, line: i + 1, account: await accountId(db, account), amount })
  await tables(db).insertInto('journal_posting').values(rows).execute()
  return true
}

async function accountId(db: Db, account: Account): Promise<number> {
  const { kind, issuer, offering, bank, currency } = account
  const find = () =>
    tables(db)
      .selectFrom('ledger_account')
      .select('id')
      .where('kind', '=', kind)
      .where('issuer', '=', issuer)
      .where('currency', '=', currency.code)
      .where('decimals', '=', currency.decimals)
      .where(sql<boolean>`offering is not distinct from ${offering}`)
      .where(sql<boolean>`bank is not distinct from ${bank}`)
      .executeTakeFirst()
  let found = await find()
  if (found === undefined) {
    await sql`insert into ledger_account (kind, issuer, offering, bank, currency, decimals)
      values (${kind}, ${issuer}, ${offering}, ${bank}, ${currency.code}, ${currency.decimals})
      on conflict do nothing`.execute(db)
    found = await find()
  }
  if (found === undefined) throw new Error(`${kind} in ${currency.code} is not in the books`)
  return found.id
}

export async function selectEntry(
  db: Db,
  by: { readonly key: string } | { readonly id: JournalEntryId },
): Promise<JournalEntry | null> {
  const query = tables(db).selectFrom('journal_entry').selectAll()
  const row = await (
    'key' in by ? query.where('key', '=', by.key) : query.where('id', '=', by.id)
  ).executeTakeFirst()
  if (row === undefined) return null
  return (await withPostings(db, [row]))[0] ?? null
}

/** Entries that touch these books, from the newest back, those before `before`. */
export async function selectEntries(
  db: Db,
  books: Books,
  { before, limit }: { readonly before: Place | null; readonly limit: number },
): Promise<JournalEntry[]> {
  const column = 'issuer' in books ? 'issuer' : 'offering'
  const value = 'issuer' in books ? books.issuer : books.offering
  let query = tables(db)
    .selectFrom('journal_entry')
    .selectAll()
    .where(
      sql<boolean>`exists (select from journal_posting p join ledger_account a on a.id = p.account
        where p.entry = journal_entry.id and ${sql.ref(`a.${column}`)} = ${value})`,
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
  if (before !== null) query = query.where(isBehind(before, 'at', 'id'))
  const entries = await withPostings(db, await query.execute())
  if ('issuer' in books) return entries
  return entries.map((entry) => ({
    ...entry,
    postings: entry.postings.filter(({ account }) => account.offering === books.offering),
  }))
}

async function withPostings(
  db: Db,
  rows: readonly Omit<JournalTables['journal_entry'], 'postings'>[],
): Promise<JournalEntry[]> {
  if (rows.length === 0) return []
  const postings = await tables(db)
    .selectFrom('journal_posting')
    .innerJoin('ledger_account', 'ledger_account.id', 'journal_posting.account')
    .select(['entry', 'amount', 'kind', 'issuer', 'offering', 'bank', 'currency', 'decimals'])
    .where(sql<boolean>`entry = any(${rows.map(({ id }) => id)}::text[])`)
    .orderBy('entry')
    .orderBy('line')
    .execute()
  const of = Map.groupBy(postings, ({ entry }) => entry)
  return rows.map((row) => ({
    id: row.id as JournalEntryId,
    key: row.key,
    event: row.event,
    subject: row.subject,
    at: row.at,
    by: row.by,
    reverses: row.reverses as JournalEntryId | null,
    postings: (of.get(row.id) ?? []).map((posting): Posting => ({
      account: toAccount(posting),
      amount: posting.amount,
    })),
  }))
}

/** What every account of these books held after all that was posted until `at`, the instant included. */
export async function selectBalances(db: Db, books: Books, at: Temporal.Instant): Promise<Balance[]> {
  const query = tables(db)
    .selectFrom('ledger_account')
    .innerJoin('journal_posting', 'journal_posting.account', 'ledger_account.id')
    .innerJoin('journal_entry', 'journal_entry.id', 'journal_posting.entry')
    .select(['kind', 'issuer', 'offering', 'bank', 'currency', 'decimals'])
    .select((eb) => eb.fn.sum<bigint>('amount').as('balance'))
    .where('journal_entry.at', '<=', at)
    .groupBy('ledger_account.id')
    .orderBy('offering', (order) => order.asc().nullsFirst())
    .orderBy('currency')
    .orderBy('kind')
    .orderBy('bank')
  const rows = await (
    'issuer' in books
      ? query.where('issuer', '=', books.issuer)
      : query.where('offering', '=', books.offering)
  ).execute()
  return rows.map((row) => ({ account: toAccount(row), balance: row.balance }))
}

function toAccount(row: Omit<AccountTable, 'id'>): Account {
  return {
    kind: row.kind,
    issuer: row.issuer as IssuerId,
    offering: row.offering as OfferingId | null,
    bank: row.bank as BankAccountId | null,
    currency: { code: row.currency, decimals: row.decimals },
  }
}

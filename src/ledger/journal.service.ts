import { newId, type JournalEntryId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import type { Place } from '../platform/db/page.ts'
import type { Work } from '../platform/work.ts'
import { checkPostings, JournalUnsound, reversed, type Balance, type NewJournalEntry } from './journal.ts'
import {
  insertEntry,
  selectBalances,
  selectEntries,
  selectEntry,
  type Books,
  type JournalEntry,
} from './journal.store.ts'

export type { Books, JournalEntry } from './journal.store.ts'

/**
 * Writes what happened to money into the books, in the work's transaction, as of its instant. The same key again is the
 * same entry, whose id is answered, and nothing more is written. Nothing is ever edited: see `reverse`.
 *
 * Throws `JournalUnsound` when the postings do not sum to zero in each book and currency, or when the key stands for
 * another entry: both are bugs.
 */
export async function post(work: Work, entry: NewJournalEntry): Promise<JournalEntryId> {
  return write(work, entry, null)
}

/** Takes back all of an entry by a further one. Twice is once. */
export async function reverse(
  work: Work,
  id: JournalEntryId,
  { event, subject }: { readonly event: string; readonly subject: string },
): Promise<JournalEntryId> {
  const entry = await selectEntry(work.db, { id })
  if (entry === null) throw new Error(`no journal entry ${id}`)
  return write(work, { key: `reversal:${id}`, event, subject, postings: reversed(entry.postings) }, id)
}

async function write(
  work: Work,
  entry: NewJournalEntry,
  reverses: JournalEntryId | null,
): Promise<JournalEntryId> {
  if (!work.db.isTransaction) return transaction(work.db, (db) => write({ ...work, db }, entry, reverses))
  checkPostings(entry.postings)
  const id = newId('jrn')
  if (await insertEntry(work.db, { ...entry, id, at: work.now, by: work.by.id, reverses })) {
    await appendAudit(work, {
      action: 'journal.posted',
      subject: id,
      detail: { event: entry.event, of: entry.subject, ...(reverses === null ? {} : { reverses }) },
    })
    return id
  }
  const before = await selectEntry(work.db, { key: entry.key })
  if (before === null || comparable(before) !== comparable(entry))
    throw new JournalUnsound(`the key ${entry.key} stands for another entry`)
  return before.id
}

function comparable({ event, subject, postings }: NewJournalEntry): string {
  const places = postings.map(({ account: { kind, issuer, offering, bank, currency }, amount }) =>
    [kind, issuer, offering, bank, currency.code, amount].join(' '),
  )
  return JSON.stringify([event, subject, places])
}

/** The entry with this key, or null while nothing is booked under it. */
export function entryOf(db: Db, key: string): Promise<JournalEntry | null> {
  return selectEntry(db, { key })
}

/** The journal of these books, from the newest back. Of an offering, its own postings alone. */
export function journal(
  db: Db,
  books: Books,
  page: { readonly before: Place | null; readonly limit: number },
): Promise<JournalEntry[]> {
  return selectEntries(db, books, page)
}

/** What each account of these books held after everything until `at`. Their sum is zero in every currency. */
export function trialBalance(db: Db, books: Books, at: Temporal.Instant): Promise<Balance[]> {
  return selectBalances(db, books, at)
}

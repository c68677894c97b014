import { createHash } from 'node:crypto'
import { newId, type BankAccountId, type BankStatementId } from '../kernel/ids.ts'
import type { Currency } from '../kernel/money.ts'
import { ok, refuse, type FieldError, type Result } from '../kernel/result.ts'
import {
  readBankCsv,
  STATEMENT_ENTRIES_MAX,
  STATEMENT_LENGTH_MAX,
  type BankStatement,
  type StatementEntry,
  type StatementRefusal,
} from '../ledger/bank-statement.ts'
import { readCamt } from '../ledger/camt.ts'
import { post } from '../ledger/journal.service.ts'
import { moved } from '../ledger/journal.ts'
import { appendAudit } from '../platform/audit.ts'
import { csvRows } from '../platform/csv-rows.ts'
import { lockFor } from '../platform/db/database.ts'
import { putPersonalOf } from '../platform/vault/vault.ts'
import { readXml, type XmlRefusal } from '../platform/xml.ts'
import { personOf, type Work } from '../platform/work.ts'
import { knownBookings } from './known-booking.service.ts'
import type { Verdict } from './deposit-match.ts'
import { waitFor, type FiatSale } from './booking.service.ts'
import { mayTouch, settleOutgoing } from './settle-outgoing.service.ts'
import { bookOf, currencyOf, endToEndIndex } from './bank.service.ts'
import { insertBankEntries, lockEntries, type NewBankEntry } from './bank-entry.store.ts'
import {
  insertStatementRow,
  selectBankAccount,
  selectStatementByHash,
  type BankAccount,
  type ImportedStatement,
} from './bank-statement.store.ts'
import { weighPayments } from './deposit-weigh.service.ts'
import { referencesIn } from './payment-reference.ts'

/** A booking has some fifty elements. */
const TAGS_MAX = 2 * 60 * STATEMENT_ENTRIES_MAX

export type ImportRefusal =
  | StatementRefusal
  | XmlRefusal
  | 'NOT_FOUND'
  | 'CSV_INVALID'
  | 'STATEMENT_UNCHANGED'
  | 'STATEMENT_OTHER_ACCOUNT'

/**
 * Brings in a bank's statement, whole or not at all. A booking that came before is known again (`knownBookings`) and not
 * booked twice. Money that came in waits in suspense
 * until it is confirmed for a subscription or sent back; money that the bank took back takes its deposit along.
 *
 * @param text the file: at most `STATEMENT_LENGTH_MAX` characters
 */
export async function importBankStatement(
  work: Work,
  sale: FiatSale,
  id: BankAccountId,
  { format, text }: { readonly format: 'camt.053' | 'csv'; readonly text: string },
): Promise<Result<ImportedStatement, ImportRefusal>> {
  const account = await selectBankAccount(work.db, id)
  if (account === null) return refuse('NOT_FOUND')
  const read = readFile(format, text, currencyOf(account))
  if (!read.ok) return read
  if (read.value.account !== null && read.value.account !== account.number)
    return refuse('STATEMENT_OTHER_ACCOUNT', { name: account.name })

  await lockFor(work.db, `bank:${account.id}`)
  const sha256 = createHash('sha256').update(text).digest('hex')
  const before = await selectStatementByHash(work.db, account.id, sha256)
  if (before !== null) return refuse('STATEMENT_UNCHANGED', { at: before.importedAt.toString() })

  const { prints, known, changed } = await knownBookings(work.db, account.id, read.value.entries)
  if (changed.length > 0)
    return refuse(
      format === 'csv' ? 'CSV_ROW' : 'CAMT_ENTRY',
      { count: String(changed.length) },
      changed.map(({ path }) => REFERENCE_REUSED(path)),
    )

  const fresh = [...prints].filter(([entry]) => !known.has(entry))
  const statement: ImportedStatement = {
    id: newId('bst'),
    account: account.id,
    format,
    sha256,
    opening: read.value.pages[0]?.opening ?? null,
    closing: read.value.pages.at(-1)?.closing ?? null,
    taken: fresh.length,
    known: known.size,
    pending: read.value.pending,
    importedAt: work.now,
    importedBy: work.by.id,
    person: personOf(work.by),
  }
  await insertStatementRow(work.db, statement, read.value.pages)
  await take(work, sale, account, statement.id, fresh)
  return ok(statement)
}

const REFERENCE_REUSED = (path: string): FieldError => ({
  path,
  code: 'BANK_REFERENCE_REUSED',
  message: 'A booking of this day with this bank reference was brought in before, with another amount.',
})

function readFile(
  format: 'camt.053' | 'csv',
  text: string,
  currency: Currency,
): Result<BankStatement, ImportRefusal> {
  if (format === 'csv') {
    if (text.length > STATEMENT_LENGTH_MAX)
      return refuse('CSV_TOO_LARGE', { max: `${STATEMENT_LENGTH_MAX} characters` })
    const delimiter = text.split('\n', 1)[0]?.includes(';') === true ? ';' : ','
    // The header, and one booking too many.
    const rows = csvRows(text, { delimiter, max: STATEMENT_ENTRIES_MAX + 2 })
    return rows.ok ? readBankCsv(rows.value, currency) : rows
  }
  if (text.length > STATEMENT_LENGTH_MAX)
    return refuse('CAMT_TOO_LARGE', { max: `${STATEMENT_LENGTH_MAX} characters` })
  if (hasMoreTags(text)) return refuse('CAMT_TOO_LARGE', { max: String(STATEMENT_ENTRIES_MAX) })
  const root = readXml(text.replace(/^\ufeff/, ''))
  return typeof root === 'string' ? refuse(root) : readCamt(root, currency)
}

/** Whether the file has more tags than the most bookings need: nothing is built of such a file. */
function hasMoreTags(text: string): boolean {
  let tags = 0
  for (let at = text.indexOf('<'); at !== -1 && tags <= TAGS_MAX; at = text.indexOf('<', at + 1)) tags += 1
  return tags > TAGS_MAX
}

/** Books what is new, puts who paid into the vault, and looks for whom it is. */
async function take(
  work: Work,
  sale: FiatSale,
  account: BankAccount,
  statement: BankStatementId,
  fresh: readonly (readonly [StatementEntry, Buffer])[],
): Promise<void> {
  const verdicts = await weighPayments(
    work.db,
    sale,
    account,
    new Map(
      fresh
        .filter(([{ amount }]) => amount > 0n)
        .map(([entry]) => [
          entry,
          {
            isReturn: entry.isReturn,
            payer: entry.counterparty,
            found: referencesIn(`${entry.remittance} ${entry.endToEndId ?? ''}`),
          },
        ]),
    ),
  )
  const waiting = [
    ...new Set([...verdicts.values()].flatMap(({ subscription }) => subscription ?? [])),
  ].sort()
  const touched = await mayTouch(
    work,
    sale,
    account,
    fresh.map(([said]) => said),
  )
  // Before the audit log's head is held: whoever confirms, assigns or returns takes them in this order too.
  for (const subscription of [...new Set([...waiting, ...touched.subscriptions])].sort())
    await lockFor(work.db, subscription)
  await sale.holdToReverse(work, touched.subscriptions)
  await lockEntries(work.db, touched.deposits)

  const booked = fresh.map(([said, fingerprint]) => {
    const verdict = verdicts.get(said)
    const subscription = verdict?.subscription ?? null
    const entry: NewBankEntry = {
      id: newId('bke'),
      account: account.id,
      statement,
      bookedOn: said.bookedOn,
      amount: said.amount,
      bankReference: said.bankReference,
      fingerprint,
      endToEnd: said.endToEndId === null ? null : endToEndIndex(said.endToEndId),
      isReturn: said.isReturn,
      ...(subscription === null
        ? { status: 'suspense', reason: reasonOf(verdict) }
        : { status: 'part', reason: null }),
      open: said.amount < 0n ? -said.amount : said.amount,
      subscription: subscription ?? meantBy(verdict),
      matchedBy: null,
      returnAmount: null,
      returnReference: null,
      returnOrderedBy: null,
      writeOffBy: null,
      changedAt: work.now,
    }
    return { said, entry }
  })
  await insertBankEntries(
    work.db,
    booked.map(({ entry }) => entry),
  )
  const payments = booked.map(({ said, entry }) => {
    const payment = { name: said.counterparty, account: said.counterpartyAccount, text: said.remittance }
    return [entry.id, { payment: JSON.stringify(payment) }] as const
  })
  await putPersonalOf(work, new Map(payments))
  await postStatement(
    work,
    account,
    statement,
    fresh.map(([entry]) => entry.amount),
  )
  for (const subscription of waiting) await waitFor(work, sale, subscription)
  for (const { entry, said } of booked)
    if (said.amount < 0n) await settleOutgoing(work, sale, account, entry.id, said)
  await appendAudit(work, {
    action: 'bank-statement.imported',
    subject: statement,
    detail: { account: account.id, entries: fresh.length },
  })
}

function reasonOf(verdict: Verdict | undefined) {
  return verdict === undefined || verdict.subscription !== null ? 'OUTGOING_UNKNOWN' : verdict.reason
}

function meantBy(verdict: Verdict | undefined) {
  return verdict === undefined || verdict.subscription !== null ? null : verdict.meant
}

/** Everything that a statement brought, in one entry: into the bank's account, and into suspense until it is known. */
async function postStatement(
  work: Work,
  account: BankAccount,
  statement: BankStatementId,
  amounts: readonly bigint[],
): Promise<void> {
  const [bank, suspense] = [bookOf(account, 'bank'), bookOf(account, 'suspense')]
  const sum = (of: (amount: bigint) => boolean) => amounts.filter(of).reduce((total, one) => total + one, 0n)
  const [came, went] = [sum((one) => one > 0n), -sum((one) => one < 0n)]
  const postings = [
    ...(came === 0n ? [] : moved(came, { from: suspense, to: bank })),
    ...(went === 0n ? [] : moved(went, { from: bank, to: suspense })),
  ]
  if (postings.length === 0) return
  await post(work, {
    key: `bank-statement:${statement}`,
    event: 'bank-statement',
    subject: statement,
    postings,
  })
}

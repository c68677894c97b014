import * as z from 'zod'
import { money } from '../kernel/money.ts'
import { ok, refuse } from '../kernel/result.ts'
import { STATEMENT_LENGTH_MAX } from '../ledger/bank-statement.ts'
import { placeOf } from '../platform/db/page.ts'
import {
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
} from '../platform/http/fields.ts'
import { read, write, type Route } from '../platform/http/route.ts'
import { accountsAmong, OFFICER, READERS, visibleAccount } from './bank-account.routes.ts'
import { BANK_PROBLEMS } from './bank.problems.ts'
import {
  bankStatements,
  currencyOf,
  statementBreaks,
  type BankAccount,
  type ImportedStatement,
} from './bank.service.ts'
import type { FiatSale } from './booking.service.ts'
import { importBankStatement } from './statement-import.service.ts'

/** Text in JSON needs more bytes than it has characters. */
const BODY_MAX_BYTES = 2 * STATEMENT_LENGTH_MAX

const breakAnswer = z.object({
  what: z.enum(['missing', 'repeated']),
  after: dateField.nullable().meta({ description: 'The last day before what is missing.' }),
  before: dateField.nullable().meta({ description: 'The day of the statement after it.' }),
  amount: moneyAnswer.nullable().meta({ description: 'By how much the account changed in between.' }),
})
const statementAnswer = z
  .object({
    id: idField('bst'),
    account: idField('bac'),
    format: z.enum(['camt.053', 'csv']),
    sha256: z.string(),
    opening: moneyAnswer.nullable(),
    closing: moneyAnswer.nullable(),
    taken: z.int(),
    known: z.int(),
    pending: z.int(),
    breaks: z.array(breakAnswer).meta({
      description:
        'Where it does not follow the account’s other statements; empty where it does, or has no balances.',
    }),
    importedAt: instantField,
  })
  .meta({ id: 'BankStatement' })

/** What banks say of their accounts, and whether it is all there. */
export function bankStatementRoutes(sale: FiatSale): Route[] {
  return [
    write({
      path: '/v1/bank-statements',
      summary: 'Bring in a bank’s statement',
      description:
        'A file camt.053 of ISO 20022, or CSV with the header date,amount,currency,reference,counterparty,account,bank reference. Every mistake is listed; with one, nothing is taken. Bookings that came before are known again.',
      tag: 'Bank',
      access: OFFICER,
      status: 201,
      bodyMaxBytes: BODY_MAX_BYTES,
      body: z.strictObject({
        account: idField('bac'),
        format: z.enum(['camt.053', 'csv']),
        text: z.string(),
      }),
      response: statementAnswer,
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, body }) => {
        const account = await visibleAccount(work.db, caller, body.account)
        if (account === null) return refuse('NOT_FOUND')
        const imported = await importBankStatement(work, sale, account.id, body)
        if (!imported.ok) return imported
        const breaks = await statementBreaks(work.db, [account.id])
        return ok(statementBody(imported.value, account, breaks))
      },
    }),
    read({
      path: '/v1/bank-statements',
      summary: 'List the statements that were brought in',
      tag: 'Bank',
      access: READERS,
      query: pageQuery({ account: idField('bac').optional() }),
      response: page(statementAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const accounts = await accountsAmong(work.db, caller, query.account)
        const before = placeOf(pages.after(query))
        const rows = await bankStatements(work.db, [...accounts.keys()], { before, limit: query.limit + 1 })
        const { items, next } = pages.page(rows, query, (row) => [row.importedAt.toString(), row.id])
        const breaks = await statementBreaks(work.db, [...accounts.keys()])
        const body = items.map((row) => statementBody(row, accounts.get(row.account)!, breaks))
        return ok({ items: body, next })
      },
    }),
  ]
}

function statementBody(
  statement: ImportedStatement,
  account: BankAccount,
  breaks: Awaited<ReturnType<typeof statementBreaks>>,
): z.output<typeof statementAnswer> {
  const amount = (minor: bigint | null) =>
    minor === null ? null : moneyBody(money(minor, currencyOf(account)))
  return {
    ...statement,
    opening: amount(statement.opening),
    closing: amount(statement.closing),
    breaks: (breaks.get(statement.id) ?? []).map((one) =>
      one.what === 'repeated'
        ? { what: one.what, after: null, before: null, amount: null }
        : { what: one.what, after: one.after, before: one.before, amount: amount(one.amount) },
    ),
  }
}

import * as z from 'zod'
import { issuerById } from '../../issuer/issuer.service.ts'
import { formatDecimal } from '../../kernel/decimal.ts'
import type { IssuerId, OfferingId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { journal, trialBalance, type Books, type JournalEntry } from '../../ledger/journal.service.ts'
import { ACCOUNT_KINDS, trialTotals, type Account } from '../../ledger/journal.ts'
import { inBatches, placeOf } from '../../platform/db/page.ts'
import { csvPieces } from '../../kernel/csv.ts'
import { idField, instantField, moneyAnswer, moneyBody, page, pageQuery } from '../../platform/http/fields.ts'
import { CSV, read, seesIssuer, type Caller, type Route } from '../../platform/http/route.ts'
import type { Work } from '../../platform/work.ts'
import { BANK_PROBLEMS } from '../../bank/bank.problems.ts'
import { offeringView } from '../offering.service.ts'

const READERS = ['officer', 'issuer', 'auditor'] as const

const accountFields = {
  account: z.enum(ACCOUNT_KINDS),
  offering: idField('off').nullable(),
  bankAccount: idField('bac').nullable(),
}
const entryAnswer = z
  .object({
    id: idField('jrn'),
    at: instantField,
    event: z.string(),
    subject: z.string(),
    by: z.string(),
    reverses: idField('jrn').nullable(),
    postings: z.array(
      z.object({ ...accountFields, debit: moneyAnswer.nullable(), credit: moneyAnswer.nullable() }),
    ),
  })
  .meta({ id: 'JournalEntry' })
const balanceAnswer = z
  .object({
    at: instantField,
    accounts: z.array(
      z.object({ ...accountFields, debit: moneyAnswer.nullable(), credit: moneyAnswer.nullable() }),
    ),
    totals: z.array(
      z.object({
        currency: z.string(),
        sum: z.string().meta({ description: 'Zero, or the books are broken.' }),
      }),
    ),
  })
  .meta({ id: 'TrialBalance' })

/** The books of an offering, and of an issuer with all of its offerings. */
export const journalRoutes: readonly Route[] = [
  ...booksRoutes({
    path: '/v1/offerings/{id}',
    whose: 'an offering',
    params: z.strictObject({ id: idField('off') }),
    booksOf: booksOfOffering,
  }),
  ...booksRoutes({
    path: '/v1/issuers/{id}',
    whose: 'an issuer',
    params: z.strictObject({ id: idField('iss') }),
    booksOf: booksOfIssuer,
  }),
]

type Asked<I> = { readonly work: Work; readonly caller: Caller; readonly id: I }

async function booksOfOffering({ work, caller, id }: Asked<OfferingId>): Promise<Result<Books, 'NOT_FOUND'>> {
  const view = await offeringView(work.db, { id }, work.now)
  return view !== null && seesIssuer(caller, view.instrument.issuer)
    ? ok({ offering: id })
    : refuse('NOT_FOUND')
}

async function booksOfIssuer({ work, caller, id }: Asked<IssuerId>): Promise<Result<Books, 'NOT_FOUND'>> {
  return seesIssuer(caller, id) && (await issuerById(work.db, id)) !== null
    ? ok({ issuer: id })
    : refuse('NOT_FOUND')
}

function booksRoutes<I extends string>({
  path,
  whose,
  params,
  booksOf,
}: {
  readonly path: string
  readonly whose: string
  readonly params: z.ZodType<{ readonly id: I }>
  readonly booksOf: (asked: Asked<I>) => Promise<Result<Books, 'NOT_FOUND'>>
}): Route[] {
  return [
    read({
      path: `${path}/journal`,
      summary: `List the journal of ${whose}`,
      description: 'The newest first. An entry is never edited: one that takes it back names it.',
      tag: 'Books',
      access: READERS,
      params,
      query: pageQuery({}),
      response: page(entryAnswer),
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        const books = await booksOf({ work, caller, id })
        if (!books.ok) return books
        const before = placeOf(pages.after(query))
        const entries = await journal(work.db, books.value, { before, limit: query.limit + 1 })
        const { items, next } = pages.page(entries, query, (one) => [one.at.toString(), one.id])
        return ok({ items: items.map(entryBody), next })
      },
    }),
    read({
      path: `${path}/journal.csv`,
      summary: `Download the journal of ${whose}`,
      description: 'All of it, the newest first; a line for each posting.',
      tag: 'Books',
      access: READERS,
      params,
      response: CSV,
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const books = await booksOf({ work, caller, id })
        if (!books.ok) return books
        const entries = inBatches(async ({ after, limit }) =>
          (await journal(work.db, books.value, { before: placeOf(after), limit })).map((one) => ({
            ...one,
            place: [one.at.toString(), one.id],
          })),
        )
        return ok({ text: csvPieces(COLUMNS, csvRows(entries)), fileName: 'journal.csv' })
      },
    }),
    read({
      path: `${path}/trial-balance`,
      summary: `Show what the accounts of ${whose} hold`,
      tag: 'Books',
      access: READERS,
      params,
      query: z.strictObject({
        at: instantField.optional().meta({ description: 'As of this moment; without it, of now.' }),
      }),
      response: balanceAnswer,
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const books = await booksOf({ work, caller, id })
        if (!books.ok) return books
        const at = query.at ?? work.now
        const balances = await trialBalance(work.db, books.value, at)
        return ok({
          at,
          accounts: balances.map(({ account, balance }) => postingBody(account, balance)),
          totals: trialTotals(balances).map(({ currency, sum }) => ({
            currency: currency.code,
            sum: formatDecimal(sum, currency.decimals),
          })),
        })
      },
    }),
  ]
}

const COLUMNS = [
  ...['at', 'event', 'subject', 'account', 'offering', 'bank account', 'currency', 'debit', 'credit'],
  ...['entry', 'reverses'],
]

async function* csvRows(entries: AsyncIterable<readonly JournalEntry[]>): AsyncIterable<string[][]> {
  for await (const batch of entries)
    yield batch
      .map(entryBody)
      .flatMap((one) =>
        one.postings.map(({ account, offering, bankAccount, debit, credit }) => [
          ...[one.at.toString(), one.event, one.subject, account, offering ?? '', bankAccount ?? ''],
          ...[(debit ?? credit)!.currency, debit?.amount ?? '', credit?.amount ?? ''],
          ...[one.id, one.reverses ?? ''],
        ]),
      )
}

function entryBody({ postings, ...entry }: JournalEntry): z.output<typeof entryAnswer> {
  return { ...entry, postings: postings.map(({ account, amount }) => postingBody(account, amount)) }
}

function postingBody({ kind, offering, bank, currency }: Account, amount: bigint) {
  const side = moneyBody(money(amount < 0n ? -amount : amount, currency))
  return {
    account: kind,
    offering,
    bankAccount: bank,
    debit: amount < 0n ? null : side,
    credit: amount < 0n ? side : null,
  }
}

import * as z from 'zod'
import type { BankAccountId, BankEntryId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { sentence, type Problems } from '../kernel/problem.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { inBatches } from '../platform/db/page.ts'
import { holdsText } from '../platform/search.ts'
import { csvPieces } from '../kernel/csv.ts'
import {
  amountTextField,
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { CSV, read, write, type Caller, type Route } from '../platform/http/route.ts'
import type { Work } from '../platform/work.ts'
import {
  BANK_ENTRY_SORTS,
  BANK_ENTRY_STATUSES,
  SUSPENSE_REASONS,
  type BankEntryStatus,
} from './deposit-match.ts'
import { accountsAmong, bankAccountRoutes, OFFICER, READERS, visibleAccount } from './bank-account.routes.ts'
import { bankStatementRoutes } from './bank-statement.routes.ts'
import type { FiatSale } from './booking.service.ts'
import type { MatchRefusal } from './deposit-match.ts'
import { payClaim } from './claim-payment.service.ts'
import { confirmWriteOff, proposeWriteOff, withdrawWriteOff, writeOffOf } from './write-off.service.ts'
import { owedOf } from './claim.service.ts'
import { acceptAtPrice, confirmMatches, matchByHand } from './deposit-match.service.ts'
import { assignOutgoing, bookFee, callOffReturn, orderReturn } from './outgoing.service.ts'
import { BANK_PROBLEMS, CLAIM_SENTENCE, SUSPENSE_SENTENCES, WRITE_OFF_SENTENCE } from './bank.problems.ts'
import {
  bankEntries,
  bankEntryById,
  currencyOf,
  entryWords,
  paymentParties,
  type BankAccount,
  type BankEntry,
  type PaymentParty,
} from './bank.service.ts'
import { idPrefixOf, paymentReference, referencesIn } from './payment-reference.ts'

const REASON_LENGTH_MAX = 500
const CONFIRM_MAX = 200
const REFERENCE_LENGTH_MAX = 60
const PAYER_LENGTH_MAX = 200
/** What waits for somebody: nothing of it is known, not all of it is there, it is to be confirmed, or it is owed. */
const WAITING: readonly BankEntryStatus[] = ['suspense', 'part', 'proposed', 'claim']

const entryFields = {
  id: idField('bke'),
  account: z.object({ id: idField('bac'), name: z.string() }),
  statement: idField('bst'),
  bookedOn: dateField,
  amount: moneyAnswer,
  open: moneyAnswer,
  owed: moneyAnswer.nullable().meta({ description: 'Of a claim: what its investor still owes.' }),
  writeOff: z
    .enum(['possible', 'proposed'])
    .nullable()
    .meta({ description: 'Of a claim: whether it may be given up; null before its units are issued.' }),
  bankReference: z.string().nullable(),
  isReturn: z.boolean(),
  status: z.enum(BANK_ENTRY_STATUSES),
  reason: z.enum(SUSPENSE_REASONS).nullable(),
  explanation: z.string().nullable(),
  subscription: idField('sub').nullable(),
  reference: z.string().nullable(),
  returnReference: z.string().nullable(),
  returnAmount: moneyAnswer.nullable().meta({ description: 'How much of it is on its way back, or went.' }),
  waitingDays: z.int().nullable(),
  payer: z
    .string()
    .nullable()
    .meta({ description: 'The bank’s name of who paid or was paid; for officers.' }),
}
const entryAnswer = z.object(entryFields).meta({ id: 'BankEntry' })
const entryDetail = z
  .object({
    ...entryFields,
    payerAccount: z.string().nullable(),
    text: z.string().nullable(),
    events: z.array(
      z.object({
        what: z.string(),
        used: moneyAnswer,
        subscription: idField('sub').nullable(),
        other: idField('bke').nullable(),
        reason: z.string().nullable(),
        words: z.string().nullable().describe('What whoever did it said: for officers alone.'),
        at: instantField,
        by: z.string(),
      }),
    ),
  })
  .meta({ id: 'BankEntryDetail' })
const filters = {
  account: idField('bac').optional(),
  statement: idField('bst').optional(),
  status: z
    .enum([...BANK_ENTRY_STATUSES, 'waiting'])
    .optional()
    .meta({ description: '`waiting` is what somebody has to do something about.' }),
  reference: textField(REFERENCE_LENGTH_MAX).optional().meta({
    description: 'The reference of a subscription, as somebody may write it.',
  }),
  payer: textField(PAYER_LENGTH_MAX).optional().meta({
    description: 'A part of the bank’s name of who paid or was paid. For officers: others find nothing.',
  }),
  from: dateField.optional().meta({ description: 'Booked by the bank from this day on.' }),
  until: dateField.optional().meta({ description: 'The last day, which belongs to it.' }),
  sort: z.enum(BANK_ENTRY_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}
const entryParams = z.strictObject({ id: idField('bke') })
const reason = textField(REASON_LENGTH_MAX)
const owedField = amountTextField.meta({
  description: 'What is owed, as it was read: another sum is refused.',
})

/** Accounts at banks, their statements, and what becomes of the money. */
export function bankRoutes<R extends string>({
  sale,
  problems,
}: {
  readonly sale: FiatSale<R>
  /** Why it takes no money. */
  readonly problems: Problems<R>
}): Route[] {
  return [
    ...bankAccountRoutes,
    ...bankStatementRoutes(sale),
    read({
      path: '/v1/bank-entries',
      summary: 'List bookings and what became of them',
      tag: 'Bank',
      access: READERS,
      query: pageQuery(filters),
      response: page(entryAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const accounts = await accountsAmong(work.db, caller, query.account)
        const filter = filterOf(query, accounts, caller)
        const rows =
          filter === null
            ? []
            : await paidBy(work.db, query.payer, {
                read: (slice) => bankEntries(work.db, filter, { ...slice, sort: query.sort }),
                after: pages.after(query),
                limit: query.limit + 1,
              })
        const { items, next } = pages.page(rows, query, ({ place }) => place)
        const beside = await besideOf(work.db, sale, caller, items)
        return ok({ items: items.map((row) => entryBody(work, row, accounts, beside)), next })
      },
    }),
    read({
      path: '/v1/bank-entries.csv',
      summary: 'Download bookings and what became of them',
      description: 'All of them that the filters leave, however many.',
      tag: 'Bank',
      access: READERS,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const accounts = await accountsAmong(work.db, caller, query.account)
        const filter = filterOf(query, accounts, caller)
        const found = inBatches((slice) =>
          filter === null
            ? Promise.resolve([])
            : paidBy(work.db, query.payer, {
                ...slice,
                read: (part) => bankEntries(work.db, filter, { ...part, sort: query.sort }),
              }),
        )
        const rows = csvRows(work, sale, caller, { accounts, found })
        return ok({ text: csvPieces(COLUMNS, rows), fileName: 'bank-entries.csv' })
      },
    }),
    read({
      path: '/v1/bank-entries/{id}',
      summary: 'Show a booking with everything that was done with it',
      tag: 'Bank',
      access: READERS,
      params: entryParams,
      response: entryDetail,
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, params }) => detailOf(work, sale, caller, params.id),
    }),
    write({
      path: '/v1/bank-entries/confirmations',
      summary: 'Let proposed deposits pay for their subscriptions',
      description: 'Not by whoever brought them in or matched them by hand.',
      tag: 'Bank',
      access: OFFICER,
      body: z.strictObject({ entries: z.array(idField('bke')).min(1).max(CONFIRM_MAX) }),
      response: z.object({
        funded: z.array(idField('sub')).readonly(),
        refused: z
          .array(
            z.object({
              subscription: idField('sub'),
              entries: z.array(idField('bke')).readonly(),
              reason: z.string(),
              detail: z.string(),
              fix: z.string(),
            }),
          )
          .readonly()
          .describe('Subscriptions that took no money, with the bookings of it.'),
      }),
      problems: BANK_PROBLEMS,
      handle: async ({ work, caller, body }) => {
        for (const id of body.entries)
          if ((await visibleEntry(work.db, caller, id)) === null) return refuse('NOT_FOUND')
        const confirmed = await confirmMatches(work, sale, body.entries)
        if (!confirmed.ok) return confirmed
        const { funded, refused } = confirmed.value
        return ok({
          funded,
          refused: refused.map(({ subscription, entries, refusal }) => ({
            subscription,
            entries,
            reason: refusal.reason,
            detail: sentence(problems[refusal.reason].detail, refusal.facts),
            fix: sentence(problems[refusal.reason].fix, refusal.facts),
          })),
        })
      },
    }),
    decision(
      sale,
      'match',
      'Say for which subscription money is',
      { reference: textField(60) },
      (work, id, body) => matchByHand(work, sale, id, body),
    ),
    decision(
      sale,
      'acceptance',
      'Take all that was wired for a subscription whose price has moved for what it buys now',
      {},
      (work, id, body) => acceptAtPrice(work, sale, id, body),
    ),
    decision(
      sale,
      'return',
      'Send back what is open of a deposit',
      { bankReference: textField(100).meta({ description: 'Under which name the bank carries it out.' }) },
      (work, id, body) => orderReturn(work, sale, id, body),
    ),
    decision(
      sale,
      'return-cancellation',
      'Call off a return that the bank has not carried out',
      {},
      callOffReturn,
    ),
    decision(
      sale,
      'assignment',
      'Say which deposit money that went out sent or took back',
      { deposit: idField('bke') },
      (work, id, body) => assignOutgoing(work, sale, id, body),
      ({ deposit }) => deposit,
    ),
    decision(
      sale,
      'claim-payment',
      'Say that money pays what is owed for issued units whose payment the bank took back',
      { reference: textField(60) },
      (work, id, body) => payClaim(work, sale, id, body),
    ),
    decision(
      sale,
      'write-off',
      'Propose to give up what is owed for issued units whose payment the bank took back',
      { amount: owedField },
      (work, id, body) => proposeWriteOff(work, sale, id, body),
    ),
    decision(
      sale,
      'write-off-confirmation',
      'Give up what another officer proposed to',
      { amount: owedField },
      (work, id, body) => confirmWriteOff(work, sale, id, body),
    ),
    decision(
      sale,
      'write-off-cancellation',
      'Withdraw a proposal to give up what is owed',
      {},
      withdrawWriteOff,
    ),
    decision(sale, 'fee', 'Say that money that went out is a fee of the bank', {}, bookFee),
  ]
}

/** What an officer does with one booking, with a reason. */
function decision<F extends z.core.$ZodLooseShape>(
  sale: FiatSale,
  name: string,
  summary: string,
  fields: F,
  decide: (
    work: Work,
    id: BankEntryId,
    body: z.output<z.ZodObject<F & { reason: typeof reason }, z.core.$strict>>,
  ) => Promise<Result<BankEntry, MatchRefusal>>,
  /** A second booking that the decision is about. */
  other: (
    body: z.output<z.ZodObject<F & { reason: typeof reason }, z.core.$strict>>,
  ) => BankEntryId | null = () => null,
): Route {
  return write({
    path: `/v1/bank-entries/{id}/${name}`,
    summary,
    tag: 'Bank',
    access: OFFICER,
    params: entryParams,
    body: z.strictObject({ ...fields, reason }),
    response: entryDetail,
    problems: BANK_PROBLEMS,
    handle: async ({ work, caller, params, body }) => {
      const about = [params.id, other(body)].filter((id) => id !== null)
      for (const id of about)
        if ((await visibleEntry(work.db, caller, id)) === null) return refuse('NOT_FOUND')
      const decided = await decide(work, params.id, body)
      return decided.ok ? detailOf(work, sale, caller, params.id) : decided
    },
  })
}

const COLUMNS = [
  ...['booked on', 'account', 'amount', 'currency', 'open', 'status', 'reason', 'reference', 'payer'],
  ...['bank reference', 'subscription', 'id'],
]

async function visibleEntry(db: Db, caller: Caller, id: BankEntryId) {
  const found = await bankEntryById(db, id)
  if (found === null) return null
  const account = await visibleAccount(db, caller, found.entry.account)
  return account === null ? null : { ...found, account }
}

async function* csvRows(
  work: Work,
  sale: FiatSale,
  caller: Caller,
  {
    accounts,
    found,
  }: {
    readonly accounts: ReadonlyMap<BankAccountId, BankAccount>
    readonly found: AsyncIterable<readonly BankEntry[]>
  },
): AsyncIterable<string[][]> {
  for await (const batch of found) {
    const beside = await besideOf(work.db, sale, caller, batch)
    yield batch
      .map((row) => entryBody(work, row, accounts, beside))
      .map((one) => [
        ...[one.bookedOn.toString(), one.account.name, one.amount.amount, one.amount.currency],
        ...[one.open.amount, one.status, one.reason ?? '', one.reference ?? '', one.payer ?? ''],
        ...[one.bankReference ?? '', one.subscription ?? '', one.id],
      ])
  }
}

type Entries = Awaited<ReturnType<typeof bankEntries>>

/** Of what is read, a page of what somebody paid with this part in their name, which is personal and in the vault; all where it is none. */
async function paidBy(
  db: Db,
  payer: string | undefined,
  {
    read,
    after,
    limit,
  }: {
    readonly read: (slice: {
      readonly after: readonly string[] | null
      readonly limit: number
    }) => Promise<Entries>
    readonly after: readonly string[] | null
    readonly limit: number
  },
): Promise<Entries> {
  if (payer === undefined) return read({ after, limit })
  const found: Entries = []
  for await (const batch of inBatches(read, after)) {
    const parties = await paymentParties(
      db,
      batch.map(({ id }) => id),
    )
    found.push(...batch.filter(({ id }) => holdsText(parties.get(id)?.name ?? undefined, payer)))
    if (found.length >= limit) break
  }
  return found.slice(0, limit)
}

/** What of the bookings is asked for; null where there can be none. */
function filterOf(
  { statement, status, reference, payer, from, until }: z.output<z.ZodObject<typeof filters>>,
  accounts: ReadonlyMap<BankAccountId, BankAccount>,
  caller: Caller,
): Parameters<typeof bankEntries>[1] | null {
  if (payer !== undefined && caller.role !== 'officer') return null
  const statuses = status === undefined ? null : status === 'waiting' ? WAITING : [status]
  const [found] = reference === undefined ? [] : referencesIn(reference).references
  if (reference !== undefined && found === undefined) return null
  return {
    accounts: [...accounts.values()],
    statement: statement ?? null,
    statuses,
    idPrefix: found === undefined ? null : idPrefixOf(found),
    from: from ?? null,
    until: until ?? null,
  }
}

/** Who paid is personal: an officer has to know, nobody else. */
async function partiesFor(
  db: Db,
  caller: Caller,
  entries: readonly BankEntry[],
): Promise<Map<string, PaymentParty>> {
  return caller.role === 'officer'
    ? paymentParties(
        db,
        entries.map(({ id }) => id),
      )
    : new Map()
}

/** What is said of bookings and is not theirs: who paid, what is owed, and whether it may be given up. */
type Beside = {
  readonly parties: ReadonlyMap<string, PaymentParty>
  readonly owed: ReadonlyMap<BankEntryId, bigint>
  readonly writeOffs: ReadonlyMap<BankEntryId, 'possible' | 'proposed' | null>
}

async function besideOf(
  db: Db,
  sale: FiatSale,
  caller: Caller,
  entries: readonly BankEntry[],
): Promise<Beside> {
  const [owed, writeOffs] = [
    new Map<BankEntryId, bigint>(),
    new Map<BankEntryId, 'possible' | 'proposed' | null>(),
  ]
  for (const entry of entries.filter(({ status }) => status === 'claim')) {
    owed.set(entry.id, await owedOf(db, entry.id))
    writeOffs.set(entry.id, await writeOffOf(db, sale, entry))
  }
  return { parties: await partiesFor(db, caller, entries), owed, writeOffs }
}

async function detailOf(
  work: Work,
  sale: FiatSale,
  caller: Caller,
  id: BankEntryId,
): Promise<Result<z.output<typeof entryDetail>, 'NOT_FOUND'>> {
  const found = await visibleEntry(work.db, caller, id)
  if (found === null) return refuse('NOT_FOUND')
  const { entry, events, account } = found
  const beside = await besideOf(work.db, sale, caller, [entry])
  const payer = beside.parties.get(id)
  const words: ReadonlyMap<string, string> =
    caller.role === 'officer' ? await entryWords(work.db, id, events) : new Map()
  const currency = currencyOf(account)
  return ok({
    ...entryBody(work, entry, new Map([[account.id, account]]), beside),
    payerAccount: payer?.account ?? null,
    text: payer?.text ?? null,
    events: events.map(({ id: event, ...one }) => ({
      ...one,
      used: moneyBody(money(one.used, currency)),
      words: words.get(event) ?? null,
    })),
  })
}

function entryBody(
  work: Work,
  entry: BankEntry,
  accounts: ReadonlyMap<BankAccountId, BankAccount>,
  { parties, owed: claims, writeOffs }: Beside,
): z.output<typeof entryAnswer> {
  const account = accounts.get(entry.account)!
  const currency = currencyOf(account)
  const isWaiting = WAITING.includes(entry.status)
  const owed = claims.get(entry.id)
  return {
    ...entry,
    account: { id: account.id, name: account.name },
    amount: moneyBody(money(entry.amount, currency)),
    open: moneyBody(money(entry.open, currency)),
    returnAmount: entry.returnAmount === null ? null : moneyBody(money(entry.returnAmount, currency)),
    owed: owed === undefined ? null : moneyBody(money(owed, currency)),
    writeOff: writeOffs.get(entry.id) ?? null,
    explanation:
      entry.reason !== null
        ? SUSPENSE_SENTENCES[entry.reason]
        : entry.status === 'claim'
          ? entry.writeOffBy === null
            ? CLAIM_SENTENCE
            : WRITE_OFF_SENTENCE
          : null,
    reference: entry.subscription === null ? null : paymentReference(entry.subscription),
    waitingDays: isWaiting ? Math.max(0, daysSince(entry.bookedOn, work.now)) : null,
    payer: parties.get(entry.id)?.name ?? null,
  }
}

function daysSince(day: Temporal.PlainDate, now: Temporal.Instant): number {
  return day.until(now.toZonedDateTimeISO('UTC').toPlainDate(), { largestUnit: 'day' }).days
}

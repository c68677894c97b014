import * as z from 'zod'
import { hardCapOf, type Instrument } from '../../instrument/instrument.ts'
import { investorNames } from '../../investor/investor.service.ts'
import { displayDecimal, formatDecimal } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Db } from '../../platform/db/database.ts'
import { inBatches, placeOf } from '../../platform/db/page.ts'
import { csvPieces } from '../../kernel/csv.ts'
import {
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
  textField,
} from '../../platform/http/fields.ts'
import { CSV, read, seesInvestor, write, type Caller, type Route } from '../../platform/http/route.ts'
import { awaited, AWAITED, OPEN_STATES, type Sum } from './board.ts'
import { boardOf, boardRows, remindAll, remindOne } from './board.service.ts'
import { cashOf } from '../currency.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import {
  RAISE_STATUSES,
  STATES,
  SUBSCRIPTION_STATES,
  SUBSCRIPTION_STATUSES,
  type SubscriptionState,
} from '../subscription/subscription-state.ts'

const KEEPERS = ['issuer', 'officer', 'auditor'] as const
const REMINDERS = ['issuer', 'officer'] as const
const SEARCH_LENGTH_MAX = 60
/** A file holds at most so many; a state of its own gives the rest. */

const sums = { count: z.int(), units: z.string(), amount: moneyAnswer }
const part = z.object(sums)
const boardAnswer = z
  .object({
    raise: z.array(z.object({ status: z.enum(RAISE_STATUSES), ...sums })),
    states: z.array(z.object({ state: z.enum(SUBSCRIPTION_STATES), ...sums })),
    interested: part.meta({ description: 'By those who cannot subscribe yet; it binds nobody.' }),
    pledged: part.meta({ description: 'Reserved, signed, funded and issued together.' }),
    reserved: part,
    signed: part,
    funded: part,
    issued: part,
    softCap: z.string().meta({ description: 'Units; "0" where any number will do.' }),
    hardCap: z.string().meta({ description: 'Units on sale.' }),
    paid: z.string().meta({ description: 'Units that are funded or issued.' }),
    paidPercent: z.int().meta({ description: 'Of the hard cap, rounded down.' }),
    softCapPercent: z.int().meta({ description: 'Of the hard cap, rounded down.' }),
    toSoftCap: z.string().meta({ description: 'Units that have to be paid for before it may close.' }),
  })
  .meta({ id: 'RaiseBoard' })
const rowAnswer = z
  .object({
    id: idField('sub'),
    reference: z.string().meta({ description: 'What a payment at a bank has to name (ISO 11649).' }),
    investor: z.object({
      id: idField('inv'),
      displayName: z.string().nullable().meta({ description: 'Null for an auditor, and once erased.' }),
    }),
    state: z.enum(SUBSCRIPTION_STATES),
    status: z.enum(SUBSCRIPTION_STATUSES),
    units: z.string(),
    unitsDisplay: z.string(),
    amount: moneyAnswer,
    cash: moneyAnswer.meta({ description: 'The same, in what it is paid in.' }),
    waitsFor: z.enum(AWAITED).nullable().meta({ description: 'Null when it is over.' }),
    since: instantField,
    until: instantField.nullable(),
    remindedAt: instantField.nullable(),
  })
  .meta({ id: 'RaiseBoardRow' })
const filters = {
  state: z
    .enum(SUBSCRIPTION_STATES)
    .optional()
    .meta({ description: 'Without it, those that wait for something.' }),
  search: textField(SEARCH_LENGTH_MAX).optional().meta({
    description: 'An id of a subscription or an investor, its beginning or end, or a payment reference.',
  }),
}
type Filters = z.output<z.ZodObject<typeof filters>>
const params = z.strictObject({ id: idField('off') })

/** The board of a raise: who waits for what, since when, and reminders of it. */
export function boardRoutes(): Route[] {
  return [
    read({
      path: '/v1/offerings/{id}/board',
      summary: 'Count who waits for what in a raise, and how far it has come',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      response: boardAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const { instrument } = view
        const { raise, states, progress } = await boardOf(work.db, id, instrument, work.now)
        const told = (one: Sum) => ({
          count: one.count,
          units: formatDecimal(one.units, instrument.decimals),
          amount: moneyBody(money(one.amount, instrument.payment.currency)),
        })
        const { softCap } = instrument.offering
        const paid = progress.funded.units + progress.issued.units
        const percent = (units: bigint) => Number((units * 100n) / hardCapOf(instrument))
        return ok({
          raise: raise.map((one) => ({ status: one.status, ...told(one) })),
          states: states.map((one) => ({ state: one.state, ...told(one) })),
          interested: told(progress.interested),
          pledged: told(progress.pledged),
          reserved: told(progress.reserved),
          signed: told(progress.signed),
          funded: told(progress.funded),
          issued: told(progress.issued),
          softCap: formatDecimal(softCap, instrument.decimals),
          hardCap: formatDecimal(hardCapOf(instrument), instrument.decimals),
          paid: formatDecimal(paid, instrument.decimals),
          paidPercent: percent(paid),
          softCapPercent: percent(softCap),
          toSoftCap: formatDecimal(progress.toSoftCap, instrument.decimals),
        })
      },
    }),
    read({
      path: '/v1/offerings/{id}/board/rows',
      summary: 'List the subscriptions of a raise, whoever waits longest first',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      query: pageQuery(filters),
      response: page(rowAnswer),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const found = await boardRows(
          work.db,
          { id, instrument: view.instrument },
          {
            ...asked(query),
            after: behind(pages.after(query)),
            now: work.now,
            limit: query.limit + 1,
          },
        )
        const { items, next } = pages.page(found, query, (one) => [one.since.toString(), one.id])
        return ok({ items: await bodies(work.db, caller, items, view.instrument), next })
      },
    }),
    read({
      path: '/v1/offerings/{id}/board.csv',
      summary: 'Download the board of a raise',
      description: 'All of them that the filters leave, whoever waits longest first.',
      tag: 'Offerings',
      access: KEEPERS,
      params,
      query: z.strictObject(filters),
      response: CSV,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const found = inBatches(async ({ after, limit }) =>
          (
            await boardRows(
              work.db,
              { id, instrument: view.instrument },
              { ...asked(query), after: behind(after), now: work.now, limit },
            )
          ).map((one) => ({ ...one, place: [one.since.toString(), one.id] })),
        )
        const isPaidInSeveral = view.instrument.offering.currencies.length > 0
        const columns = isPaidInSeveral ? [...COLUMNS, 'paid', 'paid in'] : COLUMNS
        const rows = csvRows(work.db, caller, found, view.instrument)
        return ok({ text: csvPieces(columns, rows), fileName: `raise-${view.instrument.symbol}.csv` })
      },
    }),
    write({
      path: '/v1/offerings/{id}/reminders',
      summary: 'Remind everybody who has to pay, at most once a day each',
      description:
        'Up to 500 at once, whoever waits longest first; `left` says how many more are due. Who was reminded within a day is counted in `before` and passed over.',
      tag: 'Offerings',
      access: REMINDERS,
      params,
      body: z.strictObject({ state: z.enum(SUBSCRIPTION_STATES).optional() }),
      response: z.object({ reminded: z.int(), before: z.int(), left: z.int() }).meta({ id: 'Reminders' }),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) =>
        (await visibleOffering(work.db, caller, id, work.now)) === null
          ? refuse('NOT_FOUND')
          : remindAll(work, id, body.state ?? null),
    }),
    write({
      path: '/v1/subscriptions/{id}/reminder',
      summary: 'Remind the investor of one subscription, at most once a day',
      tag: 'Offerings',
      access: REMINDERS,
      params: z.strictObject({ id: idField('sub') }),
      response: z.object({ remindedAt: instantField }).meta({ id: 'Reminder' }),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await subscriptionById(work.db, id)
        const view = one === null ? null : await visibleOffering(work.db, caller, one.offering, work.now)
        if (one === null || view === null || !seesInvestor(caller, one.investor)) return refuse('NOT_FOUND')
        const reminded = await remindOne(work, id, view.instrument)
        return reminded.ok ? ok({ remindedAt: reminded.value }) : reminded
      },
    }),
  ]
}

const COLUMNS = [
  ...['investor', 'investor id', 'state', 'waits for', 'since', 'until', 'units', 'amount', 'currency'],
  ...['reference', 'subscription', 'reminded'],
]

/** The place of a row in the order of who waits longest. */
function behind(place: readonly string[] | null) {
  const found = placeOf(place)
  return found === null ? null : { since: found.at, id: found.id }
}

async function* csvRows(
  db: Db,
  caller: Caller,
  found: AsyncIterable<Awaited<ReturnType<typeof boardRows>>>,
  instrument: Instrument,
): AsyncIterable<string[][]> {
  const isPaidInSeveral = instrument.offering.currencies.length > 0
  for await (const batch of found)
    yield (await bodies(db, caller, batch, instrument)).map((one) => [
      one.investor.displayName ?? '',
      one.investor.id,
      one.state,
      one.waitsFor ?? '',
      one.since.toString(),
      one.until?.toString() ?? '',
      one.units,
      one.amount.amount,
      one.amount.currency,
      one.reference,
      one.id,
      one.remindedAt?.toString() ?? '',
      ...(isPaidInSeveral ? [one.cash.amount, one.cash.currency] : []),
    ])
}

function asked({ state, search }: Filters): {
  readonly states: readonly SubscriptionState[]
  readonly search: string | null
} {
  return { states: state === undefined ? OPEN_STATES : [state], search: search ?? null }
}

async function bodies(
  db: Db,
  caller: Caller,
  rows: Awaited<ReturnType<typeof boardRows>>,
  instrument: Instrument,
): Promise<z.output<typeof rowAnswer>[]> {
  const ids = [...new Set(rows.map(({ investor }) => investor))]
  const names = caller.role === 'auditor' ? new Map<string, string>() : await investorNames(db, ids)
  return rows.map((row) => ({
    id: row.id,
    reference: paymentReference(row.id),
    investor: { id: row.investor, displayName: names.get(row.investor) ?? null },
    state: row.state,
    status: STATES[row.state].status,
    units: formatDecimal(row.units, instrument.decimals),
    unitsDisplay: displayDecimal(row.units, instrument.decimals),
    amount: moneyBody(money(row.amount, instrument.payment.currency)),
    cash: moneyBody(cashOf(instrument, row, row.amount)),
    waitsFor: awaited(row),
    since: row.since,
    until: row.until,
    remindedAt: row.remindedAt,
  }))
}

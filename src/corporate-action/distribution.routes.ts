import * as z from 'zod'
import { couponIn } from '../instrument/coupon.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { sentence } from '../kernel/problem.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import {
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  textField,
} from '../platform/http/fields.ts'
import { read, write, type Caller, type Route } from '../platform/http/route.ts'
import { correctDistribution } from './correction.service.ts'
import { DISTRIBUTION_PROBLEMS } from './distribution.problems.ts'
import { distributions, distributionView, type DistributionView } from './distribution.service.ts'
import { DISTRIBUTION_STATUSES, monthsOf } from './distribution.ts'
import {
  CSV_LENGTH_MAX,
  instrumentParams,
  ISSUERS,
  periodField,
  READERS,
  visibleInstrument,
} from './income.routes.ts'
import { retryParked } from './payout-steps.service.ts'
import { advanceDistribution } from './payout.service.ts'
import { chooseRecordDate, scheduleDistribution } from './record-date.service.ts'

/** No period of income has more months. */
const MONTHS_MAX = 12
/** A statement of each, as long as they may be. */
const STATEMENTS_MAX_BYTES = MONTHS_MAX * 1024 * 1024

export const distributionParams = z.strictObject({ id: idField('dst') })

const distributionAnswer = z
  .object({
    id: idField('dst'),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    period: periodField.meta({
      description:
        'The month whose income it pays, or the last of several; of a coupon, the month of its date.',
    }),
    firstMonth: periodField.meta({
      description: 'The first month whose income it pays: mostly `period` itself.',
    }),
    kind: z.enum(['regular', 'correction']),
    correctionOf: idField('dst').nullable(),
    reason: z.string().nullable(),
    status: z.enum(DISTRIBUTION_STATUSES),
    waiting: z.object({ code: z.string(), detail: z.string(), fix: z.string() }).nullable().meta({
      description:
        'What keeps it from going on; null while it goes on by itself. Investors are told of a missing statement alone.',
    }),
    recordDate: dateField,
    recordAt: instantField,
    payDate: dateField,
    statement: z.string().nullable().meta({
      description: 'Of its last month; of a correction, the first that came in for it.',
    }),
    monthsMissing: z.array(periodField).meta({
      description: 'Months whose income statement has to come in before it is declared.',
    }),
    coupon: z
      .object({ start: dateField, end: dateField })
      .nullable()
      .meta({ description: 'The days that interest is for; null of income that a statement told.' }),
    netIncome: moneyAnswer.nullable(),
    payoutBps: z.int(),
    amount: moneyAnswer.nullable(),
    setOff: moneyAnswer.meta({
      description:
        'What earlier corrections downwards took from it; of a correction, those of the same months.',
    }),
    declared: moneyAnswer.nullable(),
    carriedIn: moneyAnswer.nullable(),
    funded: moneyAnswer,
    missing: moneyAnswer,
    lacking: moneyAnswer.nullable().meta({
      description: 'Of what is missing, what the treasury does not have; null while it waits for no money.',
    }),
    capital: z
      .object({
        paid: moneyAnswer,
        open: z
          .object({ payment: idField('prp'), amount: moneyAnswer, at: instantField })
          .nullable()
          .meta({ description: 'What waits for a second person.' }),
      })
      .meta({ description: 'What is paid out of what was raised: no income, a return of capital.' }),
    paid: moneyAnswer,
    parked: moneyAnswer,
    withheld: moneyAnswer.meta({
      description: 'Kept back for the tax authority from what holders are owed.',
    }),
    remitted: moneyAnswer.meta({ description: 'Of what was withheld, what has gone to the tax account.' }),
    unclaimed: moneyAnswer.meta({ description: 'Parked once, and handed over since nobody claimed it.' }),
    carriedOut: moneyAnswer.nullable(),
    holders: z.int(),
    treasury: z.string(),
    reconciliation: z
      .object({
        balanced: z.boolean(),
        declared: moneyAnswer,
        paid: moneyAnswer,
        parked: moneyAnswer,
        withheld: moneyAnswer,
        unclaimed: moneyAnswer,
        open: moneyAnswer,
        carried: moneyAnswer,
      })
      .nullable(),
    chain: z.object({
      distributionId: z.string().nullable(),
      recordId: z.int().nullable(),
      tx: z.string().nullable(),
    }),
  })
  .meta({ id: 'DistributionSummary' })

export const distributionWithCorrections = distributionAnswer
  .extend({ corrections: z.array(distributionAnswer) })
  .meta({ id: 'Distribution' })

/** Distributions: who is owed what, why, and the steps that pay them. */
export function distributionRoutes({ rpc }: { readonly rpc: Rpc }): Route[] {
  return [
    read({
      path: '/v1/instruments/{id}/distributions',
      summary: 'List an instrument’s distributions, with the chart of accounts its statements use',
      tag: 'Income',
      access: READERS,
      params: instrumentParams,
      response: z.object({
        items: z.array(distributionAnswer),
        next: z.null(),
        policy: z
          .object({
            payoutBps: z.int(),
            incomeAccounts: z.array(z.string()),
            expenseAccounts: z.array(z.string()),
          })
          .nullable(),
      }),
      problems: DISTRIBUTION_PROBLEMS,
      handle: async ({ work, caller, params }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        return ok({
          items: (await distributions(work.db, instrument)).map((view) => distributionBody(view, caller)),
          next: null,
          policy:
            instrument.income === null
              ? null
              : {
                  payoutBps: instrument.income.payoutBps,
                  incomeAccounts: [...instrument.income.incomeAccounts],
                  expenseAccounts: [...instrument.income.expenseAccounts],
                },
        })
      },
    }),
    write({
      path: '/v1/instruments/{id}/distributions',
      summary: 'Announce the record date of a distribution',
      description: 'Named by the month whose income it pays, or by the last of several.',
      tag: 'Income',
      access: ISSUERS,
      status: 201,
      params: instrumentParams,
      body: z.strictObject({ period: periodField }),
      response: distributionWithCorrections,
      problems: DISTRIBUTION_PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        const instrument = await visibleInstrument(work.db, caller, params.id)
        if (instrument === null) return refuse('NOT_FOUND')
        const scheduled = await scheduleDistribution(work, instrument, body.period)
        return scheduled.ok ? answer(work.db, caller, scheduled.value) : scheduled
      },
    }),
    read({
      path: '/v1/distributions/{id}',
      summary: 'Read one distribution with its reconciliation and corrections',
      tag: 'Income',
      access: READERS,
      params: distributionParams,
      response: distributionWithCorrections,
      problems: DISTRIBUTION_PROBLEMS,
      handle: ({ work, caller, params }) => answer(work.db, caller, params.id),
    }),
    write({
      path: '/v1/distributions/{id}/record-date',
      summary: 'Announce the record date again, or another day',
      description:
        'For one that could not be announced. Without a day the same is announced now; the month is paid to who holds units when the chosen day ends.',
      tag: 'Income',
      access: ISSUERS,
      params: distributionParams,
      body: z.strictObject({ recordDate: dateField.nullable().default(null) }),
      response: distributionWithCorrections,
      problems: DISTRIBUTION_PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        if ((await visible(work.db, caller, params.id)) === null) return refuse('NOT_FOUND')
        const chosen = await chooseRecordDate(work, params.id, body.recordDate)
        return chosen.ok ? answer(work.db, caller, params.id) : chosen
      },
    }),
    stepRoute(rpc, 'declaration', 'Declare what is paid, once it is told what is withheld', [
      'withhold',
      'declare',
    ]),
    stepRoute(rpc, 'funding', 'Send what is missing from the treasury to the distributor', ['fund']),
    stepRoute(rpc, 'push', 'Pay everybody who is due', ['push']),
    stepRoute(rpc, 'close', 'Shut the books and carry what rounding left', ['close']),
    write({
      path: '/v1/distributions/{id}/retries',
      summary: 'Try again to pay the holders whose payment is parked, and to send on what was withheld',
      tag: 'Income',
      access: ISSUERS,
      params: distributionParams,
      response: distributionWithCorrections,
      problems: DISTRIBUTION_PROBLEMS,
      handle: async ({ work, caller, params }) => {
        if ((await visible(work.db, caller, params.id)) === null) return refuse('NOT_FOUND')
        const retried = await retryParked(work, params.id)
        return retried.ok ? answer(work.db, caller, params.id) : retried
      },
    }),
    write({
      path: '/v1/distributions/{id}/corrections',
      summary: 'Correct a distribution by a further entry',
      description:
        'The right statement of a month is kept beside the wrong one. More is paid out, once it has made up for what an earlier correction of the same months is still to set off; less is set off against the next. Where months of loss leave nothing to pay either way, it is kept with an amount of 0 (`nothing-to-pay`).',
      tag: 'Income',
      access: ISSUERS,
      status: 201,
      bodyMaxBytes: STATEMENTS_MAX_BYTES,
      params: distributionParams,
      body: z.strictObject({
        reason: textField(500),
        month: periodField.nullable().default(null).meta({
          description: 'Of which month the statement is; needed where the distribution pays several.',
        }),
        csv: z.string().max(CSV_LENGTH_MAX),
        others: z
          .array(z.strictObject({ month: periodField, csv: z.string().max(CSV_LENGTH_MAX) }))
          .max(MONTHS_MAX - 1)
          .default([])
          .meta({
            description:
              'Right statements of further months that it pays. What goes from one to another is paid to nobody and taken from nobody; one after the other, it might be paid first.',
          }),
      }),
      response: distributionWithCorrections,
      problems: DISTRIBUTION_PROBLEMS,
      handle: async ({ work, caller, params, body }) => {
        if ((await visible(work.db, caller, params.id)) === null) return refuse('NOT_FOUND')
        const corrected = await correctDistribution(work, params.id, body)
        return corrected.ok ? answer(work.db, caller, corrected.value) : corrected
      },
    }),
  ]
}

function stepRoute(
  rpc: Rpc,
  path: string,
  summary: string,
  steps: Parameters<typeof advanceDistribution>[3],
): Route {
  return write({
    path: `/v1/distributions/{id}/${path}`,
    summary,
    tag: 'Income',
    access: ISSUERS,
    params: distributionParams,
    response: distributionWithCorrections,
    problems: DISTRIBUTION_PROBLEMS,
    handle: async ({ work, caller, params }) => {
      const view = await visible(work.db, caller, params.id)
      if (view === null) return refuse('NOT_FOUND')
      const step = await advanceDistribution(work, rpc, params.id, steps)
      return step.ok ? answer(work.db, caller, params.id) : readable(step, view)
    },
  })
}

/** Amounts in a refusal's facts as people read them. */
export function readable<R extends string>(
  refusal: Extract<Result<never, R>, { ok: false }>,
  view: DistributionView,
) {
  const { missing, proceeds, balance } = refusal.facts
  const shown = (minor: string) => displayMoney(money(BigInt(minor), currency(view)))
  return missing === undefined
    ? refusal
    : refuse(refusal.reason, {
        ...refusal.facts,
        missing: shown(missing),
        ...(proceeds === undefined ? {} : { proceeds: shown(proceeds) }),
        ...(balance === undefined ? {} : { balance: shown(balance) }),
        treasury: view.instrument.treasury,
      })
}

export async function visible(db: Db, caller: Caller, id: DistributionId): Promise<DistributionView | null> {
  const view = await distributionView(db, id)
  return view !== null && (await visibleInstrument(db, caller, view.instrument.id)) !== null ? view : null
}

export async function answer(db: Db, caller: Caller, id: DistributionId) {
  const view = await visible(db, caller, id)
  if (view === null) return refuse('NOT_FOUND')
  const all = await distributions(db, view.instrument, view.distribution.period)
  const corrections = all.filter(({ distribution }) => distribution.correctionOf === id)
  return ok({
    ...distributionBody(view, caller),
    corrections: corrections.map((each) => distributionBody(each, caller)),
  })
}

export function currency(view: DistributionView) {
  return view.instrument.payment.currency
}

/** The days that a coupon is for; null of income that a statement told. */
function couponDays({ distribution, instrument: { coupon } }: DistributionView) {
  const due = coupon === null ? null : couponIn(coupon, distribution.period)
  return due === null ? null : { start: due.start, end: due.end }
}

function distributionBody(view: DistributionView, { role }: Caller): z.output<typeof distributionAnswer> {
  const { distribution: d, instrument, sums, reconciliation } = view
  // How the treasury stands is no business of investors.
  const isTold = role !== 'investor'
  const open = isTold ? view.capital.open : null
  const amount = (minor: bigint) => moneyBody(money(minor, currency(view)))
  const amountOrNull = (minor: bigint | null) => (minor === null ? null : amount(minor))
  return {
    id: d.id,
    instrument: { id: instrument.id, name: instrument.name, symbol: instrument.symbol },
    period: d.period,
    firstMonth: monthsOf(d)[0]!,
    kind: d.kind,
    correctionOf: d.correctionOf,
    reason: d.reason,
    status: d.status,
    // That the month's statement is late says nothing of the treasury.
    waiting: isTold || d.waiting?.reason === 'STATEMENT_MISSING' ? waitingBody(view) : null,
    recordDate: d.recordDate,
    recordAt: d.recordAt,
    payDate: d.payAt.toZonedDateTimeISO(instrument.timeZone).toPlainDate(),
    statement: d.statement,
    monthsMissing: [...view.monthsMissing],
    coupon: couponDays(view),
    netIncome: amountOrNull(d.net),
    payoutBps: d.payoutBps,
    amount: amountOrNull(d.amount),
    setOff: amount(d.setOff),
    declared: amountOrNull(d.declared),
    carriedIn: amountOrNull(d.carriedIn),
    funded: amount(sums.funded),
    missing: amount(view.missing),
    lacking: isTold ? lackingBody(view) : null,
    capital: {
      paid: amount(view.capital.paid),
      open: open === null ? null : { payment: open.id, amount: moneyBody(open.amount), at: open.prepared.at },
    },
    paid: amount(sums.paid),
    parked: amount(sums.parked),
    withheld: amount(sums.withheld),
    remitted: amount(sums.remitted),
    unclaimed: amount(sums.unclaimed),
    carriedOut: amountOrNull(sums.carried),
    holders: view.entitled.holders,
    treasury: instrument.treasury,
    reconciliation:
      reconciliation === null
        ? null
        : {
            balanced: reconciliation.balanced,
            declared: amount(reconciliation.declared),
            paid: amount(reconciliation.paid),
            parked: amount(reconciliation.parked),
            withheld: amount(reconciliation.withheld),
            unclaimed: amount(reconciliation.unclaimed),
            open: amount(reconciliation.open),
            carried: amount(reconciliation.carried),
          },
    chain: { distributionId: d.chainId?.toString() ?? null, recordId: d.recordId, tx: view.declaredIn },
  }
}

/** What the treasury was found to lack when it was to pay. */
function lackingBody(view: DistributionView) {
  const lacking = view.distribution.waiting?.facts['missing']
  return lacking === undefined ? null : moneyBody(money(BigInt(lacking), currency(view)))
}

function waitingBody(view: DistributionView): z.output<typeof distributionAnswer>['waiting'] {
  const { waiting } = view.distribution
  if (waiting === null) return null
  const { reason, facts } = readable({ ok: false, ...waiting }, view)
  const { detail, fix } = DISTRIBUTION_PROBLEMS[reason]
  return { code: reason, detail: sentence(detail, facts), fix: sentence(fix, facts) }
}

import * as z from 'zod'
import { parsePositive } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { Db } from '../../platform/db/database.ts'
import { addressField, idField, instantField, moneyAnswer, moneyBody } from '../../platform/http/fields.ts'
import { read, seesIssuer, write, type Caller, type Route } from '../../platform/http/route.ts'
import { DOCUMENT } from '../../register/enforcement.ts'
import { codeField, currencyNamed } from '../currency.routes.ts'
import { seesOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { PROCEEDS_PROBLEMS } from './proceeds.problems.ts'
import {
  confirmProceedsPayment,
  prepareProceedsPayment,
  proceedsOf,
  proceedsPaymentById,
  waitingProceedsPayments,
  withdrawProceedsPayment,
} from './proceeds.service.ts'
import { PROCEEDS_STATUSES, PROCEEDS_USES, type ProceedsPayment, type ProceedsRefusal } from './proceeds.ts'

const stamp = z.object({ by: z.string(), at: instantField })
const proceedsPaymentAnswer = z
  .object({
    id: idField('prp'),
    use: z.enum([...PROCEEDS_USES, 'return-of-capital']),
    recipient: z.string().nullable().meta({
      description:
        'Null where it pays holders with a distribution, or was paid past the platform and is booked alone.',
    }),
    distribution: idField('dst').nullable(),
    amount: moneyAnswer,
    document: z.string(),
    status: z.enum(PROCEEDS_STATUSES),
    prepared: stamp,
    confirmed: stamp.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'ProceedsPayment' })
const proceedsAnswer = z
  .object({
    managed: z.boolean().meta({ description: 'Whether the platform pays out of this treasury.' }),
    held: z
      .array(
        z.object({
          inTreasury: moneyAnswer.meta({
            description: 'What of the raise is in the treasury, by the books.',
          }),
          unspoken: moneyAnswer.meta({ description: 'Of it, what no payment was prepared of.' }),
        }),
      )
      .meta({ description: 'In each currency that the offering is paid in, the payment currency first.' }),
    payments: z.array(proceedsPaymentAnswer),
  })
  .meta({ id: 'Proceeds' })
const params = z.strictObject({ id: idField('off') })
const paymentParams = z.strictObject({ id: idField('prp') })

/** What becomes of the money of a raise, once it is in a treasury that the platform manages. */
export const proceedsRoutes: Route[] = [
  read({
    path: '/v1/offerings/{id}/proceeds',
    summary: 'Read what of a raise is in the treasury, and what was paid out of it',
    tag: 'Offerings',
    access: ['issuer', 'officer', 'auditor'],
    params,
    response: proceedsAnswer,
    problems: PROCEEDS_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) => {
      const view = await offeringView(work.db, { id }, work.now)
      if (view === null || !(await seesOffering(work.db, caller, view))) return refuse('NOT_FOUND')
      const { held, payments } = await proceedsOf(work.db, id, view.instrument, work.now)
      const { instrument } = view
      return ok({
        managed: instrument.treasuryKind === 'managed',
        held: held.map(({ inTreasury, unspoken }) => ({
          inTreasury: moneyBody(inTreasury),
          unspoken: moneyBody(unspoken),
        })),
        payments: payments.map(proceedsPaymentBody),
      })
    },
  }),
  read({
    path: '/v1/proceeds-payments',
    summary: 'List the payments out of what was raised that wait for a second person',
    tag: 'Offerings',
    access: ['issuer', 'officer', 'auditor'],
    response: z.object({
      items: z.array(
        proceedsPaymentAnswer.extend({
          offering: idField('off'),
          instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
        }),
      ),
      next: z.null(),
    }),
    handle: async ({ work, caller }) => {
      const waiting = await waitingProceedsPayments(work.db)
      return ok({
        items: waiting
          .filter(({ instrument }) => seesIssuer(caller, instrument.issuer))
          .map(({ payment, instrument: { id, name, symbol } }) => ({
            ...proceedsPaymentBody(payment),
            offering: payment.offering,
            instrument: { id, name, symbol },
          })),
        next: null,
      })
    },
  }),
  write({
    path: '/v1/offerings/{id}/proceeds-payments',
    summary: 'Prepare a payment out of what was raised, as the first of two people',
    tag: 'Offerings',
    access: ['issuer'],
    status: 201,
    params,
    body: z.strictObject({
      use: z.enum(PROCEEDS_USES),
      recipient: addressField.nullable().meta({
        description: 'Null where it was paid past the platform already: it is booked, and nothing is sent.',
      }),
      amount: z.string({
        error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined),
      }),
      currency: codeField.optional().meta({ description: 'The payment currency where left out.' }),
      document: z.string().regex(DOCUMENT).meta({
        description:
          'What it is paid for: the id of a paper, a file number or the hash of a transaction, without names of people.',
      }),
    }),
    response: proceedsPaymentAnswer,
    problems: PROCEEDS_PROBLEMS,
    handle: async ({ work, caller, params: { id }, body }) => {
      const view = await offeringView(work.db, { id }, work.now)
      if (view === null || !(await seesOffering(work.db, caller, view))) return refuse('NOT_FOUND')
      const paid = currencyNamed(view.instrument, body.currency)
      if (!paid.ok) return paid
      const { currency } = paid.value
      const { decimals } = currency
      const amount = parsePositive(body.amount, decimals)
      if (!amount.ok) return refuse(amount.reason, { decimals: String(decimals) })
      const { use, recipient, document } = body
      const asked = { use, recipient, document, amount: money(amount.value, currency), distribution: null }
      return answered(await prepareProceedsPayment(work, id, asked))
    },
  }),
  decision('confirmation', 'Confirm a payment out of what was raised, as the second person', {
    access: ['issuer', 'officer'],
    decide: (work, id) => confirmProceedsPayment(work, id, null),
  }),
  decision('withdrawal', 'Give up a payment out of what was raised that waits for a second person', {
    access: ['issuer'],
    decide: withdrawProceedsPayment,
  }),
]

function decision(
  path: string,
  summary: string,
  {
    access,
    decide,
  }: {
    readonly access: readonly ['issuer'] | readonly ['issuer', 'officer']
    readonly decide: typeof withdrawProceedsPayment
  },
): Route {
  return write({
    path: `/v1/proceeds-payments/{id}/${path}`,
    summary,
    tag: 'Offerings',
    access,
    params: paymentParams,
    response: proceedsPaymentAnswer,
    problems: PROCEEDS_PROBLEMS,
    handle: async ({ work, caller, params: { id } }) => {
      const isVisible = await seesPayment(work.db, caller, id, work.now)
      return isVisible ? answered(await decide(work, id)) : refuse('NOT_FOUND')
    },
  })
}

async function seesPayment(
  db: Db,
  caller: Caller,
  id: ProceedsPayment['id'],
  now: Temporal.Instant,
): Promise<boolean> {
  const payment = await proceedsPaymentById(db, id)
  const view = payment === null ? null : await offeringView(db, { id: payment.offering }, now)
  return view !== null && (await seesOffering(db, caller, view))
}

function answered(
  paid: Result<ProceedsPayment, ProceedsRefusal | 'NOT_FOUND'>,
): Result<z.output<typeof proceedsPaymentAnswer>, ProceedsRefusal | 'NOT_FOUND'> {
  return paid.ok ? ok(proceedsPaymentBody(paid.value)) : paid
}

function proceedsPaymentBody(payment: ProceedsPayment): z.output<typeof proceedsPaymentAnswer> {
  const { offering: _, ...rest } = payment
  return { ...rest, amount: moneyBody(payment.amount) }
}

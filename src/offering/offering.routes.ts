import * as z from 'zod'
import type { Instrument } from '../instrument/instrument.ts'
import { isInvestorOf } from '../investor/investor.service.ts'
import { displayDecimal, formatDecimal, parsePositive } from '../kernel/decimal.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse } from '../kernel/result.ts'
import type { Problems } from '../kernel/problem.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import {
  addressField,
  dateField,
  hexField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  page,
  pageQuery,
  textField,
} from '../platform/http/fields.ts'
import { read, seesInvestor, seesIssuer, write, type Caller, type Route } from '../platform/http/route.ts'
import { RULE_REFUSALS } from '../restriction/rule.problems.ts'
import {
  closeOffering,
  createSubscription,
  offerings,
  offeringView,
  paymentToSign,
  paySubscription,
  subscriptionById,
  subscriptions,
} from './offering.service.ts'
import { refundData, refundsOf, settleOutside, type RefundRow } from './refund.service.ts'
import { SUBSCRIPTION_PROBLEMS } from './subscription.problems.ts'
import { SUBSCRIPTION_STATUSES, type Subscription } from './subscription.ts'

const EVIDENCE_LENGTH_MAX = 200
const EVERYBODY = ['issuer', 'officer', 'auditor', 'investor'] as const

type OfferingReason =
  | keyof typeof SUBSCRIPTION_PROBLEMS
  | keyof typeof RULE_REFUSALS
  | 'NOT_FOUND'
  | 'AMOUNT_FORMAT'
  | 'AMOUNT_PRECISION'
  | 'AMOUNT_OUT_OF_RANGE'
  | 'SUBSCRIPTIONS_UNSETTLED'
  | 'STEP_ORDER'
  | 'DEADLINE_PASSED'
  | 'SIGNATURE_SCOPE'
  | 'PROTOCOL_NOT_DEPLOYED'
  | 'REFUND_NOT_DUE'
  | 'REFUND_UNDER_WAY'

const OFFERING_PROBLEMS: Problems<OfferingReason> = {
  ...SUBSCRIPTION_PROBLEMS,
  ...RULE_REFUSALS,
  NOT_FOUND: { status: 404, detail: 'There is nothing here that you may see.', fix: 'Check the address.' },
  AMOUNT_FORMAT: {
    status: 422,
    detail: 'The amount is no plain decimal number.',
    fix: 'Write digits and at most one point, as in "500.00".',
  },
  AMOUNT_PRECISION: {
    status: 422,
    detail: 'The amount has more than {decimals} decimals.',
    fix: 'Round it to {decimals} decimals.',
  },
  AMOUNT_OUT_OF_RANGE: {
    status: 422,
    detail: 'The amount must be above zero.',
    fix: 'Write an amount above zero.',
  },
  SUBSCRIPTIONS_UNSETTLED: {
    status: 409,
    detail: '{count} subscriptions are being paid or issued.',
    fix: 'Wait until they are settled or their day to pay has passed.',
  },
  STEP_ORDER: {
    status: 409,
    detail: 'The subscription cannot be paid now: it is {status}.',
    fix: 'Look at its status; only a subscription in progress can be paid.',
  },
  DEADLINE_PASSED: {
    status: 401,
    detail: 'The time to pay for this subscription has passed.',
    fix: 'Subscribe again.',
  },
  SIGNATURE_SCOPE: {
    status: 401,
    detail: 'The signature is not of this wallet for this payment on this chain.',
    fix: 'Sign exactly the data that came with the subscription.',
    citation: 'EIP-3009, EIP-712',
  },
  PROTOCOL_NOT_DEPLOYED: {
    status: 409,
    detail: 'The platform’s contracts are not on the chain yet.',
    fix: 'Wait until the deployment is final.',
  },
  REFUND_NOT_DUE: {
    status: 409,
    detail: 'No money of this subscription has to go back.',
    fix: 'There is nothing to do.',
  },
  REFUND_UNDER_WAY: {
    status: 409,
    detail: 'The transaction that pays this refund is signed, and may still be carried out.',
    fix: 'Wait until it has ended; otherwise it could be paid twice.',
  },
}

const offeringAnswer = z
  .object({
    id: idField('off'),
    status: z.enum(['open', 'closed']),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    asset: idField('ast'),
    exemption: z.string(),
    opens: dateField,
    closes: dateField,
    unitPrice: moneyAnswer,
    ticketMin: moneyAnswer,
    ticketMax: moneyAnswer.nullable(),
    lockUpDays: z.int(),
    unitsMax: z.string(),
    unitsTaken: z.string(),
    raised: moneyAnswer,
    target: moneyAnswer,
  })
  .meta({ id: 'Offering' })
const subscriptionAnswer = z
  .object({
    id: idField('sub'),
    offering: idField('off'),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    investor: idField('inv'),
    wallet: addressField,
    units: z.string(),
    unitsDisplay: z.string(),
    amount: moneyAnswer,
    status: z.enum(SUBSCRIPTION_STATUSES),
    issuance: z.enum(['pending', 'processing', 'success', 'failure']).nullable(),
    validBefore: instantField,
    reason: z.string().nullable(),
    refund: z
      .object({
        payer: z.enum(['platform', 'issuer']).meta({ description: 'Who has the key of the treasury.' }),
        settled: z.boolean(),
        from: addressField,
        to: addressField,
        token: addressField,
        amount: moneyAnswer,
        baseUnits: z.string(),
        data: z.string().meta({ description: 'What the treasury sends to the token: the call, exactly.' }),
        tx: z.string().nullable(),
        evidence: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Null unless the units could not be issued.' }),
  })
  .meta({ id: 'Subscription' })
const toSign = z
  .object({
    domain: z.object({
      name: z.string(),
      version: z.string(),
      chainId: z.int(),
      verifyingContract: z.string(),
    }),
    primaryType: z.string(),
    types: z.record(z.string(), z.array(z.object({ name: z.string(), type: z.string() }))),
    message: z.record(z.string(), z.string()),
  })
  .meta({ id: 'TypedData' })
const params = z.strictObject({ id: idField('off') })
const subscriptionParams = z.strictObject({ id: idField('sub') })

/** Offerings and subscriptions. */
export function offeringRoutes(chain: { readonly rpc: Rpc; readonly chainId: number }): Route[] {
  return [
    read({
      path: '/v1/offerings',
      summary: 'List the offerings',
      tag: 'Offerings',
      access: EVERYBODY,
      response: z.object({ items: z.array(offeringAnswer), next: z.null() }),
      handle: async ({ work, caller }) => {
        const all = await offerings(work.db)
        const bodies = await Promise.all(all.map(({ id }) => offeringBody(work.db, caller, { id }, work.now)))
        return ok({ items: bodies.flatMap((body) => body ?? []), next: null })
      },
    }),
    read({
      path: '/v1/offerings/{id}',
      summary: 'Read one offering',
      tag: 'Offerings',
      access: EVERYBODY,
      params,
      response: offeringAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const body = await offeringBody(work.db, caller, { id }, work.now)
        return body === null ? refuse('NOT_FOUND') : ok(body)
      },
    }),
    write({
      path: '/v1/offerings/{id}/close',
      summary: 'Close an offering',
      tag: 'Offerings',
      access: ['issuer'],
      params,
      response: offeringAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        if ((await offeringBody(work.db, caller, { id }, work.now)) === null) return refuse('NOT_FOUND')
        const closed = await closeOffering(work, id)
        if (!closed.ok) return closed
        const body = await offeringBody(work.db, caller, { id }, work.now)
        return body === null ? refuse('NOT_FOUND') : ok(body)
      },
    }),
    write({
      path: '/v1/offerings/{id}/subscriptions',
      summary: 'Subscribe; the answer holds the payment to sign',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      description: 'A refused attempt is kept, with every reason.',
      status: 201,
      refusals: 'commit',
      params,
      body: z.strictObject({
        investor: idField('inv'),
        wallet: addressField,
        amount: z.string({
          error: ({ input }) => (typeof input === 'number' ? 'AMOUNT_MUST_BE_STRING' : undefined),
        }),
      }),
      response: subscriptionAnswer.extend({ authorization: toSign }),
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const view = await offeringView(work.db, { id }, work.now)
        const isVisible =
          seesInvestor(caller, body.investor) && (view === null || seesOffering(caller, view.instrument))
        const isTheirs = caller.issuer === null || (await isInvestorOf(work.db, caller.issuer, body.investor))
        if (view === null || !isVisible || !isTheirs) return refuse('NOT_FOUND')
        const { currency } = view.instrument.payment
        const amount = parsePositive(body.amount, currency.decimals)
        if (!amount.ok) return refuse(amount.reason, { decimals: String(currency.decimals) })
        const created = await createSubscription(work, { offering: id, ...body, amount: amount.value })
        if (!created.ok) return created
        const data = await paymentToSign(work.db, chain.rpc, chain.chainId, created.value)
        return ok({
          ...subscriptionBody(created.value, view.instrument, undefined),
          authorization: {
            ...data,
            types: { TransferWithAuthorization: [...data.types.TransferWithAuthorization] },
            message: Object.fromEntries(
              Object.entries(data.message).map(([name, value]) => [name, String(value)]),
            ),
          },
        })
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/payment',
      summary: 'Hand in the signed payment of a subscription',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      params: subscriptionParams,
      body: z.strictObject({ signature: hexField(65) }),
      response: subscriptionAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const before = await subscriptionById(work.db, id)
        const view = before === null ? null : await offeringView(work.db, { id: before.offering }, work.now)
        if (before === null || view === null) return refuse('NOT_FOUND')
        const isVisible = seesInvestor(caller, before.investor) && seesOffering(caller, view.instrument)
        if (!isVisible) return refuse('NOT_FOUND')
        const paid = await paySubscription(work, chain, id, body.signature)
        return paid.ok ? ok(subscriptionBody(paid.value, view.instrument, undefined)) : paid
      },
    }),
    read({
      path: '/v1/subscriptions',
      summary: 'List subscriptions',
      tag: 'Offerings',
      access: EVERYBODY,
      query: pageQuery({
        offering: idField('off').optional(),
        investor: idField('inv').optional(),
        refund: z.literal('due').optional(),
      }),
      response: page(subscriptionAnswer),
      handle: async ({ work, caller, query, pages }) => {
        // A person whose account belongs to no investor yet has subscribed for nothing.
        if (caller.role === 'investor' && caller.investor === null) return ok({ items: [], next: null })
        const found = await subscriptions(work.db, {
          offering: query.offering ?? null,
          investor: caller.role === 'investor' ? caller.investor : (query.investor ?? null),
          issuer: caller.issuer,
          toRefund: query.refund === 'due',
          after: pages.after(query)?.[0] ?? null,
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, (one) => [one.id])
        const refunds = await refundsOf(
          work.db,
          items.map(({ id }) => id),
        )
        const views = await Promise.all(
          items.map((one) => offeringView(work.db, { id: one.offering }, work.now)),
        )
        return ok({
          items: items.flatMap((one, i) => {
            const view = views[i]
            return view && seesOffering(caller, view.instrument)
              ? [subscriptionBody(one, view.instrument, refunds.get(one.id))]
              : []
          }),
          next,
        })
      },
    }),
    read({
      path: '/v1/subscriptions/{id}',
      summary: 'Read one subscription',
      tag: 'Offerings',
      access: EVERYBODY,
      params: subscriptionParams,
      response: subscriptionAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await subscriptionById(work.db, id)
        const view = one === null ? null : await offeringView(work.db, { id: one.offering }, work.now)
        return one !== null &&
          view !== null &&
          seesInvestor(caller, one.investor) &&
          seesOffering(caller, view.instrument)
          ? ok(subscriptionBody(one, view.instrument, (await refundsOf(work.db, [id])).get(id)))
          : refuse('NOT_FOUND')
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/refund-settlement',
      summary: 'Say that a refund was paid another way, and what shows it',
      description: 'The audit log keeps who said so and the evidence: a reference, nobody’s name.',
      tag: 'Offerings',
      access: ['officer'],
      params: subscriptionParams,
      body: z.strictObject({ evidence: textField(EVIDENCE_LENGTH_MAX) }),
      response: subscriptionAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const before = await subscriptionById(work.db, id)
        const view = before === null ? null : await offeringView(work.db, { id: before.offering }, work.now)
        if (view === null || !seesOffering(caller, view.instrument)) return refuse('NOT_FOUND')
        const settled = await settleOutside(work, id, body.evidence)
        if (!settled.ok) return settled
        const after = await subscriptionById(work.db, id)
        if (after === null) return refuse('NOT_FOUND')
        return ok(subscriptionBody(after, view.instrument, (await refundsOf(work.db, [id])).get(id)))
      },
    }),
  ]
}

function seesOffering(caller: Caller, instrument: Instrument): boolean {
  return caller.role === 'investor' || seesIssuer(caller, instrument.issuer)
}

async function offeringBody(
  db: Db,
  caller: Caller,
  by: Parameters<typeof offeringView>[1],
  now: Temporal.Instant,
) {
  const view = await offeringView(db, by, now)
  if (view === null || !seesOffering(caller, view.instrument)) return null
  const { offering, instrument, unitsTaken } = view
  const cost = (units: bigint) =>
    moneyBody(
      money(
        (units * instrument.unitPrice.minor) / 10n ** BigInt(instrument.decimals),
        instrument.unitPrice.currency,
      ),
    )
  return {
    id: offering.id,
    status: offering.status,
    instrument: named(instrument),
    asset: instrument.asset,
    exemption: instrument.offering.exemption,
    opens: instrument.offering.opens,
    closes: instrument.offering.closes,
    unitPrice: moneyBody(instrument.unitPrice),
    ticketMin: moneyBody(instrument.offering.ticketMin),
    ticketMax: instrument.offering.ticketMax === null ? null : moneyBody(instrument.offering.ticketMax),
    lockUpDays: instrument.offering.lockUpDays,
    unitsMax: formatDecimal(instrument.unitsMax, instrument.decimals),
    unitsTaken: formatDecimal(unitsTaken, instrument.decimals),
    raised: cost(unitsTaken),
    target: cost(instrument.unitsMax),
  }
}

function subscriptionBody(
  one: Subscription,
  instrument: Instrument,
  refund: RefundRow | undefined,
): z.output<typeof subscriptionAnswer> {
  return {
    ...one,
    instrument: named(instrument),
    units: formatDecimal(one.units, instrument.decimals),
    unitsDisplay: displayDecimal(one.units, instrument.decimals),
    amount: moneyBody(money(one.amount, instrument.payment.currency)),
    refund: one.issuance === 'failure' ? refundBody(one, instrument, refund) : null,
  }
}

function refundBody(
  one: Subscription,
  { treasury, treasuryKind, payment }: Instrument,
  refund: RefundRow | undefined,
) {
  return {
    payer: treasuryKind === 'managed' ? ('platform' as const) : ('issuer' as const),
    settled: one.status === 'refunded',
    from: treasury,
    to: one.wallet,
    token: payment.token,
    amount: moneyBody(money(one.amount, payment.currency)),
    baseUnits: one.amount.toString(),
    data: refundData(one),
    tx: refund?.tx ?? null,
    evidence: refund?.evidence ?? null,
  }
}

function named(instrument: Instrument) {
  return { id: instrument.id, name: instrument.name, symbol: instrument.symbol }
}

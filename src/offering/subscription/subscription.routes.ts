import * as z from 'zod'
import type { Instrument } from '../../instrument/instrument.ts'
import { isInvestorOf } from '../../investor/investor.service.ts'
import { displayDecimal, formatDecimal, parsePositive } from '../../kernel/decimal.ts'
import { csvPieces } from '../../kernel/csv.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Db } from '../../platform/db/database.ts'
import { inBatches } from '../../platform/db/page.ts'
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
  typedDataAnswer,
} from '../../platform/http/fields.ts'
import { TRANSFER_PROBLEMS } from '../../restriction/transfer.problems.ts'
import { LEGENDS, legendsOf } from '../../restriction/lot.ts'
import { dateIn, dateOfEpochDay } from '../../kernel/time.ts'
import { CSV, read, seesInvestor, write, type Caller, type Route } from '../../platform/http/route.ts'
import { claimRefund, isClaiming } from '../refund/refund-claim.service.ts'
import { agreementStatus } from '../agreement/agreement.ts'
import { cashOf } from '../currency.ts'
import { codeField, currencyNamed } from '../currency.routes.ts'
import { changeAnswer, changeBody } from '../change/offering-change.routes.ts'
import { changesFor, reconfirm } from '../change/offering-change.service.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { named, seesOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { attemptsRefusal } from './attempts.service.ts'
import { paymentToSign, paySubscription } from './payment.service.ts'
import {
  rejectionWords,
  rejectSubscription,
  isLeaving,
  withdrawalToSign,
  withdrawSubscription,
} from '../refund/refund.service.ts'
import {
  createSubscription,
  eventsOf,
  raiseStatuses,
  subscriptionById,
  subscriptions,
  type SubscriptionFilter,
} from './subscription.service.ts'
import { stopsOfPurchase } from './receiving.service.ts'
import { issuedLotOf } from '../closing/subscription-lot.service.ts'
import type { SubscriptionLot } from '../closing/subscription-lot.ts'
import type { Work } from '../../platform/work.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import {
  AGREEMENT_STATUSES,
  ISSUANCE_STATUSES,
  PAID_STATES,
  RAISE_STATUSES,
  STATES,
  SUBSCRIPTION_SORTS,
  SUBSCRIPTION_STATES,
  SUBSCRIPTION_STATUSES,
  type RaiseStatus,
  type SubscriptionState,
} from './subscription-state.ts'
import type { Subscription } from './subscription.ts'
import { owedAtBank } from './wire.service.ts'

const REASON_LENGTH_MAX = 300
/** A key's signature has 65 bytes, a contract's (ERC-1271) up to 2048; what is none is refused as a signature. */
export const signatureField = z.string().max(4_098)
/** Money has come, or is on its way; whatever became of it. */
const PAID: readonly SubscriptionState[] = ['funded', ...PAID_STATES, 'refunded']
/** The accounts into which an issuer takes money at a bank. */
export const accountsField = z
  .array(z.object({ name: z.string(), number: z.string(), currency: z.string() }))
  .readonly()
const EVERYBODY = ['issuer', 'officer', 'auditor', 'investor'] as const

export const subscriptionAnswer = z
  .object({
    id: idField('sub'),
    offering: idField('off'),
    instrument: z.object({ id: idField('ins'), name: z.string(), symbol: z.string() }),
    investor: idField('inv'),
    wallet: addressField
      .nullable()
      .meta({ description: 'Where its units go; null while it is an interest.' }),
    units: z.string(),
    unitsDisplay: z.string(),
    amount: moneyAnswer,
    cash: moneyAnswer.meta({ description: 'The same, in what it is paid in, at the rate of the offering.' }),
    state: z.enum(SUBSCRIPTION_STATES),
    status: z.enum(SUBSCRIPTION_STATUSES),
    agreement: z.enum(AGREEMENT_STATUSES),
    raise: z.enum(RAISE_STATUSES).nullable(),
    issuance: z.enum(ISSUANCE_STATUSES).nullable(),
    allotted: z.string().nullable().meta({ description: 'The units that the closing gives it.' }),
    createdAt: instantField,
    validBefore: instantField,
    reason: z.string().nullable(),
    reference: z.string().meta({ description: 'What a payment at a bank has to name (ISO 11649).' }),
    paidBy: z.enum(['wallet', 'bank']).nullable().meta({ description: 'Null while nothing came.' }),
  })
  .meta({ id: 'Subscription' })
const filters = {
  offering: idField('off').optional(),
  investor: idField('inv').optional(),
  wallet: addressField.optional().meta({ description: 'Where its units go.' }),
  state: z.enum(SUBSCRIPTION_STATES).optional(),
  raise: z.enum(RAISE_STATUSES).optional(),
  sort: z.enum(SUBSCRIPTION_SORTS).default('-at').meta({ description: 'A minus sorts downwards.' }),
}
const wholeAnswer = subscriptionAnswer
  .extend({
    words: z.string().nullable().describe('What whoever refused it said; null for auditors.'),
    events: z.array(
      z.object({
        from: z.enum(SUBSCRIPTION_STATES).nullable(),
        to: z.enum(SUBSCRIPTION_STATES),
        reason: z.string().nullable(),
        at: instantField,
      }),
    ),
    withdrawal: z
      .object({
        until: instantField,
        ground: z.enum(['cooling-off', 'law', 'change']),
        authorization: typedDataAnswer
          .nullable()
          .meta({ description: 'What to sign; null where it is taken back without.' }),
      })
      .nullable()
      .meta({ description: 'How it is taken back once it is paid, while that is possible.' }),
    isLeaving: z.boolean().meta({ description: 'Whether its money was asked back and has not come yet.' }),
    owed: z.object({ amount: moneyAnswer, accounts: accountsField }).nullable().meta({
      description:
        'What is still to be wired for issued units since the bank took their payment back, and where to; null where nothing is owed.',
    }),
    lot: z
      .object({
        lockedUntil: dateField.nullable().meta({
          description: 'The first day on which the token lets them go; null where nothing locks them.',
        }),
        legends: z.array(z.enum(LEGENDS)),
        texts: z
          .array(
            z.object({
              text: z.string(),
              lockUntil: dateField,
              citation: z.string(),
              legalReview: z
                .enum(['pending', 'signed'])
                .meta({ description: 'Whether a lawyer had signed the pack that this is from.' }),
            }),
          )
          .meta({ description: 'What the packs of law say.' }),
      })
      .nullable()
      .meta({ description: 'What its units are bound by, once the offering has closed.' }),
    changes: z
      .array(changeAnswer.extend({ isToReconfirm: z.boolean(), reconfirmedAt: instantField.nullable() }))
      .meta({ description: 'What changed about the offering since it was made.' }),
  })
  .meta({ id: 'SubscriptionDetail' })
const params = z.strictObject({ id: idField('off') })
const subscriptionParams = z.strictObject({ id: idField('sub') })

/** Subscriptions: asked for, paid, taken back, refused. */
export function subscriptionRoutes(chain: { readonly rpc: Rpc; readonly chainId: number }): Route[] {
  return [
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
        currency: codeField.optional().meta({
          description:
            'What the wallet pays with, of what the offering takes; its payment token where left out.',
        }),
        replaces: idField('sub').nullable().optional().meta({
          description:
            'The reservation whose place it is to take, null for none: another one is not given up. Whatever is there, where left out.',
        }),
      }),
      response: subscriptionAnswer.extend({ authorization: typedDataAnswer }),
      problems: { ...TRANSFER_PROBLEMS, ...OFFERING_PROBLEMS },
      handle: async ({ work, caller, params: { id }, body }) => {
        const view = await offeringView(work.db, { id }, work.now)
        const isVisible =
          seesInvestor(caller, body.investor) &&
          (view === null || (await seesOffering(work.db, caller, view)))
        const isTheirs = caller.issuer === null || (await isInvestorOf(work.db, caller.issuer, body.investor))
        if (view === null || !isVisible || !isTheirs) return refuse('NOT_FOUND')
        const { currency } = view.instrument.payment
        const amount = parsePositive(body.amount, currency.decimals)
        if (!amount.ok) return refuse(amount.reason, { decimals: String(currency.decimals) })
        const pays = currencyNamed(view.instrument, body.currency)
        if (!pays.ok) return pays
        const spent = await attemptsRefusal(work, body.investor)
        if (spent !== null) return spent
        const stops = await stopsOfPurchase(chain.rpc, view, { wallet: body.wallet, amount: amount.value })
        const created = await createSubscription(work, {
          ...body,
          stops,
          offering: id,
          amount: amount.value,
          currency: pays.value.index,
        })
        if (!created.ok) return created
        const data = await paymentToSign(work.db, chain.rpc, chain.chainId, created.value)
        return ok({
          ...(await subscriptionBody(work, created.value, view.instrument)),
          authorization: signable(data),
        })
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/payment',
      summary: 'Hand in the signed payment of a subscription',
      description:
        'What the law doubts or refuses is kept as a decision, and a doubt is put before an officer.',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      refusals: 'commit',
      params: subscriptionParams,
      body: z.strictObject({ signature: hexField(65) }),
      response: subscriptionAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const before = await subscriptionById(work.db, id)
        const view = before === null ? null : await offeringView(work.db, { id: before.offering }, work.now)
        if (before === null || view === null) return refuse('NOT_FOUND')
        const isVisible = seesInvestor(caller, before.investor) && (await seesOffering(work.db, caller, view))
        if (!isVisible) return refuse('NOT_FOUND')
        const paid = await paySubscription(work, chain, id, body.signature)
        return paid.ok ? ok(await subscriptionBody(work, paid.value, view.instrument)) : paid
      },
    }),
    read({
      path: '/v1/subscriptions',
      summary: 'List subscriptions',
      tag: 'Offerings',
      access: EVERYBODY,
      query: pageQuery(filters),
      response: page(subscriptionAnswer),
      handle: async ({ work, caller, query, pages }) => {
        const filter = filterOf(work, caller, query)
        if (filter === null) return ok({ items: [], next: null })
        const found = await subscriptions(work.db, filter, {
          sort: query.sort,
          after: pages.after(query),
          limit: query.limit + 1,
        })
        const { items, next } = pages.page(found, query, ({ place }) => place)
        return ok({ items: await bodies(work, caller, items, new Map()), next })
      },
    }),
    read({
      path: '/v1/subscriptions.csv',
      summary: 'Download subscriptions as CSV',
      description: 'All of them that the filters leave, however many.',
      tag: 'Offerings',
      access: EVERYBODY,
      query: z.strictObject(filters),
      response: CSV,
      handle: async ({ work, caller, query }) => {
        const filter = filterOf(work, caller, query)
        const found = inBatches((slice) =>
          filter === null
            ? Promise.resolve([])
            : subscriptions(work.db, filter, { ...slice, sort: query.sort }),
        )
        return ok({ text: csvPieces(COLUMNS, csvRows(work, caller, found)), fileName: 'subscriptions.csv' })
      },
    }),
    read({
      path: '/v1/subscriptions/{id}',
      summary: 'Read one subscription',
      tag: 'Offerings',
      access: EVERYBODY,
      params: subscriptionParams,
      response: wholeAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await subscriptionById(work.db, id)
        const view = one === null ? null : await offeringView(work.db, { id: one.offering }, work.now)
        return one !== null &&
          view !== null &&
          seesInvestor(caller, one.investor) &&
          (await seesOffering(work.db, caller, view))
          ? ok({
              ...(await wholeBody(work.db, chain.chainId, one, view.instrument, work.now)),
              ...(caller.role === 'auditor' ? { words: null } : {}),
            })
          : refuse('NOT_FOUND')
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/withdrawal',
      summary: 'Take a subscription back',
      description:
        'At once while nothing is paid; within its cooling-off with a signature, and where the law or a change gives the time, without.',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      params: subscriptionParams,
      body: z.strictObject({ signature: signatureField.optional() }),
      response: wholeAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const found = await visible(work.db, caller, id, work.now)
        if (found === null) return refuse('NOT_FOUND')
        const signature = body.signature === undefined ? null : hexOrNull(body.signature)
        const taken = await withdrawSubscription(work, chain, id, signature)
        return taken.ok ? answered(work.db, chain.chainId, id, found.instrument, work.now) : taken
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/reconfirmations',
      summary: 'Go on with a subscription in spite of a material change',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      params: subscriptionParams,
      body: z.strictObject({ change: idField('chg') }),
      response: wholeAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { change } }) => {
        const found = await visible(work.db, caller, id, work.now)
        if (found === null) return refuse('NOT_FOUND')
        const done = await reconfirm(work, id, change)
        return done.ok ? answered(work.db, chain.chainId, id, found.instrument, work.now) : done
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/rejection',
      summary: 'Refuse a subscription, with a reason; its money goes back',
      tag: 'Offerings',
      access: ['issuer', 'officer'],
      params: subscriptionParams,
      body: z.strictObject({ reason: textField(REASON_LENGTH_MAX) }),
      response: wholeAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const found = await visible(work.db, caller, id, work.now)
        if (found === null) return refuse('NOT_FOUND')
        const rejected = await rejectSubscription(work, id, { reason: 'REJECTED', words: body.reason })
        return rejected.ok ? answered(work.db, chain.chainId, id, found.instrument, work.now) : rejected
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/claim',
      summary: 'Send a refund again that could not be sent',
      tag: 'Offerings',
      access: ['investor', 'issuer', 'officer'],
      status: 202,
      params: subscriptionParams,
      response: wholeAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = await visible(work.db, caller, id, work.now)
        if (found === null) return refuse('NOT_FOUND')
        const claimed = await claimRefund(work, id)
        return claimed.ok ? answered(work.db, chain.chainId, id, found.instrument, work.now) : claimed
      },
    }),
  ]
}

async function visible(db: Db, caller: Caller, id: SubscriptionId, now: Temporal.Instant) {
  const subscription = await subscriptionById(db, id)
  const view = subscription === null ? null : await offeringView(db, { id: subscription.offering }, now)
  return subscription !== null &&
    view !== null &&
    seesInvestor(caller, subscription.investor) &&
    (await seesOffering(db, caller, view))
    ? { subscription, instrument: view.instrument }
    : null
}

async function answered(
  db: Db,
  chainId: number,
  id: SubscriptionId,
  instrument: Instrument,
  now: Temporal.Instant,
) {
  const subscription = await subscriptionById(db, id)
  return subscription === null
    ? refuse('NOT_FOUND')
    : ok(await wholeBody(db, chainId, subscription, instrument, now))
}

/** What of the subscriptions is asked for; null where there can be none. */
function filterOf(
  { now }: Work,
  caller: Caller,
  query: z.output<z.ZodObject<typeof filters>>,
): SubscriptionFilter | null {
  // A person whose account belongs to no investor yet has subscribed for nothing.
  if (caller.role === 'investor' && caller.investor === null) return null
  return {
    offering: query.offering ?? null,
    investor: caller.role === 'investor' ? caller.investor : (query.investor ?? null),
    issuer: caller.issuer,
    wallet: query.wallet ?? null,
    states: query.state === undefined ? null : [query.state],
    raise: query.raise === undefined ? undefined : { status: query.raise, today: dateIn(now, 'UTC') },
  }
}

type Seen = Awaited<ReturnType<typeof offeringView>>

/** @param views of offerings that were read already, null of those that the caller does not see */
async function bodies(
  work: Work,
  caller: Caller,
  items: readonly Subscription[],
  views: Map<OfferingId, Seen>,
): Promise<z.output<typeof subscriptionAnswer>[]> {
  const raise = await raiseStatuses(
    work.db,
    items.map(({ id }) => id),
    work.now,
  )
  for (const { offering } of items) {
    if (views.has(offering)) continue
    const view = await offeringView(work.db, { id: offering }, work.now)
    views.set(offering, view !== null && (await seesOffering(work.db, caller, view)) ? view : null)
  }
  return items.flatMap((one) => {
    const view = views.get(one.offering) ?? null
    return view === null ? [] : [bodyOf(one, view.instrument, raise.get(one.id) ?? null)]
  })
}

/** The columns of the screen, in its order, and what else is known. */
const COLUMNS = [
  ...['Wallet', 'Instrument', 'Amount', 'Currency', 'Units', 'State', 'Waits for', 'Asked for'],
  ...['Paid in', 'Paid by', 'Allotted', 'Reference', 'Investor', 'Offering', 'Id'],
]

async function* csvRows(
  work: Work,
  caller: Caller,
  batches: AsyncIterable<readonly Subscription[]>,
): AsyncIterable<string[][]> {
  const views = new Map<OfferingId, Seen>()
  for await (const batch of batches)
    yield (await bodies(work, caller, batch, views)).map((one) => [
      ...[one.wallet ?? '', one.instrument.symbol, one.amount.amount, one.amount.currency, one.units],
      ...[one.state, one.raise ?? '', one.createdAt.toString()],
      ...[one.cash.display, one.paidBy ?? '', one.allotted ?? '', one.reference],
      ...[one.investor, one.offering, one.id],
    ])
}

export async function subscriptionBody(
  { db, now }: Pick<Work, 'db' | 'now'>,
  one: Subscription,
  instrument: Instrument,
): Promise<z.output<typeof subscriptionAnswer>> {
  return bodyOf(one, instrument, (await raiseStatuses(db, [one.id], now)).get(one.id) ?? null)
}

function bodyOf(
  one: Subscription,
  instrument: Instrument,
  raise: RaiseStatus | null,
): z.output<typeof subscriptionAnswer> {
  const { status, issuance } = STATES[one.state]
  return {
    id: one.id,
    offering: one.offering,
    investor: one.investor,
    wallet: one.wallet,
    state: one.state,
    status,
    agreement: agreementStatus(one),
    raise,
    issuance,
    createdAt: one.createdAt,
    validBefore: one.validBefore,
    reason: one.reason,
    reference: paymentReference(one.id),
    paidBy: PAID.includes(one.state) ? (one.isFiat ? 'bank' : 'wallet') : null,
    instrument: named(instrument),
    units: formatDecimal(one.units, instrument.decimals),
    unitsDisplay: displayDecimal(one.units, instrument.decimals),
    allotted: one.allotted === null ? null : formatDecimal(one.allotted, instrument.decimals),
    amount: moneyBody(money(one.amount, instrument.payment.currency)),
    cash: moneyBody(cashOf(instrument, one, one.amount)),
  }
}

async function wholeBody(
  db: Db,
  chainId: number,
  one: Subscription,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<z.output<typeof wholeAnswer>> {
  const withdrawal = await withdrawalToSign(db, chainId, one, now)
  const owed = await owedAtBank(db, one, instrument, now)
  return {
    ...(await subscriptionBody({ db, now }, one, instrument)),
    words: await rejectionWords(db, one),
    events: (await eventsOf(db, one.id)).map(({ from, to, reason, at }) => ({ from, to, reason, at })),
    withdrawal:
      withdrawal === null
        ? null
        : {
            until: withdrawal.until,
            ground: withdrawal.ground,
            authorization: withdrawal.typedData === null ? null : signable(withdrawal.typedData),
          },
    isLeaving: (await isLeaving(db, one)) || (await isClaiming(db, one)),
    owed: owed === null ? null : { ...owed, amount: moneyBody(owed.amount) },
    lot: lotBody(await issuedLotOf(db, one.id)),
    changes: (await changesFor(db, one)).map(({ isToReconfirm, reconfirmedAt, ...change }) => ({
      ...changeBody(change),
      isToReconfirm,
      reconfirmedAt,
    })),
  }
}

function lotBody(lot: SubscriptionLot | null): z.output<typeof wholeAnswer>['lot'] {
  if (lot === null) return null
  return {
    lockedUntil: lot.unlockDay === 0 ? null : dateOfEpochDay(lot.unlockDay),
    legends: legendsOf(lot.legend),
    texts: lot.legends.map(({ text, lockUntil, citation, legalReview }) => ({
      text,
      lockUntil,
      citation,
      legalReview,
    })),
  }
}

/** Typed data as it travels: numbers as text. */
export function signable(data: {
  readonly domain: z.output<typeof typedDataAnswer>['domain']
  readonly primaryType: string
  readonly types: Readonly<Record<string, readonly { readonly name: string; readonly type: string }[]>>
  readonly message: object
}): z.output<typeof typedDataAnswer> {
  return {
    domain: { ...data.domain },
    primaryType: data.primaryType,
    types: Object.fromEntries(Object.entries(data.types).map(([name, fields]) => [name, [...fields]])),
    message: Object.fromEntries(Object.entries(data.message).map(([name, value]) => [name, String(value)])),
  }
}

export function hexOrNull(text: string): `0x${string}` | null {
  return /^0x([0-9a-fA-F]{2})+$/.test(text) ? (text as `0x${string}`) : null
}

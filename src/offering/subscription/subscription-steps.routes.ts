import * as z from 'zod'
import { investorById } from '../../investor/investor.service.ts'
import { EXPERIENCES, OBJECTIVES } from '../../investor/onboarding.ts'
import { displayDecimal, formatDecimal, parsePositive } from '../../kernel/decimal.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import {
  dateField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  typedDataAnswer,
} from '../../platform/http/fields.ts'
import { read, seesInvestor, write, type Caller, type Route } from '../../platform/http/route.ts'
import type { Work } from '../../platform/work.ts'
import { cashOf } from '../currency.ts'
import { codeField, currencyNamed } from '../currency.routes.ts'
import { stoppedReason } from './currency-stop.service.ts'
import { investorLimit } from './investment-limit.service.ts'
import { OFFERING_PROBLEMS } from '../offering.problems.ts'
import { visibleOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { paymentToSign } from './payment.service.ts'
import { subscriptionById } from './subscription.service.ts'
import { walletMoney } from './payable.service.ts'
import { paymentReference } from '../../bank/payment-reference.ts'
import { costNow } from './price.service.ts'
import { accountsField, signable, subscriptionAnswer, subscriptionBody } from './subscription.routes.ts'
import {
  acknowledgeWarning,
  answerSuitability,
  chooseWire,
  confirmRisk,
  wayOf,
} from './subscription-steps.service.ts'
import { wiresFor } from './wire.service.ts'
import { SUBSCRIPTION_STEPS } from './subscription-steps.ts'
import { leftOf, offeredQuote } from './subscription.ts'
import { BEARABLE_LOSSES, HORIZONS, SUITABILITY_OUTCOMES, SUITABILITY_WARNINGS } from './suitability.ts'

const HASH = /^[0-9a-f]{64}$/
const AMOUNT_LENGTH_MAX = 60

const stepsAnswer = z
  .object({
    step: z.enum(SUBSCRIPTION_STEPS).meta({ description: 'The first that is not done.' }),
    suitability: z
      .object({
        version: z.int().meta({ description: 'Which of the asker’s answers: the first is 1.' }),
        outcome: z.enum(SUITABILITY_OUTCOMES),
        warnings: z.array(z.enum(SUITABILITY_WARNINGS)).readonly(),
        acknowledged: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Null while nothing is answered.' }),
    risks: z.array(
      z.object({
        risk: z.string(),
        version: z.int(),
        title: z.string(),
        text: z.string(),
        sha256: z.string(),
        confirmedAt: instantField.nullable(),
      }),
    ),
    subscription: subscriptionAnswer.nullable().meta({ description: 'What is reserved and can be paid.' }),
    limit: z.object({ most: moneyAnswer, left: moneyAnswer }).nullable().meta({
      description: 'What the asker may invest in all and what of it is left, before what is reserved.',
    }),
    costNow: moneyAnswer.nullable().meta({
      description: 'What it costs now, where that is not its amount any more: then it is asked for again.',
    }),
    authorization: typedDataAnswer
      .nullable()
      .meta({ description: 'What a wallet signs to pay; null before it may.' }),
    wallet: z
      .object({ holds: moneyAnswer, missing: moneyAnswer })
      .nullable()
      .meta({ description: 'What the wallet has to pay with, and lacks; null before it may pay.' }),
    stopped: z.string().nullable().meta({
      description:
        'Why the issuer takes no more payments in what it is to be paid in; null while they are taken.',
    }),
    wires: z.boolean().meta({
      description: 'Whether what is to be paid in the currency of the offering can be paid at a bank too.',
    }),
    lastWireDay: dateField.nullable().meta({
      description:
        'The last day on which it is told where to pay at a bank; null where nothing is taken there.',
    }),
  })
  .meta({ id: 'SubscriptionSteps' })
const wireAnswer = z
  .object({
    accounts: accountsField,
    due: moneyAnswer,
    reference: z.string().meta({ description: 'What the payment has to name (ISO 11649).' }),
    until: instantField.meta({ description: 'When the money has to be at the bank.' }),
    closesAt: instantField.meta({
      description: 'When the window ends: what two people have not confirmed before is sent back.',
    }),
  })
  .meta({ id: 'WireInstructions' })
const fitting = z.object({
  units: z.string(),
  unitsDisplay: z.string(),
  amount: moneyAnswer,
  cash: moneyAnswer.meta({ description: 'The same, in what it is to be paid in.' }),
})
const quoteAnswer = z
  .object({
    exact: z
      .boolean()
      .meta({ description: 'Whether the amount itself buys whole units: then it is `below`.' }),
    below: fitting.nullable().meta({ description: 'Null where the amount buys nothing.' }),
    above: fitting,
  })
  .meta({ id: 'Quote' })
const params = z.strictObject({ id: idField('off') })

/** The way of an investor to units: whether they suit, what the risks are, and how to pay. Each step is kept by itself. */
export function subscriptionStepRoutes(chain: { readonly rpc: Rpc; readonly chainId: number }): Route[] {
  const answered = async (work: Work, caller: Caller, id: OfferingId) => {
    const found = await placeOf(work, caller, id)
    if (found === null) return refuse('NOT_FOUND')
    const { place, instrument } = found
    const investor = await investorById(work.db, place.investor)
    const limit = investor === null ? null : await investorLimit(work.db, id, instrument, investor, work.now)
    const { step, suitability, risks, subscription } = await wayOf(work.db, place, instrument, work.now)
    const cost = subscription === null ? 0n : await costNow(work.db, subscription, instrument)
    const isMoved = subscription !== null && subscription.amount !== cost
    const stopped = subscription === null ? null : await stoppedReason(work.db, id, subscription.currency)
    const payable = step === 'pay' && !isMoved && stopped === null ? subscription : null
    const data = payable === null ? null : await paymentToSign(work.db, chain.rpc, chain.chainId, payable)
    const wires = await wiresFor(work.db, instrument, work.now)
    const wallet = payable === null ? null : await walletMoney(chain.rpc, payable, instrument)
    return ok({
      step,
      suitability,
      risks: [...risks],
      subscription: subscription === null ? null : await subscriptionBody(work, subscription, instrument),
      limit:
        limit === null
          ? null
          : {
              most: moneyBody(money(limit.most, instrument.payment.currency)),
              left: moneyBody(money(leftOf(limit), instrument.payment.currency)),
            },
      costNow: isMoved ? moneyBody(money(cost, instrument.payment.currency)) : null,
      authorization: data === null ? null : signable(data),
      wallet: wallet === null ? null : { holds: moneyBody(wallet.holds), missing: moneyBody(wallet.missing) },
      stopped,
      wires: wires !== null && !wires.isTooLate,
      lastWireDay: wires?.lastDay ?? null,
    })
  }
  return [
    read({
      path: '/v1/offerings/{id}/steps',
      summary: 'Say at which step of subscribing the asker is, with what it needs',
      tag: 'Offerings',
      access: ['investor'],
      params,
      response: stepsAnswer,
      problems: OFFERING_PROBLEMS,
      handle: ({ work, caller, params: { id } }) => answered(work, caller, id),
    }),
    read({
      path: '/v1/offerings/{id}/quote',
      summary: 'Say how many units an amount buys, and which amounts next to it fit',
      tag: 'Offerings',
      access: ['investor', 'officer'],
      params,
      query: z.strictObject({
        amount: z.string().max(AMOUNT_LENGTH_MAX),
        currency: codeField.optional().meta({
          description:
            'What it is to be paid in, of what the offering takes; its payment token where left out.',
        }),
      }),
      response: quoteAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query }) => {
        const view = await visibleOffering(work.db, caller, id, work.now)
        if (view === null) return refuse('NOT_FOUND')
        const { instrument, sold } = view
        const { currency } = instrument.unitPrice
        const amount = parsePositive(query.amount, currency.decimals)
        if (!amount.ok) return refuse(amount.reason, { decimals: String(currency.decimals) })
        const pays = currencyNamed(instrument, query.currency)
        if (!pays.ok) return pays
        const { exact, below, above } = offeredQuote(instrument, {
          sold,
          amount: amount.value,
          ticketMin: instrument.offering.ticketMin.minor,
        })
        const told = (one: { readonly units: bigint; readonly amount: bigint }) => ({
          units: formatDecimal(one.units, instrument.decimals),
          unitsDisplay: displayDecimal(one.units, instrument.decimals),
          amount: moneyBody(money(one.amount, currency)),
          cash: moneyBody(cashOf(instrument, { currency: pays.value.index }, one.amount)),
        })
        return ok({ exact, below: below === null ? null : told(below), above: told(above) })
      },
    }),
    write({
      method: 'PUT',
      path: '/v1/offerings/{id}/suitability',
      summary: 'Answer whether an offering suits the asker',
      description:
        'The answers are kept in the vault, each time beside those from before. The last ones count.',
      tag: 'Offerings',
      access: ['investor'],
      params,
      body: z.strictObject({
        experience: z.enum(EXPERIENCES).meta({ description: 'With such holdings.' }),
        bearableLoss: z
          .enum(BEARABLE_LOSSES)
          .meta({ description: 'Of the amount, without living otherwise.' }),
        horizon: z.enum(HORIZONS).meta({ description: 'For how long the money is not needed.' }),
        objective: z.enum(OBJECTIVES),
      }),
      response: stepsAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const found = await placeOf(work, caller, id)
        if (found === null) return refuse('NOT_FOUND')
        const kept = await answerSuitability(work, found.place, body, found.instrument)
        if (!kept.ok) return kept
        return answered(work, caller, id)
      },
    }),
    write({
      path: '/v1/offerings/{id}/suitability/acknowledgement',
      summary: 'Go on in spite of the warning that an offering may not suit',
      tag: 'Offerings',
      access: ['investor'],
      params,
      response: stepsAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const found = await placeOf(work, caller, id)
        if (found === null) return refuse('NOT_FOUND')
        const acknowledged = await acknowledgeWarning(work, found.place)
        return acknowledged.ok ? answered(work, caller, id) : acknowledged
      },
    }),
    write({
      path: '/v1/offerings/{id}/risks',
      summary: 'Confirm to have read one risk, as it is told now',
      tag: 'Offerings',
      access: ['investor'],
      params,
      body: z.strictObject({
        sha256: z.string().regex(HASH).meta({ description: 'Of the text, as the steps have it.' }),
      }),
      response: stepsAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body }) => {
        const found = await placeOf(work, caller, id)
        if (found === null) return refuse('NOT_FOUND')
        const confirmed = await confirmRisk(work, found.place, body.sha256)
        return confirmed.ok ? answered(work, caller, id) : confirmed
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/wire',
      summary: 'Choose to pay a subscription at a bank, and read where',
      description:
        'What the law doubts or refuses is kept as a decision, and a doubt is put before an officer.',
      tag: 'Offerings',
      access: ['investor'],
      refusals: 'commit',
      params: z.strictObject({ id: idField('sub') }),
      response: wireAnswer,
      problems: OFFERING_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const one = await subscriptionById(work.db, id)
        const view = one === null ? null : await offeringView(work.db, { id: one.offering }, work.now)
        if (one === null || view === null || !seesInvestor(caller, one.investor)) return refuse('NOT_FOUND')
        const chosen = await chooseWire(work, id, view.instrument)
        return chosen.ok
          ? ok({
              accounts: chosen.value.accounts,
              due: moneyBody(chosen.value.due),
              reference: paymentReference(id),
              until: chosen.value.until,
              closesAt: view.closesAt,
            })
          : chosen
      },
    }),
  ]
}

/** Whose way to which units it is; null for somebody who is no investor yet, and where there is nothing. */
async function placeOf(work: Work, caller: Caller, id: OfferingId) {
  const view = await visibleOffering(work.db, caller, id, work.now)
  return view === null || caller.investor === null
    ? null
    : { place: { offering: id, investor: caller.investor }, instrument: view.instrument }
}

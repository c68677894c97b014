import * as z from 'zod'
import { investorNames } from '../../investor/investor.service.ts'
import { displayDecimal, formatDecimal } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse } from '../../kernel/result.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import {
  addressField,
  idField,
  instantField,
  moneyAnswer,
  moneyBody,
  keptNameField,
  page,
  pageQuery,
  typedDataAnswer,
} from '../../platform/http/fields.ts'
import { FILE, read, seesInvestor, write, type Caller, type Route } from '../../platform/http/route.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import type { Work } from '../../platform/work.ts'
import { AGREEMENT_PROBLEMS } from './agreement.problems.ts'
import { cashOf } from '../currency.ts'
import {
  agreementOf,
  agreementsOf,
  agreementToSign,
  countersign,
  namingOthers,
  openAgreement,
  signAgreement,
  signingHolders,
} from './agreement.service.ts'
import { agreementStatus } from './agreement.ts'
import { seesOffering } from '../offering.routes.ts'
import { offeringView } from '../offering.service.ts'
import { subscriptionById } from '../subscription/subscription.service.ts'
import { AGREEMENT_STATUSES, STATES } from '../subscription/subscription-state.ts'
import { hexOrNull, signatureField } from '../subscription/subscription.routes.ts'

const TAG = 'Agreements'
/** As many as a list shows at once. */
const AT_ONCE_MAX = 200

const agreementAnswer = z
  .object({
    subscription: idField('sub'),
    status: z.enum(AGREEMENT_STATUSES),
    sha256: z.string(),
    bytes: z.int(),
    madeAt: instantField,
    signedAt: instantField.nullable(),
    countersignedAt: instantField.nullable(),
    holders: z
      .array(z.object({ name: z.string(), signedAt: instantField.nullable() }))
      .readonly()
      .describe('Joint holders, each of whom signs; empty where one signature is all, and for auditors.'),
    authorization: typedDataAnswer
      .nullable()
      .meta({ description: 'What the investor’s wallet signs; null where nothing is to be signed.' }),
  })
  .meta({ id: 'Agreement' })
const listedAnswer = agreementAnswer.omit({ authorization: true, holders: true }).extend({
  investor: z.object({
    id: idField('inv'),
    name: z.string().nullable().describe('For the issuer and officers.'),
  }),
  holdersChanged: z
    .boolean()
    .describe('Whether it names others than hold by now, or not as they hold: it is not countersigned.'),
  units: z.string(),
  unitsDisplay: z.string(),
  amount: moneyAnswer,
  cash: moneyAnswer.meta({ description: 'The same, in what it is paid in.' }),
})
const subscriptionParams = z.strictObject({ id: idField('sub') })
const offeringParams = z.strictObject({ id: idField('off') })

/** Subscription agreements: read, signed by investors, countersigned by the issuer. */
export function agreementRoutes(chain: { readonly rpc: Rpc; readonly chainId: number }): Route[] {
  const answered = async (work: Work, caller: Caller, id: SubscriptionId) => {
    const subscription = await visible(work, caller, id)
    const agreement = subscription && (await agreementOf(work.db, id))
    if (subscription === null || agreement === null) return refuse('NOT_FOUND')
    const data = await agreementToSign(work.db, chain.chainId, subscription)
    return ok({
      subscription: id,
      status: agreementStatus(subscription),
      sha256: agreement.sha256,
      bytes: agreement.bytes,
      madeAt: agreement.madeAt,
      signedAt: agreement.signed?.at ?? null,
      countersignedAt: agreement.countersigned?.at ?? null,
      holders: caller.role === 'auditor' ? [] : await signingHolders(work.db, subscription),
      authorization:
        data === null
          ? null
          : { ...data, types: { SubscriptionAgreement: [...data.types.SubscriptionAgreement] } },
    })
  }
  return [
    read({
      path: '/v1/subscriptions/{id}/agreement',
      summary: 'Read how far the agreement of a subscription has come, and what is to be signed',
      tag: TAG,
      access: ['issuer', 'officer', 'auditor', 'investor'],
      params: subscriptionParams,
      response: agreementAnswer,
      problems: AGREEMENT_PROBLEMS,
      handle: ({ work, caller, params: { id } }) => answered(work, caller, id),
    }),
    read({
      path: '/v1/subscriptions/{id}/agreement/document',
      summary: 'Save the agreement of a subscription as PDF',
      tag: TAG,
      access: ['issuer', 'officer', 'investor'],
      params: subscriptionParams,
      response: FILE,
      problems: AGREEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id } }) => {
        const subscription = await visible(work, caller, id)
        return subscription === null ? refuse('NOT_FOUND') : openAgreement(work, subscription)
      },
    }),
    write({
      path: '/v1/subscriptions/{id}/agreement/signature',
      summary: 'Sign the agreement of a subscription',
      description:
        'With the legal name, which has to be the name of record, and the wallet’s signature. Of joint holders each signs, the last with the wallet of the subscription.',
      tag: TAG,
      access: ['investor'],
      params: subscriptionParams,
      body: z.strictObject({
        name: keptNameField,
        wallet: addressField
          .nullable()
          .default(null)
          .describe('Of a joint holder who signs before the last; null: the wallet of the subscription.'),
        signature: signatureField,
      }),
      response: agreementAnswer,
      problems: AGREEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { name, wallet, signature } }) => {
        if ((await visible(work, caller, id)) === null) return refuse('NOT_FOUND')
        const hex = hexOrNull(signature)
        if (hex === null) return refuse('SIGNATURE_SCOPE')
        const signed = await signAgreement(work, chain, id, { name, wallet, signature: hex })
        return signed.ok ? answered(work, caller, id) : signed
      },
    }),
    read({
      path: '/v1/offerings/{id}/agreements',
      summary: 'List the agreements of an offering',
      tag: TAG,
      access: ['issuer', 'officer', 'auditor'],
      params: offeringParams,
      query: pageQuery({}),
      response: page(listedAnswer),
      problems: AGREEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, query, pages }) => {
        const view = await offeringView(work.db, { id }, work.now)
        if (view === null || !(await seesOffering(work.db, caller, view))) return refuse('NOT_FOUND')
        const after = pages.after(query)?.[0] ?? null
        const found = await agreementsOf(work.db, id, { after, limit: query.limit + 1 })
        const { items, next } = pages.page(found, query, ({ subscription }) => [subscription])
        const subscriptions = await Promise.all(
          items.map(async (agreement) => {
            const of = await subscriptionById(work.db, agreement.subscription)
            if (of === null) throw new Error(`${agreement.subscription} has an agreement and is not there`)
            return { agreement, of }
          }),
        )
        const names =
          caller.role === 'auditor'
            ? null
            : await investorNames(
                work.db,
                subscriptions.map(({ of }) => of.investor),
              )
        const changed = await namingOthers(
          work.db,
          subscriptions.flatMap(({ agreement: { holding }, of: { id: subscription, investor, state } }) =>
            STATES[state].next.length === 0 ? [] : [{ subscription, investor, holding }],
          ),
        )
        const { decimals, payment } = view.instrument
        return ok({
          items: subscriptions.map(({ agreement, of }) => ({
            subscription: of.id,
            status: agreementStatus(of),
            sha256: agreement.sha256,
            bytes: agreement.bytes,
            madeAt: agreement.madeAt,
            signedAt: agreement.signed?.at ?? null,
            countersignedAt: agreement.countersigned?.at ?? null,
            investor: { id: of.investor, name: names?.get(of.investor) ?? null },
            holdersChanged: changed.has(of.id),
            units: formatDecimal(of.units, decimals),
            unitsDisplay: displayDecimal(of.units, decimals),
            amount: moneyBody(money(of.amount, payment.currency)),
            cash: moneyBody(cashOf(view.instrument, of, of.amount)),
          })),
          next,
        })
      },
    }),
    write({
      path: '/v1/offerings/{id}/countersignatures',
      summary: 'Countersign agreements that investors have signed',
      description:
        'All that are given or none, save those that do not name who holds by now: they are left out and answered.',
      tag: TAG,
      access: ['issuer'],
      params: offeringParams,
      body: z.strictObject({ subscriptions: z.array(idField('sub')).min(1).max(AT_ONCE_MAX) }),
      response: z.object({ countersigned: z.int(), holdersChanged: z.array(idField('sub')).readonly() }),
      problems: AGREEMENT_PROBLEMS,
      handle: async ({ work, caller, params: { id }, body: { subscriptions } }) => {
        const view = await offeringView(work.db, { id }, work.now)
        if (view === null || !(await seesOffering(work.db, caller, view))) return refuse('NOT_FOUND')
        return countersign(work, id, subscriptions)
      },
    }),
  ]
}

async function visible(work: Work, caller: Caller, id: SubscriptionId) {
  const subscription = await subscriptionById(work.db, id)
  const view =
    subscription === null ? null : await offeringView(work.db, { id: subscription.offering }, work.now)
  return subscription !== null &&
    view !== null &&
    seesInvestor(caller, subscription.investor) &&
    (await seesOffering(work.db, caller, view))
    ? subscription
    : null
}

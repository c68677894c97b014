import type { Instrument } from '../../instrument/instrument.ts'
import { protocolAddresses } from '../../instrument/protocol.service.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import type { Money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { recordIntent, type SettledHandlers } from '../../platform/chain/intents.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { lockFor } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { fiatOf, toFiatUp } from '../../bank/deposit-match.ts'
import type { FiatSale } from '../../bank/booking.service.ts'
import { bookMissingClaims } from '../../bank/claim.service.ts'
import { netSurplus, returnSurplus } from '../../bank/deposit-release.service.ts'
import { attestFiatCall } from '../escrow/escrow.chain.ts'
import { fiatSubscriptions } from './fiat-subscription.service.ts'
import { sureHash } from '../escrow/escrow-intents.service.ts'
import { paid } from '../subscription/payment.service.ts'
import { rejectSubscription } from '../refund/refund.service.ts'
import { createSubscription, escrowOf, move, subjectOf } from '../subscription/subscription.service.ts'
import { selectSubscription } from '../subscription/subscription.store.ts'
import { priceRefusal } from '../subscription/price.service.ts'
import { holdToEnd, holdToPay } from '../subscription/sale-lock.service.ts'
import { notReadyToPay } from '../subscription/risk.service.ts'
import { paymentRefusal, type UnpayableReason } from '../subscription/subscription-rules.service.ts'
import { mayMove, REPLACED } from '../subscription/subscription-state.ts'
import { walletOf } from '../subscription/subscription.ts'
import { soldBy } from '../offering.service.ts'
import { timesOf } from '../offering.ts'

const ATTEST = 'subscription.attestation'

/**
 * Takes a subscription as paid whose money two people have seen at a bank: the escrow is told, so that both kinds of money
 * stand under one cap. The amount is what the bank's books say is due; they have compared it.
 */
export async function fundByFiat(
  work: Work,
  id: SubscriptionId,
  { reference }: { readonly amount: Money; readonly reference: string },
): Promise<
  Result<
    null,
    | 'AGREEMENT_NOT_SIGNED'
    | 'SUBSCRIPTION_NOT_PAYABLE'
    | 'SUITABILITY_OPEN'
    | 'RISKS_NOT_CONFIRMED'
    | UnpayableReason
    | 'OFFERING_CLOSED'
    | 'PRICE_MOVED'
    | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await holdToPay(work.db, [id])
  const subscription = await selectSubscription(work.db, id)
  if (subscription?.state === 'agreement') return refuse('AGREEMENT_NOT_SIGNED')
  if (subscription === null || !mayMove(subscription.state, 'funded'))
    return refuse('SUBSCRIPTION_NOT_PAYABLE')
  const notReady = await notReadyToPay(work.db, subscription)
  if (notReady !== null) return notReady
  const { instrument, contract, offering } = await escrowOf(work.db, subscription)
  const isOver = Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0
  if (offering.status !== 'open' || isOver) return refuse('OFFERING_CLOSED')
  const moved = await priceRefusal(work, subscription, instrument)
  if (moved !== null) return moved
  const unlawful = await paymentRefusal(work, subscription, instrument)
  if (unlawful !== null) return unlawful
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  await recordIntent(
    work.db,
    {
      key: `${id}:${ATTEST}`,
      purpose: ATTEST,
      subject: id,
      from: protocol.operator,
      to: contract,
      data: attestFiatCall({
        investor: walletOf(subscription),
        units: subscription.units,
        money: subscription.amount,
        reference,
      }),
    },
    work.now,
  )
  await move(work, subscription, 'funded', { isFiat: true })
  return ok(null)
}

/**
 * Puts a reservation for what money at a bank buys now in the place of one whose price has moved, and tells its investor: what they
 * sent says how much they invest, and the sheet that the first to pay have the first prices. One whose price is what it was
 * stays.
 */
export async function askAnewForFiat(
  work: Work,
  id: SubscriptionId,
  paid: Money,
): Promise<Result<SubscriptionId, 'PRICE_NOT_MOVED' | 'AMOUNT_NOT_TAKEN'>> {
  const found = await selectSubscription(work.db, id)
  if (found === null) return refuse('PRICE_NOT_MOVED')
  await lockFor(work.db, found.offering)
  await lockFor(work.db, id)
  const before = (await selectSubscription(work.db, id))!
  if (!mayMove(before.state, 'funded')) return refuse('PRICE_NOT_MOVED')
  const { instrument } = await escrowOf(work.db, before)
  // Its price has come back: who had paid before got theirs back.
  if ((await priceRefusal(work, before, instrument)) === null) return ok(id)
  const { currency } = instrument.payment
  const { offering, investor } = before
  const amount = toFiatUp(paid.minor, paid.currency, currency)
  const asked = await createSubscription(work, {
    offering,
    investor,
    wallet: walletOf(before),
    amount,
    isAtBank: true,
    stops: [],
  })
  if (!asked.ok) return refuse('AMOUNT_NOT_TAKEN', { amount: displayMoney(paid), reason: asked.reason })
  // One whose time has run out is replaced too, before it is ended as never paid.
  const left = (await selectSubscription(work.db, id))!
  if (left.id !== asked.value.id && mayMove(left.state, 'withdrawn'))
    await move(work, left, 'withdrawn', { reason: REPLACED })
  await enqueueNotice(work, {
    topic: 'subscription.price-taken',
    subject: asked.value.id,
    audience: { investor },
    facts: {
      instrument: instrument.name,
      amount: displayMoney(paid),
      units: displayDecimal(asked.value.units, instrument.decimals),
    },
  })
  return ok(asked.value.id)
}

/**
 * The bank took the money back: before the closing the subscription ends with it, afterwards units are out for it. While the
 * money is being taken or given back, that has to end before. Its investor reads that the payment was returned, and nothing of
 * what officers said about it.
 */
export async function reverseFiat(
  work: Work,
  id: SubscriptionId,
): Promise<Result<null, 'UNITS_OUT' | 'SUBSCRIPTION_UNSETTLED'>> {
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('SUBSCRIPTION_UNSETTLED')
  const { offering } = await escrowOf(work.db, subscription)
  const { state } = subscription
  if (state === 'issued' || (offering.status === 'closing' && state !== 'funded')) return refuse('UNITS_OUT')
  if (offering.status !== 'open') return refuse('SUBSCRIPTION_UNSETTLED')
  const rejected = await rejectSubscription(work, id, { reason: 'PAYMENT_RETURNED', words: null })
  return rejected.ok ? ok(null) : refuse('SUBSCRIPTION_UNSETTLED')
}

/** Offerings, as whoever takes money at a bank deals with them. */
export const fiatSale = {
  known: fiatSubscriptions,
  holdToPay: ({ db }, ids) => holdToPay(db, ids),
  holdToReverse: ({ db }, ids) => holdToEnd(db, ids),
  fund: fundByFiat,
  askAnew: askAnewForFiat,
  reverse: reverseFiat,
} satisfies FiatSale

/** A subscription that was paid at a bank got units for `paid` minor units of the payment currency, and no more. */
export async function returnSurplusAtBank(
  work: Work,
  id: SubscriptionId,
  paid: bigint,
  { payment: { currency } }: Instrument,
): Promise<void> {
  const fiat = fiatOf(currency)
  if (fiat === null) throw new Error(`${id} was paid at a bank and cannot be`)
  const [subscription] = await fiatSubscriptions(work.db, [id])
  if (subscription === undefined) throw new Error(`${id} was paid at a bank and cannot be`)
  await returnSurplus(work, subscription, toFiatUp(paid, currency, fiat))
}

/**
 * Books what an investor owes for units and is not in the books, and what is owed no longer because it was too much: books were
 * once kept without either. Twice is once.
 */
export async function mendClaims(work: Work, id: SubscriptionId): Promise<void> {
  const [paid] = await fiatSubscriptions(work.db, [id])
  if (paid === undefined) throw new Error(`${id} was paid at a bank and cannot be`)
  await lockFor(work.db, id)
  await bookMissingClaims(work, paid)
  const subscription = await selectSubscription(work.db, id)
  if (subscription?.state !== 'issued' || subscription.cost === null) return
  const { currency } = (await soldBy(work.db, subscription.offering))!.instrument.payment
  await netSurplus(work, paid, toFiatUp(subscription.cost, currency, paid.due.currency))
}

/** Known to the escrow → its units are spoken for. Not taken by it → its money waits at the bank again. */
export function fiatSettled(chain: { readonly rpc: Rpc }): SettledHandlers {
  return {
    [ATTEST]: {
      success: async (work, intent) => {
        const tx = sureHash(intent)
        if (!(await paid(work, chain.rpc, intent, tx))) throw new Error(`${tx} attested nothing`)
      },
      failure: async (work, intent) => {
        const { subscription } = await subjectOf(work.db, intent)
        if (!(await move(work, subscription, 'rejected', { reason: 'PAYMENT_FAILED' }))) return
        await appendAudit(work, { action: 'subscription.attestation-failed', subject: subscription.id })
      },
    },
  }
}

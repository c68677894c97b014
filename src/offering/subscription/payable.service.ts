import type { Instrument } from '../../instrument/instrument.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { money, type Money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { tokenBalance } from '../../platform/chain/token-balance.ts'
import type { Work } from '../../platform/work.ts'
import { cashOf, payableOf } from '../currency.ts'
import { selectOffering } from '../offering.store.ts'
import { holdToPay } from './sale-lock.service.ts'
import { selectSubscription } from './subscription.store.ts'
import { notReadyToPay } from './risk.service.ts'
import { paymentRefusal, type UnpayableReason } from './subscription-rules.service.ts'
import { mayMove } from './subscription-state.ts'
import { walletOf, type Subscription } from './subscription.ts'

/** Why an investor may not pay for a subscription, by wallet or at a bank. */
export type NotPayable =
  | 'NOT_FOUND'
  | 'AGREEMENT_NOT_SIGNED'
  | 'STEP_ORDER'
  | 'RISKS_NOT_CONFIRMED'
  | 'DEADLINE_PASSED'
  | UnpayableReason

/** The subscription, kept from others until the end of the transaction, if its investor may pay for it now. */
export async function payableSubscription(
  work: Work,
  id: SubscriptionId,
): Promise<Result<Subscription, NotPayable>> {
  await holdToPay(work.db, [id])
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (subscription.state === 'agreement') return refuse('AGREEMENT_NOT_SIGNED')
  if (!mayMove(subscription.state, 'funded')) return refuse('STEP_ORDER', { status: subscription.state })
  const notReady = await notReadyToPay(work.db, subscription)
  if (notReady?.reason === 'SUITABILITY_OPEN')
    return refuse('STEP_ORDER', { status: subscription.state }, [
      {
        path: 'suitability',
        code: 'SUITABILITY_OPEN',
        message:
          'Whether it suits the investor comes first: answer the questions, and acknowledge a warning.',
      },
    ])
  if (notReady !== null) return refuse('RISKS_NOT_CONFIRMED', notReady.facts)
  if (Temporal.Instant.compare(work.now, subscription.validBefore) >= 0) return refuse('DEADLINE_PASSED')
  const offering = await selectOffering(work.db, { id: subscription.offering })
  const instrument = offering === null ? null : await instrumentById(work.db, offering.instrument)
  if (instrument === null) throw new Error(`${id} is for no instrument`)
  return (await paymentRefusal(work, subscription, instrument)) ?? ok(subscription)
}

/** What the wallet of a subscription holds of the money it pays with, and what it lacks of the amount, at the newest block. */
export async function walletMoney(
  rpc: Rpc,
  subscription: Subscription,
  instrument: Instrument,
): Promise<{ readonly holds: Money; readonly missing: Money }> {
  const { token, currency } = payableOf(instrument, subscription)
  const due = cashOf(instrument, subscription, subscription.amount).minor
  const holds = await tokenBalance(rpc, token, walletOf(subscription))
  return {
    holds: money(holds, currency),
    missing: money(holds < due ? due - holds : 0n, currency),
  }
}

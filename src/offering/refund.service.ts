import type { Address, Hex } from 'viem'
import type { Instrument } from '../instrument/instrument.ts'
import { failureSentence } from '../instrument/protocol.service.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { SubscriptionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { type Intent, listIntents, type SettledHandlers } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedTypedData } from '../platform/chain/signature.ts'
import { type Db, lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { askEscrow, sureHash } from './escrow-intents.service.ts'
import { postEscrow } from './escrow-journal.service.ts'
import { outcomeOf, rejectCall, withdrawalTypedData, withdrawCall } from './escrow.chain.ts'
import { selectEvents, selectSubscription, setFiatDue } from './offering.store.ts'
import { mayMove } from './subscription-state.ts'
import { deadlineOf } from './subscription.chain.ts'
import { escrowOf, move, subjectOf } from './subscription.service.ts'
import type { Subscription } from './subscription.ts'

const PURPOSE = { withdrawal: 'subscription.withdrawal', rejection: 'subscription.rejection' } as const
const INTENTS_MAX = 1_000

/** What an investor has to sign to take a paid subscription back; null when there is nothing to take back any more. */
export async function withdrawalToSign(
  db: Db,
  chainId: number,
  subscription: Subscription,
  now: Temporal.Instant,
) {
  const { number, state } = subscription
  if (state !== 'confirmed' || number === null) return null
  const { contract, instrument, offering } = await escrowOf(db, subscription)
  const until = await withdrawableUntil(db, subscription, instrument)
  if (offering.status !== 'open' || until === null || Temporal.Instant.compare(now, until) >= 0) return null
  return { until, typedData: withdrawalTypedData(chainId, contract, number, deadlineOf(until)) }
}

async function withdrawableUntil(
  db: Db,
  { id }: Subscription,
  { offering }: Instrument,
): Promise<Temporal.Instant | null> {
  // The contract counts from its block, which is not later than the moment at which it was known to be final.
  const paid = (await selectEvents(db, id)).find(({ to }) => to === 'funded')
  return paid === undefined || offering.coolingOffHours === 0
    ? null
    : paid.at.add({ hours: offering.coolingOffHours })
}

/** Gives a subscription up: at once while nothing is paid; in its cooling-off by the investor's signature. */
export async function withdrawSubscription(
  work: Work,
  chain: { readonly rpc: Rpc; readonly chainId: number },
  id: SubscriptionId,
  signature: Hex | null,
): Promise<
  Result<
    Subscription,
    'NOT_FOUND' | 'STEP_ORDER' | 'COOLING_OFF_OVER' | 'SIGNATURE_SCOPE' | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (mayMove(subscription.state, 'withdrawn')) {
    await move(work, subscription, 'withdrawn', { reason: 'WITHDRAWN' })
    return ok({ ...subscription, state: 'withdrawn' })
  }
  if (subscription.state !== 'confirmed') return refuse('STEP_ORDER', { status: subscription.state })
  const asked = await withdrawalToSign(work.db, chain.chainId, subscription, work.now)
  if (asked === null) return refuse('COOLING_OFF_OVER')
  const isSigned =
    signature !== null && (await signedTypedData(chain.rpc, subscription.wallet, asked.typedData, signature))
  if (!isSigned) return refuse('SIGNATURE_SCOPE')
  const { number } = subscription
  if (number === null) throw new Error(`${id} is in escrow without a number`)
  const data = withdrawCall(number, deadlineOf(asked.until), signature)
  return (await askOnce(work, subscription, PURPOSE.withdrawal, data))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/** An officer refuses a subscription, with a reason; its money goes back. */
export async function rejectSubscription(
  work: Work,
  id: SubscriptionId,
  reason: string,
): Promise<Result<Subscription, 'NOT_FOUND' | 'STEP_ORDER' | 'PROTOCOL_NOT_DEPLOYED'>> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (mayMove(subscription.state, 'rejected') && subscription.state !== 'funded') {
    await move(work, subscription, 'rejected', { reason })
    return ok({ ...subscription, state: 'rejected', reason })
  }
  const { number, state } = subscription
  if (state !== 'confirmed' || number === null) return refuse('STEP_ORDER', { status: state })
  const data = rejectCall([number], reason)
  return (await askOnce(work, subscription, PURPOSE.rejection, data))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/** Asks the escrow for something about a subscription, unless that is under way; once more after a failure. */
async function askOnce(work: Work, subscription: Subscription, purpose: string, data: Hex): Promise<boolean> {
  const { offering } = await escrowOf(work.db, subscription)
  const before = await listIntents(work.db, { subject: subscription.id, purpose, limit: INTENTS_MAX })
  if (before.some(({ settledAt }) => settledAt === null)) return true
  if (!(await askEscrow(work, offering, purpose, data, subscription.id))) return false
  await appendAudit(work, { action: `${purpose}-asked`, subject: subscription.id })
  return true
}

/** Whether money waits in the contract for the investor of a subscription, after this outcome. */
export function isParkedFor(parked: ReadonlySet<Address>, { wallet, isFiat }: Subscription): boolean {
  // What was paid at a bank goes back there.
  if (isFiat) return false
  return [...parked].some((one) => one.toLowerCase() === wallet.toLowerCase())
}

/** The money of a subscription is back, or waits in the contract for an investor who cannot be paid. */
export async function markRefunded(
  work: Work,
  subscription: Subscription,
  intent: Intent | null,
  reason: string,
  parked: ReadonlySet<Address>,
): Promise<void> {
  const isParked = isParkedFor(parked, subscription)
  const why = isParked ? 'REFUND_PARKED' : reason
  if (!(await move(work, subscription, 'refunded', { reason: why, tx: intent?.txHash ?? null }))) return
  const { offering, instrument } = await escrowOf(work.db, subscription)
  const { id, amount } = subscription
  if (subscription.isFiat) await setFiatDue(work.db, id, amount)
  if (!subscription.isFiat && !isParked)
    await postEscrow(work, 'escrow-refund', { offering, instrument }, { key: id, subject: id, amount })
  await enqueueNotice(work, {
    topic: 'subscription.refunded',
    subject: subscription.id,
    audience: { investor: subscription.investor },
    facts: {
      instrument: instrument.name,
      amount: displayMoney(money(subscription.amount, instrument.payment.currency)),
    },
  })
}

/** Taken back or refused, and final → it is over. */
export function refundSettled(chain: { readonly rpc: Rpc }): SettledHandlers {
  const givenBack = async (work: Work, intent: Intent) => {
    const { subscription, contract } = await subjectOf(work.db, intent)
    const { refunded, withdrawn, parked } = await outcomeOf(chain.rpc, contract, sureHash(intent))
    const { number } = subscription
    if (number === null || !(refunded.has(number) || withdrawn.has(number))) return
    await markRefunded(work, subscription, intent, withdrawn.has(number) ? 'WITHDRAWN' : 'REJECTED', parked)
  }
  const notGivenBack = async (work: Work, intent: Intent) => {
    await appendAudit(work, {
      action: `${intent.purpose}-failed`,
      subject: intent.subject ?? '',
      detail: { failure: failureSentence(intent) },
    })
  }
  return {
    [PURPOSE.withdrawal]: { success: givenBack, failure: notGivenBack },
    [PURPOSE.rejection]: { success: givenBack, failure: notGivenBack },
  }
}

import type { Hex } from 'viem'
import { failureSentence } from '../../instrument/protocol.service.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import {
  CARRIED_GAS_MAX,
  type Intent,
  listIntents,
  type SettledHandlers,
} from '../../platform/chain/intents.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { signedTypedData } from '../../platform/chain/signature.ts'
import { type Db, lockFor } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import { putPersonal, readPersonal } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import { cashOf } from '../currency.ts'
import { askEscrow, mayTryAgain, sureHash } from '../escrow/escrow-intents.service.ts'
import { postEscrow } from '../escrow/escrow-journal.service.ts'
import {
  outcomeOf,
  rejectCall,
  withdrawalTypedData,
  withdrawCall,
  type Parked,
} from '../escrow/escrow.chain.ts'
import { withdrawableOf } from '../change/offering-change.service.ts'
import { lockOffering, selectOffering } from '../offering.store.ts'
import { isRaising } from '../offering.ts'
import { markLeaving, selectLeaving } from '../subscription/leaving.store.ts'
import { selectSubscription } from '../subscription/subscription.store.ts'
import { setFiatDue } from '../subscription/fiat-due.store.ts'
import { mayMove, RESERVED_STATES } from '../subscription/subscription-state.ts'
import { deadlineOf } from '../subscription/subscription.chain.ts'
import { escrowOf, move, subjectOf } from '../subscription/subscription.service.ts'
import { walletOf, type Subscription } from '../subscription/subscription.ts'

const PURPOSE = {
  withdrawal: 'subscription.withdrawal',
  rejection: 'subscription.rejection',
  lapse: 'subscription.lapse',
} as const
const GIVING_BACK: readonly string[] = Object.values(PURPOSE)
const INTENTS_MAX = 1_000
/** What the escrow is told as the reason where an investor takes back what its cooling-off does not cover. */
const TAKEN_BACK = 'taken back by its investor'
const NOT_RECONFIRMED = 'NOT_RECONFIRMED'
/** Why money came back that the escrow was asked to refuse. */
const REASONS: Readonly<Record<string, string>> = {
  [PURPOSE.withdrawal]: 'WITHDRAWN',
  [PURPOSE.lapse]: NOT_RECONFIRMED,
}

/**
 * How an investor takes a paid subscription back, and until when; null when there is nothing to take back any more, and once its
 * money was asked back. In the contract's own cooling-off the wallet signs. Where the time is given by law or by a change, the
 * escrow is asked to refuse the subscription, and there is nothing to sign.
 */
export async function withdrawalToSign(
  db: Db,
  chainId: number,
  subscription: Subscription,
  now: Temporal.Instant,
) {
  const { number, state } = subscription
  if (state !== 'confirmed' || number === null) return null
  const { contract, instrument, offering } = await escrowOf(db, subscription)
  const right = await withdrawableOf(db, subscription, instrument)
  if (offering.status !== 'open' || right === null || Temporal.Instant.compare(now, right.until) >= 0)
    return null
  if (await isLeaving(db, subscription)) return null
  const { until, ground } = right
  const isContracts = ground === 'cooling-off'
  return {
    until,
    ground,
    typedData: isContracts ? withdrawalTypedData(chainId, contract, number, deadlineOf(until)) : null,
  }
}

/** Gives a subscription up: at once while nothing is paid; afterwards as `withdrawalToSign` says, while it may be. */
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
  if (await isSurelyLeaving(work, subscription)) return ok(subscription)
  const asked = await withdrawalToSign(work.db, chain.chainId, subscription, work.now)
  if (asked === null) return refuse('COOLING_OFF_OVER')
  const { number } = subscription
  if (number === null) throw new Error(`${id} is in escrow without a number`)
  const { typedData, until } = asked
  if (typedData !== null) {
    if (
      signature === null ||
      !(await signedTypedData(chain.rpc, walletOf(subscription), typedData, signature))
    )
      return refuse('SIGNATURE_SCOPE')
  }
  const data =
    typedData === null || signature === null
      ? rejectCall([number], TAKEN_BACK)
      : withdrawCall(number, deadlineOf(until), signature)
  return (await askOnce(work, subscription, PURPOSE.withdrawal, data, CARRIED_GAS_MAX))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/** What is said of why somebody's subscription was refused is about them: it is in their vault. */
const wordsField = (id: SubscriptionId) => `subscription.${id}.rejected`

/** What whoever refused a subscription said; null where nobody said anything, and once its investor was erased. */
export async function rejectionWords(
  db: Db,
  { id, investor }: Pick<Subscription, 'id' | 'investor'>,
): Promise<string | null> {
  const field = wordsField(id)
  return (await readPersonal(db, investor, [field]))[field] ?? null
}

/**
 * An officer refuses a subscription, or its payment was taken back; its money goes back. Not once its offering closes
 * or pays back: two people have confirmed who gets what of one that closes.
 *
 * @param why its code, and what a person says about it, which goes nowhere but to the vault
 */
export async function rejectSubscription(
  work: Work,
  id: SubscriptionId,
  { reason, words }: { readonly reason: 'REJECTED' | 'PAYMENT_RETURNED'; readonly words: string | null },
): Promise<
  Result<Subscription, 'NOT_FOUND' | 'STEP_ORDER' | 'REJECTION_TOO_LATE' | 'PROTOCOL_NOT_DEPLOYED'>
> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  const isTooLate = async () =>
    !isRaising((await selectOffering(work.db, { id: subscription.offering }))!.status)
  const keepWords = () =>
    words === null ? null : putPersonal(work, subscription.investor, { [wordsField(id)]: words })
  if (mayMove(subscription.state, 'rejected') && subscription.state !== 'funded') {
    if (await isTooLate()) return refuse('REJECTION_TOO_LATE')
    await move(work, subscription, 'rejected', { reason })
    await keepWords()
    return ok({ ...subscription, state: 'rejected', reason })
  }
  const { number, state } = subscription
  if (state !== 'confirmed' || number === null) return refuse('STEP_ORDER', { status: state })
  if (!(await isSurelyLeaving(work, subscription))) {
    if (await isTooLate()) return refuse('REJECTION_TOO_LATE')
    if (!(await askOnce(work, subscription, PURPOSE.rejection, rejectCall([number], reason))))
      return refuse('PROTOCOL_NOT_DEPLOYED')
  }
  await keepWords()
  return ok(subscription)
}

/**
 * Ends a subscription that was not reconfirmed in time. False while that is under way, or where it failed and its time to
 * be tried again has not come.
 * What is on its way into escrow ends once it is there.
 */
export async function rejectLapsed(work: Work, id: SubscriptionId): Promise<boolean> {
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return false
  if (RESERVED_STATES.some((state) => state === subscription.state))
    return move(work, subscription, 'rejected', { reason: NOT_RECONFIRMED })
  if (subscription.state !== 'confirmed' || subscription.number === null) return false
  const before = await listIntents(work.db, { subject: id, purpose: PURPOSE.lapse, limit: INTENTS_MAX })
  const data = rejectCall([subscription.number], NOT_RECONFIRMED)
  if (before.some(({ settledAt }) => settledAt === null) || !mayTryAgain(before, work.now)) return false
  return askOnce(work, subscription, PURPOSE.lapse, data)
}

/** Whether the money of a subscription was asked back and has not come. */
export async function isLeaving(db: Db, { id, offering }: Subscription): Promise<boolean> {
  return (await selectLeaving(db, offering)).includes(id)
}

/** The same, and until the end of the transaction nobody closes its offering unseen. */
async function isSurelyLeaving(work: Work, subscription: Subscription): Promise<boolean> {
  await lockOffering(work.db, subscription.offering)
  return isLeaving(work.db, subscription)
}

/**
 * Asks again for money that was asked back and has not come. What an investor asked for in time is asked for as a refusal: the
 * contract's own cooling-off may be over by now. False while that is under way, or its time to be tried again has not come.
 */
export async function askBackAgain(work: Work, id: SubscriptionId): Promise<boolean> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription?.state !== 'confirmed' || subscription.number === null) return false
  const before = (await listIntents(work.db, { subject: id, limit: INTENTS_MAX })).filter(
    ({ purpose }) => purpose === PURPOSE.withdrawal || purpose === PURPOSE.rejection,
  )
  const [last] = before
  if (last === undefined || before.some(({ settledAt }) => settledAt === null)) return false
  if (!mayTryAgain(before, work.now)) return false
  const { purpose } = last
  const data = purpose === PURPOSE.withdrawal ? rejectCall([subscription.number], TAKEN_BACK) : last.data
  return askOnce(work, subscription, purpose, data)
}

/** Asks the escrow for something about a subscription, unless that is under way; once more after a failure. */
async function askOnce(
  work: Work,
  subscription: Subscription,
  purpose: string,
  data: Hex,
  gasMax?: bigint,
): Promise<boolean> {
  const { offering } = await escrowOf(work.db, subscription)
  const before = await listIntents(work.db, { subject: subscription.id, purpose, limit: INTENTS_MAX })
  if (before.some(({ settledAt }) => settledAt === null)) return true
  if (!(await askEscrow(work, offering, purpose, data, subscription.id, gasMax))) return false
  await markLeaving(work.db, subscription.id, work.now)
  await appendAudit(work, { action: `${purpose}-asked`, subject: subscription.id })
  return true
}

/** Whether a transaction that gives the money of a subscription back is under way. */
export async function isAskedBack(db: Db, id: SubscriptionId): Promise<boolean> {
  const asked = await listIntents(db, { subject: id, limit: INTENTS_MAX })
  return asked.some(({ purpose, settledAt }) => settledAt === null && GIVING_BACK.includes(purpose))
}

/** Whether money waits in the contract for the investor of a subscription, after this outcome. */
export function isParkedFor(parked: readonly Parked[], subscription: Subscription): boolean {
  // What was paid at a bank goes back there.
  if (subscription.isFiat) return false
  const wallet = walletOf(subscription).toLowerCase()
  return parked.some(
    ({ currency, investor }) => currency === subscription.currency && investor.toLowerCase() === wallet,
  )
}

/** The money of a subscription is back, or waits in the contract for an investor who cannot be paid. */
export async function markRefunded(
  work: Work,
  subscription: Subscription,
  intent: Intent | null,
  reason: string,
  parked: readonly Parked[],
): Promise<void> {
  const isParked = isParkedFor(parked, subscription)
  const why = isParked ? 'REFUND_PARKED' : reason
  if (!(await move(work, subscription, 'refunded', { reason: why, tx: intent?.txHash ?? null }))) return
  const { offering, instrument } = await escrowOf(work.db, subscription)
  const { id } = subscription
  const amount = cashOf(instrument, subscription, subscription.amount)
  if (subscription.isFiat) await setFiatDue(work.db, id, amount.minor)
  if (!subscription.isFiat && !isParked)
    await postEscrow(work, 'escrow-refund', { offering, instrument }, { key: id, subject: id, amount })
  await enqueueNotice(work, {
    topic: 'subscription.refunded',
    subject: subscription.id,
    audience: { investor: subscription.investor },
    facts: { instrument: instrument.name, amount: displayMoney(amount) },
  })
}

/** Taken back or refused, and final → it is over. */
export function refundSettled(chain: { readonly rpc: Rpc }): SettledHandlers {
  const givenBack = async (work: Work, intent: Intent) => {
    const { subscription, contract } = await subjectOf(work.db, intent)
    const { refunded, withdrawn, parked } = await outcomeOf(chain.rpc, contract, sureHash(intent))
    const { number } = subscription
    if (number === null || !(refunded.has(number) || withdrawn.has(number))) return
    const reason = withdrawn.has(number) ? 'WITHDRAWN' : (REASONS[intent.purpose] ?? 'REJECTED')
    await markRefunded(work, subscription, intent, reason, parked)
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
    [PURPOSE.lapse]: { success: givenBack, failure: notGivenBack },
  }
}

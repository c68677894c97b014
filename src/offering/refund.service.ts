import type { Hex } from 'viem'
import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { SubscriptionId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { againAt } from '../platform/chain/again.ts'
import { cancelIntent, listIntents, recordIntent, type Intent } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { selectOffering, selectSubscription, updateSubscription } from './offering.store.ts'
import {
  insertRefund,
  moveLookedTo,
  selectRefunds,
  selectToRefund,
  settleRefundRow,
  unusedTransfers,
  type RefundRow,
} from './refund.store.ts'
import { refundCall, transfersOf } from './subscription.chain.ts'
import type { Subscription } from './subscription.ts'

export type { RefundRow } from './refund.store.ts'

export const REFUND = 'subscription.refund'
const INTENTS_MAX = 1_000

/** What is known of the refunds of these subscriptions, where somebody else than the platform pays them. */
export function refundsOf(db: Db, ids: readonly SubscriptionId[]): Promise<Map<SubscriptionId, RefundRow>> {
  return selectRefunds(db, ids)
}

/** Subscriptions whose money has to go back and has not. */
export function toRefund(db: Db): Promise<SubscriptionId[]> {
  return selectToRefund(db)
}

/**
 * Gives the money of a subscription back whose units could not be issued: from a treasury that the platform has the key
 * of by a transaction, else by telling the issuer's people what they have to pay.
 */
export async function beginRefund(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<void> {
  if (instrument.treasuryKind === 'managed') return askRefund(work, subscription, instrument, 0)
  const network = await selectNetwork(work.db)
  await insertRefund(work.db, {
    subscription: subscription.id,
    lookedTo: network?.finalized ?? -1,
    dueAt: work.now,
  })
  await appendAudit(work, { action: 'subscription.refund-due', subject: subscription.id })
  await enqueueNotice(work, {
    topic: 'subscription.refund-due',
    subject: subscription.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: {
      instrument: instrument.name,
      amount: displayMoney(money(subscription.amount, instrument.payment.currency)),
      wallet: subscription.wallet,
      treasury: instrument.treasury,
    },
  })
}

async function askRefund(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
  attempt: number,
): Promise<void> {
  await recordIntent(
    work.db,
    {
      key: `${subscription.id}:${REFUND}${attempt === 0 ? '' : `:${attempt}`}`,
      purpose: REFUND,
      subject: subscription.id,
      from: instrument.treasury,
      to: instrument.payment.token,
      data: refundCall(subscription.wallet, subscription.amount),
    },
    work.now,
  )
}

/** What the treasury's account has to send to the payment token. */
export function refundData({ wallet, amount }: Subscription): Hex {
  return refundCall(wallet, amount)
}

function refundIntents(db: Db, id: SubscriptionId): Promise<Intent[]> {
  return listIntents(db, { subject: id, purpose: REFUND, limit: INTENTS_MAX })
}

/**
 * Takes a refund further: makes a transaction that failed again when its time has come, or looks on the chain for the
 * payment that somebody else makes. True when there was something to do.
 */
export async function advanceRefund(work: Work, rpc: Rpc, id: SubscriptionId): Promise<boolean> {
  const found = await dueRefund(work.db, id)
  if (found === null) return false
  const { subscription, instrument } = found
  const intents = await refundIntents(work.db, id)
  if (instrument.treasuryKind !== 'managed') {
    // An earlier version asked for a transaction that nobody can sign.
    for (const { id: intent } of intents.filter(({ status }) => status === 'pending'))
      await cancelIntent(work.db, intent, work.now)
    const [refund] = (await selectRefunds(work.db, [id])).values()
    if (refund !== undefined) return lookForPayment(work, rpc, subscription, instrument, refund)
    await beginRefund(work, subscription, instrument)
    return true
  }
  const failed = intents.flatMap(({ status, settledAt }) =>
    status === 'failure' && settledAt !== null ? settledAt : [],
  )
  const last = failed.toSorted(Temporal.Instant.compare).at(-1)
  if (last === undefined || intents.some(({ settledAt }) => settledAt === null)) return false
  if (Temporal.Instant.compare(againAt(failed.length, last), work.now) > 0) return false
  await askRefund(work, subscription, instrument, intents.length)
  return true
}

async function dueRefund(
  db: Db,
  id: SubscriptionId,
): Promise<{ readonly subscription: Subscription; readonly instrument: Instrument } | null> {
  await lockFor(db, id)
  const subscription = await selectSubscription(db, id)
  if (subscription === null || subscription.status !== 'pending' || subscription.issuance !== 'failure')
    return null
  return { subscription, instrument: await instrumentOf(db, subscription) }
}

/** Any transfer of exactly this amount from the treasury to the wallet, since it was due: each pays one refund. */
async function lookForPayment(
  work: Work,
  rpc: Rpc,
  subscription: Subscription,
  { payment, treasury }: Instrument,
  refund: RefundRow,
): Promise<boolean> {
  const to = (await selectNetwork(work.db))?.finalized ?? -1
  if (to <= refund.lookedTo) return false
  const transfers = await transfersOf(rpc, payment.token, {
    from: treasury,
    to: subscription.wallet,
    blocks: { from: refund.lookedTo + 1, to },
  })
  await lockFor(work.db, `refunds:${treasury}`)
  const fitting = transfers.filter(({ amount }) => amount === subscription.amount)
  const [paid] = await unusedTransfers(work.db, fitting)
  if (paid === undefined) {
    await moveLookedTo(work.db, subscription.id, to)
    return false
  }
  await settleRefundRow(work.db, subscription.id, {
    tx: paid.txHash,
    logIndex: paid.logIndex,
    at: work.now,
  })
  await endRefund(work, subscription, { tx: paid.txHash })
  return true
}

/** The money is back: says so in the books, in the audit log and to the investor. */
export async function endRefund(
  work: Work,
  subscription: Subscription,
  how: { readonly tx: string | null } | { readonly evidence: string },
): Promise<void> {
  const instrument = await instrumentOf(work.db, subscription)
  await updateSubscription(work.db, subscription.id, {
    status: 'refunded',
    issuance: 'failure',
    ...('evidence' in how ? { reason: 'REFUNDED_OUTSIDE' } : {}),
    settledAt: work.now,
  })
  await appendAudit(work, { action: 'subscription.refunded', subject: subscription.id, detail: how })
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

/** An officer's word that the money went back another way, and what shows it. */
export async function settleOutside(
  work: Work,
  id: SubscriptionId,
  evidence: string,
): Promise<Result<null, 'NOT_FOUND' | 'REFUND_NOT_DUE' | 'REFUND_UNDER_WAY'>> {
  if ((await selectSubscription(work.db, id)) === null) return refuse('NOT_FOUND')
  const found = await dueRefund(work.db, id)
  if (found === null) return refuse('REFUND_NOT_DUE')
  for (const intent of await refundIntents(work.db, id)) {
    if (intent.settledAt !== null) continue
    // What has been signed may still be carried out: then it would be paid twice.
    if (!(await cancelIntent(work.db, intent.id, work.now)).ok) return refuse('REFUND_UNDER_WAY')
  }
  const network = await selectNetwork(work.db)
  await insertRefund(work.db, { subscription: id, lookedTo: network?.finalized ?? -1, dueAt: work.now })
  await settleRefundRow(work.db, id, { evidence, at: work.now })
  await endRefund(work, found.subscription, { evidence })
  return ok(null)
}

/** What was subscribed for. */
export async function instrumentOf(db: Db, subscription: Subscription): Promise<Instrument> {
  const offering = await selectOffering(db, { id: subscription.offering })
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  if (instrument === null) throw new Error(`${subscription.id} is for no instrument`)
  return instrument
}

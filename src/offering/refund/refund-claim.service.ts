import type { SubscriptionId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { listIntents, type Intent } from '../../platform/chain/intents.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { cashOf } from '../currency.ts'
import { claimCall } from '../escrow/escrow.chain.ts'
import { askEscrow, ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { postEscrow } from '../escrow/escrow-journal.service.ts'
import { escrowOf, subjectOf } from '../subscription/subscription.service.ts'
import { markClaimed, selectSubscription } from '../subscription/subscription.store.ts'
import { walletOf, type Subscription } from '../subscription/subscription.ts'

/** Sends a refund again that could not be sent when it was due, unless that is under way. Anyone may ask. */
export async function claimRefund(
  work: Work,
  id: SubscriptionId,
): Promise<Result<Subscription, 'NOT_FOUND' | 'REFUND_NOT_DUE' | 'PROTOCOL_NOT_DEPLOYED'>> {
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (subscription.reason !== 'REFUND_PARKED') return refuse('REFUND_NOT_DUE')
  if (await isClaiming(work.db, subscription)) return ok(subscription)
  const { offering } = await escrowOf(work.db, subscription)
  const data = claimCall(subscription.currency, walletOf(subscription))
  return (await askEscrow(work, offering, ESCROW_PURPOSE.claim, data, id))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/** Whether a refund that waits in the escrow is being sent again. Once that has failed it is not. */
export async function isClaiming(db: Db, { id, reason }: Subscription): Promise<boolean> {
  if (reason !== 'REFUND_PARKED') return false
  const [last] = await listIntents(db, { subject: id, purpose: ESCROW_PURPOSE.claim, limit: 1 })
  return last !== undefined && last.settledAt === null
}

/** What waited for the wallet of a subscription is with its investor, whoever asked the contract for it. */
export async function claimed(work: Work, intent: Intent): Promise<void> {
  const { subscription, offering, instrument } = await subjectOf(work.db, intent)
  for (const one of await markClaimed(work.db, subscription)) {
    const { id, amount, state, cost } = one
    const paid = cashOf(instrument, one, amount)
    const kept = cashOf(instrument, one, state === 'issued' ? (cost ?? 0n) : 0n)
    const back = { key: id, subject: id, amount: money(paid.minor - kept.minor, paid.currency) }
    await postEscrow(work, 'escrow-refund', { offering, instrument }, back)
    await appendAudit(work, { action: 'subscription.claimed', subject: id, detail: { tx: intent.txHash } })
  }
}

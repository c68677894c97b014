import type { SubscriptionId } from '../../kernel/ids.ts'
import { appendAudit } from '../../platform/audit.ts'
import { listIntents, type Intent, type SettledHandlers } from '../../platform/chain/intents.ts'
import { failureSentence } from '../../instrument/protocol.service.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { freedDeposits } from '../../bank/bank.service.ts'
import { askEscrow, mayTryAgain } from '../escrow/escrow-intents.service.ts'
import { recordFiatRefundCall, wasDoneBefore } from '../escrow/escrow.chain.ts'
import { escrowOf } from '../subscription/subscription.service.ts'
import { markFiatRecorded, selectFiatDue } from '../subscription/fiat-due.store.ts'
import { selectSubscription } from '../subscription/subscription.store.ts'

const RECORD = 'subscription.fiat-refund'
const INTENTS_MAX = 1_000

/** Subscriptions whose money is to be given back at a bank, as far as their contracts know. */
export async function fiatRefundsDue(db: Db): Promise<SubscriptionId[]> {
  return (await selectFiatDue(db, null)).map(({ id }) => id)
}

/**
 * Tells the contract that the money of a subscription was given back at the bank: once an officer has ordered it and the bank's
 * own statement shows that all of it is gone, or once it has paid for something else. True when there was something to ask for.
 */
export async function recordFiatRefund(work: Work, id: SubscriptionId): Promise<boolean> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null || subscription.number === null) return false
  const freed = await freedDeposits(work.db, id)
  const isGone = freed.every(
    ({ status, open }) => open === 0n && (status === 'returned' || status === 'matched'),
  )
  if (freed.length === 0 || !isGone) return false
  const intents = await listIntents(work.db, { subject: id, purpose: RECORD, limit: INTENTS_MAX })
  if (intents.some(({ settledAt }) => settledAt === null) || !mayTryAgain(intents, work.now)) return false
  const { offering } = await escrowOf(work.db, subscription)
  const reference = `${id} given back: ${freed.map((deposit) => deposit.id).join(', ')}`
  return askEscrow(work, offering, RECORD, recordFiatRefundCall(subscription.number, reference), id)
}

/** The contract knows → nothing is due there any more, whoever told it. */
export function fiatRefundSettled(): SettledHandlers {
  const recorded = async (work: Work, intent: Intent) => {
    const id = intent.subject as SubscriptionId
    if (!(await markFiatRecorded(work.db, id, work.now))) return
    await appendAudit(work, {
      action: 'subscription.fiat-refund-recorded',
      subject: id,
      detail: { tx: intent.txHash },
    })
  }
  return {
    [RECORD]: {
      success: recorded,
      failure: async (work, intent) => {
        if (wasDoneBefore(intent)) return recorded(work, intent)
        await appendAudit(work, {
          action: 'subscription.fiat-refund-failed',
          subject: intent.subject ?? '',
          detail: { failure: failureSentence(intent) },
        })
      },
    },
  }
}

import { failureSentence } from '../../instrument/protocol.service.ts'
import { displayDecimal } from '../../kernel/decimal.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Intent, SettledHandlers } from '../../platform/chain/intents.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { lockFor } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { outcomeSoFar } from './escrow-balance.service.ts'
import { cashOf, payables } from '../currency.ts'
import { outcomeOf, releaseCall, wasDoneBefore, type Parked } from '../escrow/escrow.chain.ts'
import { ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { postEscrow, releaseKey } from '../escrow/escrow-journal.service.ts'
import { returnSurplusAtBank } from '../fiat/fiat.service.ts'
import { sureHash } from '../escrow/escrow-intents.service.ts'
import { isParkedFor, markRefunded } from '../refund/refund.service.ts'
import { move } from '../subscription/subscription.service.ts'
import { selectOffering, updateOffering } from '../offering.store.ts'
import { holdSubscriptions, selectInStates } from '../subscription/subscription.store.ts'
import { setFiatDue } from '../subscription/fiat-due.store.ts'
import type { Offering, Sale } from '../offering.ts'
import { claimed } from '../refund/refund-claim.service.ts'
import type { Subscription } from '../subscription/subscription.ts'
import { soldBy } from '../offering.service.ts'

/** What follows when the chain has done, or refused, what was asked for from the closing on. */
export function closingSettled(chain: { readonly rpc: Rpc }): SettledHandlers {
  const told =
    (next: (work: Work, offering: Offering, intent: Intent) => Promise<void>) =>
    async (work: Work, intent: Intent) => {
      await lockFor(work.db, intent.subject ?? '')
      const offering = await selectOffering(work.db, { id: intent.subject as OfferingId })
      if (offering === null) throw new Error(`intent ${intent.id} names no offering`)
      await next(work, offering, intent)
    }
  const failed = told(async (work, offering, intent) => {
    const failure = failureSentence(intent)
    await updateOffering(work.db, offering.id, { failure })
    await appendAudit(work, { action: `${intent.purpose}-failed`, subject: offering.id, detail: { failure } })
  })
  const settled = told((work, offering, intent) => batchSettled(work, chain.rpc, offering, intent))
  const releasedNow = async (work: Work, offering: Offering, intent: Intent) => {
    const found = await soldBy(work.db, offering.id)
    if (found === null || offering.contract === null)
      throw new Error(`${offering.id} was released without an escrow`)
    const { released } = await outcomeSoFar(work.db, chain.rpc, { ...offering, contract: offering.contract })
    // Others may have been released since, and more of them may follow: only what this one asked for is whole.
    const one = payables(found.instrument).find(({ index }) => releaseCall(index) === intent.data)
    if (one === undefined) throw new Error(`${intent.id} released what ${offering.id} does not take`)
    const { id } = offering
    const amount = money(released.get(one.index) ?? 0n, one.currency)
    await postEscrow(work, 'escrow-release', found, { key: releaseKey(id, one.index), subject: id, amount })
  }
  const noted = (action: string) =>
    told(async (work, offering, intent) => {
      await appendAudit(work, { action, subject: offering.id, detail: { tx: intent.txHash } })
    })
  // The chain refuses what the books allowed: it is open again, and says why.
  const reopened = told(async (work, offering, intent) => {
    const failure = failureSentence(intent)
    await updateOffering(work.db, offering.id, { status: 'open', prepared: null, confirmed: null, failure })
    await appendAudit(work, { action: `${intent.purpose}-failed`, subject: offering.id, detail: { failure } })
  })
  return {
    [ESCROW_PURPOSE.allot]: { success: noted('offering.allotted'), failure: reopened },
    [ESCROW_PURPOSE.lock]: { success: noted('offering.lots-locked'), failure: reopened },
    [ESCROW_PURPOSE.close]: { success: noted('offering.issuance-begun'), failure: reopened },
    [ESCROW_PURPOSE.settle]: { success: settled, failure: failed },
    [ESCROW_PURPOSE.refund]: { success: settled, failure: failed },
    [ESCROW_PURPOSE.release]: {
      success: async (work, intent) => {
        await noted('offering.released')(work, intent)
        await told(releasedNow)(work, intent)
      },
      failure: async (work, intent) => {
        if (!wasDoneBefore(intent)) return failed(work, intent)
        await told(releasedNow)(work, intent)
        await appendAudit(work, { action: 'offering.released-by-others', subject: intent.subject ?? '' })
      },
    },
    [ESCROW_PURPOSE.releaseFiat]: {
      success: noted('offering.fiat-released'),
      failure: async (work, intent) => {
        if (!wasDoneBefore(intent)) return failed(work, intent)
        await noted('offering.fiat-released-by-others')(work, intent)
      },
    },
    [ESCROW_PURPOSE.fail]: { success: noted('offering.refunds-begun'), failure: failed },
    [ESCROW_PURPOSE.stray]: { success: noted('offering.stray-deposits-returned'), failure: failed },
    [ESCROW_PURPOSE.claim]: {
      success: claimed,
      failure: async (work, intent) => {
        if (wasDoneBefore(intent)) return claimed(work, intent)
        await appendAudit(work, { action: 'subscription.claim-failed', subject: intent.subject ?? '' })
      },
    },
  }
}

/** Units are the investors', or their money is back: as the transaction says it, one by one. */
async function batchSettled(work: Work, rpc: Rpc, offering: Offering, intent: Intent): Promise<void> {
  const found = await soldBy(work.db, offering.id)
  if (found === null || offering.contract === null)
    throw new Error(`${offering.id} was settled without an escrow`)
  const { minted, refunded, parked } = await outcomeOf(rpc, offering.contract, sureHash(intent))
  const told = (await selectInStates(work.db, offering.id, ['confirmed', 'allocated'])).filter(
    ({ number }) => number !== null && (minted.has(number) || refunded.has(number)),
  )
  await holdSubscriptions(
    work.db,
    told.map(({ id }) => id),
  )
  for (const one of told) {
    if (one.number === null) continue
    const units = minted.get(one.number)
    if (units !== undefined) await issued(work, one, { ...units, parked }, found, intent)
    else if (refunded.has(one.number)) await markRefunded(work, one, intent, whyRefunded(one), parked)
  }
}

/** Why money of a subscription went back from the closing on. */
export function whyRefunded({ state, allotted }: Subscription): string {
  if (state === 'allocated' && allotted === 0n) return 'NOT_ALLOTTED'
  return state === 'allocated' ? 'ISSUANCE_REFUSED' : 'OFFERING_FAILED'
}

/** A subscription has its units. What it paid for more than them went back, waits to be claimed, or waits at the bank. */
export async function issued(
  work: Work,
  subscription: Subscription,
  { units, paid, parked }: { units: bigint; paid: bigint; parked: readonly Parked[] },
  { offering, instrument }: Sale,
  intent: Intent | null,
): Promise<void> {
  if (subscription.state !== 'allocated') return
  const { id, isFiat, amount, currency } = subscription
  // What was paid for units that it does not get went back with them, or waits: in the contract, or at the bank.
  const cash = cashOf(instrument, subscription, amount)
  const back = money(isFiat ? 0n : cash.minor - paid, cash.currency)
  const isParked = back.minor > 0n && isParkedFor(parked, subscription)
  const reason = isParked ? 'REFUND_PARKED' : null
  const tx = intent?.txHash ?? null
  // In the payment currency: of another one, it is what the closing said.
  const cost = currency === 0 ? paid : (subscription.cost ?? amount)
  if (!(await move(work, subscription, 'issued', { allotted: units, cost, reason, tx }))) return
  if (isFiat) await returnSurplusAtBank(work, id, paid, instrument)
  if (isFiat && amount > paid) await setFiatDue(work.db, id, amount - paid)
  if (!isParked)
    await postEscrow(work, 'escrow-refund', { offering, instrument }, { key: id, subject: id, amount: back })
  await enqueueNotice(work, {
    topic: 'subscription.settled',
    subject: subscription.id,
    audience: { investor: subscription.investor },
    facts: { instrument: instrument.name, units: displayDecimal(units, instrument.decimals) },
  })
}

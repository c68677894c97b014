import type { Address, Hex } from 'viem'
import type { Instrument } from '../../instrument/instrument.ts'
import { protocolAddresses } from '../../instrument/protocol.service.ts'
import { displayDecimal, displayMoney } from '../../kernel/decimal.ts'
import type { SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { recordIntent, type Intent, type SettledHandlers } from '../../platform/chain/intents.ts'
import { usedIn } from '../../platform/chain/authorization.ts'
import { knownBlock } from '../../platform/chain/known-block.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { signedTypedData } from '../../platform/chain/signature.ts'
import type { Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { cashOf, payableOf } from '../currency.ts'
import { noteStop, stoppedRefusal } from './currency-stop.service.ts'
import { sureHash } from '../escrow/escrow-intents.service.ts'
import { postEscrow } from '../escrow/escrow-journal.service.ts'
import { outcomeOf, readIsStopped, subscribeWords } from '../escrow/escrow.chain.ts'
import { payableSubscription, walletMoney, type NotPayable } from './payable.service.ts'
import { priceRefusal } from './price.service.ts'
import {
  deadlineOf,
  paymentAuthorization,
  paymentTypedData,
  stablecoinDomain,
  subscribeCall,
} from './subscription.chain.ts'
import { escrowOf, eventsOf, move, subjectOf } from './subscription.service.ts'
import { selectReservation } from './subscription.store.ts'
import { walletOf, type Subscription } from './subscription.ts'
import { timesOf } from '../offering.ts'

const PURPOSE = 'subscription.payment'
/** More than the clocks of a chain and of this machine differ. */
const CLOCKS_APART = { hours: 1 } as const

/** The EIP-712 data with which the investor pays for a subscription, or null while the offering has no escrow. */
export async function paymentToSign(db: Db, rpc: Rpc, chainId: number, subscription: Subscription) {
  const { instrument, contract } = await escrowOf(db, subscription)
  const domain = await stablecoinDomain(rpc, payableOf(instrument, subscription).token, chainId)
  return paymentTypedData(domain, authorizationOf(subscription, instrument, chainId, contract))
}

/** Takes the investor's signed payment and carries it to the escrow. Units are issued when the offering closes. */
export async function paySubscription(
  work: Work,
  chain: { readonly rpc: Rpc; readonly chainId: number },
  id: SubscriptionId,
  signature: Hex,
): Promise<
  Result<
    Subscription,
    | NotPayable
    | 'PRICE_MOVED'
    | 'SIGNATURE_SCOPE'
    | 'PROTOCOL_NOT_DEPLOYED'
    | 'OFFERING_CLOSED'
    | 'CURRENCY_STOPPED'
    | 'WALLET_BALANCE_SHORT'
  >
> {
  const payable = await payableSubscription(work, id)
  if (!payable.ok) return payable
  const subscription = payable.value
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const { instrument, contract, offering } = await escrowOf(work.db, subscription)
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  if (Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0) return refuse('OFFERING_CLOSED')
  const moved = await priceRefusal(work, subscription, instrument)
  if (moved !== null) return moved
  const pays = payableOf(instrument, subscription)
  const stopped = await stoppedRefusal(work.db, offering.id, pays)
  if (stopped !== null) return stopped
  const domain = await stablecoinDomain(chain.rpc, pays.token, chain.chainId)
  const authorization = authorizationOf(subscription, instrument, chain.chainId, contract)
  const typedData = paymentTypedData(domain, authorization)
  if (!(await signedTypedData(chain.rpc, walletOf(subscription), typedData, signature)))
    return refuse('SIGNATURE_SCOPE')
  const { missing } = await walletMoney(chain.rpc, subscription, instrument)
  if (missing.minor > 0n)
    return refuse('WALLET_BALANCE_SHORT', {
      missing: displayMoney(missing),
      amount: displayMoney(cashOf(instrument, subscription, subscription.amount)),
    })

  await recordIntent(
    work.db,
    {
      key: `${id}:${PURPOSE}`,
      purpose: PURPOSE,
      subject: id,
      from: protocol.operator,
      to: contract,
      data: subscribeCall(wordsOf(subscription, instrument), authorization, signature),
    },
    work.now,
  )
  await move(work, subscription, 'funded')
  return ok({ ...subscription, state: 'funded' })
}

/** The money is in escrow for good, or the contract knows of what was paid at a bank. False when the transaction paid for something else. */
export async function paid(work: Work, rpc: Rpc, intent: Intent, tx: Hex): Promise<boolean> {
  const { subscription, offering, instrument, contract } = await subjectOf(work.db, intent)
  const { subscribed } = await outcomeOf(rpc, contract, tx)
  const own = subscribed.find(
    ({ investor, units, currency }) =>
      investor.toLowerCase() === walletOf(subscription).toLowerCase() &&
      units === subscription.units &&
      (subscription.isFiat || currency === subscription.currency),
  )
  if (own === undefined) return false
  if (!(await move(work, subscription, 'confirmed', { number: own.number, tx }))) return true
  const { id, isFiat } = subscription
  const amount = cashOf(instrument, subscription, subscription.amount)
  if (!isFiat)
    await postEscrow(work, 'escrow-deposit', { offering, instrument }, { key: id, subject: id, amount })
  const facts = {
    instrument: instrument.name,
    units: displayDecimal(subscription.units, instrument.decimals),
  }
  await enqueueNotice(work, {
    topic: 'subscription.received',
    subject: subscription.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { ...facts, amount: displayMoney(amount) },
  })
  return true
}

function wordsOf(subscription: Subscription, instrument: Instrument) {
  return subscribeWords({
    ...subscription,
    cash: cashOf(instrument, subscription, subscription.amount).minor,
    wallet: walletOf(subscription),
    deadline: deadlineOf(subscription.validBefore),
  })
}

function authorizationOf(
  subscription: Subscription,
  instrument: Instrument,
  chainId: number,
  contract: Address,
) {
  return paymentAuthorization(chainId, contract, wordsOf(subscription, instrument))
}

/** Payment final → its units are spoken for. */
export function paymentSettled(chain: { readonly rpc: Rpc; readonly chainId: number }): SettledHandlers {
  return {
    [PURPOSE]: {
      success: async (work, intent) => {
        const tx = sureHash(intent)
        if (!(await paid(work, chain.rpc, intent, tx))) throw new Error(`${tx} paid for nothing`)
      },
      failure: async (work, intent) => {
        const { subscription, offering, instrument, contract } = await subjectOf(work.db, intent)
        const payment = authorizationOf(subscription, instrument, chain.chainId, contract)
        const begun = subscription.createdAt.subtract(CLOCKS_APART)
        const before = await knownBlock(work.db, { before: begun })
        // Anyone may carry a signed payment to the chain; then ours fails, and the money is there all the same.
        const { token } = payableOf(instrument, subscription)
        const tx = await usedIn(chain.rpc, token, payment, before?.number ?? 0)
        if (tx !== null && (await paid(work, chain.rpc, intent, tx))) return
        if (!(await readIsStopped(chain.rpc, contract, subscription.currency)))
          return void (await move(work, subscription, 'rejected', { reason: 'PAYMENT_FAILED' }))
        await reserveAgain(work, subscription)
        const pays = payableOf(instrument, subscription)
        await noteStop(work, { offering, instrument }, pays, null)
      },
    },
  }
}

/** Its contract does not take the currency any more, since just now perhaps: its units stay kept, so that its investor chooses another one. */
async function reserveAgain(work: Work, subscription: Subscription): Promise<void> {
  const { id, offering, investor, validBefore } = subscription
  const before = (await eventsOf(work.db, id)).findLast(({ to }) => to === 'funded')?.from ?? null
  const isOver = Temporal.Instant.compare(validBefore, work.now) <= 0
  // An investor has one reservation, and may have made another one since.
  if (before === null || isOver || (await selectReservation(work.db, offering, investor, work.now)) !== null)
    await move(work, subscription, 'rejected', { reason: 'PAYMENT_FAILED' })
  else await move(work, subscription, before, { reason: 'CURRENCY_STOPPED' })
}

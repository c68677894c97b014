import type { Address, Hex } from 'viem'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { investorById, walletByAddress } from '../investor/investor.service.ts'
import { kycStatusOn } from '../investor/investor.ts'
import { displayDecimal, displayMoney } from '../kernel/decimal.ts'
import {
  newId,
  type DecisionId,
  type InvestorId,
  type IssuerId,
  type OfferingId,
  type SubscriptionId,
} from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import { knownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedTypedData } from '../platform/chain/signature.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { ruleRefusal } from '../restriction/rule.service.ts'
import {
  closeOfferingRow,
  countUnsettled,
  insertOffering,
  insertSubscription,
  selectOffering,
  selectOfferings,
  selectReservation,
  selectSubscription,
  selectSubscriptions,
  selectUnitsTaken,
  selectUnpaid,
  updateSubscription,
  type Offering,
} from './offering.store.ts'
import { insertRefused } from './refusal.store.ts'
import type { RefusalReason } from './refusal.ts'
import { beginRefund, endRefund, instrumentOf, REFUND } from './refund.service.ts'
import {
  isIssuedBefore,
  isPaid,
  issueCall,
  payCall,
  paymentAuthorization,
  paymentTypedData,
  stablecoinDomain,
} from './subscription.chain.ts'
import { judgeSubscription } from './subscription-rules.service.ts'
import { subscribe, type Subscription, type SubscriptionRefusal } from './subscription.ts'

export type { Offering } from './offering.store.ts'

const PURPOSE = {
  payment: 'subscription.payment',
  issuance: 'subscription.issuance',
} as const

/** How long an investor has to sign a payment; until then the units are kept for them. */
const TIME_TO_PAY = { hours: 24 } as const
/** More than the clocks of a chain and of this machine differ. */
const CLOCKS_APART = { hours: 1 } as const

/* READING */

export function offerings(db: Db): Promise<Offering[]> {
  return selectOfferings(db)
}

/** An offering with its instrument and what is left of it, or null. */
export async function offeringView(
  db: Db,
  by: { readonly id: OfferingId } | { readonly instrument: Instrument['id'] },
  now: Temporal.Instant,
): Promise<{
  readonly offering: Offering
  readonly instrument: Instrument
  readonly unitsTaken: bigint
} | null> {
  const offering = await selectOffering(db, by)
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  if (offering === null || instrument === null) return null
  return { offering, instrument, unitsTaken: await selectUnitsTaken(db, offering.id, now) }
}

export function subscriptionById(db: Db, id: SubscriptionId): Promise<Subscription | null> {
  return selectSubscription(db, id)
}

/** Subscriptions in the order of their ids: of one offering, one investor, one issuer's instruments, or all. */
export async function subscriptions(
  db: Db,
  {
    offering,
    issuer,
    ...page
  }: {
    readonly offering: OfferingId | null
    readonly investor: InvestorId | null
    readonly issuer: IssuerId | null
    /** Only those whose money has to go back and has not. */
    readonly toRefund: boolean
    readonly after: string | null
    readonly limit: number
  },
): Promise<Subscription[]> {
  const asked = offering === null ? null : [offering]
  return selectSubscriptions(db, {
    ...page,
    offerings: issuer === null ? asked : await offeringsOf(db, issuer, asked),
  })
}

async function offeringsOf(
  db: Db,
  issuer: IssuerId,
  asked: readonly OfferingId[] | null,
): Promise<OfferingId[]> {
  const theirs = new Set((await instruments(db)).flatMap((one) => (one.issuer === issuer ? one.id : [])))
  const all = (await selectOfferings(db)).filter(({ instrument }) => theirs.has(instrument))
  return all.map(({ id }) => id).filter((id) => asked === null || asked.includes(id))
}

/* OPENING AND CLOSING */

/** Opens the sale of an instrument whose token is on the chain. Opening it again changes nothing. */
export async function openOffering(work: Work, instrument: Instrument): Promise<void> {
  if ((await selectOffering(work.db, { instrument: instrument.id })) !== null) return
  const id = newId('off')
  await insertOffering(work.db, {
    id,
    instrument: instrument.id,
    status: 'open',
    openedAt: work.now,
    closedAt: null,
  })
  await appendAudit(work, { action: 'offering.opened', subject: id, detail: { instrument: instrument.id } })
}

/** Ends the sale. Whoever is about to pay is waited for: nobody's money may arrive after the door is shut. */
export async function closeOffering(
  work: Work,
  id: OfferingId,
): Promise<Result<Offering, 'NOT_FOUND' | 'OFFERING_CLOSED' | 'SUBSCRIPTIONS_UNSETTLED'>> {
  await lockFor(work.db, id)
  const offering = await selectOffering(work.db, { id })
  if (offering === null) return refuse('NOT_FOUND')
  if (offering.status === 'closed') return refuse('OFFERING_CLOSED')
  const unsettled = await countUnsettled(work.db, id, work.now)
  if (unsettled > 0) return refuse('SUBSCRIPTIONS_UNSETTLED', { count: String(unsettled) })
  await closeOfferingRow(work.db, id, work.now)
  await appendAudit(work, { action: 'offering.closed', subject: id })
  return ok({ ...offering, status: 'closed', closedAt: work.now })
}

/* SUBSCRIBING */

/** What is asked for. */
type SubscriptionRequest = {
  readonly offering: OfferingId
  readonly investor: InvestorId
  readonly wallet: Address
  /** Minor units of the payment currency. */
  readonly amount: bigint
}

/**
 * Asks for units. They are kept for a day, in which the investor signs the payment. An investor has one reservation of
 * an offering: asking for the same again answers with it, asking for another amount takes its place. A refused attempt is
 * kept with its reasons; `work` must commit for that.
 */
export async function createSubscription(
  work: Work,
  request: SubscriptionRequest,
): Promise<Result<Subscription, SubscriptionRefusal | 'NOT_FOUND' | 'RULES_BLOCK' | 'RULES_REVIEW'>> {
  await lockFor(work.db, request.offering)
  const view = await offeringView(work.db, { id: request.offering }, work.now)
  const investor = await investorById(work.db, request.investor)
  if (view === null || investor === null) return refuse('NOT_FOUND')
  const { offering, instrument, unitsTaken } = view
  const today = dateIn(work.now, instrument.timeZone)
  const wallet = await walletByAddress(work.db, request.wallet)
  const reserved = await selectReservation(work.db, offering.id, investor.id, work.now)
  const units = subscribe({
    offering: { open: offering.status === 'open', terms: instrument.offering },
    unitPrice: instrument.unitPrice,
    decimals: instrument.decimals,
    amount: request.amount,
    // What the investor has reserved already makes room for what they reserve instead.
    unitsLeft: instrument.unitsMax - unitsTaken + (reserved?.units ?? 0n),
    now: work.now,
    today,
    // Days of a verification are days of Coordinated Universal Time, as the registry counts them.
    investorVerified: kycStatusOn(investor, dateIn(work.now, 'UTC')) === 'verified',
    walletReady: wallet?.investor === request.investor && wallet.status === 'ready',
    unpaid: await selectUnpaid(work.db, offering.id, investor.id, work.now),
  })
  if (!units.ok) {
    const { reason, facts } = units
    await keepRefused(work, request, instrument, [{ reason, detail: null, facts }], null)
    return units
  }
  if (reserved?.amount === request.amount && reserved.wallet === request.wallet) return ok(reserved)
  const judged = await judgeSubscription(work, {
    instrument,
    investor,
    units: units.value,
    amount: request.amount,
    replaces: reserved?.id ?? null,
  })
  if (judged.outcome !== 'ALLOW') {
    const reasons = judged.reasons.map(({ code, detail }) => ({ reason: code, detail, facts: {} }))
    await keepRefused(work, request, instrument, reasons, judged.decision)
    return ruleRefusal(judged)
  }
  if (reserved !== null) await giveUp(work, reserved)

  const subscription: Subscription = {
    id: newId('sub'),
    offering: offering.id,
    investor: request.investor,
    wallet: request.wallet,
    units: units.value,
    amount: request.amount,
    status: 'in-progress',
    issuance: null,
    // Choosing another amount does not begin the day anew: units are kept from others for one day at most.
    validBefore: reserved?.validBefore ?? work.now.add(TIME_TO_PAY),
    reason: null,
  }
  await insertSubscription(work.db, subscription, work.now)
  await appendAudit(work, {
    action: 'subscription.created',
    subject: subscription.id,
    detail: { offering: offering.id, units: units.value.toString(), amount: request.amount.toString() },
  })
  return ok(subscription)
}

async function keepRefused(
  work: Work,
  { offering, investor, wallet, amount }: SubscriptionRequest,
  instrument: Instrument,
  reasons: readonly RefusalReason[],
  decision: DecisionId | null,
): Promise<void> {
  const id = newId('rfs')
  const asked = { askedBy: work.by.id, askedAt: work.now }
  await insertRefused(work.db, {
    id,
    offering,
    instrument: instrument.id,
    investor,
    wallet,
    amount,
    reasons,
    decision,
    ...asked,
  })
  await appendAudit(work, {
    action: 'subscription.refused',
    subject: id,
    detail: { offering, reason: reasons[0]?.reason ?? '' },
  })
}

async function giveUp(work: Work, reserved: Subscription): Promise<void> {
  await updateSubscription(work.db, reserved.id, {
    status: 'cancelled',
    issuance: null,
    reason: 'REPLACED',
    settledAt: work.now,
  })
  await appendAudit(work, { action: 'subscription.replaced', subject: reserved.id })
}

/** The EIP-712 data with which the investor pays for a subscription. */
export async function paymentToSign(db: Db, rpc: Rpc, chainId: number, subscription: Subscription) {
  const instrument = await instrumentOf(db, subscription)
  const domain = await stablecoinDomain(rpc, instrument.payment.token, chainId)
  return paymentTypedData(domain, authorizationOf(subscription, instrument))
}

/** Takes the investor's signed payment and carries it to the chain. Units are issued when it is final. */
export async function paySubscription(
  work: Work,
  chain: { readonly rpc: Rpc; readonly chainId: number },
  id: SubscriptionId,
  signature: Hex,
): Promise<
  Result<
    Subscription,
    'NOT_FOUND' | 'STEP_ORDER' | 'DEADLINE_PASSED' | 'SIGNATURE_SCOPE' | 'PROTOCOL_NOT_DEPLOYED'
  >
> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (subscription.status !== 'in-progress') return refuse('STEP_ORDER', { status: subscription.status })
  if (Temporal.Instant.compare(work.now, subscription.validBefore) >= 0) return refuse('DEADLINE_PASSED')
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const typedData = await paymentToSign(work.db, chain.rpc, chain.chainId, subscription)
  if (!(await signedTypedData(chain.rpc, subscription.wallet, typedData, signature)))
    return refuse('SIGNATURE_SCOPE')

  const instrument = await instrumentOf(work.db, subscription)
  await recordIntent(
    work.db,
    {
      key: `${id}:${PURPOSE.payment}`,
      purpose: PURPOSE.payment,
      subject: id,
      from: protocol.operator,
      to: instrument.payment.token,
      data: payCall(typedData.message, signature),
    },
    work.now,
  )
  await updateSubscription(work.db, id, { status: 'pending', issuance: null })
  await appendAudit(work, { action: 'subscription.payment-signed', subject: id })
  return ok({ ...subscription, status: 'pending' })
}

/* WHAT FOLLOWS ON THE CHAIN */

/** Payment final → units are issued; units final → confirmed; units refused → the money goes back. */
export function subscriptionSettled(chain: { readonly rpc: Rpc }): SettledHandlers {
  return {
    [PURPOSE.payment]: {
      success: issue,
      failure: async (work, intent) => {
        const { subscription, instrument } = await subjectOf(work.db, intent)
        const payment = authorizationOf(subscription, instrument)
        const begun = subscription.validBefore.subtract(TIME_TO_PAY).subtract(CLOCKS_APART)
        const before = await knownBlock(work.db, { before: begun })
        // Anyone may carry a signed payment to the chain; then ours fails, and the money is there all the same.
        if (await isPaid(chain.rpc, instrument.payment.token, payment, before?.number ?? 0))
          return issue(work, intent)
        await updateSubscription(work.db, subscription.id, {
          status: 'cancelled',
          issuance: null,
          reason: 'PAYMENT_FAILED',
          settledAt: work.now,
        })
        await appendAudit(work, { action: 'subscription.payment-failed', subject: subscription.id })
      },
    },
    [PURPOSE.issuance]: { success: confirm, failure: giveBack },
    [REFUND]: {
      success: async (work, intent) => {
        const { subscription } = await subjectOf(work.db, intent)
        await endRefund(work, subscription, { tx: intent.txHash })
      },
      failure: async (work, intent) => {
        await appendAudit(work, { action: 'subscription.refund-failed', subject: intent.subject })
      },
    },
  }
}

async function issue(work: Work, intent: Intent): Promise<void> {
  const { subscription, instrument } = await subjectOf(work.db, intent)
  const protocol = await protocolAddresses(work.db)
  if (protocol === null || instrument.token === null)
    throw new Error(`${subscription.id} was paid for a token that is not there`)
  await updateSubscription(work.db, subscription.id, { status: 'pending', issuance: 'processing' })
  await appendAudit(work, {
    action: 'subscription.paid',
    subject: subscription.id,
    detail: { tx: intent.txHash },
  })
  await recordIntent(
    work.db,
    {
      key: `${subscription.id}:${PURPOSE.issuance}`,
      purpose: PURPOSE.issuance,
      subject: subscription.id,
      from: protocol.operator,
      to: instrument.token,
      data: issueCall({
        subscription: subscription.id,
        to: subscription.wallet,
        units: subscription.units,
        acquired: dateIn(work.now, 'UTC'),
        lockUpDays: instrument.offering.lockUpDays,
      }),
    },
    work.now,
  )
}

async function confirm(work: Work, intent: Intent): Promise<void> {
  const { subscription, instrument } = await subjectOf(work.db, intent)
  await updateSubscription(work.db, subscription.id, {
    status: 'confirmed',
    issuance: 'success',
    settledAt: work.now,
  })
  await appendAudit(work, {
    action: 'subscription.issued',
    subject: subscription.id,
    detail: { tx: intent.txHash },
  })
  const facts = {
    instrument: instrument.name,
    units: displayDecimal(subscription.units, instrument.decimals),
  }
  await enqueueNotice(work, {
    topic: 'subscription.settled',
    subject: subscription.id,
    audience: { investor: subscription.investor },
    facts,
  })
  await enqueueNotice(work, {
    topic: 'subscription.received',
    subject: subscription.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { ...facts, amount: displayMoney(money(subscription.amount, instrument.payment.currency)) },
  })
}

async function giveBack(work: Work, intent: Intent): Promise<void> {
  if (isIssuedBefore(intent.failure?.data ?? null)) return confirm(work, intent)
  const { subscription, instrument } = await subjectOf(work.db, intent)
  await updateSubscription(work.db, subscription.id, {
    status: 'pending',
    issuance: 'failure',
    reason: 'ISSUANCE_REFUSED',
  })
  await appendAudit(work, { action: 'subscription.issuance-refused', subject: subscription.id })
  await beginRefund(work, subscription, instrument)
}

async function subjectOf(
  db: Db,
  intent: Intent,
): Promise<{ readonly subscription: Subscription; readonly instrument: Instrument }> {
  if (intent.subject !== null) await lockFor(db, intent.subject)
  const subscription =
    intent.subject === null ? null : await selectSubscription(db, intent.subject as SubscriptionId)
  if (subscription === null) throw new Error(`intent ${intent.id} names no subscription`)
  return { subscription, instrument: await instrumentOf(db, subscription) }
}

function authorizationOf(subscription: Subscription, instrument: Instrument) {
  return paymentAuthorization({
    subscription: subscription.id,
    from: subscription.wallet,
    to: instrument.treasury,
    value: subscription.amount,
    validBefore: subscription.validBefore,
  })
}

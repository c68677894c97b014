import type { Address, Hex } from 'viem'
import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { failureSentence, protocolAddresses } from '../instrument/protocol.service.ts'
import type { ProtocolAddresses } from '../instrument/protocol.ts'
import { offeringAddressOf, type TokenCall } from '../instrument/token.service.ts'
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
import { listIntents, recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import { knownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { signedTypedData } from '../platform/chain/signature.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { ruleRefusal } from '../restriction/rule.service.ts'
import {
  createOfferingCall,
  escrowTermsOf,
  outcomeOf,
  readEscrowTerms,
  rejectCall,
  subscribeWords,
  timesOf,
  withdrawalTypedData,
  withdrawCall,
} from './escrow.chain.ts'
import { postEscrow } from './escrow-journal.service.ts'
import { isInvited } from './invitation.store.ts'
import {
  dropPrepared,
  insertOffering,
  insertSubscription,
  selectEvents,
  selectOffering,
  selectOfferings,
  selectReservation,
  selectSubscription,
  selectSubscriptions,
  selectTaken,
  selectUnpaid,
  setFiatDue,
  updateOffering,
  updateState,
  type SubscriptionEvent,
} from './offering.store.ts'
import { payableSubscription, walletMoney, type NotPayable } from './payable.service.ts'
import { priceRefusal, soldBefore } from './price.service.ts'
import { drawUpAgreement } from './agreement-paper.service.ts'
import type { EscrowTerms, Offering } from './offering.ts'
import { releaseDeposits } from './bank-matching.service.ts'
import { takesWires } from './bank.service.ts'
import { insertRefused } from './refusal.store.ts'
import type { RefusalReason } from './refusal.ts'
import {
  deadlineOf,
  paymentAuthorization,
  paymentTypedData,
  stablecoinDomain,
  subscribeCall,
  usedIn,
} from './subscription.chain.ts'
import { judgeSubscription } from './subscription-rules.service.ts'
import { mayMove, STATES, type SubscriptionState } from './subscription-state.ts'
import { subscribe, type Subscription, type SubscriptionRefusal } from './subscription.ts'

export type { SubscriptionEvent } from './offering.store.ts'

const PURPOSE = {
  opening: 'offering.opening',
  payment: 'subscription.payment',
  withdrawal: 'subscription.withdrawal',
  rejection: 'subscription.rejection',
} as const
const INTENTS_MAX = 1_000

/** How long units are kept for an investor: to sign a payment, or, where the issuer has a bank account, for a wire. */
const TIME_TO_PAY = { hours: 24 } as const
const TIME_TO_WIRE = { hours: 5 * 24 } as const
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
  /** What those cost, in minor units of the payment currency. */
  readonly raised: bigint
  /** Base units that are paid for: what comes next costs what comes after them. */
  readonly sold: bigint
} | null> {
  const offering = await selectOffering(db, by)
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  if (offering === null || instrument === null) return null
  const { units, amount } = await selectTaken(db, offering.id, now)
  const sold = await soldBefore(db, offering.id, instrument)
  return { offering, instrument, unitsTaken: units, raised: amount, sold }
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
    readonly states: readonly SubscriptionState[] | null
    readonly countersigned?: boolean
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

/** Every step that a subscription took, the first one first. */
export function eventsOf(db: Db, id: SubscriptionId): Promise<SubscriptionEvent[]> {
  return selectEvents(db, id)
}

/* OPENING */

/**
 * Opens the sale of an instrument whose token is on the chain: its escrow is asked for, and subscriptions are taken once it
 * is there. Asking again changes nothing, except that what failed is tried once more. A window that is over already has no
 * escrow: its contract would refuse to be made.
 */
export async function openOffering(work: Work, instrument: Instrument): Promise<void> {
  const known = await selectOffering(work.db, { instrument: instrument.id })
  const id = known?.id ?? newId('off')
  if (known === null) {
    await insertOffering(work.db, { id, instrument: instrument.id, openedAt: work.now })
    await appendAudit(work, {
      action: 'offering.opened',
      subject: id,
      detail: { instrument: instrument.id },
    })
  }
  const protocol = await protocolAddresses(work.db)
  if (known !== null && known.status !== 'opening') return
  if (protocol === null || instrument.token === null) return
  if (Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0)
    return updateOffering(work.db, id, { failure: 'The window was over before there was a token.' })
  const before = await listIntents(work.db, { subject: id, purpose: PURPOSE.opening, limit: INTENTS_MAX })
  if (before.some(({ status }) => status !== 'failure')) return
  await recordIntent(
    work.db,
    {
      key: `${id}:${PURPOSE.opening}:${before.length + 1}`,
      purpose: PURPOSE.opening,
      subject: id,
      from: protocol.operator,
      to: protocol.assetFactory,
      data: createOfferingCall(escrowTermsOf(instrument), instrument.token, instrument.key),
    },
    work.now,
  )
}

/** How far the escrow of an offering has come, and the call that makes it. */
export type EscrowProgress = {
  readonly address: Address
  readonly wanted: EscrowTerms
  /** What the contract answers; null while there is none. */
  readonly terms: EscrowTerms | null
  readonly status: Offering['status'] | null
  readonly underWay: boolean
  /** Why the last attempt failed, while it has not been asked for again. */
  readonly failure: string | null
  readonly call: TokenCall['call']
}

/**
 * What the chain says about the escrow that is, or is to be, on these terms. Reads the head: what is not final yet shows
 * as well, and is also named as under way.
 */
export async function escrowProgress(
  db: Db,
  rpc: Rpc,
  protocol: ProtocolAddresses,
  wanted: Parameters<typeof escrowTermsOf>[0] & Pick<Instrument, 'key'> & { readonly token: Address },
  instrument: Instrument['id'] | null,
): Promise<EscrowProgress> {
  const address = offeringAddressOf(protocol, wanted.key)
  const terms = escrowTermsOf(wanted)
  const offering = instrument === null ? null : await selectOffering(db, { instrument })
  const asked =
    offering?.status === 'opening'
      ? await listIntents(db, { subject: offering.id, purpose: PURPOSE.opening, limit: INTENTS_MAX })
      : []
  const underWay = asked.some(({ status }) => status !== 'failure')
  return {
    address,
    wanted: terms,
    terms: await readEscrowTerms(rpc, address),
    status: offering?.status ?? null,
    underWay,
    failure: offering?.status === 'opening' && !underWay ? offering.failure : null,
    call: { to: protocol.assetFactory, data: createOfferingCall(terms, wanted.token, wanted.key) },
  }
}

async function offeringOpened(work: Work, intent: Intent): Promise<void> {
  const id = intent.subject as OfferingId
  const offering = await selectOffering(work.db, { id })
  const instrument = offering === null ? null : await instrumentById(work.db, offering.instrument)
  const protocol = await protocolAddresses(work.db)
  if (instrument === null || protocol === null) throw new Error(`${id} was opened for nothing`)
  const contract = offeringAddressOf(protocol, instrument.key)
  await updateOffering(work.db, id, { status: 'open', contract, failure: null })
  await appendAudit(work, { action: 'offering.ready', subject: id, detail: { contract, tx: intent.txHash } })
}

async function offeringNotOpened(work: Work, intent: Intent): Promise<void> {
  const id = intent.subject as OfferingId
  const failure = failureSentence(intent)
  await updateOffering(work.db, id, { failure })
  await appendAudit(work, { action: 'offering.opening-failed', subject: id, detail: { failure } })
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
 * Asks for units. They are kept for some days, in which the investor pays. An investor has one reservation of
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
  const { offering, instrument, unitsTaken, sold } = view
  const today = dateIn(work.now, instrument.timeZone)
  const wallet = await walletByAddress(work.db, request.wallet)
  const reserved = await selectReservation(work.db, offering.id, investor.id, work.now)
  const units = subscribe({
    offering: { stage: stageOf(offering), terms: instrument.offering },
    priced: instrument,
    sold,
    amount: request.amount,
    // What the investor has reserved already makes room for what they reserve instead.
    unitsLeft: instrument.unitsMax - unitsTaken + (reserved?.units ?? 0n),
    now: work.now,
    today,
    isInvited: await isInvited(work.db, offering.id, investor.id),
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
  const isTheSame =
    reserved?.amount === request.amount &&
    reserved.units === units.value &&
    reserved.wallet === request.wallet
  if (isTheSame) return ok(reserved)
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
    state: 'eligible',
    number: null,
    isFiat: false,
    allotted: null,
    cost: null,
    agreement: null,
    createdAt: work.now,
    // Choosing another amount does not begin the days anew: units are kept from others for so long at most.
    validBefore:
      reserved?.validBefore ??
      work.now.add((await takesWires(work.db, instrument)) ? TIME_TO_WIRE : TIME_TO_PAY),
    reason: null,
  }
  await insertSubscription(work.db, subscription, work.by.id)
  await appendAudit(work, {
    action: 'subscription.created',
    subject: subscription.id,
    detail: { offering: offering.id, units: units.value.toString(), amount: request.amount.toString() },
  })
  if (!instrument.offering.agreementRequired) return ok(subscription)
  if (offering.contract === null) throw new Error(`${offering.id} is open without an escrow`)
  await drawUpAgreement(work, subscription, { instrument, contract: offering.contract })
  await move(work, subscription, 'agreement')
  return ok({ ...subscription, state: 'agreement', agreement: 'sent' })
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
  await move(work, reserved, 'withdrawn', { reason: 'REPLACED' })
}

/** Whether an offering takes subscriptions. */
export function stageOf({ status }: Offering): 'not-ready' | 'open' | 'over' {
  if (status === 'opening') return 'not-ready'
  return status === 'open' ? 'open' : 'over'
}

/**
 * Takes a subscription a step further and writes it down. False when somebody else did meanwhile; a step that there is not is
 * a bug of the caller and throws.
 */
export async function move(
  work: Work,
  { id, state, offering }: Subscription,
  to: SubscriptionState,
  {
    reason = null,
    tx = null,
    ...change
  }: {
    readonly reason?: string | null
    readonly tx?: string | null
    readonly number?: bigint
    readonly allotted?: bigint
    readonly cost?: bigint
    readonly isFiat?: boolean
  } = {},
): Promise<boolean> {
  if (!mayMove(state, to)) throw new Error(`${id} cannot go from ${state} to ${to}`)
  const step = { subscription: id, from: state, to, reason, at: work.now, by: work.by.id }
  if (!(await updateState(work.db, step, change))) return false
  // What was paid at a bank waits there in suspense, until an officer sends it back.
  if (STATES[to].next.length === 0 && to !== 'issued') await releaseDeposits(work, id)
  const detail = { ...(reason === null ? {} : { reason }), ...(tx === null ? {} : { tx }) }
  await appendAudit(work, { action: `subscription.${to}`, subject: id, detail })
  // Who prepared a closing saw another list of who gets how many.
  if ((state === 'confirmed' || to === 'confirmed') && (await dropPrepared(work.db, offering)))
    await appendAudit(work, {
      action: 'offering.closing-outdated',
      subject: offering,
      detail: { subscription: id },
    })
  return true
}

/* PAYING */

/** The EIP-712 data with which the investor pays for a subscription, or null while the offering has no escrow. */
export async function paymentToSign(db: Db, rpc: Rpc, chainId: number, subscription: Subscription) {
  const { instrument, contract } = await escrowOf(db, subscription)
  const domain = await stablecoinDomain(rpc, instrument.payment.token, chainId)
  return paymentTypedData(domain, authorizationOf(subscription, chainId, contract))
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
  const domain = await stablecoinDomain(chain.rpc, instrument.payment.token, chain.chainId)
  const authorization = authorizationOf(subscription, chain.chainId, contract)
  const typedData = paymentTypedData(domain, authorization)
  if (!(await signedTypedData(chain.rpc, subscription.wallet, typedData, signature)))
    return refuse('SIGNATURE_SCOPE')
  const { missing } = await walletMoney(chain.rpc, subscription, instrument)
  if (missing.minor > 0n)
    return refuse('WALLET_BALANCE_SHORT', {
      missing: displayMoney(missing),
      amount: displayMoney(money(subscription.amount, missing.currency)),
    })

  await recordIntent(
    work.db,
    {
      key: `${id}:${PURPOSE.payment}`,
      purpose: PURPOSE.payment,
      subject: id,
      from: protocol.operator,
      to: contract,
      data: subscribeCall(wordsOf(subscription), authorization, signature),
    },
    work.now,
  )
  await move(work, subscription, 'funded')
  return ok({ ...subscription, state: 'funded' })
}

/* GIVING BACK */

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
  return (await askEscrow(work, subscription, PURPOSE.withdrawal, data))
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
  return (await askEscrow(work, subscription, PURPOSE.rejection, data))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/** Asks the escrow for something about a subscription; once more after a failure. */
async function askEscrow(
  work: Work,
  subscription: Subscription,
  purpose: string,
  data: Hex,
): Promise<boolean> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return false
  const { contract } = await escrowOf(work.db, subscription)
  const before = await listIntents(work.db, { subject: subscription.id, purpose, limit: INTENTS_MAX })
  if (before.some(({ settledAt }) => settledAt === null)) return true
  await recordIntent(
    work.db,
    {
      key: `${subscription.id}:${purpose}:${before.length + 1}`,
      purpose,
      subject: subscription.id,
      from: protocol.operator,
      to: contract,
      data,
    },
    work.now,
  )
  await appendAudit(work, { action: `${purpose}-asked`, subject: subscription.id })
  return true
}

/* WHAT FOLLOWS ON THE CHAIN */

/** Escrow there → subscriptions are taken; payment final → its units are spoken for; given back → it is over. */
export function subscriptionSettled(chain: { readonly rpc: Rpc; readonly chainId: number }): SettledHandlers {
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
    [PURPOSE.opening]: { success: offeringOpened, failure: offeringNotOpened },
    [PURPOSE.payment]: {
      success: async (work, intent) => {
        const tx = sureHash(intent)
        if (!(await paid(work, chain.rpc, intent, tx))) throw new Error(`${tx} paid for nothing`)
      },
      failure: async (work, intent) => {
        const { subscription, instrument, contract } = await subjectOf(work.db, intent)
        const payment = authorizationOf(subscription, chain.chainId, contract)
        const begun = subscription.createdAt.subtract(CLOCKS_APART)
        const before = await knownBlock(work.db, { before: begun })
        // Anyone may carry a signed payment to the chain; then ours fails, and the money is there all the same.
        const tx = await usedIn(chain.rpc, instrument.payment.token, payment, before?.number ?? 0)
        if (tx !== null && (await paid(work, chain.rpc, intent, tx))) return
        await move(work, subscription, 'rejected', { reason: 'PAYMENT_FAILED' })
      },
    },
    [PURPOSE.withdrawal]: { success: givenBack, failure: notGivenBack },
    [PURPOSE.rejection]: { success: givenBack, failure: notGivenBack },
  }
}

/** The money is in escrow for good, or the contract knows of what was paid at a bank. False when the transaction paid for something else. */
export async function paid(work: Work, rpc: Rpc, intent: Intent, tx: Hex): Promise<boolean> {
  const { subscription, offering, instrument, contract } = await subjectOf(work.db, intent)
  const { subscribed } = await outcomeOf(rpc, contract, tx)
  const own = subscribed.find(
    ({ investor, units }) =>
      investor.toLowerCase() === subscription.wallet.toLowerCase() && units === subscription.units,
  )
  if (own === undefined) return false
  if (!(await move(work, subscription, 'confirmed', { number: own.number, tx }))) return true
  const { id, amount, isFiat } = subscription
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
    facts: { ...facts, amount: displayMoney(money(subscription.amount, instrument.payment.currency)) },
  })
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

/** The subscription that a transaction was about. */
export async function subjectOf(db: Db, intent: Intent) {
  if (intent.subject !== null) await lockFor(db, intent.subject)
  const subscription =
    intent.subject === null ? null : await selectSubscription(db, intent.subject as SubscriptionId)
  if (subscription === null) throw new Error(`intent ${intent.id} names no subscription`)
  return { subscription, ...(await escrowOf(db, subscription)) }
}

/** What was subscribed for, and where its money is. */
export async function escrowOf(
  db: Db,
  subscription: Subscription,
): Promise<{ readonly instrument: Instrument; readonly offering: Offering; readonly contract: Address }> {
  const offering = await selectOffering(db, { id: subscription.offering })
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  if (offering === null || instrument === null) throw new Error(`${subscription.id} is for no instrument`)
  if (offering.contract === null) throw new Error(`${offering.id} has no escrow`)
  return { instrument, offering, contract: offering.contract }
}

function wordsOf(subscription: Subscription) {
  return subscribeWords({ ...subscription, deadline: deadlineOf(subscription.validBefore) })
}

function authorizationOf(subscription: Subscription, chainId: number, contract: Address) {
  return paymentAuthorization(chainId, contract, wordsOf(subscription))
}

export function sureHash({ id, txHash }: Intent): Hex {
  if (txHash === null) throw new Error(`${id} ended on the chain without a transaction`)
  return txHash
}

import type { Address } from 'viem'
import type { Reason } from '../../../contracts/abi/reasons.ts'
import { instrumentById, instruments } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { restrictionRefusal } from '../../investor/erasure.service.ts'
import { investorById } from '../../investor/investor.service.ts'
import {
  type DecisionId,
  type InvestorId,
  type IssuerId,
  newId,
  type OfferingId,
  type SubscriptionId,
} from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { dateIn } from '../../kernel/time.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Intent } from '../../platform/chain/intents.ts'
import { type Db, lockFor } from '../../platform/db/database.ts'
import type { Placed, Slice } from '../../platform/db/page.ts'
import type { Work } from '../../platform/work.ts'
import { ruleRefusal } from '../../restriction/rule.service.ts'
import { explained, factsOf } from '../../restriction/transfer.problems.ts'
import type { Finding } from '../../restriction/transfer.ts'
import { attemptsRefusal } from './attempts.service.ts'
import { drawUpAgreement } from './agreement-paper.service.ts'
import { releaseDeposits } from '../../bank/deposit-release.service.ts'
import { takesWires } from '../../bank/bank.service.ts'
import { cashWords } from '../currency.ts'
import { unpayableRefusal } from './currency-stop.service.ts'
import { purchaseOf } from './eligibility.service.ts'
import { offeringView } from '../offering.service.ts'
import { dropPrepared, selectOffering, selectOfferings } from '../offering.store.ts'
import {
  insertSubscription,
  selectEvents,
  selectOfferingsOf,
  selectReservation,
  selectSubscription,
  selectSubscriptions,
  type SubscriptionChange,
  type SubscriptionEvent,
  updateState,
} from './subscription.store.ts'
import { selectInterest } from './interest.store.ts'
import { timesOf, type Offering } from '../offering.ts'
import { insertRefused } from '../refusal.store.ts'
import type { RefusalReason } from '../refusal/refusal.ts'
import { judgeSubscription } from './subscription-rules.service.ts'
import { selectRaiseStatuses } from './raise-status.store.ts'
import {
  mayMove,
  REPLACED,
  STATES,
  type RaiseStatus,
  type SubscriptionSort,
  type SubscriptionState,
} from './subscription-state.ts'
import { selectSuitability } from './subscription-steps.store.ts'
import {
  subscribe,
  type ReservationRefusal,
  type Subscription,
  type SubscriptionRefusal,
} from './subscription.ts'
import { tokenRefusals, type TokenRefusal } from '../refusal/token-refusal.ts'

export type { SubscriptionEvent } from './subscription.store.ts'

/** How long units are kept for an investor: to sign a payment, or, where the issuer has a bank account, for a wire. */
const TIME_TO_PAY = { hours: 24 } as const
const TIME_TO_WIRE = { hours: 5 * 24 } as const

export function subscriptionById(db: Db, id: SubscriptionId): Promise<Subscription | null> {
  return selectSubscription(db, id)
}

/** Tokens, in small letters, whose offerings have a subscription from this wallet: they owe it, or may. */
export async function subscribedTokens(db: Db, wallet: Address): Promise<ReadonlySet<string>> {
  const tokens = new Set<string>()
  for (const id of await selectOfferingsOf(db, { wallet })) {
    const offering = await selectOffering(db, { id })
    const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
    if (instrument?.token) tokens.add(instrument.token.toLowerCase())
  }
  return tokens
}

/** What of the subscriptions is asked for; null is anything. */
export type SubscriptionFilter = {
  readonly offering: OfferingId | null
  readonly investor: InvestorId | null
  readonly issuer: IssuerId | null
  readonly wallet: Address | null
  readonly states: readonly SubscriptionState[] | null
  readonly raise?: { readonly status: RaiseStatus; readonly today: Temporal.PlainDate } | undefined
}

/** Subscriptions: of one offering, one investor, one issuer's instruments, or all. */
export async function subscriptions(
  db: Db,
  { offering, issuer, ...filter }: SubscriptionFilter,
  slice: Slice<SubscriptionSort>,
): Promise<Placed<Subscription>[]> {
  const asked = offering === null ? null : [offering]
  return selectSubscriptions(
    db,
    { ...filter, offerings: issuer === null ? asked : await offeringsOf(db, issuer, asked) },
    slice,
    await decimalsOf(db, slice.sort),
  )
}

const BY_TIME: readonly SubscriptionSort[] = ['at', '-at']

/** In what units and amounts are counted, by offering; nothing where nobody sorts by them. */
async function decimalsOf(
  db: Db,
  sort: SubscriptionSort,
): Promise<Parameters<typeof selectSubscriptions>[3]> {
  if (BY_TIME.includes(sort)) return { units: new Map(), amount: new Map() }
  const byId = new Map((await instruments(db)).map((one) => [one.id, one]))
  const sold = (await selectOfferings(db)).flatMap(({ id, instrument }) => {
    const found = byId.get(instrument)
    return found === undefined ? [] : [{ id, found }]
  })
  return {
    units: new Map(sold.map(({ id, found }) => [id, found.decimals])),
    amount: new Map(sold.map(({ id, found }) => [id, found.payment.currency.decimals])),
  }
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

/** What the investors of these subscriptions wait for; null of those that are over. */
export function raiseStatuses(
  db: Db,
  ids: readonly SubscriptionId[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<SubscriptionId, RaiseStatus | null>> {
  return selectRaiseStatuses(db, ids, dateIn(now, 'UTC'))
}

/** Every step that a subscription took, the first one first. */
export function eventsOf(db: Db, id: SubscriptionId): Promise<SubscriptionEvent[]> {
  return selectEvents(db, id)
}

/** What is asked for. */
type SubscriptionRequest = {
  readonly offering: OfferingId
  readonly investor: InvestorId
  readonly wallet: Address
  /** Minor units of the payment currency. */
  readonly amount: bigint
  /** What it is to be paid in, as the offering's contract counts its currencies; the payment token where left out. */
  readonly currency?: number
  /** Its money is at a bank already. */
  readonly isAtBank?: true
  /** The reservation whose place it is to take, null for none: another one is not given up. Whatever is there, where left out. */
  readonly replaces?: SubscriptionId | null | undefined
  /** What the token says against its units; nothing where money that has come already is asked for anew. */
  readonly stops: readonly Finding[]
}

/**
 * Asks for units. They are kept for some days, in which the investor pays. An investor has one reservation of
 * an offering: asking for the same again answers with it, asking for another amount takes its place. What officers have doubts
 * about is kept until they have decided, as long as it is on sale. An interest is taken up by it. A refused attempt is kept with
 * its reasons; `work` must commit for that.
 */
export async function createSubscription(
  work: Work,
  request: SubscriptionRequest,
): Promise<
  Result<
    Subscription,
    | SubscriptionRefusal
    | ReservationRefusal
    | TokenRefusal
    | Reason
    | 'INVESTOR_RESTRICTED'
    | 'INVESTOR_ERASED'
    | 'CURRENCY_STOPPED'
    | 'NOT_FOUND'
    | 'RULES_BLOCK'
    | 'RULES_REVIEW'
  >
> {
  await lockFor(work.db, request.offering)
  const view = await offeringView(work.db, { id: request.offering }, work.now)
  const investor = await investorById(work.db, request.investor)
  if (view === null || investor === null) return refuse('NOT_FOUND')
  // Not even the attempt is kept.
  const restricted = await restrictionRefusal(work.db, investor.id)
  if (restricted !== null) return refuse(restricted)
  const spent = await attemptsRefusal(work, investor.id)
  if (spent !== null) return spent
  const { offering, instrument } = view
  const { currency = 0 } = request
  const stopped = await unpayableRefusal(work, offering.id, instrument, { currency })
  if (stopped !== null && request.isAtBank !== true) return stopped
  const reserved = await heldReservation(work, offering.id, investor.id)
  const { wallet, amount } = request
  const units = subscribe(await purchaseOf(work.db, view, { investor, amount, wallet, reserved }, work.now))
  if (!units.ok) {
    const { reason, facts } = units
    await keepRefused(work, request, instrument, [{ reason, detail: null, facts }], null)
    return units
  }
  const [barred] = tokenRefusals(instrument, investor, dateIn(work.now, 'UTC'))
  if (barred !== undefined) {
    await keepRefused(work, request, instrument, [{ reason: barred, detail: null, facts: {} }], null)
    return refuse(barred)
  }
  const [stop] = request.stops
  if (stop !== undefined) {
    const reasons = request.stops.map((one) => {
      const { reason, detail } = explained(one, instrument.decimals)
      return { reason, detail, facts: {} }
    })
    await keepRefused(work, request, instrument, reasons, null)
    return refuse(stop.reason, factsOf(stop, instrument.decimals))
  }
  const isTheSame =
    reserved?.amount === amount &&
    reserved.currency === currency &&
    reserved.units === units.value &&
    reserved.wallet === wallet
  if (isTheSame) return ok(reserved)
  if (reserved !== null && request.replaces !== undefined && request.replaces !== reserved.id)
    return refuse('RESERVED_OTHERWISE', {
      amount: cashWords(instrument, reserved),
    })
  const judged = await judgeSubscription(
    work,
    { instrument, investor, units: units.value, amount, replaces: reserved?.id ?? null },
    'reservation',
  )
  if (judged.outcome !== 'ALLOW') {
    const reasons = judged.reasons.map(({ code, detail }) => ({ reason: code, detail, facts: {} }))
    await keepRefused(work, request, instrument, reasons, judged.decision)
    return ruleRefusal(judged)
  }
  if (reserved !== null) await giveUp(work, reserved)

  // Choosing another amount does not begin the days anew, unless they are over and the money is at the bank.
  const isRunning = reserved !== null && Temporal.Instant.compare(work.now, reserved.validBefore) < 0
  const validBefore = isRunning ? reserved.validBefore : await payBefore(work, instrument)
  const asked = {
    wallet,
    units: units.value,
    amount,
    currency,
    // It is no fault of the investor’s how long officers take.
    validBefore: judged.asksOfficers ? view.closesAt : validBefore,
  }
  const interest = await selectInterest(work.db, offering.id, investor.id)
  const subscription: Subscription =
    interest === null
      ? newSubscription(work, request, { ...asked, state: 'eligible' })
      : { ...interest, ...asked, state: 'eligible', createdAt: work.now }
  if (interest === null) await insertSubscription(work.db, subscription, work.by.id)
  else await move(work, interest, 'eligible', { asked })
  await appendAudit(work, {
    action: 'subscription.created',
    subject: subscription.id,
    detail: {
      offering: offering.id,
      units: units.value.toString(),
      amount: amount.toString(),
      ...(currency === 0 ? {} : { currency: String(currency) }),
    },
  })
  if (!instrument.offering.agreementRequired) return ok(subscription)
  if (offering.contract === null) throw new Error(`${offering.id} is open without an escrow`)
  await drawUpAgreement(work, subscription, { instrument, contract: offering.contract })
  await move(work, subscription, 'agreement')
  return ok({ ...subscription, state: 'agreement', agreement: 'sent' })
}

/** What an investor has reserved, kept from others until the end of the transaction; null where that is nothing. */
export async function heldReservation(
  { db, now }: Work,
  offering: OfferingId,
  investor: InvestorId,
): Promise<Subscription | null> {
  const found = await selectReservation(db, offering, investor, now)
  if (found === null) return null
  await lockFor(db, found.id)
  // It may have been paid or given up meanwhile.
  return selectReservation(db, offering, investor, now)
}

/** Until when somebody who reserves units now has to pay: longer where a wire may come, and never beyond the window. */
export async function payBefore({ db, now }: Work, instrument: Instrument): Promise<Temporal.Instant> {
  const { closesAt } = timesOf(instrument)
  const until = now.add((await takesWires(db, instrument)) ? TIME_TO_WIRE : TIME_TO_PAY)
  return Temporal.Instant.compare(until, closesAt) < 0 ? until : closesAt
}

/** A subscription that nothing has become of yet. */
export function newSubscription(
  { now }: Work,
  { offering, investor }: Pick<Subscription, 'offering' | 'investor'>,
  asked: Pick<Subscription, 'wallet' | 'units' | 'amount' | 'currency' | 'state' | 'validBefore'>,
): Subscription {
  return {
    id: newId('sub'),
    offering,
    investor,
    ...asked,
    number: null,
    isFiat: false,
    allotted: null,
    cost: null,
    agreement: null,
    createdAt: now,
    reason: null,
  }
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
  await move(work, reserved, 'withdrawn', { reason: REPLACED })
}

/**
 * Takes a subscription a step further and writes it down. False when somebody else did meanwhile; a step that there is not is
 * a bug of the caller and throws.
 */
export async function move(
  work: Work,
  { id, state, offering, investor }: Subscription,
  to: SubscriptionState,
  {
    reason = null,
    tx = null,
    ...change
  }: SubscriptionChange & { readonly reason?: string | null; readonly tx?: string | null } = {},
): Promise<boolean> {
  if (!mayMove(state, to)) throw new Error(`${id} cannot go from ${state} to ${to}`)
  const step = { subscription: id, from: state, to, reason, at: work.now, by: work.by.id }
  const ends = STATES[to].next.length === 0 && to !== 'issued'
  if (ends) await lockFor(work.db, id)
  if (!(await updateState(work.db, step, change))) return false
  // Who prepared a closing saw another list of who gets how many.
  const isOutdated = (state === 'confirmed' || to === 'confirmed') && (await dropPrepared(work.db, offering))
  // What was paid at a bank waits there in suspense, until an officer sends it back.
  if (ends) await releaseDeposits(work, id)
  const suited = to === 'funded' ? await selectSuitability(work.db, { offering, investor }) : null
  const detail = {
    ...(reason === null ? {} : { reason }),
    ...(tx === null ? {} : { tx }),
    // Which answers let it be paid for.
    ...(suited === null ? {} : { suitability: suited.version }),
  }
  await appendAudit(work, { action: `subscription.${to}`, subject: id, detail })
  if (isOutdated)
    await appendAudit(work, {
      action: 'offering.closing-outdated',
      subject: offering,
      detail: { subscription: id },
    })
  return true
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

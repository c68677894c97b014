import type { Address, Hex } from 'viem'
import { instrumentById } from '../instrument/instrument.service.ts'
import { costOf, type Instrument } from '../instrument/instrument.ts'
import { failureSentence, protocolAddresses } from '../instrument/protocol.service.ts'
import { displayDecimal } from '../kernel/decimal.ts'
import type { OfferingId, SubscriptionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { againAt } from '../platform/chain/again.ts'
import { listIntents, recordIntent, type Intent, type SettledHandlers } from '../platform/chain/intents.ts'
import { knownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { personOf, type Work } from '../platform/work.ts'
import { countOpenAgreements } from './agreement.store.ts'
import { selectSubscriptionsWithDeposits } from './bank.store.ts'
import { selectAllotments } from './allotment.store.ts'
import {
  allocationOf,
  allottedTo,
  closingRefusal,
  isFailed,
  type ClosingFacts,
  type ClosingRefusal,
} from './closing.ts'
import {
  allotCall,
  allotmentHash,
  cancelCall,
  claimCall,
  closeCall,
  closingRef,
  failCall,
  outcomeIn,
  outcomeOf,
  readEscrow,
  refundCall,
  rejectCall,
  releaseCall,
  releaseFiatCall,
  settleCall,
  timesOf,
  wasDoneBefore,
  type EscrowOutcome,
  type EscrowState,
} from './escrow.chain.ts'
import { returnSurplusAtBank } from './fiat.service.ts'
import { postEscrow } from './escrow-journal.service.ts'
import { escrowOf, isParkedFor, markRefunded, move, subjectOf, sureHash } from './offering.service.ts'
import {
  lockOffering,
  markClaimed,
  selectInStates,
  selectLastPaid,
  selectOffering,
  selectSubscription,
  selectTotals,
  selectFiatDue,
  selectUnfinishedOfferings,
  setFiatDue,
  updateOffering,
} from './offering.store.ts'
import type { Offering } from './offering.ts'
import { RESERVED_STATES, SUBSCRIPTION_STATES } from './subscription-state.ts'
import type { Subscription } from './subscription.ts'

const PURPOSE = {
  allot: 'offering.allot',
  close: 'offering.close',
  settle: 'offering.settle',
  release: 'offering.release',
  releaseFiat: 'offering.release-fiat',
  fail: 'offering.fail',
  refund: 'offering.refund',
  claim: 'offering.claim',
  stray: 'offering.stray',
} as const
/** A unit that is issued in a lot costs about 120,000 gas, and the contract wants two million left for each. */
const BATCH = 50
const INTENTS_MAX = 100_000

/* READING */

/** Who would get how many if the offering closed now, and why it cannot if it cannot. */
export type ClosingPreview = {
  readonly refusal: {
    readonly reason: ClosingRefusal
    readonly facts: Readonly<Record<string, string>>
  } | null
  /** Before the closing what each would get, afterwards what each got. A reason is why it is not what was asked for. */
  readonly allocations: readonly {
    readonly subscription: Subscription
    readonly units: bigint
    readonly reason: string | null
  }[]
}

export async function closingPreview(
  db: Db,
  id: OfferingId,
  now: Temporal.Instant,
): Promise<ClosingPreview | null> {
  const found = await withInstrument(db, id)
  if (found === null) return null
  const refusal = closingRefusal(await closingFacts(db, found, now))
  const { units, allotments } = await allocations(db, found)
  const reasons = new Map(allotments.map(({ subscription, reason }) => [subscription, reason]))
  const shown = await selectInStates(db, id, ['confirmed', 'allocated', 'issued', 'refunded'])
  return {
    refusal: refusal === null ? null : { reason: refusal.reason, facts: refusal.facts },
    allocations: shown.flatMap((one) => {
      const gets = units.get(one.id) ?? one.allotted
      return gets === null ? [] : [{ subscription: one, units: gets, reason: reasons.get(one.id) ?? null }]
    }),
  }
}

/** What each subscription whose money is in escrow gets as things stand, and what was allotted by hand. */
async function allocations(db: Db, { offering, instrument }: Found) {
  const paid = await selectInStates(db, offering.id, ['confirmed'])
  const allotments = await selectAllotments(db, offering.id)
  const units = allocationOf(paid, {
    rule: instrument.offering.allocation,
    hardCap: instrument.unitsMax,
    allotments,
  })
  return { paid, allotments, units: new Map(paid.map(({ id }, i) => [id, units[i] ?? 0n])) }
}

/** Whether the books and the escrow say the same: what open subscriptions paid is what lies there for them. */
export type EscrowBalance = EscrowState & {
  readonly booked: bigint
  readonly balances: boolean
  /** The same of money at a bank, which the contract only counts: what open ones paid, and what is to be given back there. */
  readonly fiatBooked: bigint
  readonly fiatDueBooked: bigint
  readonly fiatBalances: boolean
}

export async function escrowBalance(db: Db, rpc: Rpc, offering: Offering): Promise<EscrowBalance | null> {
  if (offering.contract === null) return null
  const ended = await selectInStates(db, offering.id, ['issued', 'refunded'])
  const atBank = ended.flatMap(({ isFiat, number }) => (isFiat && number !== null ? [number] : []))
  const state = await readEscrow(rpc, offering.contract, atBank)
  const open = await selectInStates(db, offering.id, ['confirmed', 'allocated'])
  const paid = (byFiat: boolean) =>
    open.reduce((sum, { amount, isFiat }) => (isFiat === byFiat ? sum + amount : sum), 0n)
  const [booked, fiatBooked] = [paid(false), paid(true)]
  const fiatDueBooked = (await selectFiatDue(db, offering.id)).reduce((sum, { due }) => sum + due, 0n)
  return {
    ...state,
    booked,
    balances: booked === state.escrow,
    fiatBooked,
    fiatDueBooked,
    fiatBalances: fiatBooked === state.fiatEscrow && fiatDueBooked === state.fiatDue,
  }
}

type Found = { readonly offering: Offering; readonly instrument: Instrument }

async function withInstrument(db: Db, id: OfferingId): Promise<Found | null> {
  const offering = await selectOffering(db, { id })
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  return offering === null || instrument === null ? null : { offering, instrument }
}

async function closingFacts(
  db: Db,
  { offering, instrument }: Found,
  now: Temporal.Instant,
): Promise<ClosingFacts> {
  const { closesAt, finalBy } = timesOf(instrument)
  const isByHand = instrument.offering.allocation === 'by-hand'
  const paid = isByHand ? await selectInStates(db, offering.id, ['confirmed']) : []
  const allotments = isByHand ? await selectAllotments(db, offering.id) : []
  const totals = new Map((await selectTotals(db, offering.id, now)).map((one) => [one.state, one]))
  return {
    status: offering.status,
    terms: instrument.offering,
    decimals: instrument.decimals,
    hardCap: instrument.unitsMax,
    closesAt,
    finalBy,
    now,
    subscribed: totals.get('confirmed')?.units ?? 0n,
    allotted: isByHand ? allottedTo(paid, allotments) : null,
    underWay: totals.get('funded')?.count ?? 0,
    lastAt: await selectLastPaid(db, offering.id),
    agreementsOpen: await countOpenAgreements(db, offering.id),
  }
}

/* TWO PEOPLE */

/** The first of two people says that the offering is to close as the preview shows it. */
export async function prepareClosing(
  work: Work,
  id: OfferingId,
): Promise<Result<Offering, 'NOT_FOUND' | ClosingRefusal>> {
  await lockFor(work.db, id)
  await lockOffering(work.db, id)
  const found = await withInstrument(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const refusal = closingRefusal(await closingFacts(work.db, found, work.now))
  if (refusal !== null) return refusal
  const prepared = { by: personOf(work.by), at: work.now }
  await updateOffering(work.db, id, { prepared })
  await appendAudit(work, { action: 'offering.closing-prepared', subject: id })
  return ok({ ...found.offering, prepared })
}

/**
 * The second person confirms what the first one saw: from here on it closes by itself. Reservations that nobody has paid fall
 * away.
 */
export async function confirmClosing(
  work: Work,
  id: OfferingId,
): Promise<Result<Offering, 'NOT_FOUND' | 'CLOSING_NOT_PREPARED' | 'FOUR_EYES' | ClosingRefusal>> {
  await lockFor(work.db, id)
  await lockOffering(work.db, id)
  const found = await withInstrument(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { offering } = found
  const refusal = closingRefusal(await closingFacts(work.db, found, work.now))
  if (refusal !== null) return refusal
  if (offering.prepared === null) return refuse('CLOSING_NOT_PREPARED')
  if (offering.prepared.by === personOf(work.by)) return refuse('FOUR_EYES')
  const confirmed = { by: personOf(work.by), at: work.now }
  await updateOffering(work.db, id, { status: 'closing', confirmed, failure: null })
  await appendAudit(work, { action: 'offering.closing-confirmed', subject: id })
  for (const reserved of await selectInStates(work.db, id, RESERVED_STATES))
    await move(work, reserved, 'expired', { reason: 'OFFERING_CLOSED' })
  return ok({ ...offering, status: 'closing', confirmed })
}

/** Gives a raise up before it closes: everybody is paid back. */
export async function cancelOffering(
  work: Work,
  id: OfferingId,
  reason: string,
): Promise<
  Result<Offering, 'NOT_FOUND' | 'OFFERING_CLOSED' | 'SUBSCRIPTIONS_UNSETTLED' | 'PROTOCOL_NOT_DEPLOYED'>
> {
  await lockFor(work.db, id)
  const found = await withInstrument(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { offering } = found
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const { underWay } = await closingFacts(work.db, found, work.now)
  if (underWay > 0) return refuse('SUBSCRIPTIONS_UNSETTLED', { count: String(underWay) })
  if (!(await ask(work, offering, PURPOSE.fail, cancelCall(reason)))) return refuse('PROTOCOL_NOT_DEPLOYED')
  await updateOffering(work.db, id, { status: 'refunding', failure: null })
  await appendAudit(work, { action: 'offering.cancelled', subject: id, detail: { reason } })
  return ok({ ...offering, status: 'refunding' })
}

/** Sends a refund again that could not be sent when it was due. Anyone may ask. */
export async function claimRefund(
  work: Work,
  id: SubscriptionId,
): Promise<Result<Subscription, 'NOT_FOUND' | 'REFUND_NOT_DUE' | 'PROTOCOL_NOT_DEPLOYED'>> {
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  if (subscription.reason !== 'REFUND_PARKED') return refuse('REFUND_NOT_DUE')
  const { offering } = await escrowOf(work.db, subscription)
  const data = claimCall(subscription.wallet)
  return (await ask(work, offering, PURPOSE.claim, data, id))
    ? ok(subscription)
    : refuse('PROTOCOL_NOT_DEPLOYED')
}

/* BY ITSELF */

/** Offerings whose next step is the platform's own. */
export async function unfinishedOfferings(db: Db): Promise<OfferingId[]> {
  return (await selectUnfinishedOfferings(db)).map(({ id }) => id)
}

/**
 * Takes an offering a step further, when nothing of it is under way: asks for the escrow that could not be made, lets
 * reservations run out, closes, issues and refunds in batches, and gives up what has failed. Killed at any point it goes on
 * where the chain says it is. True when there was something to do.
 */
export async function advanceOffering(work: Work, rpc: Rpc, id: OfferingId): Promise<boolean> {
  await lockFor(work.db, id)
  const found = await withInstrument(work.db, id)
  if (found === null) return false
  const { offering } = found
  if (offering.status === 'opening') return false
  const expired = await expireReservations(work, id)
  const intents = await intentsOf(work.db, id)
  if (intents.some(({ settledAt }) => settledAt === null)) return expired
  if (!mayTryAgain(intents, work.now)) return expired
  const books = await caughtUp(work, rpc, found)
  if (books === 'followed') return true
  if (offering.status === 'open' || offering.status === 'closing') {
    if (isFailed(await closingFacts(work.db, found, work.now))) {
      await updateOffering(work.db, id, { status: 'refunding' })
      await appendAudit(work, { action: 'offering.failed', subject: id })
      return ask(work, offering, PURPOSE.fail, failCall())
    }
  }
  if (offering.status === 'closing') {
    // What nobody here knows of would be issued too, and cut what the others get.
    if (books === 'behind' && !isDone(intents, PURPOSE.close)) return expired
    return advanceClosing(work, rpc, found, intents)
  }
  if (offering.status === 'refunding') return advanceRefunding(work, offering, intents)
  return expired
}

/**
 * Anyone may settle, refund or withdraw at the contract. Where it holds other money than the books say, its events up to
 * finality are read and followed, and a deposit that did not come through the platform is sent back. `behind`: there is other
 * money, and nothing yet to follow.
 */
async function caughtUp(
  work: Work,
  rpc: Rpc,
  { offering, instrument }: Found,
): Promise<'balanced' | 'followed' | 'behind'> {
  const balance = await escrowBalance(work.db, rpc, offering)
  if (balance === null || offering.contract === null) return 'balanced'
  if (balance.balances && balance.fiatBooked === balance.fiatEscrow) return 'balanced'
  const under = await selectInStates(work.db, offering.id, ['funded'])
  const network = await selectNetwork(work.db)
  if (under.length > 0 || network === null || network.finalized < 0) return 'behind'
  const seen = await outcomeSoFar(work.db, rpc, { ...offering, contract: offering.contract })
  const open = await selectInStates(work.db, offering.id, ['confirmed', 'allocated'])
  let followed = false
  for (const one of open) {
    if (one.number === null) continue
    const units = seen.minted.get(one.number)
    const isBack = seen.refunded.has(one.number) || seen.withdrawn.has(one.number)
    if (units !== undefined && one.state === 'allocated')
      await issued(work, one, { ...units, parked: seen.parked }, { offering, instrument }, null)
    else if (isBack)
      await markRefunded(
        work,
        one,
        null,
        seen.withdrawn.has(one.number) ? 'WITHDRAWN' : whyRefunded(one),
        seen.parked,
      )
    else continue
    followed = true
  }
  if (followed) return 'followed'
  const known = new Set(
    (await selectInStates(work.db, offering.id, SUBSCRIPTION_STATES)).map(({ number }) => number),
  )
  const strays = seen.subscribed.filter(
    ({ number }) =>
      !known.has(number) &&
      !seen.minted.has(number) &&
      !seen.refunded.has(number) &&
      !seen.withdrawn.has(number),
  )
  if (strays.length === 0) return 'behind'
  const numbers = strays.map(({ number }) => number)
  await appendAudit(work, {
    action: 'offering.stray-deposits',
    subject: offering.id,
    detail: { numbers: numbers.join(', ') },
  })
  await ask(work, offering, PURPOSE.stray, rejectCall(numbers, 'not subscribed for through the platform'))
  return 'followed'
}

/** Everything final that happened in an escrow, whoever did it. */
async function outcomeSoFar(
  db: Db,
  rpc: Rpc,
  { contract, openedAt }: Offering & { readonly contract: Address },
): Promise<EscrowOutcome> {
  const [network, begun] = [await selectNetwork(db), await knownBlock(db, { before: openedAt })]
  return outcomeIn(rpc, contract, { from: begun?.number ?? 0, to: network?.finalized ?? 0 })
}

async function expireReservations(work: Work, id: OfferingId): Promise<boolean> {
  const reserved = await selectInStates(work.db, id, RESERVED_STATES)
  // Money that is at the bank in time waits for two people, not for the investor.
  const paidFor = await selectSubscriptionsWithDeposits(work.db, id)
  const late = reserved.filter(
    (one) => Temporal.Instant.compare(one.validBefore, work.now) <= 0 && !paidFor.has(one.id),
  )
  for (const one of late) await move(work, one, 'expired', { reason: 'NOT_PAID' })
  return late.length > 0
}

async function advanceClosing(
  work: Work,
  rpc: Rpc,
  found: Found,
  intents: readonly Intent[],
): Promise<boolean> {
  const { offering } = found
  if (!isDone(intents, PURPOSE.close))
    return (
      (await tellAllotments(work, rpc, found)) ||
      ask(work, offering, PURPOSE.close, closeCall(closingRef(offering.id)))
    )
  const { paid, units } = await allocations(work.db, found)
  for (const one of paid) await move(work, one, 'allocated', { allotted: units.get(one.id) ?? 0n })
  const waiting = await selectInStates(work.db, offering.id, ['allocated'])
  if (waiting.length > 0) return askInBatches(work, offering, PURPOSE.settle, waiting, settleCall)
  if (await releaseProceeds(work, offering, intents)) return true
  await updateOffering(work.db, offering.id, { status: 'closed', closedAt: work.now, failure: null })
  await appendAudit(work, { action: 'offering.closed', subject: offering.id })
  return true
}

/**
 * Tells the contract what was allotted by hand, as far as it does not know it for good; false when it knows it all. Those who
 * get less than they were told before go first, so that on the way there are never more than the contract allows.
 */
async function tellAllotments(work: Work, rpc: Rpc, found: Found): Promise<boolean> {
  const { offering, instrument } = found
  if (instrument.offering.allocation !== 'by-hand' || offering.contract === null) return false
  const { paid, allotments, units } = await allocations(work.db, found)
  const reason = allotmentHash(allotments)
  const told = (await outcomeSoFar(work.db, rpc, { ...offering, contract: offering.contract })).allotted
  const left = paid
    .flatMap(({ id, number }) => (number === null ? [] : [{ number, units: units.get(id) ?? 0n }]))
    .map((one) => ({ ...one, before: told.get(one.number) }))
    .filter(({ before, ...one }) => before?.units !== one.units || before.reason !== reason)
    .toSorted((a, b) => Number(a.units > (a.before?.units ?? 0n)) - Number(b.units > (b.before?.units ?? 0n)))
  for (let at = 0; at < left.length; at += BATCH)
    await ask(work, offering, PURPOSE.allot, allotCall(left.slice(at, at + BATCH), reason))
  return left.length > 0
}

async function advanceRefunding(
  work: Work,
  offering: Offering,
  intents: readonly Intent[],
): Promise<boolean> {
  if (!isDone(intents, PURPOSE.fail)) return ask(work, offering, PURPOSE.fail, failCall())
  const waiting = await selectInStates(work.db, offering.id, ['confirmed', 'allocated'])
  if (waiting.length > 0) return askInBatches(work, offering, PURPOSE.refund, waiting, refundCall)
  // Given up half-way through: what was issued before is paid for.
  if (await releaseProceeds(work, offering, intents)) return true
  for (const reserved of await selectInStates(work.db, offering.id, RESERVED_STATES))
    await move(work, reserved, 'expired', { reason: 'OFFERING_CLOSED' })
  await updateOffering(work.db, offering.id, { status: 'refunded', closedAt: work.now, failure: null })
  await appendAudit(work, { action: 'offering.refunded', subject: offering.id })
  return true
}

/**
 * Sends the money of issued units to the treasury. What was paid at a bank is with the issuer already; the contract is told
 * that it is theirs. False when there is nothing left to ask for.
 */
async function releaseProceeds(work: Work, offering: Offering, intents: readonly Intent[]): Promise<boolean> {
  const issuedOnes = await selectInStates(work.db, offering.id, ['issued'])
  if (issuedOnes.some(({ isFiat }) => !isFiat) && !isDone(intents, PURPOSE.release))
    return ask(work, offering, PURPOSE.release, releaseCall())
  if (issuedOnes.some(({ isFiat }) => isFiat) && !isDone(intents, PURPOSE.releaseFiat))
    return ask(work, offering, PURPOSE.releaseFiat, releaseFiatCall())
  return false
}

async function askInBatches(
  work: Work,
  offering: Offering,
  purpose: string,
  waiting: readonly Subscription[],
  data: (numbers: readonly bigint[]) => Hex,
): Promise<boolean> {
  const numbers = waiting.flatMap(({ number }) => (number === null ? [] : [number]))
  for (let at = 0; at < numbers.length; at += BATCH)
    await ask(work, offering, purpose, data(numbers.slice(at, at + BATCH)))
  return numbers.length > 0
}

function intentsOf(db: Db, id: OfferingId): Promise<Intent[]> {
  return listIntents(db, { subject: id, limit: INTENTS_MAX })
}

function isDone(intents: readonly Intent[], purpose: string): boolean {
  return intents.some((intent) => intent.purpose === purpose && hasHappened(intent))
}

/** What it asked for is on the chain, whoever did it. */
function hasHappened(intent: Intent): boolean {
  return intent.status === 'success' || wasDoneBefore(intent)
}

/** After failures one waits, longer each time. */
export function mayTryAgain(intents: readonly Intent[], now: Temporal.Instant): boolean {
  const newest = intents.toSorted((a, b) => Temporal.Instant.compare(b.recordedAt, a.recordedAt))
  const failed = newest.slice(0, newest.findIndex(hasHappened) >>> 0)
  const last = failed
    .flatMap(({ settledAt }) => settledAt ?? [])
    .toSorted(Temporal.Instant.compare)
    .at(-1)
  return last === undefined || Temporal.Instant.compare(againAt(failed.length, last), now) <= 0
}

/** Asks for a transaction of the escrow. Each wish has a key of its own: what is open is looked at before. */
export async function ask(
  work: Work,
  offering: Offering,
  purpose: string,
  data: Hex,
  subject: string = offering.id,
): Promise<boolean> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null || offering.contract === null) return false
  const before = await listIntents(work.db, { subject, purpose, limit: INTENTS_MAX })
  await recordIntent(
    work.db,
    {
      key: `${subject}:${purpose}:${before.length + 1}`,
      purpose,
      subject,
      from: protocol.operator,
      to: offering.contract,
      data,
    },
    work.now,
  )
  return true
}

/* WHAT FOLLOWS ON THE CHAIN */

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
  const releasedNow = async (work: Work, offering: Offering) => {
    const found = await withInstrument(work.db, offering.id)
    if (found === null || offering.contract === null)
      throw new Error(`${offering.id} was released without an escrow`)
    const { released } = await outcomeSoFar(work.db, chain.rpc, { ...offering, contract: offering.contract })
    const { id } = offering
    await postEscrow(work, 'escrow-release', found, { key: id, subject: id, amount: released })
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
    [PURPOSE.allot]: { success: noted('offering.allotted'), failure: reopened },
    [PURPOSE.close]: { success: noted('offering.issuance-begun'), failure: reopened },
    [PURPOSE.settle]: { success: settled, failure: failed },
    [PURPOSE.refund]: { success: settled, failure: failed },
    [PURPOSE.release]: {
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
    [PURPOSE.releaseFiat]: {
      success: noted('offering.fiat-released'),
      failure: (work, intent) =>
        wasDoneBefore(intent)
          ? noted('offering.fiat-released-by-others')(work, intent)
          : failed(work, intent),
    },
    [PURPOSE.fail]: { success: noted('offering.refunds-begun'), failure: failed },
    [PURPOSE.stray]: { success: noted('offering.stray-deposits-returned'), failure: failed },
    [PURPOSE.claim]: {
      success: claimed,
      failure: async (work, intent) => {
        if (wasDoneBefore(intent)) return claimed(work, intent)
        await appendAudit(work, { action: 'subscription.claim-failed', subject: intent.subject ?? '' })
      },
    },
  }
}

/** What waited for the wallet of a subscription is with its investor, whoever asked the contract for it. */
async function claimed(work: Work, intent: Intent): Promise<void> {
  const { subscription, offering, instrument } = await subjectOf(work.db, intent)
  for (const { id, amount, state, allotted } of await markClaimed(work.db, subscription)) {
    const kept = state === 'issued' ? costOf(instrument, allotted ?? 0n) : 0n
    const back = { key: id, subject: id, amount: amount - kept }
    await postEscrow(work, 'escrow-refund', { offering, instrument }, back)
    await appendAudit(work, { action: 'subscription.claimed', subject: id, detail: { tx: intent.txHash } })
  }
}

/** Units are the investors', or their money is back: as the transaction says it, one by one. */
async function batchSettled(work: Work, rpc: Rpc, offering: Offering, intent: Intent): Promise<void> {
  const found = await withInstrument(work.db, offering.id)
  if (found === null || offering.contract === null)
    throw new Error(`${offering.id} was settled without an escrow`)
  const { minted, refunded, parked } = await outcomeOf(rpc, offering.contract, sureHash(intent))
  for (const one of await selectInStates(work.db, offering.id, ['confirmed', 'allocated'])) {
    if (one.number === null) continue
    const units = minted.get(one.number)
    if (units !== undefined) await issued(work, one, { ...units, parked }, found, intent)
    else if (refunded.has(one.number)) await markRefunded(work, one, intent, whyRefunded(one), parked)
  }
}

function whyRefunded({ state, allotted }: Subscription): string {
  if (state === 'allocated' && allotted === 0n) return 'NOT_ALLOTTED'
  return state === 'allocated' ? 'ISSUANCE_REFUSED' : 'OFFERING_FAILED'
}

async function issued(
  work: Work,
  subscription: Subscription,
  { units, paid, parked }: { units: bigint; paid: bigint; parked: ReadonlySet<Address> },
  { offering, instrument }: Found,
  intent: Intent | null,
): Promise<void> {
  if (subscription.state !== 'allocated') return
  const { id, isFiat } = subscription
  // What was paid for units that it does not get went back with them, or waits: in the contract, or at the bank.
  const back = isFiat ? 0n : subscription.amount - paid
  const isParked = back > 0n && isParkedFor(parked, subscription)
  const reason = isParked ? 'REFUND_PARKED' : null
  const tx = intent?.txHash ?? null
  if (!(await move(work, subscription, 'issued', { allotted: units, reason, tx }))) return
  if (isFiat) await returnSurplusAtBank(work, id, paid, instrument)
  if (isFiat && subscription.amount > paid) await setFiatDue(work.db, id, subscription.amount - paid)
  if (!isParked)
    await postEscrow(work, 'escrow-refund', { offering, instrument }, { key: id, subject: id, amount: back })
  await enqueueNotice(work, {
    topic: 'subscription.settled',
    subject: subscription.id,
    audience: { investor: subscription.investor },
    facts: { instrument: instrument.name, units: displayDecimal(units, instrument.decimals) },
  })
}

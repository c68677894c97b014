import type { Hex } from 'viem'
import type { Instrument } from '../../instrument/instrument.ts'
import { costOf } from '../../instrument/price.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { mayDealNow } from '../../investor/investor-screening.service.ts'
import { t } from '../../messages/message.ts'
import { appendAudit } from '../../platform/audit.ts'
import type { Intent } from '../../platform/chain/intents.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { selectNetwork } from '../../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { BATCH, batchesOf } from './batches.ts'
import { issued, whyRefunded } from './closing-settled.service.ts'
import { allocations, closingFacts } from './closing.service.ts'
import { isFailed } from './closing.ts'
import { payables } from '../currency.ts'
import { followStops } from '../subscription/currency-stop.service.ts'
import { escrowBalance, outcomeSoFar, type EscrowBalance } from './escrow-balance.service.ts'
import {
  allotCall,
  allotmentHash,
  closeCall,
  closingRef,
  failCall,
  FIAT,
  lockLotsCall,
  numbersIn,
  readClosedDay,
  refundCall,
  rejectCall,
  releaseCall,
  releaseFiatCall,
  settleCall,
} from '../escrow/escrow.chain.ts'
import {
  askEscrow,
  escrowIntents,
  ESCROW_PURPOSE,
  hasHappened,
  isDone,
  mayTryAgain,
} from '../escrow/escrow-intents.service.ts'
import { isAskedBack, markRefunded } from '../refund/refund.service.ts'
import { holdReserved } from '../subscription/sale-lock.service.ts'
import { move } from '../subscription/subscription.service.ts'
import { selectUnfinishedOfferings, updateOffering } from '../offering.store.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import { endInterests } from '../subscription/interest.service.ts'
import type { Offering, Sale } from '../offering.ts'
import { RESERVED_STATES, SUBSCRIPTION_STATES } from '../subscription/subscription-state.ts'
import { endLapsed, expireReservations, giveBackAgain } from './ending.service.ts'
import { tellLastWires } from './last-wires.service.ts'
import { lotsIfIssued } from './subscription-lot.service.ts'
import { putLot, selectLots } from './subscription-lot.store.ts'
import { issuedLot } from './subscription-lot.ts'
import type { Subscription } from '../subscription/subscription.ts'
import { soldBy } from '../offering.service.ts'

/** Offerings whose next step is the platform's own. */
export async function unfinishedOfferings(db: Db): Promise<OfferingId[]> {
  return (await selectUnfinishedOfferings(db)).map(({ id }) => id)
}

/**
 * Takes an offering a step further, when nothing of it is under way: asks for the escrow that could not be made, lets
 * reservations run out, asks again for what did not come back, says what waits at the bank as the window ends, closes, issues
 * and refunds in batches, and gives up what has failed. Killed at any point it goes on where the chain says it is. True when
 * there was something to do.
 */
export async function advanceOffering(work: Work, rpc: Rpc, id: OfferingId): Promise<boolean> {
  await lockFor(work.db, id)
  const found = await soldBy(work.db, id)
  if (found === null) return false
  const { offering } = found
  if (offering.status === 'opening') return false
  if (await endInterests(work, found)) return true
  if (await expireReservations(work, found)) return true
  if (await endLapsed(work, offering)) return true
  if (await giveBackAgain(work, offering)) return true
  if (await tellLastWires(work, found)) return true
  const intents = await escrowIntents(work.db, id)
  if (intents.some(({ settledAt }) => settledAt === null)) return false
  if (!mayTryAgain(intents, work.now)) return false
  const balance = await escrowBalance(work.db, rpc, offering)
  const books = await caughtUp(work, rpc, found, { intents, balance })
  if (books === 'followed') return true
  if (offering.status === 'open' || offering.status === 'closing') {
    if (isFailed(await closingFacts(work.db, found, work.now))) {
      await updateOffering(work.db, id, { status: 'refunding' })
      await appendAudit(work, { action: 'offering.failed', subject: id })
      return advanceRefunding(work, found, { intents, balance })
    }
  }
  if (offering.status === 'closing') {
    // What nobody here knows of would be issued too, and cut what the others get.
    if (books === 'behind' && !isDone(intents, ESCROW_PURPOSE.close)) return false
    return advanceClosing(work, rpc, found, intents)
  }
  if (offering.status === 'refunding') return advanceRefunding(work, found, { intents, balance })
  if (offering.status === 'open') {
    const isStopped = balance?.money.map((one) => one.isStopped) ?? []
    return followStops(work, found, isStopped)
  }
  const left = await notReleased(work, found, intents)
  if (left.length > 0) return askReleases(work, offering, left)
  // What its last failure was about is over.
  await updateOffering(work.db, id, { releasedAt: work.now, failure: null })
  return false
}

/**
 * Anyone may settle, refund or withdraw at the contract. Where it holds other money than the books say, its events up to
 * finality are read and followed, and a deposit that did not come through the platform is sent back. `behind`: there is other
 * money, and nothing yet to follow, or none that its token lets go.
 */
async function caughtUp(
  work: Work,
  rpc: Rpc,
  { offering, instrument }: Sale,
  { intents, balance }: { readonly intents: readonly Intent[]; readonly balance: EscrowBalance | null },
): Promise<'balanced' | 'followed' | 'behind'> {
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
    // What was asked for here is told by the end of its own transaction, with its reason.
    else if (isBack && !(await isAskedBack(work.db, one.id)))
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
  const isStuck = strays.every(({ number }) =>
    failedBatches(intents, ESCROW_PURPOSE.stray).some(
      ([first, ...more]) => first === number && more.length === 0,
    ),
  )
  await askInBatches(work, { offering, intents }, ESCROW_PURPOSE.stray, strays, (few) =>
    rejectCall(few, 'not subscribed for through the platform'),
  )
  return isStuck ? 'behind' : 'followed'
}

async function advanceClosing(
  work: Work,
  rpc: Rpc,
  found: Sale,
  intents: readonly Intent[],
): Promise<boolean> {
  const { offering } = found
  if (!isDone(intents, ESCROW_PURPOSE.close)) {
    if (await waitsForLists(work, offering)) return false
    return (
      (await tellAllotments(work, rpc, found)) ||
      (await tellLots(work, rpc, found)) ||
      askEscrow(work, offering, ESCROW_PURPOSE.close, closeCall(closingRef(offering.id)))
    )
  }
  const { paid, units } = await allocations(work.db, found)
  if (paid.length > 0) await fixLots(work, rpc, found, paid)
  for (const one of paid) {
    const allotted = units.get(one.id) ?? 0n
    await move(work, one, 'allocated', { allotted, cost: costOfAllotted(found.instrument, one, allotted) })
  }
  const waiting = await selectInStates(work.db, offering.id, ['allocated'])
  if (waiting.length > 0) {
    if (await waitsForLists(work, offering)) return false
    await askInBatches(work, { offering, intents }, ESCROW_PURPOSE.settle, counted(waiting), settleCall)
    await askReleases(work, offering, await notReleased(work, found, intents))
    return true
  }
  return endWith(work, found, intents, 'closed')
}

/** Nobody is delivered units by old lists; once they are fresh again nothing is said of them any more. */
async function waitsForLists(work: Work, { id, failure }: Offering): Promise<boolean> {
  const isFresh = await mayDealNow(work.db)
  const said = t('kept.listsOld')
  if (!isFresh) await updateOffering(work.db, id, { failure: said })
  else if (failure === said) await updateOffering(work.db, id, { failure: null })
  return !isFresh
}

/** What a subscription keeps paying for, as the contract counts: all that was paid where it gets all that it asked for. */
function costOfAllotted(instrument: Instrument, { units, amount }: Subscription, allotted: bigint): bigint {
  return allotted === units ? amount : costOf(instrument, { sold: 0n, units: allotted })
}

/**
 * Tells the contract what was allotted by hand, as far as it does not know it for good; false when it knows it all. Those who
 * get less than they were told before go first, so that on the way there are never more than the contract allows.
 */
async function tellAllotments(work: Work, rpc: Rpc, found: Sale): Promise<boolean> {
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
    await askEscrow(work, offering, ESCROW_PURPOSE.allot, allotCall(left.slice(at, at + BATCH), reason))
  return left.length > 0
}

/**
 * Works out what the units of each subscription are bound by if they are issued today, and tells the contract as far as it
 * does not know it for good; false when it knows it all. What cannot be worked out any more opens the offering again.
 */
async function tellLots(work: Work, rpc: Rpc, { offering, instrument }: Sale): Promise<boolean> {
  if (offering.contract === null) return false
  const paid = await selectInStates(work.db, offering.id, ['confirmed'])
  const lots = await lotsIfIssued(work.db, instrument, paid, work.now)
  if (!lots.ok) {
    const failure = t('kept.lotFactsMissing', {
      missing: (lots.errors ?? []).map(({ message }) => `“${message}”`).join(', '),
    })
    await updateOffering(work.db, offering.id, { status: 'open', prepared: null, confirmed: null, failure })
    await appendAudit(work, { action: 'offering.lots-unknown', subject: offering.id, detail: { failure } })
    return true
  }
  const before = await selectLots(work.db, offering.id)
  for (const [id, lot] of lots.value) await putLot(work.db, id, lot, { at: work.now, closedDay: null })
  if ([...before.values(), ...lots.value.values()].every(({ legend }) => legend === 0)) return false
  const told = (await outcomeSoFar(work.db, rpc, { ...offering, contract: offering.contract })).locked
  const left = paid.flatMap(({ id, number }) => {
    const { unlockDay, legend } = lots.value.get(id)!
    const known = number === null ? undefined : (told.get(number) ?? { unlockDay: 0, legend: 0 })
    const isTold = known?.unlockDay === unlockDay && known.legend === legend
    return number === null || isTold ? [] : [{ number, unlockDay, legend }]
  })
  for (const alike of Map.groupBy(left, (one) => `${one.unlockDay} ${one.legend}`).values())
    for (let at = 0; at < alike.length; at += BATCH)
      await askEscrow(
        work,
        offering,
        ESCROW_PURPOSE.lock,
        lockLotsCall(
          alike.slice(at, at + BATCH).map(({ number }) => number),
          alike[0]!,
        ),
      )
  return left.length > 0
}

/** From the close on a lot is what it is, wherever its holder lives later. */
async function fixLots(
  work: Work,
  rpc: Rpc,
  { offering, instrument }: Sale,
  paid: readonly Subscription[],
): Promise<void> {
  if (offering.contract === null) return
  const closedDay = await readClosedDay(rpc, offering.contract)
  const { lockUpDays } = instrument.offering
  const lots = await selectLots(work.db, offering.id)
  for (const { id } of paid) {
    // An offering whose contract was closed before lots were told apart has the lock-up alone.
    const lot = lots.get(id) ?? { unlockDay: 0, legend: 0, legends: [] }
    await putLot(work.db, id, issuedLot(lot, { closedDay, lockUpDays }), { at: work.now, closedDay })
  }
}

async function advanceRefunding(
  work: Work,
  found: Sale,
  { intents, balance }: { readonly intents: readonly Intent[]; readonly balance: EscrowBalance | null },
): Promise<boolean> {
  const { offering } = found
  // Anyone may begin the refunds: ours reverts then, for ever.
  if (balance?.stage !== 'refunding' && !isDone(intents, ESCROW_PURPOSE.fail))
    return askEscrow(work, offering, ESCROW_PURPOSE.fail, failCall())
  const waiting = await selectInStates(work.db, offering.id, ['confirmed', 'allocated'])
  if (waiting.length > 0) {
    await askInBatches(work, { offering, intents }, ESCROW_PURPOSE.refund, counted(waiting), refundCall)
    await askReleases(work, offering, await notReleased(work, found, intents))
    return true
  }
  await holdReserved(work.db, offering.id)
  for (const reserved of await selectInStates(work.db, offering.id, RESERVED_STATES))
    await move(work, reserved, 'expired', { reason: 'OFFERING_CLOSED' })
  // Given up half-way through: what was issued before is paid for.
  return endWith(work, found, intents, 'refunded')
}

/**
 * Nobody waits any more. Each release is tried once before that is told; one that failed holds nothing up, and is asked for
 * again afterwards.
 */
async function endWith(
  work: Work,
  found: Sale,
  intents: readonly Intent[],
  status: 'closed' | 'refunded',
): Promise<boolean> {
  const { offering } = found
  const left = await notReleased(work, found, intents)
  const untried = left.filter((call) => !intents.some(({ data }) => data === call))
  if (await askReleases(work, offering, untried)) return true
  const isOver = left.length === 0 ? { releasedAt: work.now, failure: null } : {}
  await updateOffering(work.db, offering.id, { status, closedAt: work.now, ...isOver })
  await appendAudit(work, { action: `offering.${status}`, subject: offering.id })
  return true
}

/**
 * What sends the money of issued units to the treasury, in each currency that it was paid in and that nobody who paid in it
 * waits for any more. What was paid at a bank is with the issuer already; the contract is told that it is theirs.
 */
async function notReleased(
  { db }: Work,
  { offering, instrument }: Sale,
  intents: readonly Intent[],
): Promise<Hex[]> {
  const issuedOnes = await selectInStates(db, offering.id, ['issued'])
  const waiting = await selectInStates(db, offering.id, ['confirmed', 'allocated'])
  const isDue = (index: number) =>
    issuedOnes.some((one) => paidIn(one) === index) && !waiting.some((one) => paidIn(one) === index)
  const calls = [...payables(instrument).map(({ index }) => index), FIAT].filter(isDue).map(releaseCall)
  return calls.filter((call) => !intents.some((intent) => intent.data === call && hasHappened(intent)))
}

/** False when there is nothing to ask for. */
async function askReleases(work: Work, offering: Offering, calls: readonly Hex[]): Promise<boolean> {
  let asked = false
  for (const call of calls) {
    const purpose = call === releaseFiatCall() ? ESCROW_PURPOSE.releaseFiat : ESCROW_PURPOSE.release
    asked = (await askEscrow(work, offering, purpose, call)) || asked
  }
  return asked
}

async function askInBatches(
  work: Work,
  { offering, intents }: { readonly offering: Offering; readonly intents: readonly Intent[] },
  purpose: string,
  waiting: Parameters<typeof batchesOf>[0],
  data: (numbers: readonly bigint[]) => Hex,
): Promise<void> {
  for (const batch of batchesOf(waiting, failedBatches(intents, purpose)))
    await askEscrow(work, offering, purpose, data(batch))
}

/** As the contract counts them. */
function counted(waiting: readonly Subscription[]) {
  return waiting.flatMap((one) =>
    one.number === null ? [] : [{ number: one.number, currency: paidIn(one) }],
  )
}

function paidIn({ isFiat, currency }: Subscription): number {
  return isFiat ? FIAT : currency
}

function failedBatches(intents: readonly Intent[], purpose: string): (readonly bigint[])[] {
  return intents
    .filter((one) => one.purpose === purpose && one.status === 'failure')
    .map(({ data }) => numbersIn(data))
}

import { paidAtBank } from '../../bank/bank.service.ts'
import { displayDecimal } from '../../kernel/decimal.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { lapsedReconfirmations } from '../change/offering-change.service.ts'
import { timesOf, type Offering, type Sale } from '../offering.ts'
import { askBackAgain, rejectLapsed } from '../refund/refund.service.ts'
import { selectLeaving } from '../subscription/leaving.store.ts'
import { RESERVED_STATES } from '../subscription/subscription-state.ts'
import { move } from '../subscription/subscription.service.ts'
import { holdSubscriptions, selectInStates } from '../subscription/subscription.store.ts'
import type { Subscription } from '../subscription/subscription.ts'

/** Ends what was not reconfirmed in time; true where something of it is newly asked for. */
export async function endLapsed(work: Work, { id, status }: Offering): Promise<boolean> {
  if (status !== 'open') return false
  let asked = false
  const ending = await heldStill(
    work,
    () => lapsedUnpaid(work, id),
    (one) => one,
  )
  for (const one of ending) asked = (await rejectLapsed(work, one)) || asked
  return asked
}

/** What was asked back and did not come is asked back again; true where something of it is. */
export async function giveBackAgain(work: Work, { id, status }: Offering): Promise<boolean> {
  if (status !== 'open') return false
  let asked = false
  const leaving = await heldStill(
    work,
    () => selectLeaving(work.db, id),
    (one) => one,
  )
  for (const one of leaving) asked = (await askBackAgain(work, one)) || asked
  return asked
}

async function lapsedUnpaid(work: Work, id: OfferingId): Promise<readonly SubscriptionId[]> {
  const lapsed = await lapsedReconfirmations(work.db, id, work.now)
  // What two people have yet to take from the bank ends once it is in escrow.
  const paidFor = await paidAtBank(work.db, lapsed)
  return lapsed.filter((one) => !paidFor.has(one))
}

/** Reservations that were not paid for in time end, and their investors are told; true where there were some. */
export async function expireReservations(work: Work, { offering, instrument }: Sale): Promise<boolean> {
  const isOver = Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0
  const late = await heldStill(
    work,
    () => lateReservations(work, offering.id, isOver),
    (one) => one.id,
  )
  for (const one of late)
    if (await move(work, one, 'expired', { reason: isOver ? 'OFFERING_CLOSED' : 'NOT_PAID' }))
      await enqueueNotice(work, {
        topic: isOver ? 'subscription.expired-at-end' : 'subscription.expired',
        subject: one.id,
        audience: { investor: one.investor },
        facts: { instrument: instrument.name, units: displayDecimal(one.units, instrument.decimals) },
      })
  return late.length > 0
}

async function lateReservations(
  work: Work,
  id: OfferingId,
  isOver: boolean,
): Promise<readonly Subscription[]> {
  const reserved = await selectInStates(work.db, id, RESERVED_STATES)
  // Money that is at the bank in time waits for two people, not for the investor; after the window for those who confirm it alone.
  const paidFor = await paidAtBank(
    work.db,
    reserved.map((one) => one.id),
    { mayBuyLess: !isOver },
  )
  return reserved.filter(
    (one) => Temporal.Instant.compare(one.validBefore, work.now) <= 0 && !paidFor.has(one.id),
  )
}

/** Holds what is found, and finds it again: whoever had one in hand meanwhile may have given it time, or brought its money. */
async function heldStill<T>(
  work: Work,
  find: () => Promise<readonly T[]>,
  idOf: (one: T) => SubscriptionId,
): Promise<readonly T[]> {
  const held = (await find()).map(idOf)
  if (held.length === 0) return []
  await holdSubscriptions(work.db, held)
  return (await find()).filter((one) => held.includes(idOf(one)))
}

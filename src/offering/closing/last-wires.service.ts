import { paidAtBank } from '../../bank/bank.service.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { timesOf, type Sale } from '../offering.ts'
import { markWiresTold } from '../subscription/fiat-due.store.ts'
import { RESERVED_STATES } from '../subscription/subscription-state.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import { wiresFor } from '../subscription/wire.service.ts'

/**
 * Tells officers, once no wire can be begun any more, for how many subscriptions money is at the bank and waits for one of them:
 * what is not confirmed in the window is not taken by the contract. They are told again where more comes. False where nothing
 * waits, or they were told of all of it.
 */
export async function tellLastWires(work: Work, { offering, instrument }: Sale): Promise<boolean> {
  const isOver = Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0
  if (offering.status !== 'open' || isOver) return false
  if (!(await wiresFor(work.db, instrument, work.now))?.isTooLate) return false
  const reserved = await selectInStates(work.db, offering.id, RESERVED_STATES)
  const waiting = await paidAtBank(
    work.db,
    reserved.map(({ id }) => id),
  )
  if (!(await markWiresTold(work.db, waiting, work.now))) return false
  await enqueueNotice(work, {
    topic: 'bank.last-day',
    subject: offering.id,
    audience: { role: 'officer', issuer: instrument.issuer },
    facts: {
      instrument: instrument.name,
      count: String(waiting.size),
      closes: instrument.offering.closes.toString(),
    },
  })
  return true
}

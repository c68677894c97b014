import type { Instrument } from '../instrument/instrument.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { lockFor } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { selectOffering } from './offering.store.ts'
import { passesNow } from './subscription-rules.service.ts'
import { move, timeToPay } from './subscription.service.ts'
import { selectReservation, updateValidBefore } from './subscription.store.ts'
import type { Subscription } from './subscription.ts'

/**
 * What follows for an investor from an officer’s word or a fact that was recorded: once nothing stops their reservation any
 * more they are told, and have their time to pay from now on.
 */
export async function goOn(work: Work, instrument: Instrument, investor: InvestorId): Promise<void> {
  const reserved = await lockedReservation(work, instrument, investor)
  if (reserved === null || !(await passesNow(work, reserved, instrument))) return
  const until = work.now.add(await timeToPay(work.db, instrument))
  await updateValidBefore(work.db, reserved.id, until)
  await enqueueNotice(work, {
    topic: 'rules.cleared',
    subject: reserved.id,
    audience: { investor },
    facts: {
      instrument: instrument.name,
      until: until.toZonedDateTimeISO(instrument.timeZone).toPlainDate().toString(),
    },
  })
}

/** An officer has declined what was asked for: the units are on sale again, and the investor is told. */
export async function declineReservation(
  work: Work,
  instrument: Instrument,
  investor: InvestorId,
): Promise<void> {
  const reserved = await lockedReservation(work, instrument, investor)
  if (reserved === null || !(await move(work, reserved, 'rejected', { reason: 'DOUBT_NOT_CLEARED' }))) return
  await enqueueNotice(work, {
    topic: 'rules.refused',
    subject: reserved.id,
    audience: { investor },
    facts: { instrument: instrument.name },
  })
}

async function lockedReservation(
  { db, now }: Work,
  { id }: Instrument,
  investor: InvestorId,
): Promise<Subscription | null> {
  const offering = await selectOffering(db, { instrument: id })
  if (offering === null) return null
  const find = () => selectReservation(db, offering.id, investor, now)
  const found = await find()
  if (found === null) return null
  await lockFor(db, found.id)
  // It may have been paid or given up meanwhile.
  return find()
}

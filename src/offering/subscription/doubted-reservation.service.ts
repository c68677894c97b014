import type { Instrument } from '../../instrument/instrument.ts'
import type { DecisionId, InvestorId, SubscriptionId } from '../../kernel/ids.ts'
import { lockFor } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { CLEARED_DAYS } from '../../restriction/judgement.ts'
import { rulesLock } from '../../restriction/rule.service.ts'
import { selectOffering } from '../offering.store.ts'
import { isStoppedBy } from '../refusal.store.ts'
import { passesNow } from './subscription-rules.service.ts'
import { heldReservation, move, payBefore } from './subscription.service.ts'
import { holdSubscriptions, selectReservation, updateValidBefore } from './subscription.store.ts'
import type { Subscription } from './subscription.ts'
import { timesOf } from '../offering.ts'

/**
 * Keeps what investors have reserved, and the rules of its issuer, from others until the end of the transaction: before anything
 * is written down after which they may `goOn` or not.
 */
export async function holdDoubted(
  { db, now }: Work,
  { id, issuer }: Instrument,
  investors: Iterable<InvestorId>,
): Promise<void> {
  const offering = await selectOffering(db, { instrument: id })
  const reserved: SubscriptionId[] = []
  if (offering !== null)
    for (const investor of investors) {
      const found = await selectReservation(db, offering.id, investor, now)
      if (found !== null) reserved.push(found.id)
    }
  await holdSubscriptions(db, reserved)
  await lockFor(db, rulesLock(issuer))
}

/**
 * What follows for an investor from an officer’s word or a fact that was recorded: once nothing stops their reservation any
 * more they are told, and have their time to pay from now on.
 *
 * @param cleared the doubt that officers cleared; who could reserve nothing because of it is told to ask again
 */
export async function goOn(
  work: Work,
  instrument: Instrument,
  investor: InvestorId,
  cleared: DecisionId | null = null,
): Promise<void> {
  const reserved = await lockedReservation(work, instrument, investor)
  if (reserved === null) return askAgain(work, instrument, investor, cleared)
  if (!(await passesNow(work, reserved, instrument))) return
  const until = await payBefore(work, instrument)
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

async function askAgain(
  work: Work,
  instrument: Instrument,
  investor: InvestorId,
  cleared: DecisionId | null,
): Promise<void> {
  if (cleared === null || !(await isStoppedBy(work.db, cleared))) return
  if (Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0) return
  await enqueueNotice(work, {
    topic: 'rules.cleared-ask',
    subject: (await selectOffering(work.db, { instrument: instrument.id }))?.id ?? null,
    audience: { investor },
    facts: { instrument: instrument.name, days: String(CLEARED_DAYS) },
  })
}

/** An officer has declined what was asked for: units that were kept are on sale again, and the investor is told. */
export async function declineReservation(
  work: Work,
  instrument: Instrument,
  investor: InvestorId,
  declined: DecisionId,
): Promise<void> {
  const reserved = await lockedReservation(work, instrument, investor)
  const isToldOf =
    reserved === null
      ? await isStoppedBy(work.db, declined)
      : await move(work, reserved, 'rejected', { reason: 'DOUBT_NOT_CLEARED' })
  if (!isToldOf) return
  await enqueueNotice(work, {
    topic: 'rules.refused',
    subject: reserved?.id ?? (await selectOffering(work.db, { instrument: instrument.id }))?.id ?? null,
    audience: { investor },
    facts: { instrument: instrument.name },
  })
}

async function lockedReservation(
  work: Work,
  { id }: Instrument,
  investor: InvestorId,
): Promise<Subscription | null> {
  const offering = await selectOffering(work.db, { instrument: id })
  return offering === null ? null : heldReservation(work, offering.id, investor)
}

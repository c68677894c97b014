import { createHash } from 'node:crypto'
import type { Instrument } from '../../instrument/instrument.ts'
import { newId, type ChangeId, type OfferingId, type SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Work } from '../../platform/work.ts'
import { OPEN_STATES } from '../board/board.ts'
import {
  countReconfirmations,
  insertChange,
  insertReconfirmation,
  selectChanges,
  selectCommitments,
  selectReconfirmations,
} from './offering-change.store.ts'
import { givenBy, toReconfirm, withdrawableUntil, type OfferingChange } from './offering-change.ts'
import { dropPrepared, lockOffering, selectOffering } from '../offering.store.ts'
import { selectInStates, selectSubscription } from '../subscription/subscription.store.ts'
import { offeringView } from '../offering.service.ts'
import type { Subscription } from '../subscription/subscription.ts'
import { timesOf } from '../offering.ts'

/**
 * Tells every subscriber of an open offering that something about it has changed, with what they may do and until when. Who
 * prepared its closing prepared it on other terms.
 */
export async function tellChange(
  work: Work,
  by: { readonly id: OfferingId } | { readonly instrument: Instrument['id'] },
  what: string,
): Promise<Result<OfferingChange, 'NOT_FOUND' | 'OFFERING_NOT_READY' | 'OFFERING_CLOSED'>> {
  const held = await holdOffering(work.db, by)
  const view = held === null ? null : await offeringView(work.db, { id: held }, work.now)
  if (view === null) return refuse('NOT_FOUND')
  const { offering, instrument } = view
  if (offering.status === 'opening') return refuse('OFFERING_NOT_READY')
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const given = givenBy(instrument.offering, { now: work.now, timeZone: instrument.timeZone })
  const change: OfferingChange = { id: newId('chg'), offering: offering.id, what, given, at: work.now }
  await insertChange(work.db, change, work.by.id)
  await dropPrepared(work.db, offering.id)
  await appendAudit(work, {
    action: 'offering.changed',
    subject: offering.id,
    // The words may name people, and the log cannot be erased.
    detail: {
      change: change.id,
      sha256: createHash('sha256').update(what).digest('hex'),
      right: given?.right ?? null,
      until: given?.until.toString() ?? null,
    },
  })
  for (const { id, investor } of await selectInStates(work.db, offering.id, OPEN_STATES))
    await enqueueNotice(work, {
      topic: given === null ? 'offering.changed' : `offering.changed-${given.right}`,
      subject: id,
      audience: { investor },
      facts: {
        instrument: instrument.name,
        until: given?.until.toString() ?? '',
      },
    })
  return ok(change)
}

/** Keeps an offering as it stands until the end of the transaction; null where there is none. */
export async function holdOffering(
  db: Db,
  by: { readonly id: OfferingId } | { readonly instrument: Instrument['id'] },
): Promise<OfferingId | null> {
  const found = await selectOffering(db, by)
  if (found === null) return null
  await lockFor(db, found.id)
  await lockOffering(db, found.id)
  return found.id
}

/** What changed about an offering, with how many have reconfirmed and how many of those who had agreed have yet to. */
export async function changesOf(
  db: Db,
  offering: OfferingId,
): Promise<readonly (OfferingChange & { readonly reconfirmed: number; readonly waiting: number })[]> {
  const changes = await selectChanges(db, offering)
  if (changes.length === 0) return []
  const counts = await countReconfirmations(db, offering)
  const open = await unreconfirmed(db, offering, changes)
  return changes.map((change) => ({
    ...change,
    reconfirmed: counts.get(change.id) ?? 0,
    waiting: open.filter((one) => one.change.id === change.id).length,
  }))
}

/** Who had agreed before a change that has to be reconfirmed, and has not. */
async function unreconfirmed(
  db: Db,
  offering: OfferingId,
  changes: readonly OfferingChange[],
): Promise<{ readonly id: SubscriptionId; readonly change: OfferingChange }[]> {
  if (!changes.some(({ given }) => given?.right === 'reconfirm')) return []
  const open = []
  for (const { id, agreedAt } of await selectCommitments(db, { offering })) {
    const done = await selectReconfirmations(db, id)
    for (const change of toReconfirm(agreedAt, changes)) if (!done.has(change.id)) open.push({ id, change })
  }
  return open
}

/** Those whose time to reconfirm is over: their subscriptions end, and what is paid goes back. */
export async function lapsedReconfirmations(
  db: Db,
  offering: OfferingId,
  now: Temporal.Instant,
): Promise<readonly SubscriptionId[]> {
  const open = await unreconfirmed(db, offering, await selectChanges(db, offering))
  return [...new Set(open.filter(({ change }) => isOver(change, now)).map(({ id }) => id))]
}

/** The investor goes on in spite of a change. Saying so twice changes nothing. */
export async function reconfirm(
  work: Work,
  id: SubscriptionId,
  of: ChangeId,
): Promise<Result<null, 'NOT_FOUND' | 'STEP_ORDER' | 'RECONFIRMATION_NOT_ASKED' | 'RECONFIRMATION_OVER'>> {
  await lockFor(work.db, id)
  const subscription = await selectSubscription(work.db, id)
  if (subscription === null) return refuse('NOT_FOUND')
  const [commitment] = await selectCommitments(work.db, { id })
  if (commitment === undefined) return refuse('STEP_ORDER', { status: subscription.state })
  const asked = toReconfirm(commitment.agreedAt, await selectChanges(work.db, subscription.offering))
  const change = asked.find((one) => one.id === of)
  if (change === undefined) return refuse('RECONFIRMATION_NOT_ASKED')
  if (isOver(change, work.now))
    return refuse('RECONFIRMATION_OVER', { until: change.given!.until.toString() })
  const row = { change: of, subscription: id, at: work.now, by: work.by.id }
  if (await insertReconfirmation(work.db, row))
    await appendAudit(work, { action: 'subscription.reconfirmed', subject: id, detail: { change: of } })
  return ok(null)
}

/** What changed since a subscription was made, and when its investor reconfirmed it. */
export async function changesFor(
  db: Db,
  { id, offering, createdAt }: Subscription,
): Promise<
  readonly (OfferingChange & {
    readonly isToReconfirm: boolean
    readonly reconfirmedAt: Temporal.Instant | null
  })[]
> {
  const changes = await selectChanges(db, offering)
  if (changes.length === 0) return []
  const done = await selectReconfirmations(db, id)
  const [commitment] = await selectCommitments(db, { id })
  const asked = new Set(commitment === undefined ? [] : toReconfirm(commitment.agreedAt, changes))
  return changes
    .filter(({ at }) => Temporal.Instant.compare(createdAt, at) <= 0)
    .map((change) => ({
      ...change,
      isToReconfirm: asked.has(change) && !done.has(change.id),
      reconfirmedAt: done.get(change.id) ?? null,
    }))
}

/** Until when, and on which ground, what is paid may be taken back; null where it may not. */
export async function withdrawableOf(db: Db, subscription: Subscription, instrument: Instrument) {
  const [commitment] = await selectCommitments(db, { id: subscription.id })
  if (commitment === undefined) return null
  const { agreedAt, paidAt } = commitment
  return paidAt === null
    ? null
    : withdrawableUntil({
        agreedAt,
        paidAt,
        terms: instrument.offering,
        closesAt: timesOf(instrument).closesAt,
        changes: await selectChanges(db, subscription.offering),
      })
}

/** Until when somebody who has paid may still take it back or has to reconfirm, beside their cooling-off; null where nobody may. */
export async function rightsRunUntil(
  db: Db,
  offering: OfferingId,
  instrument: Instrument,
): Promise<Temporal.Instant | null> {
  const changes = await selectChanges(db, offering)
  const terms = { ...instrument.offering, coolingOffHours: 0 }
  const { closesAt } = timesOf(instrument)
  const ends = (await selectCommitments(db, { offering })).flatMap(({ agreedAt, paidAt }) =>
    paidAt === null ? [] : (withdrawableUntil({ agreedAt, paidAt, terms, closesAt, changes })?.until ?? []),
  )
  return ends.toSorted(Temporal.Instant.compare).at(-1) ?? null
}

function isOver({ given }: OfferingChange, now: Temporal.Instant): boolean {
  return given !== null && Temporal.Instant.compare(now, given.until) >= 0
}

import { newId, type InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { putPersonal, readPersonal, shred } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import { hits } from '../screening/screening.service.ts'
import {
  blockerFacts,
  erasureBlockers,
  type ErasureBlocker,
  type ErasureReason,
  type ErasureRequest,
  type HoldGround,
} from './erasure.ts'
import {
  deleteErasure,
  insertErasure,
  insertHold,
  liftHold,
  markErased,
  markLiftAsked,
  selectErasure,
  selectHolds,
  selectOpenErasures,
  selectRecordClasses,
  selectStakes,
  type HoldId,
  type LegalHold,
} from './erasure.store.ts'
import { holdForReview } from './approval.service.ts'
import { dropFormer, isHeld } from './former.service.ts'
import { investorById } from './investor.service.ts'
import { retainedUntil } from './retention.ts'

export type { LegalHold } from './erasure.store.ts'

/** Legal days of retention are days of Coordinated Universal Time. */
const ZONE = 'UTC'

/** Erases the people who sign in for an investor: they are another module's, which the server knows. */
export type EraseUsers = (work: Work, investor: InvestorId) => Promise<void>

/** Whoever asked to be erased, and everybody whose papers are held. */
export type ErasureView = {
  readonly request: ErasureRequest | null
  readonly holds: readonly LegalHold[]
  /** What stands in the way today, whether it was asked for or not. */
  readonly blockers: readonly ErasureBlocker[]
}

export async function erasureOf(db: Db, id: InvestorId, now: Temporal.Instant): Promise<ErasureView> {
  const request = await selectErasure(db, id)
  return {
    request,
    holds: await selectHolds(db, id),
    blockers: request?.status === 'erased' ? [] : await blockersOf(db, id, now),
  }
}

async function blockersOf(db: Db, id: InvestorId, now: Temporal.Instant): Promise<ErasureBlocker[]> {
  const stakes = await selectStakes(db, id)
  const holds = await selectHolds(db, id)
  const confirmed = await hits(db, {
    after: null,
    limit: 1,
    status: 'confirmed',
    subject: id,
    within: null,
  })
  const classes = await selectRecordClasses(db, id)
  return erasureBlockers({
    stakes,
    holds: holds.filter(({ liftedAt }) => liftedAt === null).map(({ ground }) => ground),
    retained: retainedUntil(stakes.lastDealingOn, confirmed.length > 0 ? [...classes, 'sanctions'] : classes),
    today: dateIn(now, ZONE),
  })
}

/** Says why nothing may be added to what is kept of an investor, or null. */
export async function restrictionRefusal(
  db: Db,
  id: InvestorId,
): Promise<'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED' | null> {
  const request = await selectErasure(db, id)
  if (request === null) return null
  return request.status === 'erased' ? 'INVESTOR_ERASED' : 'INVESTOR_RESTRICTED'
}

/** Records that an investor asks to be erased: from now on nothing is added to what is kept of them. */
export async function askErasure(
  work: Work,
  id: InvestorId,
): Promise<Result<null, 'NOT_FOUND' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, id)
  if ((await investorById(work.db, id)) === null) return refuse('NOT_FOUND')
  const request = await selectErasure(work.db, id)
  if (request?.status === 'erased') return refuse('INVESTOR_ERASED')
  if (request !== null) return ok(null)
  await insertErasure(work.db, id, { at: work.now, by: work.by.id })
  await appendAudit(work, { action: 'investor.erasure-asked', subject: id })
  return ok(null)
}

/** Takes the request back. */
export async function withdrawErasure(
  work: Work,
  id: InvestorId,
): Promise<Result<null, 'ERASURE_NOT_ASKED' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, id)
  const request = await selectErasure(work.db, id)
  if (request === null) return refuse('ERASURE_NOT_ASKED')
  if (request.status === 'erased') return refuse('INVESTOR_ERASED')
  await deleteErasure(work.db, id)
  await appendAudit(work, { action: 'investor.erasure-withdrawn', subject: id })
  return ok(null)
}

/**
 * Erases an investor who asked for it and whom nothing keeps: their key is destroyed, and with it papers, names and
 * addresses. Their movements stay in the register under an id that names nobody, so that it still balances.
 */
export async function completeErasure(
  work: Work,
  eraseUsers: EraseUsers,
  id: InvestorId,
): Promise<Result<null, ErasureReason | 'ERASURE_NOT_ASKED' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, id)
  const request = await selectErasure(work.db, id)
  if (request === null) return refuse('ERASURE_NOT_ASKED')
  if (request.status === 'erased') return refuse('INVESTOR_ERASED')
  const [blocker] = await blockersOf(work.db, id, work.now)
  if (blocker !== undefined) return refuse(blocker.reason, blockerFacts(blocker))

  // Their wallets can receive nothing any more: nobody could say whose they are.
  await holdForReview(work, id)
  await eraseUsers(work, id)
  await shred(work, id)
  await noteErased(work, id)
  return ok(null)
}

/** Notes that an investor's key was destroyed, also where nobody here had asked for it: in a restored backup. */
export async function noteErased(work: Work, id: InvestorId): Promise<void> {
  await insertErasure(work.db, id, { at: work.now, by: work.by.id })
  await markErased(work.db, id, work.now)
  await appendAudit(work, { action: 'investor.erased', subject: id })
}

/** Everybody who waits to be erased, the oldest request first. */
export function openErasures(db: Db): Promise<InvestorId[]> {
  return selectOpenErasures(db)
}

/**
 * Keeps an investor's papers and answers until the hold is lifted: from being erased, and as they were where the investor replaces
 * them or takes them back. Why is kept in their vault.
 */
export async function placeHold(
  work: Work,
  id: InvestorId,
  { ground, reason }: { readonly ground: HoldGround; readonly reason: string },
): Promise<Result<LegalHold, 'NOT_FOUND' | 'INVESTOR_ERASED'>> {
  await lockFor(work.db, id)
  if ((await investorById(work.db, id)) === null) return refuse('NOT_FOUND')
  if ((await selectErasure(work.db, id))?.status === 'erased') return refuse('INVESTOR_ERASED')
  const hold: LegalHold = {
    id: newId('hld'),
    investor: id,
    ground,
    placedAt: work.now,
    liftAsked: null,
    liftedAt: null,
  }
  await insertHold(work.db, hold, personOf(work.by))
  await putPersonal(work, id, { [holdField(hold.id)]: reason })
  await appendAudit(work, { action: 'hold.placed', subject: id, detail: { hold: hold.id, ground } })
  return ok(hold)
}

/** Why each hold was placed, by its id; what was placed without a reason, or erased, is left out. */
export async function holdReasons(
  db: Db,
  id: InvestorId,
  holds: readonly LegalHold[],
): Promise<ReadonlyMap<HoldId, string>> {
  const kept = await readPersonal(
    db,
    id,
    holds.map((hold) => holdField(hold.id)),
  )
  return new Map(
    holds.flatMap((hold) => {
      const reason = kept[holdField(hold.id)] ?? null
      return reason === null ? [] : [[hold.id, reason] as const]
    }),
  )
}

function holdField(hold: HoldId): string {
  return `hold:${hold}`
}

/** Lifts a hold: the first officer asks, another agrees, and from then on it keeps nothing. What it alone kept is destroyed. */
export async function releaseHold(
  work: Work,
  id: InvestorId,
  hold: HoldId,
): Promise<Result<LegalHold, 'NOT_FOUND' | 'HOLD_LIFTED' | 'FOUR_EYES'>> {
  await lockFor(work.db, id)
  const found = (await selectHolds(work.db, id)).find((one) => one.id === hold)
  if (found === undefined) return refuse('NOT_FOUND')
  if (found.liftedAt !== null) return refuse('HOLD_LIFTED')
  const by = { at: work.now, by: personOf(work.by) }
  if (found.liftAsked === null) {
    await markLiftAsked(work.db, hold, by)
    await appendAudit(work, { action: 'hold.lift-asked', subject: id, detail: { hold } })
    return ok({ ...found, liftAsked: by })
  }
  if (found.liftAsked.by === by.by) return refuse('FOUR_EYES')
  await liftHold(work.db, hold, by)
  if (!(await isHeld(work.db, id))) await dropFormer(work, id)
  await appendAudit(work, { action: 'hold.lifted', subject: id, detail: { hold } })
  return ok({ ...found, liftedAt: work.now })
}

import { toHex, type Hex } from 'viem'
import { hardCapOf } from '../../instrument/instrument.ts'
import { mayDealNow } from '../../investor/investor-screening.service.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Facts, type FieldError, type Refusal, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { blindIndex } from '../../platform/vault/seal.ts'
import { putPersonal, readableSubjects, readPersonal, shred } from '../../platform/vault/vault.ts'
import { personOf, type Work } from '../../platform/work.ts'
import { agreementsOfOthers } from '../agreement/agreement.service.ts'
import { countOpenAgreements } from '../subscription/agreement.store.ts'
import { allotmentReasons } from './allotment.service.ts'
import { forgetReasons, selectAllotments } from './allotment.store.ts'
import {
  allocationOf,
  allottedTo,
  closingRefusal,
  type ClosingFacts,
  type ClosingRefusal,
} from './closing.ts'
import { cancelCall } from '../escrow/escrow.chain.ts'
import { askEscrow, ESCROW_PURPOSE } from '../escrow/escrow-intents.service.ts'
import { holdReserved } from '../subscription/sale-lock.service.ts'
import { move } from '../subscription/subscription.service.ts'
import { lapsedReconfirmations, rightsRunUntil } from '../change/offering-change.service.ts'
import {
  keepCancellation,
  lockOffering,
  selectCancellation,
  updateOffering,
  type Cancellation,
} from '../offering.store.ts'
import { selectInStates, selectOfferingsOf } from '../subscription/subscription.store.ts'
import { selectLeaving } from '../subscription/leaving.store.ts'
import { unfundedAtBank } from '../fiat/fiat-subscription.service.ts'
import { selectLastPaid, selectTotals } from '../subscription/subscription-sums.store.ts'
import { type Offering, type Sale, timesOf } from '../offering.ts'
import { RESERVED_STATES } from '../subscription/subscription-state.ts'
import { lotsIfIssued } from './subscription-lot.service.ts'
import type { Subscription } from '../subscription/subscription.ts'
import { soldBy } from '../offering.service.ts'

/** Why an offering cannot close now: its own rules, lists that are too old to deliver units by, or locks that nobody can tell. */
type ClosingStop =
  | ClosingRefusal
  | 'FUNDING_MISSING'
  | 'AGREEMENTS_OF_OTHERS'
  | 'SCREENING_STALE'
  | 'LOT_FACTS_MISSING'

/** Who would get how many if the offering closed now, and why it cannot if it cannot. */
export type ClosingPreview = {
  /** Why is in the words of its issuer; null once somebody was erased whom they may name. */
  readonly cancellation: (Cancellation & { readonly reason: string | null }) | null
  readonly refusal: {
    readonly reason: ClosingStop
    readonly facts: Readonly<Record<string, string>>
    /** What the rules ask and nobody has recorded: the path of each fact, and what it is. */
    readonly errors: readonly FieldError[]
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
  const found = await soldBy(db, id)
  if (found === null) return null
  const refusal = await refusalToClose(db, found, now)
  const { units, allotments } = await allocations(db, found)
  const shown = await selectInStates(db, id, ['confirmed', 'allocated', 'issued', 'refunded'])
  const reasons = await allotmentReasons(db, allotments, shown)
  return {
    cancellation: await cancellationOf(db, id),
    refusal:
      refusal === null
        ? null
        : { reason: refusal.reason, facts: refusal.facts, errors: refusal.errors ?? [] },
    allocations: shown.flatMap((one) => {
      const gets = units.get(one.id) ?? one.allotted
      return gets === null ? [] : [{ subscription: one, units: gets, reason: reasons.get(one.id) ?? null }]
    }),
  }
}

async function cancellationOf(db: Db, id: OfferingId): Promise<ClosingPreview['cancellation']> {
  const cancellation = await selectCancellation(db, id)
  if (cancellation === null) return null
  return { ...cancellation, reason: (await readPersonal(db, id, [CANCELLED]))[CANCELLED] }
}

/** What each subscription whose money is in escrow gets as things stand, and what was allotted by hand. */
export async function allocations(db: Db, { offering, instrument }: Sale) {
  const paid = await selectInStates(db, offering.id, ['confirmed'])
  const allotments = await selectAllotments(db, offering.id)
  const units = allocationOf(paid, {
    rule: instrument.offering.allocation,
    hardCap: hardCapOf(instrument),
    allotments,
  })
  return { paid, allotments, units: new Map(paid.map(({ id }, i) => [id, units[i] ?? 0n])) }
}

/** Subscriptions that a refusal names; it counts all. */
const NAMED_MAX = 20

/** Why an offering cannot close now, or null; what its lots are bound by has to be known before there are any. */
async function refusalToClose(
  db: Db,
  found: Sale,
  now: Temporal.Instant,
): Promise<Refusal<ClosingStop> | null> {
  const refusal = closingRefusal(await closingFacts(db, found, now))
  if (refusal !== null) return refusal
  const paid = await selectInStates(db, found.offering.id, ['confirmed'])
  const unfunded = await unfundedAtBank(db, paid)
  if (unfunded.length > 0) return refuse('FUNDING_MISSING', named(unfunded))
  const others = await agreementsOfOthers(db, found.offering.id)
  if (others.length > 0) return refuse('AGREEMENTS_OF_OTHERS', named(others))
  if (!(await mayDealNow(db))) return refuse('SCREENING_STALE')
  const lots = await lotsIfIssued(db, found.instrument, paid, now)
  return lots.ok ? null : lots
}

function named(ids: readonly SubscriptionId[]): Facts {
  return { count: String(ids.length), subscriptions: ids.slice(0, NAMED_MAX).join(', ') }
}

/** What the rules of a closing ask for, as it stands now. */
export async function closingFacts(
  db: Db,
  { offering, instrument }: Sale,
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
    hardCap: hardCapOf(instrument),
    closesAt,
    finalBy,
    now,
    subscribed: totals.get('confirmed')?.units ?? 0n,
    allotted: isByHand ? allottedTo(paid, allotments) : null,
    underWay: totals.get('funded')?.count ?? 0,
    leaving: (await selectLeaving(db, offering.id)).length,
    waiting: (totals.get('confirmed')?.count ?? 0) + (totals.get('allocated')?.count ?? 0),
    lastAt: await selectLastPaid(db, offering.id),
    rightsUntil: await rightsRunUntil(db, offering.id, instrument),
    lapsed: (await lapsedReconfirmations(db, offering.id, now)).length,
    agreementsOpen: await countOpenAgreements(db, offering.id),
  }
}

/* TWO PEOPLE */

/** The first of two people says that the offering is to close as the preview shows it. */
export async function prepareClosing(
  work: Work,
  id: OfferingId,
): Promise<Result<Offering, 'NOT_FOUND' | ClosingStop>> {
  await lockFor(work.db, id)
  await lockOffering(work.db, id)
  const found = await soldBy(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const refusal = await refusalToClose(work.db, found, work.now)
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
): Promise<Result<Offering, 'NOT_FOUND' | 'CLOSING_NOT_PREPARED' | 'FOUR_EYES' | ClosingStop>> {
  await lockFor(work.db, id)
  await holdReserved(work.db, id)
  await lockOffering(work.db, id)
  const found = await soldBy(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { offering } = found
  const refusal = await refusalToClose(work.db, found, work.now)
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

/** Where in the vault, under the id of an offering, its issuer's words about giving it up are: they may name people. */
const CANCELLED = 'cancelled'

/** Gives a raise up before it closes: everybody is paid back. What its issuer says about it is in the vault. */
export async function cancelOffering(
  work: Work,
  id: OfferingId,
  reason: string,
): Promise<
  Result<Offering, 'NOT_FOUND' | 'OFFERING_CLOSED' | 'SUBSCRIPTIONS_UNSETTLED' | 'PROTOCOL_NOT_DEPLOYED'>
> {
  await lockFor(work.db, id)
  const found = await soldBy(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { offering } = found
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const { underWay } = await closingFacts(work.db, found, work.now)
  if (underWay > 0) return refuse('SUBSCRIPTIONS_UNSETTLED', { count: String(underWay) })
  const hash = wordsHash(id, reason)
  if (!(await askEscrow(work, offering, ESCROW_PURPOSE.fail, cancelCall(hash))))
    return refuse('PROTOCOL_NOT_DEPLOYED')
  await updateOffering(work.db, id, { status: 'refunding', failure: null })
  await keepCancellation(work.db, id, { by: personOf(work.by), at: work.now })
  await putPersonal(work, id, { [CANCELLED]: reason })
  await appendAudit(work, { action: 'offering.cancelled', subject: id, detail: { hash } })
  return ok({ ...offering, status: 'refunding' })
}

/** The log and the chain cannot be erased, and short words can be guessed from a plain hash. */
function wordsHash(id: OfferingId, words: string): Hex {
  return toHex(blindIndex('offering cancellation', `${id} ${words}`))
}

/** Destroys what was said of giving offerings up that an investor subscribed to, and of what they were allotted: it may be about them. */
export async function eraseWordsOf(work: Work, investor: InvestorId): Promise<void> {
  const offerings = await selectOfferingsOf(work.db, { investor })
  for (const id of await readableSubjects(work.db, offerings)) await shred(work, id)
  await forgetReasons(work.db, investor)
}

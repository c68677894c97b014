import { unitsFor } from '../../instrument/price.ts'
import { REPLACED } from './subscription-state.ts'
import { investorById, walletsOf } from '../../investor/investor.service.ts'
import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import { displayDecimal } from '../../kernel/decimal.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { dateIn } from '../../kernel/time.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor } from '../../platform/db/database.ts'
import { enqueueNotice } from '../../platform/outbox.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import type { Work } from '../../platform/work.ts'
import { attemptsRefusal } from './attempts.service.ts'
import { eligibilityOf, purchaseOf } from './eligibility.service.ts'
import { interestRefusal, type InterestRefusal } from './interest.ts'
import { stopsOfPurchase } from './receiving.service.ts'
import { offeringView, stageOf } from '../offering.service.ts'
import { createSubscription, move, newSubscription } from './subscription.service.ts'
import {
  holdSubscriptions,
  insertSubscription,
  selectInStates,
  selectReservation,
} from './subscription.store.ts'
import { selectInterest, takeInterests } from './interest.store.ts'
import { subscribe, type Subscription } from './subscription.ts'
import { timesOf } from '../offering.ts'

/** So long after an interest was looked at it is looked at again. */
const TRIED_AGAIN = { minutes: 15 } as const
/** So many of an offering are looked at in one go. */
const AT_ONCE_MAX = 100

/**
 * Says that an investor who cannot subscribe yet would for so much. An investor has one interest in an offering: the same
 * again answers with it, another amount takes its place.
 *
 * @param amount minor units of the payment currency
 */
export async function expressInterest(
  work: Work,
  asked: { readonly offering: OfferingId; readonly investor: InvestorId; readonly amount: bigint },
): Promise<
  Result<
    Subscription,
    InterestRefusal | 'ATTEMPTS_TOO_MANY' | 'INVESTOR_RESTRICTED' | 'INVESTOR_ERASED' | 'NOT_FOUND'
  >
> {
  await lockFor(work.db, asked.offering)
  const view = await offeringView(work.db, { id: asked.offering }, work.now)
  const investor = await investorById(work.db, asked.investor)
  const eligibility = await eligibilityOf(work.db, asked.offering, asked.investor, {
    now: work.now,
    withClaims: true,
  })
  if (view === null || investor === null || eligibility === null) return refuse('NOT_FOUND')
  const { restriction } = eligibility.about
  if (restriction !== null) return refuse(restriction)
  const spent = await attemptsRefusal(work, investor.id)
  if (spent !== null) return spent
  const { amount } = asked
  const reserved = await selectReservation(work.db, asked.offering, asked.investor, work.now)
  const facts = await purchaseOf(work.db, view, { investor, amount, wallet: null, reserved }, work.now)
  const isKeptOut = eligibility.token.length > 0 || eligibility.law.length > 0
  const refusal = interestRefusal(facts, isKeptOut)
  if (refusal !== null) return refusal
  const before = await selectInterest(work.db, asked.offering, asked.investor)
  if (before?.amount === amount) return ok(before)
  if (before !== null) await move(work, before, 'withdrawn', { reason: REPLACED })
  const interest = newSubscription(work, asked, {
    state: 'interest',
    wallet: null,
    units: unitsFor(facts.priced, facts),
    amount,
    currency: 0,
    validBefore: timesOf(view.instrument).closesAt,
  })
  await insertSubscription(work.db, interest, work.by.id)
  await appendAudit(work, {
    action: 'subscription.interest',
    subject: interest.id,
    detail: {
      offering: asked.offering,
      units: interest.units.toString(),
      amount: interest.amount.toString(),
    },
  })
  return ok(interest)
}

/** Whose turn it is in an open offering, whoever came first first: each is looked at once in `TRIED_AGAIN`. */
export async function interestsDue(work: Work, id: OfferingId): Promise<readonly Subscription[]> {
  const view = await offeringView(work.db, { id }, work.now)
  if (view === null || stageOf(view.offering) !== 'open') return []
  const { opens } = view.instrument.offering
  if (Temporal.PlainDate.compare(dateIn(work.now, view.instrument.timeZone), opens) < 0) return []
  return takeInterests(work.db, id, {
    before: work.now.subtract(TRIED_AGAIN),
    now: work.now,
    limit: AT_ONCE_MAX,
  })
}

/**
 * Keeps the units of an interest for its investor where they may subscribe now, as if they had asked, and tells them. False
 * while they may not, or not for this amount any more: then it stays what it is.
 */
export async function takeUpInterest(work: Work, rpc: Rpc, interest: Subscription): Promise<boolean> {
  const { offering, investor, amount } = interest
  // The chain is not asked for who would be refused.
  if ((await attemptsRefusal(work, investor)) !== null) return false
  // Nobody's reservation waits while the chain takes its time.
  const asked = await purchaseNow(work, interest)
  if (asked === null) return false
  const stops = await stopsOfPurchase(rpc, asked.view, asked)
  if (stops.length > 0) return false
  await lockFor(work.db, offering)
  const now = await purchaseNow(work, interest)
  if (now === null || now.wallet !== asked.wallet) return false
  const { wallet, view } = now
  const reserved = await createSubscription(work, { offering, investor, amount, wallet, stops })
  if (!reserved.ok) return false
  const { instrument } = view
  await enqueueNotice(work, {
    topic: 'subscription.taken-up',
    subject: reserved.value.id,
    audience: { investor },
    facts: {
      instrument: instrument.name,
      units: displayDecimal(reserved.value.units, instrument.decimals),
      until: reserved.value.validBefore.toZonedDateTimeISO(instrument.timeZone).toPlainDate().toString(),
    },
  })
  return true
}

/** What an interest would buy as it stands, and the wallet that it would come to; null where its investor may not have it. */
async function purchaseNow(work: Work, { offering, investor, amount }: Subscription) {
  const view = await offeringView(work.db, { id: offering }, work.now)
  const buyer = await investorById(work.db, investor)
  const interest = await selectInterest(work.db, offering, investor)
  const eligibility = await eligibilityOf(work.db, offering, investor, { now: work.now, withClaims: true })
  if (view === null || buyer === null || interest?.amount !== amount || eligibility === null) return null
  if (eligibility.offering.length + eligibility.token.length + eligibility.law.length > 0) return null
  const ready = (await walletsOf(work.db, investor)).find(({ status }) => status === 'ready')
  if (ready === undefined) return null
  const wallet = ready.address
  const reserved = await selectReservation(work.db, offering, investor, work.now)
  const purchase = { investor: buyer, amount, wallet, reserved }
  return subscribe(await purchaseOf(work.db, view, purchase, work.now)).ok ? { view, wallet, amount } : null
}

/** Lets interests in an offering run out whose window is over, or that is not open any more. */
export async function endInterests(
  work: Work,
  {
    offering,
    instrument,
  }: Pick<NonNullable<Awaited<ReturnType<typeof offeringView>>>, 'offering' | 'instrument'>,
): Promise<boolean> {
  const isOver = Temporal.Instant.compare(work.now, timesOf(instrument).closesAt) >= 0
  if (offering.status === 'open' && !isOver) return false
  const left = await selectInStates(work.db, offering.id, ['interest'])
  await holdSubscriptions(
    work.db,
    left.map(({ id }) => id),
  )
  for (const one of left) await move(work, one, 'expired', { reason: 'OFFERING_OVER' })
  return left.length > 0
}

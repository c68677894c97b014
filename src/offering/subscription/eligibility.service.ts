import type { Address } from 'viem'
import { hardCapOf } from '../../instrument/instrument.ts'
import { accreditationOf } from '../../investor/accreditation.service.ts'
import { restrictionRefusal } from '../../investor/erasure.service.ts'
import { investorById, walletByAddress, walletsOf } from '../../investor/investor.service.ts'
import { mayDealNow } from '../../investor/investor-screening.service.ts'
import { kycStatusOn, type Investor, type Wallet } from '../../investor/investor.ts'
import type { InvestorId, OfferingId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import type { ExplainedReason } from '../../restriction/explained-reason.ts'
import { foreseen } from '../../restriction/rule.service.ts'
import { investorLimit } from './investment-limit.service.ts'
import { isInvited } from '../invitation.store.ts'
import { stageOf, offeringView } from '../offering.service.ts'
import { packsBefore, purchaseAsk, type Purchase } from './subscription-rules.service.ts'
import { selectReservation } from './subscription.store.ts'
import { selectUnpaid } from './subscription-sums.store.ts'
import {
  quoteOf,
  refusalsOf,
  type Subscription,
  type SubscriptionFacts,
  type SubscriptionRefusal,
} from './subscription.ts'
import { qualification, type Qualifying, type QualificationStatus } from '../qualification.ts'
import { tokenRefusals, type TokenRefusal } from '../refusal/token-refusal.ts'

/** Whether an investor could subscribe for the smallest amount now, with every reason why not. Nothing is kept. */
export type Eligibility = {
  readonly offering: readonly {
    readonly reason: SubscriptionRefusal
    readonly facts: Readonly<Record<string, string>>
  }[]
  /** What the token would refuse, whatever the law says; who is not accredited may have claimed it already. */
  readonly token: readonly (TokenRefusal | 'ACCREDITATION_PENDING')[]
  readonly law: readonly ExplainedReason[]
  /** Doubts that keep nobody from reserving units, and that officers have to clear before anything is paid. */
  readonly beforePayment: readonly ExplainedReason[]
  readonly qualification: QualificationStatus | null
  /** What all of this was decided on. */
  readonly about: Qualifying
  /** The smallest amount in base units; one where nothing is to be bought any more. */
  readonly units: bigint
}

const NO_LAW: Awaited<ReturnType<typeof foreseen>> = { stops: [], later: [] }

/** Why these are left out: they are about an amount, and none was named. */
const ABOUT_AN_AMOUNT: ReadonlySet<SubscriptionRefusal> = new Set([
  'TICKET_TOO_SMALL',
  'TICKET_TOO_LARGE',
  'AMOUNT_NOT_WHOLE_UNITS',
])

export type OfferingView = NonNullable<Awaited<ReturnType<typeof offeringView>>>

/** @param withClaims as of `accreditationOf` */
export async function eligibilityOf(
  db: Db,
  id: OfferingId,
  investorId: InvestorId,
  asked: { readonly now: Temporal.Instant; readonly withClaims: boolean },
): Promise<Eligibility | null> {
  const view = await offeringView(db, { id }, asked.now)
  return view === null ? null : ((await eligibilitiesOf(db, [view], investorId, asked)).get(id) ?? null)
}

/**
 * As `eligibilityOf`, for several offerings: what is known of the investor is read once. None for an investor who is not there.
 *
 * @param withClaims as of `accreditationOf`
 */
export async function eligibilitiesOf(
  db: Db,
  views: readonly OfferingView[],
  investorId: InvestorId,
  { now, withClaims }: { readonly now: Temporal.Instant; readonly withClaims: boolean },
): Promise<Map<OfferingId, Eligibility>> {
  const investor = await investorById(db, investorId)
  const found = new Map<OfferingId, Eligibility>()
  if (investor === null || views.length === 0) return found
  const buyer = {
    investor,
    wallets: await walletsOf(db, investorId),
    listsFresh: await mayDealNow(db),
    accreditation: (await accreditationOf(db, [investor], { now, withClaims })).get(investorId)!,
    restriction: await restrictionRefusal(db, investorId),
  }
  // One after the other: each reads what the law counts, and none may take all connections.
  for (const view of views) found.set(view.offering.id, await eligibilityIn(db, view, buyer, now))
  return found
}

type Buyer = Pick<SubscriptionFacts, 'listsFresh'> &
  Pick<Qualifying, 'accreditation' | 'restriction'> & {
    readonly investor: Investor
    readonly wallets: readonly Pick<Wallet, 'investor' | 'status'>[]
  }

async function eligibilityIn(
  db: Db,
  view: OfferingView,
  buyer: Buyer,
  now: Temporal.Instant,
): Promise<Eligibility> {
  const { investor, accreditation, restriction } = buyer
  const { instrument, sold } = view
  const { exact, below, above } = quoteOf(instrument, { sold, amount: instrument.offering.ticketMin.minor })
  const { units: least, amount } = exact && below !== null ? below : above
  const today = dateIn(now, 'UTC')
  const reserved = await selectReservation(db, view.offering.id, investor.id, now)
  const refusals = refusalsOf(await purchaseFacts(db, view, { ...buyer, amount, reserved }, now))
  const token = tokenRefusals(instrument, investor, today)
  // What the law asks of a purchase is asked while there is something to buy.
  const isOver = stageOf(view.offering) === 'over'
  const purchase = { instrument, investor, units: least, amount, replaces: reserved?.id ?? null }
  const law = isOver ? NO_LAW : await lawOf(db, purchase, now)
  const about = {
    instrument,
    kycStatus: kycStatusOn(investor, today),
    accreditation,
    accreditedUntil: investor.accreditedUntil,
    restriction,
    refusals: refusals.map(({ reason }) => reason),
    token,
    law: [...law.stops, ...law.later],
  }
  return {
    offering: refusals.filter(({ reason }) => !ABOUT_AN_AMOUNT.has(reason)),
    token: token.map((reason) =>
      reason === 'ACCREDITATION_NEEDED' && accreditation === 'pending' ? 'ACCREDITATION_PENDING' : reason,
    ),
    law: once(law.stops, ({ code }) => code),
    beforePayment: once(law.later, ({ code, rule }) => `${code} ${rule}`),
    qualification: qualification(about),
    about,
    units: isOver ? 1n : least,
  }
}

/**
 * What a subscription is judged on now, whether somebody subscribes or only asks whether they may. An investor has one
 * reservation of an offering: what they have reserved makes room for what they reserve instead.
 *
 * @param wallet where the units go; null is any wallet of theirs
 * @param reserved what they have reserved and may still pay
 */
export async function purchaseOf(
  db: Db,
  view: OfferingView,
  purchase: {
    readonly investor: Investor
    readonly amount: bigint
    readonly wallet: Address | null
    readonly reserved: Subscription | null
  },
  now: Temporal.Instant,
): Promise<SubscriptionFacts> {
  const { wallet, investor } = purchase
  const one = wallet === null ? null : await walletByAddress(db, wallet)
  const wallets = wallet === null ? await walletsOf(db, investor.id) : one === null ? [] : [one]
  return purchaseFacts(db, view, { ...purchase, wallets, listsFresh: await mayDealNow(db) }, now)
}

async function purchaseFacts(
  db: Db,
  { offering, instrument, unitsTaken, sold }: OfferingView,
  {
    investor,
    wallets,
    listsFresh,
    amount,
    reserved,
  }: Pick<Buyer, 'investor' | 'wallets' | 'listsFresh'> & {
    readonly amount: bigint
    readonly reserved: Subscription | null
  },
  now: Temporal.Instant,
): Promise<SubscriptionFacts> {
  return {
    offering: { stage: stageOf(offering), terms: instrument.offering },
    priced: instrument,
    sold,
    amount,
    unitsLeft: hardCapOf(instrument) - unitsTaken + (reserved?.units ?? 0n),
    now,
    today: dateIn(now, instrument.timeZone),
    isInvited: await isInvited(db, offering.id, investor.id),
    // Days of a verification are days of Coordinated Universal Time, as the registry counts them.
    investorVerified: kycStatusOn(investor, dateIn(now, 'UTC')) === 'verified',
    listsFresh,
    walletReady: wallets.some((one) => one.investor === investor.id && one.status === 'ready'),
    limit: await investorLimit(db, offering.id, instrument, investor, now),
    unpaid: await selectUnpaid(db, offering.id, investor.id, now),
  }
}

/** What packs of law say to a purchase, without keeping a decision. Nothing is counted where no pack asks. */
async function lawOf(db: Db, purchase: Purchase, now: Temporal.Instant): ReturnType<typeof foreseen> {
  const asked = await packsBefore({ db, now }, purchase.instrument, 'reservation')
  if (asked.packs.length === 0) return NO_LAW
  const { facts, ...ask } = await purchaseAsk({ db, now }, purchase, asked)
  // Whoever has not been asked yet whether it suits them is asked on the way, and may go on in spite of a warning.
  return foreseen(db, { ...ask, facts: { 'client.warningAcknowledged': true, ...facts } }, now)
}

/** The first of those with the same key. */
function once<T>(all: readonly T[], keyOf: (one: T) => string): readonly T[] {
  return [...Map.groupBy(all, keyOf).values()].map(([first]) => first!)
}

import { instruments } from '../../instrument/instrument.service.ts'
import type { Instrument } from '../../instrument/instrument.ts'
import { restrictionRefusal } from '../../investor/erasure.service.ts'
import { mayDealNow, sanctionsOfEach } from '../../investor/investor-screening.service.ts'
import { investorById, walletByAddress } from '../../investor/investor.service.ts'
import { isAccredited, kycStatusOn, type CountedInvestor, type Investor } from '../../investor/investor.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import { dateIn } from '../../kernel/time.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { ownerOf, ownersOfClass } from '../../register/owners.service.ts'
import type { Owner, Sale } from '../../restriction/counted-people.ts'
import { knownFacts, type Sanctions } from '../../restriction/known-facts.ts'
import { investorFactsOf } from '../../restriction/investor-facts.service.ts'
import {
  factsFor,
  recordedExemptions,
  recordedFacts,
  recordedFactsOf,
} from '../../restriction/rule-facts.service.ts'
import {
  foreseen,
  judge,
  NOT_ASKED,
  ruleRefusal,
  rulesLock,
  type Judgement,
  type RuleAsk,
} from '../../restriction/rule.service.ts'
import { packsOf, type AskedPacks } from '../../restriction/pack-version.service.ts'
import { EXEMPTION_RULES } from '../../restriction/rule-version.ts'
import type { RuleFacts } from '../../restriction/rule.ts'
import { selectOfferings } from '../offering.store.ts'
import { selectLive, type LiveSubscription } from './subscription-sums.store.ts'
import { updateValidBefore } from './subscription.store.ts'
import { selectSuitabilityOf } from './subscription-steps.store.ts'
import type { SuitabilityStanding } from './subscription-steps.ts'
import { walletOf, type Subscription } from './subscription.ts'
import { tokenRefusals, type TokenRefusal } from '../refusal/token-refusal.ts'
import { timesOf } from '../offering.ts'

/** Everything that is counted for the rules about one instrument: from positions and purchases, each time anew. */
export type RuleWorld = {
  readonly instrument: Instrument
  /** What is sold here in which offering, of whichever issuer. */
  readonly offerings: ReadonlyMap<string, Instrument>
  /** What officers recorded that an offering relies on as well. */
  readonly reliedOn: ReadonlyMap<string, readonly string[]>
  /** A reservation that is about to be replaced, and so counts no more. */
  readonly without: SubscriptionId | null
  /** Where its units are sold; null where they are not. */
  readonly offering: OfferingId | null
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly owners: ReadonlyMap<InvestorId, Owner>
  readonly sales: readonly Sale[]
  /** What an officer recorded about each of them. */
  readonly statements: ReadonlyMap<InvestorId, RuleFacts>
  readonly recorded: RuleFacts
}

/**
 * Reads what is counted for an instrument.
 *
 * @param without a reservation that is about to be replaced
 * @param besides others to be weighed who need not own or have bought anything
 */
export async function ruleWorld(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
  {
    without = null,
    besides = [],
  }: { readonly without?: SubscriptionId | null; readonly besides?: readonly InvestorId[] } = {},
): Promise<RuleWorld> {
  const all = new Map((await instruments(db)).map((one) => [one.id as string, one]))
  const offerings = new Map(
    (await selectOfferings(db)).flatMap(({ id, instrument: of }) => {
      const found = all.get(of)
      return found === undefined ? [] : [[id as string, found] as const]
    }),
  )
  const theirs = [...offerings].flatMap(([id, { issuer }]) => (issuer === instrument.issuer ? [id] : []))
  const since = now.subtract({ hours: 24 * 366 })
  const live = await selectLive(db, theirs, { since, now, without, buyers: null })
  const today = dateIn(now, 'UTC')
  const owners = await ownersOfClass(db, instrument, now)
  const counted = new Set([...owners.keys(), ...besides])
  for (const { offering, buyer, units, isIssued } of live) {
    counted.add(buyer.id)
    // Who has paid or reserved and not got the units yet owns them as far as limits go.
    if (!isIssued && offerings.get(offering)?.id === instrument.id)
      owners.set(buyer.id, ownerOf(buyer, (owners.get(buyer.id)?.units ?? 0n) + units, today))
  }
  const reliedOn = await recordedExemptions(db)
  const offering = [...offerings].find(([, of]) => of.id === instrument.id)?.[0] ?? null
  return {
    instrument,
    offerings,
    reliedOn,
    without,
    offering: offering as OfferingId | null,
    now,
    today,
    owners,
    sales: salesOf(live, { offerings, reliedOn }),
    statements: await recordedFactsOf(db, instrument.id, [...counted]),
    recorded: await recordedFacts(db, instrument.id, null),
  }
}

/** Subscriptions as the purchases that limits count. */
function salesOf(
  live: readonly LiveSubscription[],
  { offerings, reliedOn }: Pick<RuleWorld, 'offerings' | 'reliedOn'>,
): readonly Sale[] {
  return live.map(({ offering, buyer, amount, soldOn }) => {
    const of = offerings.get(offering)
    if (of === undefined) throw new Error(`${offering} sells no instrument`)
    const { exemption } = of.offering
    return {
      investor: buyer.id,
      instrument: of.id,
      exemptions: [EXEMPTION_RULES[exemption]?.name ?? exemption, ...(reliedOn.get(of.id) ?? [])],
      amount,
      currency: of.payment.currency,
      soldOn,
      country: buyer.country,
      accredited: isAccredited(buyer, soldOn),
    }
  })
}

/** What packs ask about whether it suits an investor, once somebody has answered for this offering. */
export function suitabilityFacts({ version, outcome, acknowledged }: SuitabilityStanding): RuleFacts {
  return {
    // No pack asks for it: the decision names the answers that it used.
    'client.suitabilityVersion': version,
    'client.appropriate': outcome === 'suitable',
    'client.warningAcknowledged': acknowledged,
    // Where a law asks that it suits, an officer says that it does; a warning says that it does not.
    ...(outcome === 'warned' ? { 'investor.appropriate': false } : {}),
  }
}

/**
 * What the rules are asked with when somebody buys so many units at an instant, of all that is known of them: what an officer
 * recorded, what follows from a verified claim and the application, what they bought of any issuer, and what the sanctions
 * lists say.
 */
export async function buyerFacts(
  db: Db,
  world: RuleWorld,
  buyer: Investor,
  wanted: Wanted,
  at: Temporal.Instant,
): Promise<RuleFacts> {
  for await (const { facts } of buyersFacts(db, world, [buyer], wanted, at)) return facts
  throw new Error(`Nothing is said of ${buyer.id}`)
}

/** Base units, and what they cost in minor units of the payment currency. */
type Wanted = { readonly units: bigint; readonly amount: bigint }

/** What is known of so many buyers is read at once. */
const BUYERS_AT_ONCE = 200

/**
 * As `buyerFacts`, of each of these in their order. What is known of them is read for many at once; the facts are made one by
 * one, since those of each tell of every sale.
 */
export async function* buyersFacts(
  db: Db,
  world: RuleWorld,
  buyers: readonly Investor[],
  wanted: Wanted,
  at: Temporal.Instant,
): AsyncGenerator<{ readonly buyer: Investor; readonly facts: RuleFacts }> {
  for (let from = 0; from < buyers.length; from += BUYERS_AT_ONCE) {
    const some = buyers.slice(from, from + BUYERS_AT_ONCE)
    const { said, bought, sanctions } = await knownOf(db, world, some, at)
    for (const buyer of some) {
      const { id } = buyer
      // Only of whoever asks: everybody else is counted by what an officer recorded.
      const known = { ...world, statements: new Map([...world.statements, [id, said.get(id) ?? {}]]) }
      const theirs = { bought: bought.get(id) ?? [], sanctions: sanctions.get(id) ?? null }
      yield { buyer, facts: purchaseFacts(known, buyer, wanted, theirs) }
    }
  }
}

/** What is known of these buyers, by their ids: what is said of them, what they bought, and what the sanctions lists say. */
async function knownOf(db: Db, world: RuleWorld, buyers: readonly Investor[], at: Temporal.Instant) {
  const { offering, statements, offerings, without, now } = world
  const ids = buyers.map(({ id }) => id)
  const said = await investorFactsOf(db, buyers, statements, at)
  // What they answered for this offering; nobody's record of it counts for more.
  const suited = offering === null ? [] : await selectSuitabilityOf(db, offering, ids)
  for (const [id, standing] of suited) said.set(id, { ...said.get(id), ...suitabilityFacts(standing) })
  const live = await selectLive(db, [...offerings.keys()], { since: null, now, without, buyers: ids })
  return {
    said,
    bought: Map.groupBy(salesOf(live, world), ({ investor }) => investor),
    sanctions: await sanctionsOfEach(db, ids, at),
  }
}

/** As `buyerFacts`, of what is counted alone; without `sanctions` or `bought`, a rule about them is a doubt. */
export function purchaseFacts(
  world: RuleWorld,
  investor: CountedInvestor,
  wanted: Wanted,
  {
    sanctions = null,
    bought = null,
  }: { readonly sanctions?: Sanctions | null; readonly bought?: readonly Sale[] | null } = {},
): RuleFacts {
  const { instrument, today, owners, sales, statements, recorded } = world
  const known = knownFacts({
    instrument,
    investor,
    ...wanted,
    today,
    owners,
    from: null,
    leaving: null,
    sales,
    bought,
    sanctions,
    statements,
    recorded,
  })
  return factsFor(instrument, { offering: recorded, investor: statements.get(investor.id) ?? {} }, known)
}

/**
 * What the rules of law say to a subscription, kept as a decision. What is issued is asked for as well as what is sold:
 * units that may not be issued are not sold. Subscriptions of one issuer are asked one after the other, so that the last
 * place under a limit goes to one of them. Before a reservation, doubts of packs that only the exemption implies are put
 * before an officer and let it pass; before payment every doubt stops.
 */
export async function judgeSubscription(
  work: Work,
  purchase: Purchase,
  before: 'reservation' | 'payment',
): Promise<Judgement> {
  const { instrument } = purchase
  const asked = await packsBefore(work, instrument, before)
  if (asked.packs.length === 0) return NOT_ASKED
  await lockFor(work.db, rulesLock(instrument.issuer))
  // An investor has one reservation of an offering: whatever was doubted of it, for more units too, is answered.
  const isAbout = () => Promise.resolve(true)
  return judge(work, { ...(await purchaseAsk(work, purchase, asked)), putsDoubts: true, isAbout })
}

/** Units that somebody wants. */
export type Purchase = {
  readonly instrument: Instrument
  readonly investor: Investor
  /** Base units, and what they cost in minor units of the payment currency. */
  readonly units: bigint
  readonly amount: bigint
  /** A reservation of theirs that is about to be replaced, or paid. */
  readonly replaces: SubscriptionId | null
}

/** The packs that are asked. Before payment the doubts of each of them stop. */
export async function packsBefore(
  { db, now }: Pick<Work, 'db' | 'now'>,
  instrument: Instrument,
  before: 'reservation' | 'payment',
): Promise<AskedPacks> {
  const { packs, pinned } = await packsOf(db, instrument, now)
  return { packs, pinned: before === 'payment' ? packs.map(({ id }) => id) : pinned }
}

/** What the rules are asked of a purchase, whether it is judged or only foreseen. */
export async function purchaseAsk(
  { db, now }: Pick<Work, 'db' | 'now'>,
  { instrument, investor, units, amount, replaces }: Purchase,
  asked: AskedPacks,
): Promise<RuleAsk> {
  const world = await ruleWorld(db, instrument, now, { without: replaces, besides: [investor.id] })
  return {
    actions: ['subscribe', 'issue'],
    instrument,
    investor: investor.id,
    asked,
    facts: await buyerFacts(db, world, investor, { units, amount }, now),
  }
}

/** Why an investor may not pay for what is reserved, whatever its amount. */
export type UnpayableReason =
  | 'INVESTOR_RESTRICTED'
  | 'INVESTOR_ERASED'
  | 'INVESTOR_NOT_VERIFIED'
  | 'SCREENING_STALE'
  | 'WALLET_NOT_READY'
  | TokenRefusal
  | 'RULES_BLOCK'
  | 'RULES_REVIEW'

/**
 * Why a reserved subscription may not be paid for now, or null: its investor has asked to be erased, their approval is
 * suspended or over, the sanctions lists are old, its wallet is not known to the chain, the token would give them no units, or
 * the rules of law, weighed anew, do not let it. The decision is kept, a doubt put before officers, and the units are kept for as
 * long as they are on sale, since it is no fault of the investor’s how long officers take; `work` must commit for that.
 */
export async function paymentRefusal(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<Refusal<UnpayableReason> | null> {
  const purchase = await reservedPurchase(work.db, subscription, instrument)
  const { investor } = purchase
  const today = dateIn(work.now, 'UTC')
  const restricted = await restrictionRefusal(work.db, investor.id)
  if (restricted !== null) return refuse(restricted)
  if (kycStatusOn(investor, today) !== 'verified') return refuse('INVESTOR_NOT_VERIFIED')
  if (!(await mayDealNow(work.db))) return refuse('SCREENING_STALE')
  const wallet = await walletByAddress(work.db, walletOf(subscription))
  if (wallet?.investor !== investor.id || wallet.status !== 'ready') return refuse('WALLET_NOT_READY')
  const [barred] = tokenRefusals(instrument, investor, today)
  if (barred !== undefined) return refuse(barred)
  const judged = await judgeSubscription(work, purchase, 'payment')
  if (judged.outcome === 'ALLOW') return null
  if (judged.outcome === 'REVIEW')
    await updateValidBefore(work.db, subscription.id, timesOf(instrument).closesAt)
  return ruleRefusal(judged)
}

/**
 * Whether a reserved subscription may be paid for now. Where it may, that is kept as a decision, and what waits about it is
 * taken from before the officers; where not, nothing is kept and nobody is asked anew.
 */
export async function passesNow(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<boolean> {
  const asked = await packsBefore(work, instrument, 'payment')
  const purchase = await reservedPurchase(work.db, subscription, instrument)
  const { stops } = await foreseen(work.db, await purchaseAsk(work, purchase, asked), work.now)
  return stops.length === 0 && (await judgeSubscription(work, purchase, 'payment')).outcome === 'ALLOW'
}

async function reservedPurchase(
  db: Db,
  { id, investor: buyer, units, amount }: Subscription,
  instrument: Instrument,
): Promise<Purchase> {
  const investor = await investorById(db, buyer)
  if (investor === null) throw new Error(`${id} has no investor`)
  return { instrument, investor, units, amount, replaces: id }
}

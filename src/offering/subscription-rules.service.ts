import { instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { mayDealNow, sanctionsOf } from '../investor/investor-screening.service.ts'
import { investorById } from '../investor/investor.service.ts'
import type { CountedInvestor, Investor } from '../investor/investor.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { ownerOf, ownersOfClass } from '../register/owners.service.ts'
import {
  isAccredited,
  knownFacts,
  type Owner,
  type Sale,
  type Sanctions,
} from '../restriction/known-facts.ts'
import { investorFacts } from '../restriction/investor-facts.service.ts'
import {
  factsFor,
  judge,
  packsOf,
  recordedFacts,
  recordedFactsOf,
  ruleRefusal,
  rulesLock,
  type Judgement,
} from '../restriction/rule.service.ts'
import { EXEMPTION_RULES } from '../restriction/rule-version.ts'
import type { RuleFacts } from '../restriction/rule.ts'
import { selectOfferings } from './offering.store.ts'
import { selectLive } from './subscription.store.ts'
import { selectSuitability, type Place } from './subscription-steps.store.ts'
import type { Subscription } from './subscription.ts'
import { tokenRefusals, type TokenRefusal } from './token-refusal.ts'

/** Everything that is counted for the rules about one instrument: from positions and purchases, each time anew. */
export type RuleWorld = {
  readonly instrument: Instrument
  readonly now: Temporal.Instant
  readonly today: Temporal.PlainDate
  readonly owners: ReadonlyMap<InvestorId, Owner>
  readonly sales: readonly Sale[]
  readonly statements: ReadonlyMap<InvestorId, RuleFacts>
  readonly recorded: RuleFacts
}

/**
 * Reads what is counted for an instrument.
 *
 * @param without a reservation that is about to be replaced
 * @param besides somebody to be weighed who need not own or have bought anything
 */
export async function ruleWorld(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
  {
    without = null,
    besides = null,
  }: { readonly without?: SubscriptionId | null; readonly besides?: Investor | null } = {},
): Promise<RuleWorld> {
  const theirs = new Map(
    (await instruments(db))
      .filter(({ issuer }) => issuer === instrument.issuer)
      .map((one) => [one.id as string, one]),
  )
  const offerings = new Map(
    (await selectOfferings(db)).flatMap(({ id, instrument: of }) => {
      const found = theirs.get(of)
      return found === undefined ? [] : [[id as string, found] as const]
    }),
  )
  const live = await selectLive(db, [...offerings.keys()], now.subtract({ hours: 24 * 366 }), now, without)
  const today = dateIn(now, 'UTC')
  const owners = await ownersOfClass(db, instrument, now)
  const exemptionsOf = new Map(
    [...offerings.values()].map(({ id, offering: { exemption } }) => {
      const name = EXEMPTION_RULES[exemption]?.name ?? null
      return [id, name === null ? [] : [name]]
    }),
  )
  const counted = new Set(owners.keys())
  if (besides !== null) counted.add(besides.id)
  const sales: Sale[] = []
  for (const { offering, buyer, amount, soldOn, units, isIssued } of live) {
    const of = offerings.get(offering)
    if (of === undefined) continue
    const investor = buyer.id
    counted.add(investor)
    sales.push({
      investor,
      instrument: of.id,
      exemptions: exemptionsOf.get(of.id) ?? [],
      amount,
      currency: of.payment.currency,
      soldOn,
      country: buyer.country,
      accredited: isAccredited(buyer, soldOn),
    })
    // Who has paid or reserved and not got the units yet owns them as far as limits go.
    if (!isIssued && of.id === instrument.id)
      owners.set(investor, ownerOf(buyer, (owners.get(investor)?.units ?? 0n) + units, today))
  }
  const statements = await recordedFactsOf(db, instrument.id, [...counted])
  if (besides !== null)
    statements.set(
      besides.id,
      await investorFacts(db, besides, statements.get(besides.id) ?? {}, dateIn(now, 'UTC')),
    )
  const offering = [...offerings].find(([, of]) => of.id === instrument.id)?.[0]
  if (besides !== null && offering !== undefined)
    statements.set(besides.id, {
      ...statements.get(besides.id),
      // What they answered for this offering; nobody's record of it counts for more.
      ...(await suitabilityFacts(db, { offering: offering as OfferingId, investor: besides.id })),
    })
  return {
    instrument,
    now,
    today,
    owners,
    sales,
    statements,
    recorded: await recordedFacts(db, instrument.id, null),
  }
}

/** What packs ask about whether it suits an investor: known once somebody has answered for this offering. */
export async function suitabilityFacts(db: Db, place: Place): Promise<RuleFacts> {
  const standing = await selectSuitability(db, place)
  return standing === null
    ? {}
    : {
        // No pack asks for it: the decision names the answers that it used.
        'client.suitabilityVersion': standing.version,
        'client.appropriate': standing.outcome === 'suitable',
        'client.warningAcknowledged': standing.acknowledged,
        // Where a law asks that it suits, an officer says that it does; a warning says that it does not.
        ...(standing.outcome === 'warned' ? { 'investor.appropriate': false } : {}),
      }
}

/** What the rules are asked with when `investor` buys so many units; without `sanctions`, a rule about them is a doubt. */
export function purchaseFacts(
  world: RuleWorld,
  investor: CountedInvestor,
  bought: { readonly units: bigint; readonly amount: bigint },
  sanctions: Sanctions | null = null,
): RuleFacts {
  const { instrument, today, owners, sales, statements, recorded } = world
  const known = knownFacts({
    instrument,
    investor,
    ...bought,
    today,
    owners,
    from: null,
    leaving: null,
    sales,
    sanctions,
    statements,
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
  subscription: {
    readonly instrument: Instrument
    readonly investor: Investor
    readonly units: bigint
    readonly amount: bigint
    readonly replaces: SubscriptionId | null
  },
  before: 'reservation' | 'payment',
): Promise<Judgement> {
  const { instrument, investor, units, amount, replaces } = subscription
  const { packs, pinned } = await packsOf(work.db, instrument, work.now)
  const asked = { packs, pinned: before === 'payment' ? packs.map(({ id }) => id) : pinned }
  if (asked.packs.length === 0) return { outcome: 'ALLOW', decision: null, reasons: [] }
  await lockFor(work.db, rulesLock(instrument.issuer))
  const world = await ruleWorld(work.db, instrument, work.now, { without: replaces, besides: investor })
  return judge(work, {
    actions: ['subscribe', 'issue'],
    instrument,
    investor: investor.id,
    asked,
    putsDoubts: true,
    facts: purchaseFacts(
      world,
      investor,
      { units, amount },
      await sanctionsOf(work.db, investor.id, work.now),
    ),
  })
}

/**
 * Why a reserved subscription may not be paid for now, or null: the sanctions lists are old, the token would give them no
 * units, or the rules of law, weighed
 * anew, do not let it. The decision is kept, and a
 * doubt put before an officer; `work` must commit for that.
 */
export async function paymentRefusal(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<Refusal<'SCREENING_STALE' | TokenRefusal | 'RULES_BLOCK' | 'RULES_REVIEW'> | null> {
  if (!(await mayDealNow(work.db))) return refuse('SCREENING_STALE')
  const investor = await investorById(work.db, subscription.investor)
  if (investor === null) throw new Error(`${subscription.id} has no investor`)
  const [barred] = tokenRefusals(instrument, investor, dateIn(work.now, 'UTC'))
  if (barred !== undefined) return refuse(barred)
  const { id: replaces, units, amount } = subscription
  const judged = await judgeSubscription(work, { instrument, investor, units, amount, replaces }, 'payment')
  return judged.outcome === 'ALLOW' ? null : ruleRefusal(judged)
}

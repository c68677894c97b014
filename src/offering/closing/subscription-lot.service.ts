import type { Instrument } from '../../instrument/instrument.ts'
import type { InvestorId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import { investorsById } from '../../investor/investor.service.ts'
import { missingNames } from '../../restriction/asked-facts.ts'
import { missingFact } from '../../restriction/explained-reason.ts'
import { issuanceFacts } from '../../restriction/known-facts.ts'
import { lotTerms } from '../../restriction/lot.ts'
import { factsFor, recordedFacts, recordedFactsOf } from '../../restriction/rule-facts.service.ts'
import { packsOf } from '../../restriction/pack-version.service.ts'
import { selectIssuedLot } from './subscription-lot.store.ts'
import { lotOfPacks, type SubscriptionLot } from './subscription-lot.ts'
import type { Subscription } from '../subscription/subscription.ts'

/**
 * What the packs that an instrument is under bind the units of each subscription by if they are issued now. Subscriptions
 * that no pack binds are in it as well. Refused where a pack asks for what nobody has recorded.
 */
export async function lotsIfIssued(
  db: Db,
  instrument: Instrument,
  subscriptions: readonly Subscription[],
  now: Temporal.Instant,
): Promise<Result<Map<SubscriptionId, SubscriptionLot>, 'LOT_FACTS_MISSING'>> {
  const packs = (await packsOf(db, instrument, now)).packs.filter(({ compiled }) =>
    compiled.some(({ lots }) => lots.length > 0),
  )
  const ids: InvestorId[] = [...new Set(subscriptions.map(({ investor }) => investor))]
  const [people, offering, statements] = [
    await investorsById(db, ids),
    await recordedFacts(db, instrument.id, null),
    await recordedFactsOf(db, instrument.id, packs.length === 0 ? [] : ids),
  ]
  const issuedOn = dateIn(now, instrument.timeZone)
  const missing = new Set<string>()
  const lots = new Map<SubscriptionId, SubscriptionLot>()
  for (const { id, investor: of, amount } of subscriptions) {
    const investor = people.get(of)
    if (investor === undefined) throw new Error(`${id} has no investor`)
    const recorded = { offering, investor: statements.get(of) ?? {} }
    const known = issuanceFacts(
      { instrument, investor, amount, issuedOn },
      { ...recorded.offering, ...recorded.investor },
    )
    const terms = lotTerms(packs, { asOf: now, facts: factsFor(instrument, recorded, known) })
    if (terms.ok) lots.set(id, lotOfPacks(terms.value))
    else for (const name of missingNames(terms)) missing.add(name)
  }
  if (missing.size === 0) return ok(lots)
  const errors = [...missing].map((name) => ({
    path: `facts.${name}`,
    code: 'FACT_MISSING',
    message: missingFact(packs, name)?.about ?? name,
  }))
  return refuse('LOT_FACTS_MISSING', { missing: [...missing].join(', ') }, errors)
}

/** What the units of a subscription are bound by, as it was fixed when its offering closed; null before. */
export function issuedLotOf(db: Db, subscription: SubscriptionId): Promise<SubscriptionLot | null> {
  return selectIssuedLot(db, subscription)
}

import { instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { investorsById } from '../investor/investor.service.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import type { Db } from '../platform/db/database.ts'
import { readPack, type LoadedPack } from '../restriction/pack.service.ts'
import { affected, withParam } from '../restriction/pack-change.ts'
import type { Action, Json } from '../restriction/rule-pack.ts'
import { EXEMPTION_RULES, versionsInForce } from '../restriction/rule-version.ts'
import { explainedReason } from '../restriction/explained-reason.ts'
import { packsInForce, packsOf, packVersions } from '../restriction/pack-version.service.ts'
import { factsFor } from '../restriction/rule-facts.service.ts'
import { isInScope, type Outcome, type RuleFacts } from '../restriction/rule.ts'
import { counters, type Counter } from './rule-counters.ts'
import {
  purchaseFacts,
  ruleWorld,
  type RuleWorld,
} from '../offering/subscription/subscription-rules.service.ts'

/** What is weighed of a holder: whether they could buy, and whether they could receive, one more unit. */
const ACTIONS = ['subscribe', 'transfer'] as const satisfies readonly Action[]

/** Somebody whom a change would treat otherwise. */
export type AffectedInvestor = {
  readonly instrument: InstrumentId
  readonly investor: InvestorId
  readonly action: (typeof ACTIONS)[number]
  readonly from: Outcome
  readonly to: Outcome
  readonly reasons: readonly { readonly code: string; readonly detail: string }[]
}

/**
 * Whom a version of a pack would treat otherwise than the one in force: every holder of every instrument under it. Nothing
 * is written.
 *
 * @param at the instant to weigh at: the version’s first day, where that is to come
 */
export async function packImpact(
  db: Db,
  pack: LoadedPack,
  among: readonly Instrument[],
  now: Temporal.Instant,
): Promise<AffectedInvestor[]> {
  const first = Temporal.PlainDate.from(pack.effectiveFrom).toZonedDateTime(pack.timeZone).toInstant()
  const at = Temporal.Instant.compare(first, now) > 0 ? first : now
  const found: AffectedInvestor[] = []
  for (const instrument of among) {
    const { packs, pinned } = await packsOf(db, instrument, now)
    const implied = EXEMPTION_RULES[instrument.offering.exemption]?.pack
    if (!pinned.includes(pack.id) && implied !== pack.id) continue
    const world = await ruleWorld(db, instrument, now)
    const asks = (await asksOf(db, world)).map((ask) => ({ ...ask, asOf: at }))
    const after = [...packs.filter(({ id }) => id !== pack.id), pack]
    for (const { ask, from, to, reasons } of affected(packs, after, pinned, asks))
      found.push({
        instrument: instrument.id,
        investor: ask.investor,
        action: ask.action,
        from,
        to,
        reasons: reasons.map((reason) => {
          const { code, detail } = explainedReason(after, reason)
          return { code, detail }
        }),
      })
  }
  return found
}

async function asksOf(db: Db, world: RuleWorld) {
  const unit = 10n ** BigInt(world.instrument.decimals)
  const one = { units: unit, amount: world.instrument.unitPrice.minor }
  const people = await investorsById(db, [...world.owners.keys()])
  return [...world.owners.keys()].flatMap((id) => {
    const investor = people.get(id)
    if (investor === undefined) return []
    const facts = purchaseFacts(world, investor, one)
    return ACTIONS.map((action) => ({ action, asOf: world.now, facts, investor: id }))
  })
}

/** What would change if one parameter of a rule were another: nothing is applied. */
export async function whatIf(
  db: Db,
  change: { readonly pack: string; readonly rule: string; readonly param: string; readonly value: Json },
  among: readonly Instrument[],
  now: Temporal.Instant,
): Promise<Result<AffectedInvestor[], 'PACK_UNKNOWN' | 'WHAT_IF_UNFIT' | 'PACK_INVALID'>> {
  const version = versionsInForce(await packVersions(db), now).find(({ pack }) => pack === change.pack)
  if (version === undefined) return refuse('PACK_UNKNOWN', { pack: change.pack })
  const changed = withParam(version.content, change)
  if (changed === null)
    return refuse('WHAT_IF_UNFIT', { pack: change.pack, rule: change.rule, param: change.param })
  const read = readPack(changed, null)
  return read.ok ? ok(await packImpact(db, read.value, among, now)) : read
}

/** Whom it would stop if residents of a country could not hold any more: nothing is applied. */
export async function countryImpact(
  db: Db,
  country: string,
  among: readonly Instrument[],
  now: Temporal.Instant,
): Promise<AffectedInvestor[]> {
  const found: AffectedInvestor[] = []
  for (const instrument of among) {
    const { countries } = instrument.rules
    if (countries !== 'any' && !countries.includes(country)) continue
    const { owners } = await ruleWorld(db, instrument, now)
    for (const [investor, owner] of owners)
      if (owner.country === country)
        for (const action of ACTIONS)
          found.push({
            instrument: instrument.id,
            investor,
            action,
            from: 'ALLOW',
            to: 'BLOCK',
            reasons: [{ code: 'COUNTRY_BLOCKED', detail: country }],
          })
  }
  return found
}

/** How far an instrument is from every limit of the packs it is under, and of those that count holders anyhow. */
export async function ruleCounters(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<{ readonly counters: readonly Counter[]; readonly world: RuleWorld }> {
  const { packs } = await packsOf(db, instrument, now)
  const monitored = (await packsInForce(db, now)).filter(({ id }) => ALWAYS_COUNTED.includes(id))
  const asked = [...new Map([...monitored, ...packs].map((pack) => [pack.id, pack])).values()]
  const world = await ruleWorld(db, instrument, now)
  const [anyone] = [...world.owners.keys(), ...world.sales.map(({ investor }) => investor)]
  const somebody = anyone === undefined ? undefined : (await investorsById(db, [anyone])).get(anyone)
  const facts = somebody === undefined ? {} : purchaseFacts(world, somebody, { units: 0n, amount: 0n })
  const told = {
    ...kindOf(instrument),
    ...factsFor(instrument, { offering: world.recorded, investor: {} }, {}),
  }
  const isAsked = (pack: LoadedPack, rule: string) =>
    (packs.includes(pack) || isByLaw(pack, rule, instrument, told)) &&
    isInScope(pack, rule, { action: 'subscribe', asOf: now, facts: told })
  return { counters: counters(asked, world, { facts, isAsked }), world }
}

/** Holders of record, funds’ owners, benefit plans, purchasers and persons in a Member State are counted for everybody. */
const ALWAYS_COUNTED = ['EU-PROSPECTUS', 'US-COUNTS', 'US-REGD']

/** What the terms say of a class by themselves: what pays interest on a face value is debt. */
function kindOf({ coupon }: Instrument): RuleFacts {
  return coupon === null ? {} : { 'class.kind': 'debt' }
}

/**
 * Whether a limit binds an offering under an exemption of the United States whatever packs it was put under: holders of record of
 * equity (15 U.S.C. 78l(g); not of a foreign private issuer, 17 CFR 240.12g3-2), and benefit plans in it (29 CFR 2510.3-101(f)).
 */
function isByLaw({ id }: LoadedPack, rule: string, { offering }: Instrument, told: RuleFacts): boolean {
  const isUnitedStates = EXEMPTION_RULES[offering.exemption]?.pack.startsWith('US-') === true
  if (id !== 'US-COUNTS' || !isUnitedStates || told['class.kind'] === 'debt') return false
  return rule === 'ERISA25' || (rule === 'SEC12G' && told['issuer.foreign'] !== true)
}

/** The instruments that a change may touch. */
export async function touched(db: Db, issuer: Instrument['issuer'] | null): Promise<Instrument[]> {
  return (await instruments(db)).filter((one) => issuer === null || one.issuer === issuer)
}

import { setImmediate } from 'node:timers/promises'
import { instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { approvedInvestorsOf, investorsById, wholeInvestorsById } from '../investor/investor.service.ts'
import { COUNTRIES } from '../kernel/countries.ts'
import type { InstrumentId, InvestorId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { readPack, type LoadedPack } from '../restriction/pack.service.ts'
import { affected, withParam, type WhatIfRefusal } from '../restriction/pack-change.ts'
import type { Action, Json } from '../restriction/rule-pack.ts'
import { EXEMPTION_RULES, versionsInForce } from '../restriction/rule-version.ts'
import { explainedReason } from '../restriction/explained-reason.ts'
import { packsInForce, packsOf, packVersions } from '../restriction/pack-version.service.ts'
import { followed, stopping } from '../restriction/judgement.ts'
import { factsFor } from '../restriction/rule-facts.service.ts'
import { isInScope, weigh, type Outcome, type Reason, type RuleFacts } from '../restriction/rule.ts'
import { explained } from '../restriction/transfer.problems.ts'
import { counters, type Counter } from './rule-counters.ts'
import {
  buyersFacts,
  purchaseFacts,
  ruleWorld,
  type RuleWorld,
} from '../offering/subscription/subscription-rules.service.ts'

/** What is weighed of an owner: whether they could buy, and whether they could receive, one more unit. */
const ACTIONS = ['subscribe', 'transfer'] as const satisfies readonly Action[]

const ASKED_AT_ONCE = 20

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
 * Whom a version of a pack would treat otherwise than the one in force, of every instrument under it: those who own units and
 * those who could buy some. Nothing is written.
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
    const after = [...packs.filter(({ id }) => id !== pack.id), pack]
    for await (const ask of asksOf(db, instrument, { country: null, now, at }))
      for (const { from, to, reasons } of affected(packs, after, pinned, [ask]))
        found.push({
          instrument: instrument.id,
          investor: ask.investor,
          action: ask.action,
          from,
          to,
          reasons: explainedReasons(after, reasons),
        })
  }
  return found
}

/**
 * What people would ask who own units of an instrument or have bought some, whether they could buy and whether they could
 * receive one more; and of everybody else whom the issuer knows and who is approved, whether they could buy one. One by
 * one: each has facts about every owner, and there may be many of both.
 *
 * @param country that of all who ask; null asks for everybody
 * @param at the instant that they ask at
 */
async function* asksOf(
  db: Db,
  instrument: Instrument,
  {
    country,
    now,
    at,
  }: { readonly country: string | null; readonly now: Temporal.Instant; readonly at: Temporal.Instant },
) {
  const known = await approvedInvestorsOf(db, instrument.issuer, dateIn(now, 'UTC'))
  const world = await ruleWorld(db, instrument, now, { besides: known.map(({ id }) => id) })
  const one = { units: 10n ** BigInt(instrument.decimals), amount: instrument.unitPrice.minor }
  const others = known.filter(({ id }) => !world.owners.has(id)).map(({ id }) => id)
  const whole = await wholeInvestorsById(db, [...world.owners.keys(), ...others])
  const asking = [...world.owners.keys(), ...others]
    .flatMap((id) => whole.get(id) ?? [])
    .filter((each) => country === null || each.country === country)
  let n = 0
  for await (const { buyer, facts } of buyersFacts(db, world, asking, one, at)) {
    // Whoever else asks something meanwhile is answered.
    if (n++ % ASKED_AT_ONCE === 0) await setImmediate()
    const actions = world.owners.has(buyer.id) ? ACTIONS : (['subscribe'] as const)
    for (const action of actions) yield { action, asOf: at, facts, investor: buyer.id }
  }
}

/** What would change if one parameter of a rule were another: nothing is applied. */
export async function whatIf(
  db: Db,
  change: { readonly pack: string; readonly rule: string; readonly param: string; readonly value: Json },
  among: readonly Instrument[],
  now: Temporal.Instant,
): Promise<Result<AffectedInvestor[], 'PACK_UNKNOWN' | WhatIfRefusal | 'PACK_INVALID'>> {
  const version = versionsInForce(await packVersions(db), now).find(({ pack }) => pack === change.pack)
  if (version === undefined) return refuse('PACK_UNKNOWN', { pack: change.pack })
  const changed = withParam(version.content, change)
  if (!changed.ok) return { ...changed, facts: { ...changed.facts, pack: change.pack } }
  const read = readPack(changed.value, null)
  return read.ok ? ok(await packImpact(db, read.value, among, now)) : read
}

/**
 * Whom it would affect if residents of a country could hold, or could not: nothing is applied. Whom the law stops in either
 * case is left out, and so is an instrument where it is so already.
 */
export async function countryImpact(
  db: Db,
  { country, isAllowed }: { readonly country: string; readonly isAllowed: boolean },
  among: readonly Instrument[],
  now: Temporal.Instant,
): Promise<AffectedInvestor[]> {
  const found: AffectedInvestor[] = []
  for (const instrument of among) {
    const { countries } = instrument.rules
    if ((countries === 'any' || countries.includes(country)) === isAllowed) continue
    const { packs, pinned } = await packsOf(db, instrument, now)
    for await (const ask of asksOf(db, instrument, { country, now, at: now })) {
      const { reasons } = weigh(packs, ask)
      const byLaw = followed(reasons, pinned, [])
      if (byLaw === 'BLOCK') continue
      const { investor, action } = ask
      found.push({
        instrument: instrument.id,
        investor,
        action,
        ...(isAllowed
          ? { from: 'BLOCK', to: byLaw, reasons: explainedReasons(packs, stopping(reasons, pinned)) }
          : { from: byLaw, to: 'BLOCK', reasons: [closed(instrument, country)] }),
      })
    }
  }
  return found
}

/** What the token would say to somebody who lives where nobody may hold it. */
function closed({ decimals }: Instrument, country: string) {
  const actual = BigInt(COUNTRIES.get(country) ?? 0)
  const { reason, detail } = explained({ reason: 'COUNTRY_BLOCKED', actual, limit: 0n }, decimals)
  return { code: reason, detail }
}

function explainedReasons(packs: readonly LoadedPack[], reasons: readonly Reason[]) {
  return reasons.map((reason) => {
    const { code, detail } = explainedReason(packs, reason)
    return { code, detail }
  })
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
  const terms = {
    ...kindOf(instrument),
    ...factsFor(instrument, { offering: world.recorded, investor: {} }, {}),
  }
  const isAsked = (pack: LoadedPack, rule: string) =>
    (packs.includes(pack) || isByLaw(pack, rule, instrument, terms)) &&
    isInScope(pack, rule, { action: 'subscribe', asOf: now, facts: terms })
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

import { createHash } from 'node:crypto'
import type { Instrument } from '../instrument/instrument.ts'
import { newId, type DecisionId, type InstrumentId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { must, ok, refuse, type FieldError, type Refusal, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal, readPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import canonicalize from 'canonicalize'
import { decide, recordBytes, replay, type DecisionRecord } from './decision.service.ts'
import {
  CLEARED_DAYS,
  doubtsOf,
  followed,
  isAllAsked,
  stopping,
  unsettled,
  type DecisionState,
  type StoredDecision,
} from './judgement.ts'
import { ASKED_OF_PEOPLE, ASKED_OF_PLATFORM, offeringFacts } from './known-facts.ts'
import { builtInFiles, builtInPacks, canonicalHash, readPack, type LoadedPack } from './pack.service.ts'
import type { Action, Json } from './rule-pack.ts'
import { EXEMPTION_RULES, versionsInForce, type PackVersion } from './rule-version.ts'
import { explainedReason, plainReason, type ExplainedReason, type MissingFact } from './explained-reason.ts'
import {
  insertDecision,
  insertPackVersions,
  insertPin,
  selectDecision,
  selectDecisions,
  selectFacts,
  selectPackContent,
  selectPackVersions,
  selectPins,
  selectReviewed,
  updateFirstCleared,
  updatePassed,
  updateReviewed,
  upsertFact,
} from './rule.store.ts'
import { isFactOf, weigh, type Ask, type Outcome, type RecordedReason, type RuleFacts } from './rule.ts'

/** Who brought the packs that come with the platform. */
const PLATFORM = 'platform'

/* WHICH PACKS */

const contents = new Map<string, Json>()

/** Every version of every pack. Those that come along are there before anybody has kept them. */
export async function packVersions(db: Db): Promise<PackVersion[]> {
  const kept: PackVersion[] = []
  for (const version of await selectPackVersions(db)) {
    const { sha256 } = version
    const content = contents.get(sha256) ?? (await selectPackContent(db, sha256))
    contents.set(sha256, content)
    kept.push({ ...version, content })
  }
  const known = new Set(kept.map(({ pack }) => pack))
  return [...kept, ...broughtAlong().filter(({ pack }) => !known.has(pack))]
}

let along: readonly PackVersion[] | null = null

/**
 * The packs of this software as versions. Once kept they stay: a later release of the software does not put its own in
 * their place, since two people do that.
 */
function broughtAlong(): readonly PackVersion[] {
  along ??= readAlong()
  return along
}

function readAlong(): PackVersion[] {
  const files = new Map(builtInFiles().map(({ id, pack }) => [id, pack]))
  return builtInPacks().map((pack) => {
    const at = Temporal.PlainDate.from(pack.effectiveFrom).toZonedDateTime(pack.timeZone).toInstant()
    return {
      sha256: pack.sha256,
      pack: pack.id,
      version: pack.version,
      content: files.get(pack.id)!,
      timeZone: pack.timeZone,
      state: 'active',
      effectiveFrom: Temporal.PlainDate.from(pack.effectiveFrom),
      proposedBy: PLATFORM,
      proposedAt: at,
      reason: 'Came with the platform.',
      decidedBy: PLATFORM,
      decidedAt: at,
    }
  })
}

/** Keeps the packs that came along, before something refers to them or takes their place. */
export async function keepBroughtAlong(work: Work): Promise<void> {
  const known = new Set((await selectPackVersions(work.db)).map(({ pack }) => pack))
  await insertPackVersions(
    work.db,
    broughtAlong().filter(({ pack }) => !known.has(pack)),
  )
}

const loadedBefore = new Map<string, LoadedPack>()

/** A version ready to decide by. It was found sound when it was proposed. */
export function loaded(version: Pick<PackVersion, 'sha256' | 'content'>): LoadedPack {
  const before =
    loadedBefore.get(version.sha256) ?? builtInPacks().find(({ sha256 }) => sha256 === version.sha256)
  const pack = before ?? must(readPack(version.content, version.sha256))
  loadedBefore.set(version.sha256, pack)
  return pack
}

/** The packs in force now, by id. */
export async function packsInForce(db: Db, now: Temporal.Instant): Promise<LoadedPack[]> {
  return versionsInForce(await packVersions(db), now).map(loaded)
}

/** What is asked about an instrument: the pack that its exemption implies, and those that it was put under. */
export type AskedPacks = {
  readonly packs: readonly LoadedPack[]
  /** Of them, those whose doubts stop: the instrument was put under them, or its exemption is strict. */
  readonly pinned: readonly string[]
}

/** @param instrument one that is still to be made is under no pack but that of its exemption */
export async function packsOf(
  db: Db,
  instrument: Pick<Instrument, 'offering'> & { readonly id: InstrumentId | null },
  now: Temporal.Instant,
): Promise<AskedPacks> {
  const pinned = instrument.id === null ? [] : await selectPins(db, instrument.id)
  const implied = EXEMPTION_RULES[instrument.offering.exemption]
  const wanted = new Set([...pinned, ...(implied === null ? [] : [implied.pack])])
  if (wanted.size === 0) return { packs: [], pinned: [] }
  return {
    packs: (await packsInForce(db, now)).filter(({ id }) => wanted.has(id)),
    pinned: implied?.isStrict === true ? [...new Set([...pinned, implied.pack])] : pinned,
  }
}

/** Puts an instrument under a pack. From then on its doubts stop, and are put before an officer. */
export async function pinPack(
  work: Work,
  instrument: InstrumentId,
  pack: string,
): Promise<Result<true, 'PACK_UNKNOWN'>> {
  await keepBroughtAlong(work)
  const found = (await packsInForce(work.db, work.now)).find(({ id }) => id === pack)
  if (found === undefined) return refuse('PACK_UNKNOWN', { pack })
  await insertPin(work.db, { instrument, pack, by: work.by.id, at: work.now })
  await appendAudit(work, {
    action: 'rules.pinned',
    subject: instrument,
    detail: { pack, version: found.version, sha256: found.sha256 },
  })
  return ok(true)
}

/* WHAT IS KNOWN */

/** Facts that an officer has recorded: about the instrument, or about an investor and the instrument. */
export async function recordedFacts(
  db: Db,
  instrument: InstrumentId,
  investor: InvestorId | null,
): Promise<RuleFacts> {
  if (investor === null) return selectFacts(db, instrument)
  const field = factsField(instrument)
  return factsOfText((await readPersonal(db, investor, [field]))[field] ?? null)
}

/** As `recordedFacts` of investors, for many at once; of whom nothing is recorded is left out. */
export async function recordedFactsOf(
  db: Db,
  instrument: InstrumentId,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, RuleFacts>> {
  const field = factsField(instrument)
  const found = await readPersonalOf(db, investors, [field])
  return new Map([...found].map(([id, kept]) => [id as InvestorId, factsOfText(kept[field] ?? null)]))
}

function factsField(instrument: InstrumentId): string {
  return `rule-facts:${instrument}`
}

function factsOfText(text: string | null): RuleFacts {
  return text === null ? {} : (JSON.parse(text) as RuleFacts)
}

/**
 * Records facts that the rules ask for and the platform cannot know. What it does know, it counts itself: that is refused.
 * Null takes a fact back.
 */
export async function recordFacts(
  work: Work,
  about: { readonly instrument: InstrumentId; readonly investor: InvestorId | null },
  facts: RuleFacts,
): Promise<Result<true, 'FACTS_UNFIT'>> {
  const types = new Map(
    (await packsInForce(work.db, work.now)).flatMap(({ compiled }) =>
      compiled.flatMap((rule) => [...rule.types].filter(([name]) => name.includes('.'))),
    ),
  )
  for (const [name, type] of ASKED_OF_PEOPLE) types.set(name, type)
  const errors = Object.entries(facts).flatMap(([name, value]): FieldError[] => {
    const path = `facts.${name}`
    const type = types.get(name)
    if (type === undefined) return [{ path, code: 'FACT_UNKNOWN', message: 'No rule asks for it.' }]
    if (ASKED_OF_PLATFORM.has(name))
      return [{ path, code: 'FACT_KNOWN', message: 'The platform works this out itself.' }]
    return isFactOf(type, value)
      ? []
      : [{ path, code: 'FACT_INVALID', message: 'It is not of the kind that the rule reads.' }]
  })
  if (errors.length > 0) return refuse('FACTS_UNFIT', { count: String(errors.length) }, errors)
  const { instrument, investor } = about
  if (investor === null)
    for (const [name, value] of Object.entries(facts))
      await upsertFact(work.db, { instrument, name, value, by: work.by.id, at: work.now })
  else {
    const before = await recordedFacts(work.db, instrument, investor)
    await putPersonal(work, investor, { [factsField(instrument)]: JSON.stringify({ ...before, ...facts }) })
  }
  await appendAudit(work, {
    action: 'rules.facts-recorded',
    subject: investor ?? instrument,
    detail: { instrument, names: Object.keys(facts).sort().join(' ') },
  })
  return ok(true)
}

/** What the rules are asked with: what an officer recorded, and over it what the platform knows. */
export function factsFor(
  instrument: Pick<Instrument, 'offering'>,
  recorded: { readonly offering: RuleFacts; readonly investor: RuleFacts },
  known: RuleFacts,
): RuleFacts {
  const others = recorded.offering['offering.exemptions']
  const own = EXEMPTION_RULES[instrument.offering.exemption]
  const exemptions = [
    ...(own === null || own.name === null ? [] : [own.name]),
    ...(Array.isArray(others) ? (others as string[]) : []),
  ]
  return {
    ...recorded.offering,
    ...recorded.investor,
    ...known,
    'offering.exemptions': [...new Set(exemptions)],
  }
}

/* DECIDING */

/** What two requests that count against the limits of one issuer wait for. */
export function rulesLock(issuer: IssuerId): string {
  return `rules:${issuer}`
}

/** What would stop this now, without writing anything down. */
export function advise({ packs, pinned }: AskedPacks, ask: Ask): readonly ExplainedReason[] {
  if (packs.length === 0) return []
  return stopping(weigh(packs, ask).reasons, pinned).map((reason) => explainedReason(packs, reason))
}

/** What is asked about somebody who wants units, or gives them away. */
export type RuleAsk = {
  readonly actions: readonly Action[]
  readonly instrument: Instrument
  readonly investor: InvestorId
  readonly asked: AskedPacks
  readonly facts: RuleFacts
}

/** What would stop this now, and what would stop it only before money is taken; without what officers have cleared. Nothing is kept. */
export async function foreseen(
  db: Db,
  { actions, instrument, investor, asked: { packs, pinned }, facts }: RuleAsk,
  now: Temporal.Instant,
): Promise<{ readonly stops: readonly ExplainedReason[]; readonly later: readonly ExplainedReason[] }> {
  if (packs.length === 0) return { stops: [], later: [] }
  const reviewed = await selectReviewed(db, aboutSince(instrument, investor, now))
  const reasons = actions.flatMap((action) => weigh(packs, { action, asOf: now, facts }).reasons)
  const every = packs.map(({ id }) => id)
  const open = unsettled(stopping(reasons, every), clearedIn(reviewed))
  const stops = stopping(open, pinned)
  const explained = (of: typeof open) => of.map((reason) => explainedReason(packs, reason))
  return { stops: explained(stops), later: explained(open.filter((reason) => !stops.includes(reason))) }
}

/** What the rules ask of the issuer before units are sold, and nobody has recorded: each fact once, with the first rule that asks. */
export async function missingOfIssuer(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<(MissingFact & { readonly rule: string; readonly citation: string })[]> {
  const { packs } = await packsOf(db, instrument, now)
  if (packs.length === 0) return []
  const offering = await recordedFacts(db, instrument.id, null)
  const known = offeringFacts(instrument.offering, dateIn(now, 'UTC'))
  const facts = factsFor(instrument, { offering, investor: {} }, known)
  const reasons = weigh(packs, { action: 'subscribe', asOf: now, facts }).reasons
  const missing = reasons.flatMap((reason) => {
    const { missing: names, rule, citation } = explainedReason(packs, reason)
    return names.filter(({ of }) => of === 'issuer').map((fact) => ({ ...fact, rule, citation }))
  })
  return [...Map.groupBy(missing, ({ name }) => name).values()].map(([first]) => first!)
}

/** Of which instrument and whom, and since when what was cleared counts. */
function aboutSince({ id }: Instrument, investor: InvestorId, now: Temporal.Instant) {
  return { instrument: id, investor, since: now.subtract({ hours: 24 * CLEARED_DAYS }) }
}

function clearedIn(reviewed: readonly StoredDecision[]): readonly RecordedReason[] {
  return reviewed.filter(({ state }) => state === 'cleared').flatMap(({ record }) => recordOf(record).reasons)
}

export type Judgement = {
  /** What follows: `ALLOW` also where doubts stop nothing, or were cleared. */
  readonly outcome: Outcome
  /** Null where no pack is asked. */
  readonly decision: DecisionId | null
  readonly reasons: readonly ExplainedReason[]
}

/**
 * Asks every pack that the instrument is under, and keeps what was decided, with the facts in the investor’s vault. Doubts
 * that stop are put before an officer. The caller holds whatever lock makes the facts true until the end of the
 * transaction.
 */
export async function judge(
  work: Work,
  ask: RuleAsk & {
    /** Whether doubts that do not stop are put before an officer as well: they will stop before money is taken. */
    readonly putsDoubts: boolean
  },
): Promise<Judgement> {
  const { packs, pinned } = ask.asked
  let last: Judgement = { outcome: 'ALLOW', decision: null, reasons: [] }
  if (packs.length === 0) return last
  await keepBroughtAlong(work)
  const about = aboutSince(ask.instrument, ask.investor, work.now)
  const reviewed: StoredDecision[] = await selectReviewed(work.db, about)
  for (const action of ask.actions) {
    const record = decide(packs, {
      action,
      subjectIds: [ask.investor, ask.instrument.id],
      asOf: work.now,
      facts: ask.facts,
    })
    const made = await kept(work, ask, record, { pinned, reviewed, packs })
    last = made.judgement
    if (made.fresh?.state === 'waiting') reviewed.push(made.fresh)
    if (last.outcome !== 'ALLOW') return last
  }
  // Where every doubt would have stopped and none did, nothing is left to ask that was asked before.
  if (packs.every(({ id }) => pinned.includes(id)))
    for (const { id } of reviewed.filter(({ state }) => state === 'waiting')) {
      await updatePassed(work.db, id)
      await appendAudit(work, { action: 'rules.answered', subject: id, detail: { by: last.decision } })
    }
  return last
}

async function kept(
  work: Work,
  ask: Omit<RuleAsk, 'actions' | 'asked'> & { readonly putsDoubts: boolean },
  record: DecisionRecord,
  { pinned, reviewed, packs }: AskedPacks & { readonly reviewed: readonly StoredDecision[] },
): Promise<{ readonly judgement: Judgement; readonly fresh: StoredDecision | null }> {
  const stops = stopping(record.reasons, pinned)
  const doubts = doubtsOf(stops)
  const clearances = reviewed.filter(({ state }) => state === 'cleared')
  const cleared = clearedIn(reviewed)
  const outcome = followed(record.reasons, pinned, cleared)
  const reasons = stops.map((reason) => explainedReason(packs, reason))
  const waiting = reviewed.filter(({ state }) => state === 'waiting')
  const before = waiting.find((one) => one.doubts === doubts)
  if (outcome === 'REVIEW' && before !== undefined)
    return { judgement: { outcome, decision: before.id, reasons }, fresh: null }
  const every = packs.map((pack) => pack.id)
  const open = doubtsOf(stopping(record.reasons, every))
  const isPut =
    outcome === 'ALLOW' &&
    ask.putsDoubts &&
    followed(record.reasons, every, cleared) === 'REVIEW' &&
    !isAllAsked(open, waiting)

  const id = newId('dec')
  const bytes = recordBytes(record)
  await putPersonal(work, ask.investor, { [`decision:${id}`]: canonicalize(ask.facts)! })
  const fresh: StoredDecision = {
    id,
    action: record.action,
    instrument: ask.instrument.id,
    investor: ask.investor,
    outcome: record.outcome,
    record: bytes,
    state: outcome === 'REVIEW' || isPut ? 'waiting' : outcome === 'BLOCK' ? 'refused' : 'passed',
    doubts: outcome === 'REVIEW' ? doubts : isPut ? open : null,
    clearedBy: outcome === 'ALLOW' && stops.length > 0 ? (clearances.at(-1)?.id ?? null) : null,
    decidedAt: work.now,
    reviewedBy: null,
    reviewReason: null,
    firstCleared: null,
  }
  await insertDecision(work.db, fresh)
  await appendAudit(work, {
    action: 'rules.decided',
    subject: id,
    detail: {
      action: record.action,
      instrument: ask.instrument.id,
      outcome: record.outcome,
      followed: outcome,
      record: canonicalHash(record),
      reasons: stops.map(({ code }) => code).join(' '),
    },
  })
  if (fresh.state === 'waiting')
    await enqueueNotice(work, {
      topic: 'rules.waiting',
      subject: id,
      audience: { role: 'officer', issuer: ask.instrument.issuer },
      facts: { instrument: ask.instrument.name },
    })
  return { judgement: { outcome, decision: id, reasons }, fresh }
}

/** The refusal of what did not pass: each reason in `errors`, under its code, in plain words. */
export function ruleRefusal({
  outcome,
  decision,
  reasons: explained,
}: Judgement): Refusal<'RULES_BLOCK' | 'RULES_REVIEW'> {
  const reasons = explained.map(plainReason)
  const first = reasons.find(({ severity }) => severity === (outcome === 'BLOCK' ? 'BLOCK' : 'REVIEW'))
  // Of rules that say the same in the same words one is enough.
  const errors = new Map(
    reasons.map(({ code, detail, fix, citation, legalReview }) => {
      const unsigned = legalReview === 'signed' ? '' : '; no lawyer has signed this rule'
      const message = `${detail} ${fix} (${citation}${unsigned})`
      return [message, { path: '', code, message }]
    }),
  )
  if (first === undefined) throw new Error('something is refused by no rule')
  return refuse(
    outcome === 'BLOCK' ? 'RULES_BLOCK' : 'RULES_REVIEW',
    { detail: first.detail, fix: first.fix, decision: decision ?? '' },
    [...errors.values()],
  )
}

export function recordOf(bytes: string): DecisionRecord {
  return JSON.parse(bytes) as DecisionRecord
}

/** Decisions of these instruments, the youngest first. */
export function decisions(
  db: Db,
  filter: {
    readonly state: DecisionState | null
    readonly instruments: readonly InstrumentId[]
    readonly after: DecisionId | null
    readonly limit: number
  },
): Promise<StoredDecision[]> {
  return selectDecisions(db, filter)
}

export function decisionById(db: Db, id: DecisionId): Promise<StoredDecision | null> {
  return selectDecision(db, id)
}

/** A decision’s reasons in words, by the packs that it was made with. */
export async function decisionReasons(db: Db, one: StoredDecision): Promise<ExplainedReason[]> {
  const packs = await packsOfRecord(db, one)
  return recordOf(one.record).reasons.map((reason) => explainedReason(packs, reason))
}

/** Those of its reasons that stop: what blocks, or else what was in doubt. */
export async function refusingReasons(db: Db, id: DecisionId | null): Promise<ExplainedReason[]> {
  const one = id === null ? null : await selectDecision(db, id)
  if (one === null) return []
  const wanted = one.outcome === 'BLOCK' ? 'BLOCK' : 'REVIEW'
  return (await decisionReasons(db, one)).filter(({ severity }) => severity === wanted)
}

async function packsOfRecord(db: Db, one: StoredDecision): Promise<LoadedPack[]> {
  const hashes = recordOf(one.record).packHashes
  return (await packVersions(db)).filter(({ sha256 }) => hashes.includes(sha256)).map(loaded)
}

/** What a decision was made of, as it was written down then and as it is worked out now: SHA-256, lower-case hex. */
export type Replayed = {
  readonly packs: readonly (Compared & { readonly pack: string; readonly version: string })[]
  /** `now` is null where the facts were erased with their person. */
  readonly facts: Compared
  /** Of the whole record; `now` is null where there are no packs and facts to make it from again. */
  readonly result: Compared
}
export type Compared = { readonly recorded: string; readonly now: string | null }

function hashOf(bytes: string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Makes a decision again from what is kept of its packs and facts. */
export async function replayed(db: Db, one: StoredDecision): Promise<Replayed> {
  const record = recordOf(one.record)
  const field = `decision:${one.id}`
  const text = (await readPersonal(db, one.investor, [field]))[field] ?? null
  const versions = await packVersions(db)
  const packs = record.packHashes.map((recorded) => {
    const kept = versions.find(({ sha256 }) => sha256 === recorded)
    const now = kept === undefined ? null : canonicalHash(kept.content)
    return { pack: kept?.pack ?? '', version: kept?.version ?? '', recorded, now }
  })
  const facts = { recorded: record.factsHash, now: text === null ? null : canonicalHash(factsOfText(text)) }
  const isWhole = [...packs, facts].every(({ recorded, now }) => recorded === now)
  const again = isWhole ? replay(record, await packsOfRecord(db, one), factsOfText(text)) : null
  return {
    packs,
    facts,
    result: { recorded: hashOf(one.record), now: again === null ? null : hashOf(recordBytes(again)) },
  }
}

/** What officers say of somebody is personal: it is in their vault. */
const WORD = (id: DecisionId) => `review:${id}`
const FIRST_WORD = (id: DecisionId) => `review:first:${id}`

/** The same decisions with what officers said of them, as far as it has not been erased. */
export async function withWords(db: Db, items: readonly StoredDecision[]): Promise<StoredDecision[]> {
  const kept = await readPersonalOf(
    db,
    [...new Set(items.map(({ investor }) => investor))],
    items.flatMap(({ id }) => [WORD(id), FIRST_WORD(id)]),
  )
  return items.map((one) => {
    const words = kept.get(one.investor)
    return {
      ...one,
      reviewReason: words?.[WORD(one.id)] ?? one.reviewReason,
      firstCleared: one.firstCleared && {
        ...one.firstCleared,
        reason: words?.[FIRST_WORD(one.id)] ?? one.firstCleared.reason,
      },
    }
  })
}

/**
 * An officer’s word on doubts: cleared by a second one, the same request passes for a while, and it still waits after the
 * first; refused by one, it does not.
 */
export async function reviewDecision(
  work: Work,
  id: DecisionId,
  review: { readonly decision: 'cleared' | 'refused'; readonly reason: string },
): Promise<Result<StoredDecision, 'NOT_FOUND' | 'DECISION_NOT_WAITING' | 'FOUR_EYES'>> {
  await lockFor(work.db, id)
  const one = await selectDecision(work.db, id)
  if (one === null) return refuse('NOT_FOUND')
  if (one.state !== 'waiting') return refuse('DECISION_NOT_WAITING', { state: one.state })
  const { decision: state, reason } = review
  const by = personOf(work.by)
  const detail = { instrument: one.instrument }
  if (state === 'cleared') {
    if (one.firstCleared?.by === by) return refuse('FOUR_EYES')
    if (one.firstCleared === null) {
      const firstCleared = { by, at: work.now, reason }
      await updateFirstCleared(work.db, id, firstCleared)
      await putPersonal(work, one.investor, { [FIRST_WORD(id)]: reason })
      await appendAudit(work, { action: 'rules.cleared-first', subject: id, detail })
      return ok({ ...one, firstCleared })
    }
  }
  await updateReviewed(work.db, id, { state, by, at: work.now })
  await putPersonal(work, one.investor, { [WORD(id)]: reason })
  await appendAudit(work, { action: `rules.${state}`, subject: id, detail })
  return ok({ ...one, state, reviewedBy: by, reviewReason: reason })
}

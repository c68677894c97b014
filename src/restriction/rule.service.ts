import type { Instrument } from '../instrument/instrument.ts'
import { t } from '../messages/message.ts'
import { newId, type DecisionId, type InvestorId, type IssuerId } from '../kernel/ids.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import type { Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal } from '../platform/vault/vault.ts'
import type { Work } from '../platform/work.ts'
import canonicalize from 'canonicalize'
import { decide, recordBytes, type DecisionRecord } from './decision.service.ts'
import {
  CLEARED_DAYS,
  doubtsOf,
  followed,
  isAllAsked,
  stopping,
  unsettled,
  type StoredDecision,
} from './judgement.ts'
import { canonicalHash } from './pack.service.ts'
import type { Action } from './rule-pack.ts'
import { explainedReason, plainReason, type ExplainedReason } from './explained-reason.ts'
import { insertDecision, selectReviewed, updatePassed } from './rule.store.ts'
import { weigh, type Ask, type Outcome, type RecordedReason, type RuleFacts } from './rule.ts'
import { keepBroughtAlong, type AskedPacks } from './pack-version.service.ts'
import { recordOf } from './stored-decision.service.ts'

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

type Seller = { readonly investor: InvestorId; readonly facts: RuleFacts }

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
  /** Whether officers have doubts about it before them, also those that stop it only once money is taken. */
  readonly asksOfficers: boolean
}

/** What follows where no pack is asked. */
export const NOT_ASKED: Judgement = { outcome: 'ALLOW', decision: null, reasons: [], asksOfficers: false }

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
    /** Who gives units away, with what is known about them alone: it is kept in their vault, and not in the other’s. */
    readonly seller?: Seller | null
    /** Whether an earlier doubt, about one of these actions, is about the very same that is asked now, and nothing else. */
    readonly isAbout: (doubt: DecisionId) => Promise<boolean>
  },
): Promise<Judgement> {
  const { packs, pinned } = ask.asked
  let last = NOT_ASKED
  if (packs.length === 0) return last
  await keepBroughtAlong(work)
  const about = aboutSince(ask.instrument, ask.investor, work.now)
  const reviewed: StoredDecision[] = await selectReviewed(work.db, about)
  for (const action of ask.actions) {
    const record = decide(packs, {
      action,
      subjectIds: [ask.investor, ask.instrument.id],
      asOf: work.now,
      facts: { ...ask.facts, ...ask.seller?.facts },
    })
    const made = await kept(work, ask, record, { pinned, reviewed, packs })
    last = { ...made.judgement, asksOfficers: last.asksOfficers || made.judgement.asksOfficers }
    if (made.fresh?.state === 'waiting') reviewed.push(made.fresh)
    if (last.outcome !== 'ALLOW') return last
  }
  // Where every doubt would have stopped and none did, nothing is left to ask that was asked before.
  if (packs.every(({ id }) => pinned.includes(id)))
    for (const { id, state, action } of reviewed) {
      if (state !== 'waiting' || !ask.actions.some((one) => one === action)) continue
      if (!(await ask.isAbout(id))) continue
      await updatePassed(work.db, id)
      await appendAudit(work, { action: 'rules.answered', subject: id, detail: { by: last.decision } })
    }
  return last
}

async function kept(
  work: Work,
  ask: Omit<RuleAsk, 'actions' | 'asked'> & {
    readonly putsDoubts: boolean
    readonly seller?: Seller | null
  },
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
    return { judgement: { outcome, decision: before.id, reasons, asksOfficers: true }, fresh: null }
  const every = packs.map((pack) => pack.id)
  const open = doubtsOf(stopping(record.reasons, every))
  const isDoubted =
    outcome === 'ALLOW' && ask.putsDoubts && followed(record.reasons, every, cleared) === 'REVIEW'
  const isPut = isDoubted && !isAllAsked(open, waiting)

  const id = newId('dec')
  const bytes = recordBytes(record)
  await putPersonal(work, ask.investor, { [`decision:${id}`]: canonicalize(ask.facts)! })
  const seller = ask.seller ?? null
  const isSellerAsked = seller !== null && Object.keys(seller.facts).length > 0
  if (isSellerAsked)
    await putPersonal(work, seller.investor, { [`decision:${id}`]: canonicalize(seller.facts)! })
  const fresh: StoredDecision = {
    id,
    action: record.action,
    instrument: ask.instrument.id,
    investor: ask.investor,
    seller: isSellerAsked ? seller.investor : null,
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
  return {
    judgement: { outcome, decision: id, reasons, asksOfficers: isDoubted || outcome === 'REVIEW' },
    fresh,
  }
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
      const unsigned = legalReview === 'signed' ? '' : `; ${t('kept.unsigned')}`
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

import { createHash } from 'node:crypto'
import type { DecisionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { holdsText } from '../platform/search.ts'
import { putPersonal, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import { recordBytes, replay, type DecisionRecord } from './decision.service.ts'
import type { DecisionSort, StoredDecision } from './judgement.ts'
import { canonicalHash, type LoadedPack } from './pack.service.ts'
import { explainedReason, type ExplainedReason } from './explained-reason.ts'
import {
  selectDecision,
  selectDecisions,
  updateFirstCleared,
  updateReviewed,
  type DecisionFilter,
} from './rule.store.ts'
import { loaded, packVersions } from './pack-version.service.ts'
import { factsOfText } from './rule-facts.service.ts'
import type { RuleFacts } from './rule.ts'

export function recordOf(bytes: string): DecisionRecord {
  return JSON.parse(bytes) as DecisionRecord
}

export type { DecisionFilter } from './rule.store.ts'

/** Everything that was decided about these instruments. */
export const ANY_DECISION: Omit<DecisionFilter, 'instruments'> = {
  ...{ state: null, action: null, outcome: null, investors: null, reasons: null, from: null, to: null },
}

/** The reasons that a text may mean: those with this code, and of every rule in whose title it stands. */
export async function reasonsNamed(db: Db, text: string): Promise<NonNullable<DecisionFilter['reasons']>> {
  const packs = (await packVersions(db)).map(loaded)
  const rules = packs.flatMap(({ id, rules: all }) =>
    all.filter(({ title }) => holdsText(title, text)).map((rule) => ({ pack: id, rule: rule.id })),
  )
  return [{ code: text.trim().toUpperCase() }, ...rules]
}

/** The decisions that fit. */
export function decisions(
  db: Db,
  filter: DecisionFilter,
  slice: Slice<DecisionSort>,
): Promise<Placed<StoredDecision>[]> {
  return selectDecisions(db, filter, slice)
}

export function decisionById(db: Db, id: DecisionId): Promise<StoredDecision | null> {
  return selectDecision(db, id)
}

/** A decision’s reasons in words, by the packs that it was made with. */
export async function decisionReasons(db: Db, one: StoredDecision): Promise<ExplainedReason[]> {
  return (await reasonsOfDecisions(db, [one]))[0] ?? []
}

/** As `decisionReasons`, for many at once: of each, in their order. */
export async function reasonsOfDecisions(
  db: Db,
  list: readonly StoredDecision[],
): Promise<ExplainedReason[][]> {
  const versions = await packVersions(db)
  return list.map(({ record }) => {
    const { packHashes, reasons } = recordOf(record)
    const packs = versions.filter(({ sha256 }) => packHashes.includes(sha256)).map(loaded)
    return reasons.map((reason) => explainedReason(packs, reason))
  })
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

/** The facts of a decision, from the vaults of those whom it is about; null where they were erased with one of them. */
async function keptFacts(db: Db, { id, investor, seller }: StoredDecision): Promise<RuleFacts | null> {
  const field = `decision:${id}`
  const people = seller === null ? [investor] : [investor, seller]
  const found = await readPersonalOf(db, people, [field])
  const texts = people.map((one) => found.get(one)?.[field] ?? null)
  return texts.includes(null) ? null : Object.assign({}, ...texts.map(factsOfText))
}

/** Makes a decision again from what is kept of its packs and facts. */
export async function replayed(db: Db, one: StoredDecision): Promise<Replayed> {
  const record = recordOf(one.record)
  const kept = await keptFacts(db, one)
  const versions = await packVersions(db)
  const packs = record.packHashes.map((recorded) => {
    const kept = versions.find(({ sha256 }) => sha256 === recorded)
    const now = kept === undefined ? null : canonicalHash(kept.content)
    return { pack: kept?.pack ?? '', version: kept?.version ?? '', recorded, now }
  })
  const facts = { recorded: record.factsHash, now: kept === null ? null : canonicalHash(kept) }
  const isWhole = [...packs, facts].every(({ recorded, now }) => recorded === now)
  const again = isWhole ? replay(record, await packsOfRecord(db, one), kept ?? {}) : null
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

import { newId, type HitId, type InvestorId, type ListVersionId } from '../kernel/ids.ts'
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts'
import { appendAudit } from '../platform/audit.ts'
import { lockEach, type Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import { putPersonal, readableSubjects, readPersonalOf } from '../platform/vault/vault.ts'
import { personOf, type Work } from '../platform/work.ts'
import type { EngineHit, ScreeningThread } from './engine.service.ts'
import { listStates } from './list.service.ts'
import { subjectJson, type ListedPartyJson } from './list-json.ts'
import { LIST_STALE_AFTER_HOURS, walletKey, type ListId } from './list.ts'
import {
  COMPARISON,
  HIT_SURE,
  isSure,
  type HitRefusal,
  type HitStatus,
  type ScreeningRefusal,
  type StoredHit,
  type Subject,
  type HitSort,
} from './screening.ts'
import {
  closeGoneHits,
  insertHits,
  selectBestScores,
  selectBlocked,
  selectCurrentLists,
  selectEntries,
  selectEntry,
  selectHit,
  selectHits,
  selectListedWallets,
  selectOldestListAge,
  selectUnscreened,
  updateHitDecision,
  updateHitEscalated,
  updateHitFirstCleared,
  upsertResults,
  searchHits,
  type HitFilter,
} from './screening.store.ts'

export type { HitFilter } from './screening.store.ts'

/** Somebody to compare, with the investor whom they belong to: who stands together, falls together. */
export type NamedSubject = { readonly id: InvestorId; readonly subject: Subject }

/**
 * Compares these subjects with every list in force and writes down what was found; an officer is told of what is new. What
 * was decided stays decided as long as the entry does not change; an open one that is not found any more is gone, and the audit
 * log has it. Without any list nothing is compared and nothing written.
 */
export async function screenSubjects(
  work: Work,
  screening: ScreeningThread,
  subjects: readonly NamedSubject[],
): Promise<void> {
  const loaded = await loadCurrent(work.db, screening)
  if (loaded === null || subjects.length === 0) return
  const found = await screening.thread.call(
    'screen',
    subjects.map(({ subject }) => subjectJson(subject)),
  )
  const ids = [...new Set(subjects.map(({ id }) => id))]
  // Before the audit log's head: whoever is found may be held, and somebody who has them may want to write to the log.
  await lockEach(work.db, ids)
  const hits = strongest(
    subjects.flatMap(({ id }, n) => found[n]!.map((hit) => storedHit(work, id, loaded, hit))),
  )
  const gone = await closeGoneHits(work.db, ids, hits, { comparison: COMPARISON, score: HIT_SURE * 1000 })
  const fresh = await insertHits(work.db, hits, COMPARISON)
  await upsertResults(work.db, ids, { lists: loaded.versions, comparison: COMPARISON }, work.now)
  for (const { id, subject, list, ref, score } of gone)
    await appendAudit(work, {
      action: 'screening-hit.gone',
      subject: id,
      detail: { of: subject, list, ref, score, comparison: COMPARISON },
    })
  for (const hit of fresh) await tell(work, hit)
}

/** One hit for each id and entry: of several people with one id, the one who is most like it. */
function strongest(hits: readonly StoredHit[]): StoredHit[] {
  const best = new Map<string, StoredHit>()
  for (const hit of hits) {
    const key = `${hit.subject} ${hit.entryHash}`
    if (hit.score > (best.get(key)?.score ?? -1)) best.set(key, hit)
  }
  return [...best.values()]
}

const SECONDS_PER_HOUR = 3_600

type Loaded = {
  readonly versions: readonly ListVersionId[]
  readonly versionOf: ReadonlyMap<ListId, ListVersionId>
  readonly entries: readonly { readonly hash: string; readonly content: ListedPartyJson }[]
}
const loadedEntries = new WeakMap<ScreeningThread, Loaded>()

/** Sees to it that the thread has the lists in force; null when there is none. */
async function loadCurrent(db: Db, screening: ScreeningThread): Promise<Loaded | null> {
  const current = await selectCurrentLists(db)
  if (current.length === 0) return null
  const versions = current.map(({ id }) => id)
  const key = versions.join()
  const known = loadedEntries.get(screening)
  if (screening.lists === key && known !== undefined) return known
  const entries = await selectEntries(db)
  await screening.thread.call(
    'load',
    entries.map(({ content }) => content),
  )
  const loaded = { versions, versionOf: new Map(current.map(({ list, id }) => [list, id])), entries }
  loadedEntries.set(screening, loaded)
  screening.lists = key
  return loaded
}

function storedHit(work: Work, subject: InvestorId, loaded: Loaded, hit: EngineHit): StoredHit {
  const entry = loaded.entries[hit.entry]!
  return {
    id: newId('hit'),
    subject,
    list: entry.content.list,
    ref: entry.content.ref,
    entryHash: entry.hash,
    listVersion: loaded.versionOf.get(entry.content.list) ?? null,
    score: Math.round(hit.score * 1000),
    status: 'open',
    foundAt: work.now,
    decidedAt: null,
    decidedBy: null,
    reason: null,
    firstCleared: null,
    escalated: null,
  }
}

async function tell(work: Work, hit: StoredHit): Promise<void> {
  await appendAudit(work, {
    action: 'screening-hit.found',
    subject: hit.id,
    detail: { of: hit.subject, list: hit.list, ref: hit.ref, score: hit.score },
  })
  await enqueueNotice(work, {
    topic: 'screening.hit',
    subject: hit.id,
    audience: { role: 'officer', about: hit.subject },
    facts: { list: hit.list },
  })
}

/** Says why this subject may not be approved now, or null: no list, an old one, something open, or somebody listed. */
export async function screeningRefusal(
  db: Db,
  subject: string,
  machineNow: Temporal.Instant,
): Promise<Refusal<ScreeningRefusal> | null> {
  const lists = await listStates(db, machineNow)
  if (lists.length === 0) return refuse('SCREENING_NO_LIST')
  const stale = lists.find(({ isStale }) => isStale)
  if (stale !== undefined)
    return refuse('SCREENING_STALE', {
      list: stale.list,
      confirmed: stale.confirmedAt.toString({ smallestUnit: 'minute' }),
      hours: String(LIST_STALE_AFTER_HOURS),
    })
  if (!(await isScreened(db, subject))) return refuse('SCREENING_PENDING')
  const [confirmed] = await selectHits(db, {
    after: null,
    limit: 1,
    status: 'confirmed',
    subject,
    within: null,
  })
  if (confirmed !== undefined) return refuse('SCREENING_LISTED')
  const [open] = await selectHits(db, { after: null, limit: 1, status: 'open', subject, within: null })
  return open === undefined ? null : refuse('SCREENING_OPEN_HIT')
}

/** Of these subjects, those of whom a match is open or confirmed, each with whether one is confirmed. */
export function blockedSubjects(db: Db, subjects: readonly string[]): Promise<Map<string, boolean>> {
  return selectBlocked(db, subjects)
}

/** What rules ask of the comparison of these subjects with the lists; who is not compared with every list in force is left out. */
export async function screeningStates(
  db: Db,
  subjects: readonly string[],
): Promise<Map<string, { readonly listAgeSeconds: number; readonly bestScore: number }>> {
  const age = await selectOldestListAge(db)
  if (age === null) return new Map()
  const listAgeSeconds = Math.max(0, Math.floor(age))
  const pending = new Set(await unscreened(db, subjects))
  const best = await selectBestScores(db, subjects)
  return new Map(
    subjects.flatMap((id) =>
      pending.has(id) ? [] : [[id, { listAgeSeconds, bestScore: best.get(id) ?? 0 }] as const],
    ),
  )
}

/**
 * Whether anything may be decided by the lists: one is in force, and all were brought in within the last
 * `LIST_STALE_AFTER_HOURS` by the database's clock.
 */
export async function areListsFresh(db: Db): Promise<boolean> {
  const age = await selectOldestListAge(db)
  return age !== null && age < LIST_STALE_AFTER_HOURS * SECONDS_PER_HOUR
}

/** Whether an address stands on a list in force. */
export async function isListedWallet(db: Db, address: string): Promise<boolean> {
  return (await listedWallets(db, [address])).size > 0
}

/** Those of these addresses that stand on a list in force. */
export async function listedWallets(db: Db, addresses: readonly string[]): Promise<Set<string>> {
  const listed = await selectListedWallets(db, addresses.map(walletKey))
  return new Set(addresses.filter((address) => listed.has(walletKey(address))))
}

/** Whether the subject was compared with every list as it is in force now. */
async function isScreened(db: Db, subject: string): Promise<boolean> {
  const lists = (await selectCurrentLists(db)).map(({ id }) => id)
  return (await selectUnscreened(db, [subject], { lists, comparison: COMPARISON })).length === 0
}

/** Of these subjects, the ones not yet compared with every list in force, as names are compared now. */
export async function unscreened(db: Db, subjects: readonly string[]): Promise<string[]> {
  const lists = (await selectCurrentLists(db)).map(({ id }) => id)
  return lists.length === 0 ? [] : selectUnscreened(db, subjects, { lists, comparison: COMPARISON })
}

export function hits(
  db: Db,
  page: {
    readonly after: string | null
    readonly limit: number
    readonly status: HitStatus | null
    readonly subject: string | null
    /** Of these subjects alone; null of all. */
    readonly within: readonly string[] | null
  },
): Promise<StoredHit[]> {
  return selectHits(db, page)
}

/** The hits that fit, in an order. */
export function hitsInOrder(db: Db, filter: HitFilter, slice: Slice<HitSort>): Promise<Placed<StoredHit>[]> {
  return searchHits(db, filter, slice)
}

export function hitById(db: Db, id: HitId): Promise<StoredHit | null> {
  return selectHit(db, id)
}

/** The listed entry of a hit, as it was when it was found, or null when it has changed since. */
export function hitEntry(db: Db, hit: StoredHit): Promise<ListedPartyJson | null> {
  return selectEntry(db, hit)
}

/** Why the subject fits the hit's entry, worked out anew: it names the person, so it is kept nowhere. Null when it does not. */
export async function explainHit(
  db: Db,
  screening: ScreeningThread,
  hit: StoredHit,
  subject: Subject,
): Promise<EngineHit | null> {
  const loaded = await loadCurrent(db, screening)
  if (loaded === null) return null
  const [found = []] = await screening.thread.call('screen', [subjectJson(subject)])
  return found.find(({ entry }) => loaded.entries[entry]?.hash === hit.entryHash) ?? null
}

/** What officers say of somebody is personal: it is in their vault. */
const WORD = (id: HitId) => `hit:${id}`
const FIRST_WORD = (id: HitId) => `hit:first:${id}`
const DOUBT = (id: HitId) => `hit:doubt:${id}`

/** The same hits with what officers said of them, as far as it has not been erased. */
export async function withWords(db: Db, list: readonly StoredHit[]): Promise<StoredHit[]> {
  const kept = await readPersonalOf(
    db,
    [...new Set(list.map(({ subject }) => subject))],
    list.flatMap(({ id }) => [WORD(id), FIRST_WORD(id), DOUBT(id)]),
  )
  return list.map((hit) => {
    const words = kept.get(hit.subject)
    return {
      ...hit,
      reason: words?.[WORD(hit.id)] ?? hit.reason,
      firstCleared: hit.firstCleared && {
        ...hit.firstCleared,
        reason: words?.[FIRST_WORD(hit.id)] ?? hit.firstCleared.reason,
      },
      escalated: hit.escalated && { ...hit.escalated, reason: words?.[DOUBT(hit.id)] ?? '' },
    }
  })
}

/**
 * An officer's decision on an open hit: `cleared`, it is somebody else, which is remembered until the entry changes; or
 * `confirmed`, it is the one who is listed. A sure hit stays open until a second person clears it too; one confirms it.
 */
export async function decideHit(
  work: Work,
  id: HitId,
  decision: { readonly status: 'cleared' | 'confirmed'; readonly reason: string },
): Promise<Result<StoredHit, HitRefusal>> {
  const found = await hitToDecide(work.db, id)
  if (!found.ok) return found
  const hit = found.value
  const by = personOf(work.by)
  if (hit.status === 'open' && hit.escalated?.by === by) return refuse('ESCALATED_BY_YOU')
  if (decision.status === 'cleared' && isSure(hit)) {
    const word = { by, at: work.now, reason: decision.reason }
    if (hit.firstCleared?.by === by) return refuse('FOUR_EYES')
    if (hit.firstCleared === null && hit.status === 'open') {
      if (!(await updateHitFirstCleared(work.db, id, word))) return refuse('HIT_DECIDED')
      await putPersonal(work, hit.subject, { [FIRST_WORD(id)]: word.reason })
      await appendAudit(work, {
        action: 'screening-hit.cleared-first',
        subject: id,
        detail: { of: hit.subject, list: hit.list, ref: hit.ref },
      })
      return ok({ ...hit, firstCleared: word })
    }
  }
  const { status, reason } = decision
  if (!(await updateHitDecision(work.db, id, { status, at: work.now, by }))) return refuse('HIT_DECIDED')
  await putPersonal(work, hit.subject, { [WORD(id)]: reason })
  await appendAudit(work, {
    action: `screening-hit.${decision.status}`,
    subject: id,
    detail: { of: hit.subject, list: hit.list, ref: hit.ref },
  })
  return ok({
    ...hit,
    status: decision.status,
    decidedAt: work.now,
    decidedBy: by,
    reason: decision.reason,
  })
}

async function hitToDecide(db: Db, id: HitId): Promise<Result<StoredHit, 'NOT_FOUND' | 'HIT_GONE'>> {
  const hit = await selectHit(db, id)
  if (hit === null) return refuse('NOT_FOUND')
  const isErased = (await readableSubjects(db, [hit.subject])).length === 0
  return hit.status === 'gone' || isErased ? refuse('HIT_GONE') : ok(hit)
}

/**
 * An officer who is not sure hands an open hit to another one, saying what they doubt. It stays open; whoever handed it on does
 * not decide on it any more, and every officer is told that it waits.
 */
export async function escalateHit(
  work: Work,
  id: HitId,
  doubt: string,
): Promise<Result<StoredHit, HitRefusal>> {
  const found = await hitToDecide(work.db, id)
  if (!found.ok) return found
  const hit = found.value
  if (hit.status !== 'open') return refuse('HIT_DECIDED')
  const word = { by: personOf(work.by), at: work.now, reason: doubt }
  if (!(await updateHitEscalated(work.db, id, word))) return refuse('HIT_ESCALATED')
  await putPersonal(work, hit.subject, { [DOUBT(id)]: doubt })
  await appendAudit(work, {
    action: 'screening-hit.escalated',
    subject: id,
    detail: { of: hit.subject, list: hit.list, ref: hit.ref },
  })
  await enqueueNotice(work, {
    topic: 'screening.escalated',
    subject: id,
    audience: { role: 'officer', about: hit.subject },
    facts: { list: hit.list },
  })
  return ok({ ...hit, escalated: word })
}

import { toLatin } from '../platform/latin.ts'
import { openThread, type Thread } from '../platform/thread.ts'
import { buildEngine, screenSubject, type Engine } from './engine.ts'
import { partyOf, subjectOf, type ListedPartyJson, type SubjectJson } from './list-json.ts'
import type { Finding } from './screening.ts'
import type { NameScore } from './name-score.ts'

/** A hit as the thread tells it: which entry, by its place in what was loaded, how sure, and every reason why. */
export type EngineHit = {
  readonly entry: number
  readonly score: number
  readonly name: { readonly asked: string; readonly listed: string; readonly result: NameScore } | null
  readonly findings: readonly Finding[]
}

/**
 * Lists in a thread of their own: building an index of tens of thousands of names takes a second or two, and comparing
 * everybody with them minutes. `lists` names what the thread has loaded.
 */
export type ScreeningThread = { readonly thread: Thread<ThreadFunctions>; lists: string | null }
type ThreadFunctions = { readonly load: typeof load; readonly screen: typeof screen }

export function openScreening(): ScreeningThread {
  return { thread: openThread<ThreadFunctions>(import.meta.url), lists: null }
}

let engine: Engine | null = null

/** In the thread: takes these entries in the place of all before. */
export function load(entries: readonly ListedPartyJson[]): void {
  engine = buildEngine(entries.map(partyOf), toLatin)
}

/** In the thread: the hits of each subject, in the same order. */
export function screen(subjects: readonly SubjectJson[]): EngineHit[][] {
  const loaded = engine
  if (loaded === null) throw new Error('nothing has been loaded to screen against')
  const places = new Map(loaded.entries.map((entry, n) => [entry, n]))
  return subjects.map((subject) =>
    screenSubject(loaded, subjectOf(subject)).map((hit) => ({
      entry: places.get(hit.entry)!,
      score: hit.score,
      name:
        hit.name === null
          ? null
          : { asked: hit.name.asked, listed: hit.name.listed.text, result: hit.name.result },
      findings: hit.findings,
    })),
  )
}

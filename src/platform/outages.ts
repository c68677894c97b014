import { health, type Check } from './http/health.ts'
import { namesItsPart, unavailable, wordsOf } from './http/unavailable.ts'
import type { Log } from './log.ts'

/** What this process cannot work without, and does without for a while. */
export type Outage = NonNullable<ReturnType<typeof unavailable>>

/** Where an error is written: the server’s log, or a request’s. */
type ErrorLog = { readonly error: (fields: { readonly err: unknown }, sentence: string) => void }

export type Outages = {
  /**
   * Writes `error` into the log with `sentence`, which says what failed. An error of a part that does not answer is one
   * line when that begins and one when it ends; any other keeps its stack.
   */
  readonly note: (error: unknown, told: { readonly log: ErrorLog; readonly sentence: string }) => void
  readonly stop: () => void
}

const LOOK_EVERY_MS = 1_000
/** A part that answers, but not always, is told of at most so often. */
const AGAIN_MS = 60_000

const BEGUN: Readonly<Record<Outage, string>> = {
  DATABASE_UNAVAILABLE:
    'The database does not answer. What needs it waits, and goes on by itself when it is back.',
  CHAIN_UNAVAILABLE: 'The chain does not answer. What needs it waits, and goes on by itself when it is back.',
  DISK_FULL: 'The disk is full. Nothing is written or paid until there is room again.',
}
const ENDED: Readonly<Record<Outage, string>> = {
  DATABASE_UNAVAILABLE: 'The database answers again.',
  CHAIN_UNAVAILABLE: 'The chain answers again.',
  DISK_FULL: 'The disk has room again.',
}
const MOMENTARY: Readonly<Record<Outage, string>> = {
  DATABASE_UNAVAILABLE: 'The database did not answer for a moment.',
  CHAIN_UNAVAILABLE: 'The chain did not answer for a moment.',
  DISK_FULL: 'The disk was full for a moment.',
}

type Part = {
  readonly check: Check
  /** Since when it does not answer, by `performance.now()`; null while it does. */
  sinceMs: number | null
  saidAtMs: number
  /** Whether it answers, while that is being asked. */
  asking: Promise<boolean> | null
  look: NodeJS.Timeout | undefined
}

/** Tells of outages in `log`. Whether a part answers, its check says: an error alone may be about something else. */
export function openOutages(log: Log, checks: Readonly<Partial<Record<Outage, Check>>>): Outages {
  const parts = new Map<Outage, Part>()
  for (const outage of Object.keys(BEGUN) as Outage[]) {
    const check = checks[outage]
    if (check !== undefined)
      parts.set(outage, {
        check,
        sinceMs: null,
        saidAtMs: Number.NEGATIVE_INFINITY,
        asking: null,
        look: undefined,
      })
  }
  let stopped = false

  const answers = (part: Part) =>
    (part.asking ??= health([part.check])
      .then(({ status }) => status === 'ok')
      .finally(() => {
        part.asking = null
      }))

  const lookAgain = (outage: Outage, part: Part) => {
    if (stopped) return
    part.look = setTimeout(async () => {
      if (!(await answers(part))) return lookAgain(outage, part)
      const seconds = Math.round((performance.now() - (part.sinceMs ?? 0)) / 1000)
      part.sinceMs = null
      part.saidAtMs = performance.now()
      if (!stopped) log.info({ outage, seconds }, ENDED[outage])
    }, LOOK_EVERY_MS).unref()
  }

  return {
    note(error, { log: where, sentence }) {
      const outage = unavailable(error)
      const part = outage === null ? undefined : parts.get(outage)
      if (outage === null || part === undefined) return where.error({ err: error }, sentence)
      if (part.sinceMs !== null) return
      void answers(part).then((isThere) => {
        if (part.sinceMs !== null || stopped) return
        const detail = wordsOf(error)
        if (!isThere) {
          part.sinceMs = performance.now()
          log.warn({ outage, detail }, BEGUN[outage])
          lookAgain(outage, part)
        } else if (!namesItsPart(error)) where.error({ err: error }, sentence)
        else if (performance.now() - part.saidAtMs > AGAIN_MS) {
          part.saidAtMs = performance.now()
          log.warn({ outage, detail }, MOMENTARY[outage])
        }
      })
    },
    stop() {
      stopped = true
      for (const { look } of parts.values()) clearTimeout(look)
    },
  }
}

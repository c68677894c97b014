import { sql } from 'kysely'
import type { Clock } from './clock.ts'
import type { Db } from './db/database.ts'

/** The clocks of machine and database may differ by this much. More, and a deadline has passed for the one alone. */
const SKEW_MAX_MS = 2_000
const LOOK_EVERY_MS = 1_000

/** Whether what depends on the time may be decided. */
export type Clocks = {
  /** True while the clocks of this machine and of the database differ by more than two seconds. */
  readonly areApart: () => Promise<boolean>
}

/** A sandbox's clock is moved on purpose, and nothing in it is real. */
export const oneClock: Clocks = { areApart: () => Promise.resolve(false) }

/** Compares the machine's clock with the database's, at most once a second. */
export function watchClocks(db: Db, machine: Clock): Clocks {
  let lookedAtMs = -Infinity
  let apart = false
  return {
    areApart: async () => {
      if (performance.now() - lookedAtMs < LOOK_EVERY_MS) return apart
      const before = machine.now().epochMilliseconds
      const { rows } = await sql<{
        now: Temporal.Instant
      }>`select clock_timestamp() as now`.execute(db)
      const after = machine.now().epochMilliseconds
      const there = rows[0]!.now.epochMilliseconds
      lookedAtMs = performance.now()
      // The answer was made somewhere between the two: only what lies outside is a difference.
      apart = there < before - SKEW_MAX_MS || there > after + SKEW_MAX_MS
      return apart
    },
  }
}

import { systemClock, type Clock } from './clock.ts'
import type { Db } from './db/database.ts'

/**
 * The business clock of a sandbox. It follows the machine's clock until it is first moved; from then on it stands still
 * between moves, so that what was set up stays as it was. It never goes back.
 */
export type SandboxClock = Clock & {
  readonly moveTo: (at: Temporal.Instant) => Promise<void>
}

type Tables = { sandbox_clock: { one: boolean; at: Temporal.Instant } }

/** Reads where the clock stands; every process of an installation reads the same. */
export async function openSandboxClock(db: Db): Promise<SandboxClock> {
  const tables = db.withTables<Tables>()
  const row = await tables.selectFrom('sandbox_clock').select('at').executeTakeFirst()
  let standing = row?.at ?? null
  return {
    now: () => standing ?? systemClock.now(),
    moveTo: async (at) => {
      if (Temporal.Instant.compare(at, standing ?? systemClock.now()) < 0 && standing !== null)
        throw new RangeError('the business clock never goes back')
      await tables
        .insertInto('sandbox_clock')
        .values({ one: true, at })
        .onConflict((conflict) => conflict.column('one').doUpdateSet({ at }))
        .execute()
      standing = at
    },
  }
}

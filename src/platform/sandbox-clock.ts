import { sql } from 'kysely'
import { systemClock, type Clock } from './clock.ts'
import type { Db } from './db/database.ts'

/**
 * The business clock of a sandbox. It follows the machine's clock until it is first moved; from then on it stands still
 * between moves, so that what was set up stays as it was. It never goes back.
 */
export type SandboxClock = Clock & {
  readonly moveTo: (at: Temporal.Instant) => Promise<void>
}

type Tables = { sandbox_clock: { one: boolean; at: Temporal.Instant; target: Temporal.Instant | null } }

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
        .values({ one: true, at, target: null })
        .onConflict((conflict) =>
          conflict.column('one').doUpdateSet({
            at,
            target: sql`case when sandbox_clock.target > excluded.at then sandbox_clock.target end`,
          }),
        )
        .execute()
      standing = at
    },
  }
}

/** Writes down that the clock, which stands at `now`, is to be moved to `target`: whoever starts next goes on to there. */
export async function aimClock(
  db: Db,
  { now, target }: { readonly now: Temporal.Instant; readonly target: Temporal.Instant },
): Promise<void> {
  await db
    .withTables<Tables>()
    .insertInto('sandbox_clock')
    .values({ one: true, at: now, target })
    .onConflict((conflict) => conflict.column('one').doUpdateSet({ target }))
    .execute()
}

/** Where a move that has not arrived was to end; null when every one has. */
export async function clockTarget(db: Db): Promise<Temporal.Instant | null> {
  const row = await db.withTables<Tables>().selectFrom('sandbox_clock').select('target').executeTakeFirst()
  return row?.target ?? null
}

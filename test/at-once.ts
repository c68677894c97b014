import { setTimeout as sleep } from 'node:timers/promises'
import { transaction, type Tx } from '../src/platform/db/database.ts'
import type { TestDatabase } from './database.ts'

/** Until so many transactions wait for a lock. */
export async function untilWaiting(pool: TestDatabase['pool'], count: number): Promise<void> {
  const sql = `select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  while ((await pool.query<{ count: number }>(sql)).rows[0]!.count < count) await sleep(5)
}

/**
 * Runs these at once, in this order: what `take` locks is let go only when all have come for it, each holding what it had
 * taken before. Rejects where PostgreSQL ends one because two wait for each other.
 */
export async function atOnce<T extends readonly unknown[]>(
  { db, pool }: TestDatabase,
  take: (tx: Tx) => Promise<unknown>,
  runs: { readonly [K in keyof T]: () => Promise<T[K]> },
): Promise<T> {
  const free = Promise.withResolvers<void>()
  const taken = Promise.withResolvers<void>()
  const other = transaction(db, async (tx) => {
    await take(tx)
    taken.resolve()
    await free.promise
  })
  await taken.promise
  const begun: Promise<unknown>[] = []
  for (const run of runs) {
    begun.push(run())
    await untilWaiting(pool, begun.length)
  }
  free.resolve()
  await other
  return (await Promise.all(begun)) as unknown as T
}

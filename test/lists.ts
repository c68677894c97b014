import type { testDatabase } from './database.ts'

type Database = Pick<Awaited<ReturnType<typeof testDatabase>>, 'pool'>

/** Lets a day pass since the sanctions lists were brought in, which is too long. */
export async function oldLists({ pool }: Database): Promise<void> {
  await pool.query(`update screening_list set confirmed_at = now() - interval '24 hours'`)
}

/** Brings the lists in again. */
export async function freshLists({ pool }: Database): Promise<void> {
  await pool.query(`update screening_list set confirmed_at = now()`)
}

import { setTimeout } from 'node:timers/promises'
import type pg from 'pg'

/**
 * Goes on until every transaction that was asked for has ended, or none of those that are left gets on: what could not be told
 * of its end is told a second later.
 */
export async function untilSettled(pool: pg.Pool, round: () => Promise<void>): Promise<void> {
  for (let i = 0, before = 0, same = 0; i < 200; i++) {
    await round()
    const { rows } = await pool.query<{ sent: boolean }>(
      'select tx_hash is not null as sent from chain_intent where settled_at is null',
    )
    if (rows.length === 0) return
    same = rows.length === before && !rows.some(({ sent }) => sent) ? same + 1 : 0
    if (i >= 6 && same >= 3) return
    if (i >= 6) await setTimeout(30)
    before = rows.length
  }
}

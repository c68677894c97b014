// How fast an investor is told whether they may invest, on an offering with ten thousand subscriptions under a pack of law.
// Alone: `node bench/eligibility.ts [--json]`.
import { performance } from 'node:perf_hooks'
import type { InvestorId } from '../src/kernel/ids.ts'
import { eligibilityOf } from '../src/offering/subscription/eligibility.service.ts'
import { unlockVault } from '../src/platform/vault/seal.ts'
import { systemActor } from '../src/platform/work.ts'
import { soldInstrument } from '../test/sold-instrument.ts'
import { onDatabase } from './database.ts'

const SUBSCRIPTIONS = 10_000
const RUNS = 20
const NOW = Temporal.Instant.from('2026-11-09T12:00:00Z')

/** Milliseconds, the median of several runs. */
export function run(): Promise<Record<string, number>> {
  return onDatabase(async (db, pool) => {
    unlockVault(Buffer.alloc(32, 1))
    const work = { db, now: NOW, by: systemActor('bench') }
    const { offering } = await soldInstrument(work, 'tower', 'reg-d-506b')
    await pool.query(
      `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
       select 'inv_' || lpad(n::text, 26, '0'), 'individual', 'US', 'verified', '2030-01-01', '0x' || lpad(n::text, 40, '0'), now()
       from generate_series(1, ${SUBSCRIPTIONS}) n`,
    )
    await pool.query(
      `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
       select 'sub_' || lpad(n::text, 26, '0'), $1, 'inv_' || lpad(n::text, 26, '0'), '0x' || repeat('1', 40), 10, 10000000,
         'pending', 'confirmed', '2026-12-01', '2026-11-01', '2026-11-01'::timestamptz + (n * 7919 % 600000) * interval '1 second'
       from generate_series(1, ${SUBSCRIPTIONS}) n`,
      [offering],
    )
    await pool.query('analyze')
    const investor = `inv_${'1'.padStart(26, '0')}` as InvestorId
    return {
      tenThousandMs: await median(() =>
        eligibilityOf(db, offering, investor, { now: NOW, withClaims: true }),
      ),
    }
  })
}

async function median(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) {
    const begun = performance.now()
    await ask()
    times.push(performance.now() - begun)
  }
  return Math.round(times.sort((a, b) => a - b)[RUNS / 2]! * 10) / 10
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)

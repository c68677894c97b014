// How fast the board of a raise with ten thousand subscriptions answers: its sums, its first page, a page far behind, and a
// search. Alone: `node bench/board.ts [--json]`. With `--explain`, PostgreSQL's plan of a page as well.
import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { investorNames } from '../src/investor/investor.service.ts'
import { unlockVault } from '../src/platform/vault/seal.ts'
import { putPersonalOf } from '../src/platform/vault/vault.ts'
import { OPEN_STATES } from '../src/offering/board/board.ts'
import { boardOf, boardRows } from '../src/offering/board/board.service.ts'
import { systemActor } from '../src/platform/work.ts'
import { soldInstrument } from '../test/sold-instrument.ts'
import { onDatabase } from './database.ts'

const SUBSCRIPTIONS = 10_000
const PAGE = 200
const RUNS = 20
const NOW = Temporal.Instant.from('2026-11-09T12:00:00Z')

/** Milliseconds, medians of several runs. */
export function run(): Promise<Record<string, number>> {
  return onDatabase(async (db, pool) => {
    const work = { db, now: NOW, by: systemActor('bench') }
    const { instrument, offering } = await soldInstrument(work, 'tower', 'reg-d-506b')
    await pool.query(
      `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
       select 'inv_' || lpad(n::text, 26, '0'), 'individual', 'US', 'verified', '2030-01-01', '0x' || lpad(n::text, 40, '0'), now()
       from generate_series(1, ${SUBSCRIPTIONS}) n`,
    )
    // Of ten: two to pay, five in escrow, one on its way, two given up.
    await pool.query(
      `insert into subscription (id, offering, investor, wallet, units, amount, status, state, valid_before, created_at, since)
       select 'sub_' || lpad(n::text, 26, '0'), $1, 'inv_' || lpad(n::text, 26, '0'), '0x' || repeat('1', 40), 10, 10000000,
         case when n % 10 < 2 then 'in-progress' when n % 10 < 8 then 'pending' else 'cancelled' end,
         case when n % 10 < 2 then 'eligible' when n % 10 < 7 then 'confirmed' when n % 10 < 8 then 'funded' else 'withdrawn' end,
         '2026-12-01', '2026-11-01', '2026-11-01'::timestamptz + (n * 7919 % 600000) * interval '1 second'
       from generate_series(1, ${SUBSCRIPTIONS}) n`,
      [offering],
    )
    await pool.query('analyze')
    const sale = { id: offering, instrument }
    const filter = { states: OPEN_STATES, search: null, after: null, now: NOW, limit: PAGE + 1 }
    const far = (await boardRows(db, sale, { ...filter, limit: SUBSCRIPTIONS / 2 })).at(-1)!
    // The first page is shown with its names, which are sealed one by one.
    unlockVault(Buffer.alloc(32, 1))
    const shown = (await boardRows(db, sale, filter)).map(({ investor }) => investor)
    await putPersonalOf(work, new Map(shown.map((investor) => [investor, { name: `Holder ${investor}` }])))
    const numbers = {
      sumsMs: await median(() => boardOf(db, offering, instrument, NOW)),
      firstPageMs: await median(() => boardRows(db, sale, filter)),
      namedPageMs: await median(async () =>
        investorNames(
          db,
          (await boardRows(db, sale, filter)).map(({ investor }) => investor),
        ),
      ),
      farPageMs: await median(() => boardRows(db, sale, { ...filter, after: far })),
      searchMs: 0,
    }
    // The slowest of what is looked for, and of what is written to make looking slow.
    for (const search of ['04321', '_'.repeat(60), '%'.repeat(60), '(a+)+$', 'RF'.repeat(30)]) {
      const ms = await median(() => boardRows(db, sale, { ...filter, search }))
      numbers.searchMs = Math.max(numbers.searchMs, ms)
    }
    if (process.argv.includes('--explain')) {
      const { rows } = await sql<{ 'QUERY PLAN': string }>`
        explain (analyze, buffers)
        select id from subscription s
          where offering = ${offering} and state in ('eligible', 'funded', 'confirmed')
            and (state <> 'eligible' or valid_before > ${NOW})
            and (since, id) > (${far.since}::timestamptz, ${far.id})
          order by since, id limit ${PAGE + 1}`.execute(db)
      process.stdout.write(`${rows.map((row) => row['QUERY PLAN']).join('\n')}\n`)
    }
    return numbers
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

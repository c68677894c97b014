// How fast the audit log and the list of refused attempts are searched among ten thousand of each kind, for what many are of
// and for what none is. Alone: `node bench/search.ts`.
import { performance } from 'node:perf_hooks'
import { newId } from '../src/kernel/ids.ts'
import { refusals } from '../src/offering/refusal/refusal.service.ts'
import { searchAudit, type AuditFilter } from '../src/platform/audit.ts'
import { systemActor } from '../src/platform/work.ts'
import { soldInstrument } from '../test/sold-instrument.ts'
import { onDatabase } from './database.ts'

const EACH = 10_000
const PAGE = 50
const RUNS = 10
const NOW = Temporal.Instant.from('2026-11-09T12:00:00Z')

const ANYTHING: AuditFilter = { action: null, kind: null, by: null, subject: null, from: null, to: null }
const AUDIT_SEARCHES: readonly Partial<AuditFilter>[] = [
  ...['sub_7', 'sub_none', '%'.repeat(60)].map((subject) => ({ subject })),
  ...['attempt.refused', 'attempt', 'nothing.done', 'nothing'].map((action) => ({ action })),
  ...['bench', 'nobody'].map((by) => ({ by })),
  { kind: 'key' },
  { to: Temporal.Instant.from('2001-01-01T00:00:00Z') },
]

/** Milliseconds, medians of several runs: the slowest of what is looked for. */
export function run(): Promise<Record<string, number>> {
  return onDatabase(async (db, pool) => {
    const work = { db, now: NOW, by: systemActor('bench') }
    const { instrument, offering } = await soldInstrument(work, 'tower', 'reg-d-506b')
    const investor = newId('inv')
    await pool.query(
      `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
       values ($1, 'individual', 'US', 'verified', '2030-01-01', '0x' || repeat('1', 40), now())`,
      [investor],
    )
    await pool.query(
      `insert into audit_entry (seq, id, at, actor_kind, actor, action, subject, detail, previous, hash)
       select 1000000 + n, 'aud_' || lpad(n::text, 26, '0'), now(), 'system', 'bench', 'attempt.refused', 'sub_' || n % 100, '{}',
         repeat('0', 64), md5(n::text) || md5((-n)::text)
       from generate_series(1, ${EACH}) n`,
    )
    await pool.query(
      `insert into subscription_refusal (id, offering, instrument, investor, wallet, amount, reasons, asked_by, asked_at)
       select 'rfs_' || lpad(n::text, 26, '0'), $1, $2, $3, '0x' || repeat('1', 40), 10000000,
         '[{"reason": "BELOW_MINIMUM", "detail": "Too small.", "facts": {}}]', 'bench', now() - n * interval '1 second'
       from generate_series(1, ${EACH}) n`,
      [offering, instrument.id, investor],
    )
    await pool.query(
      `insert into register_transfer (id, instrument, from_wallet, to_wallet, units, nonce, status, findings, decided_block, asked_by, asked_at, settled_at)
       select 'trf_' || lpad(n::text, 26, '0'), $1, '0x' || repeat('1', 40), '0x' || lpad(n::text, 40, '0'), 1,
         '0x' || lpad(n::text, 64, '0'), 'transfer-rejected', '[{"reason": "PAUSED", "actual": "0", "limit": "0"}]', 1, 'bench',
         now() - n * interval '1 second', now()
       from generate_series(1, ${EACH}) n`,
      [instrument.id],
    )
    await pool.query(
      `insert into refused_attempt (id, kind, instrument, investor, asked, reasons, asked_by, asked_at)
       select 'rfs_' || lpad((n + ${EACH})::text, 26, '0'), 'approval', $1, $2, 'approved',
         '[{"reason": "FOUR_EYES", "detail": "By somebody else."}]', 'bench', now() - n * interval '1 second'
       from generate_series(1, ${EACH}) n`,
      [instrument.id, investor],
    )
    await pool.query('analyze')
    const all = {
      instruments: [instrument],
      ...{ issuer: null, instrument: null, reason: null, investor: null, from: null, to: null, before: null },
      limit: PAGE + 1,
    }
    return {
      auditMs: await slowest(AUDIT_SEARCHES, (filter) =>
        searchAudit(db, { ...ANYTHING, ...filter }, { sort: '-at', after: null, limit: PAGE + 1 }),
      ),
      refusalsMs: await slowest(['PAUSED', 'FOUR_EYES', 'NOBODY_MET_THIS'], (reason) =>
        refusals(db, { ...all, reason }),
      ),
      refusalsOfOneMs: await slowest([investor, newId('inv')], (who) =>
        refusals(db, { ...all, investor: who }),
      ),
    }
  })
}

async function slowest<T>(searches: readonly T[], ask: (search: T) => Promise<unknown>): Promise<number> {
  let most = 0
  for (const search of searches) {
    const times: number[] = []
    for (let i = 0; i < RUNS; i++) {
      const begun = performance.now()
      await ask(search)
      times.push(performance.now() - begun)
    }
    most = Math.max(most, times.sort((a, b) => a - b)[RUNS / 2]!)
  }
  return Math.round(most * 10) / 10
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)

// How fast the audit log and the list of refused attempts are searched among ten thousand of each kind, for what many are of
// and for what none is. Alone: `node bench/search.ts`.
import { performance } from 'node:perf_hooks'
import type pg from 'pg'
import { listInvestors, type InvestorSort } from '../src/investor/investor-list.service.ts'
import { newId } from '../src/kernel/ids.ts'
import { refusals } from '../src/offering/refusal/refusal.service.ts'
import { searchAudit, type AuditFilter } from '../src/platform/audit.ts'
import { unlockVault } from '../src/platform/vault/seal.ts'
import { putPersonalOf } from '../src/platform/vault/vault.ts'
import { systemActor, type Work } from '../src/platform/work.ts'
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

const ANYBODY = {
  ...{ kind: null, country: null, status: null, accreditation: null },
  ...{ hasOpenClaim: false, endsBy: null, knownTo: null },
}
const INVESTOR_SEARCHES: readonly { readonly sort?: InvestorSort; readonly name?: string }[] = [
  { sort: 'name' },
  { sort: '-kycUntil' },
  { name: 'person 77' },
  { name: 'nobody', sort: '-name' },
]

/** Milliseconds, medians of several runs: the slowest of what is looked for. */
export function run(): Promise<Record<string, number>> {
  return onDatabase(async (db, pool) => {
    unlockVault(Buffer.alloc(32, 7))
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
    await manyInvestors(work, pool)
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
      investorsMs: await slowest(INVESTOR_SEARCHES, ({ sort = 'id', name = null }) =>
        listInvestors(db, { ...ANYBODY, name }, { sort, after: null, limit: PAGE + 1 }),
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

/** Ten thousand people with names in the vault. */
async function manyInvestors(work: Work, pool: pg.Pool): Promise<void> {
  const ids = Array.from({ length: EACH }, () => newId('inv'))
  await pool.query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     select id, 'individual', case n % 3 when 0 then 'US' when 1 then 'GB' else 'DE' end, 'verified',
       date '2027-01-01' + (n % 900)::int, '0x' || lpad(n::text, 40, '0'), now()
     from unnest($1::text[]) with ordinality as one (id, n)`,
    [ids],
  )
  await putPersonalOf(work, new Map(ids.map((id, n) => [id, { name: `Person ${(n * 7919) % EACH}` }])))
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

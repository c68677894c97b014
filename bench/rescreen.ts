// How long it takes until everybody is compared with the lists anew after one has changed, as the job does it: people read out of
// the vault, compared in the thread, and what was found written down. Alone: `node bench/rescreen.ts [--json]`.
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { parse } from 'csv-parse/sync'
import { rescreenInvestors } from '../src/investor/screening.job.ts'
import { csvOf } from '../src/kernel/csv.ts'
import { must } from '../src/kernel/result.ts'
import { openDatabase, openPool, transaction, type Db } from '../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { unlockVault } from '../src/platform/vault/seal.ts'
import { putPersonalOf } from '../src/platform/vault/vault.ts'
import { systemActor } from '../src/platform/work.ts'
import { openScreening } from '../src/screening/engine.service.ts'
import { loadList } from '../src/screening/list.service.ts'

const INVESTORS = 100_000
/** As many names as all lists together have. */
const NAMES = 40_000
const KEPT_AT_ONCE = 1_000
const NOW = Temporal.Instant.from('2026-11-09T12:00:00Z')

/** Seconds, and how many of them were found to be possibly listed. */
export async function run(): Promise<Record<string, number>> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-bench-'))
  fs.chmodSync(folder, 0o755)
  // As in production: a commit waits for the disk.
  const server = await startEmbeddedDatabase(folder, { fast: false })
  const pool = openPool(server.url)
  const screening = openScreening()
  try {
    await migrate(pool)
    const db = openDatabase(pool)
    unlockVault(Buffer.alloc(32, 1))
    await bringInvestors(db, (text) => pool.query(text))
    await bringList(db)
    const begun = performance.now()
    const compared = await rescreenInvestors({ db, clock: { now: () => NOW }, screening })
    const everybodySeconds = (performance.now() - begun) / 1000
    if (compared !== INVESTORS) throw new Error(`${compared} were compared`)
    const { rows } = await pool.query<{ count: string }>('select count(distinct subject) from screening_hit')
    return { everybodySeconds, heldInvestors: Number(rows[0]?.count) }
  } finally {
    await screening.thread.close()
    await pool.end()
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

/** People of an ordinary register, approved, each with a name and a day of birth under a key of their own. */
async function bringInvestors(db: Db, query: (text: string) => Promise<unknown>): Promise<void> {
  await query(
    `insert into investor (id, kind, country, kyc_status, kyc_until, identity, created_at)
     select 'inv_' || lpad(n::text, 26, '0'), 'individual', 'US', 'verified', '2030-01-01', '0x' || lpad(n::text, 40, '0'), now()
     from generate_series(1, ${INVESTORS}) n`,
  )
  const known = rowsOf<{ kind: string; query: string }>('name-variants.csv')
    .filter(({ kind }) => kind === 'negative-congress')
    .map(({ query: name }) => name.split(' '))
  const work = { db, now: NOW, by: systemActor('bench') }
  for (let at = 0; at < INVESTORS; at += KEPT_AT_ONCE) {
    const people = Array.from({ length: KEPT_AT_ONCE }, (_, i) => {
      const n = at + i
      const given = known[n % known.length]![0]
      const surname = known[(n * 31 + Math.floor(n / known.length)) % known.length]!.at(-1)
      const born = Temporal.PlainDate.from('1950-01-01').add({ days: (n * 7_919) % 18_000 })
      const id = `inv_${String(n + 1).padStart(26, '0')}`
      return [id, { name: `${given} ${surname}`, born: born.toString() }] as const
    })
    await putPersonalOf(work, new Map(people))
  }
  await query('analyze')
}

/** Everybody of the sanctions list, and people who are made of their names. */
async function bringList(db: Db): Promise<void> {
  type Row = { ref: string; party: string; name: string; strength: string }
  const listed = rowsOf<Row>('ofac-names-2021-07.csv')
  const people = listed.filter(({ party }) => party === 'person').map(({ name }) => name.split(', '))
  const made = Array.from({ length: NAMES - listed.length }, (_, n) => {
    const [surname] = people[(n * 7_919) % people.length]!
    return { party: 'person', name: `${surname}, ${people[(n * 104_729 + 13) % people.length]!.at(-1)}` }
  })
  const rows = [...listed, ...made].map(({ party, name }, n) => ({
    Ref: `N-${n}`,
    Party: party,
    Name: name.replaceAll(';', ' '),
    ...Object.fromEntries(OTHERS.map((column) => [column, ''])),
  }))
  const files = { list: csvOf(Object.keys(rows[0]!), rows.map(Object.values<string>)) }
  const publishedOn = Temporal.PlainDate.from('2026-11-01')
  await transaction(db, async (tx) => {
    const work = { db: tx, now: NOW, by: systemActor('bench') }
    const machineNow = Temporal.Now.instant()
    must(await loadList(work, 'HOUSE', { files, publishedOn, machineNow, allowShrink: true }))
  })
}

const OTHERS = ['Aliases', 'Born', 'Countries', 'Gender', 'Identifiers', 'Wallets', 'Program']

function rowsOf<T>(file: string): T[] {
  return parse(fs.readFileSync(path.join(import.meta.dirname, 'data', file)), { columns: true })
}

if (import.meta.main) process.stdout.write(`${JSON.stringify(await run(), null, 2)}\n`)

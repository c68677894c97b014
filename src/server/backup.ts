import fs from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { BadConfig, type Config } from '../platform/config.ts'
import { openDatabase, openPool } from '../platform/db/database.ts'
import { dumpTable, fillTable, tablesInOrder, tableWithRows, type DumpedTable } from '../platform/db/dump.ts'
import { holdsDatabase, startEmbeddedDatabase } from '../platform/db/embedded.ts'
import { migrate, migrations } from '../platform/db/migrate.ts'
import { makeFolder } from '../platform/folder.ts'
import { addErasures, LedgerDamaged, readErasures, type Erasure } from '../platform/vault/erasure-ledger.ts'
import { isEntryName, readArchive, writeArchive, type Archive, type Manifest } from './archive.ts'
import type { BackupRefusal } from './backup.problems.ts'
import { eraseAgain, noteErasures } from './erasures.ts'
import { holdHome, runningDatabase, UNFINISHED_RESTORE } from './platform.ts'

/**
 * What cannot be made again: keys, the vault's master key, the embedded chain; and whether there is a demo world. The
 * chain's journal comes before its state: a state that is younger than its journal is fine, an older one is not.
 */
const KEPT = [
  'keys',
  'vault.key',
  'vault.key.wrapped',
  'chain/journal',
  'chain/state',
  'demo.complete',
] as const

export type BackupSummary = { readonly file: string; readonly bytes: number; readonly tables: number }
export type RestoreSummary = {
  readonly createdAt: string
  readonly tables: number
  readonly files: number
  /** People whom the archive brought back, and who were erased again. */
  readonly erasedAgain: number
}

/**
 * Writes the whole installation into one archive, whether a server is running or not: every table as of one moment,
 * then keys and the chain's files, so that the chain is never older than the database. Whoever holds the archive holds
 * the keys that are in it.
 *
 * Who has been erased goes into the ledger beside the installation, never into the archive: a restore asks for it.
 */
export async function backup(
  config: Config,
  file: string,
  now: Temporal.Instant,
): Promise<Result<BackupSummary, BackupRefusal>> {
  if (fs.existsSync(file)) return refuse('FILE_EXISTS', { file })
  const isThere = config.databaseUrl !== null || holdsDatabase(path.join(config.home, 'postgres'))
  if (!isThere) return refuse('NOTHING_TO_BACK_UP', { home: config.home })
  return withDatabase(config, async (pool) => {
    const database = await readDatabase(pool)
    if (database === null) return refuse('NOTHING_TO_BACK_UP', { home: config.home })
    await noteErasures(openDatabase(pool), config)
    addErasures(config.erasuresFile, [])
    const entries = new Map(database.entries)
    for (const name of KEPT)
      for (const [at, bytes] of readBelow(config.home, name)) entries.set(`home/${at}`, bytes)
    const about = { createdAt: now.toString(), migrations: database.migrations }
    const bytes = await writeArchive(file, entries, about)
    return ok({ file, bytes, tables: database.tables })
  })
}

/** The database of this installation: the one named, the one a running server has started, or one started for this. */
async function withDatabase<T>(config: Config, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const url = config.databaseUrl ?? runningDatabase(config)
  if (url !== null) return withPool(url, work)
  const unlock = holdHome(config)
  try {
    const own = await startEmbeddedDatabase(path.join(config.home, 'postgres'), { fast: false })
    try {
      return await withPool(own.url, work)
    } finally {
      await own.stop()
    }
  } finally {
    unlock()
  }
}

async function withPool<T>(url: string, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = openPool(url)
  try {
    return await work(pool)
  } finally {
    await pool.end()
  }
}

type DatabaseEntries = {
  readonly migrations: Manifest['migrations']
  readonly tables: number
  readonly entries: ReadonlyMap<string, Buffer>
}

/** Every table as of one moment; null when the database has never been used. */
async function readDatabase(pool: pg.Pool): Promise<DatabaseEntries | null> {
  const client = await pool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const tables = await tablesInOrder(client)
    if (!tables.includes('schema_migration')) return null
    const { rows: migrations } = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from schema_migration order by name',
    )
    const kept = tables.filter((name) => name !== 'schema_migration')
    const entries = new Map<string, Buffer>([['database/order', Buffer.from(JSON.stringify(kept))]])
    for (const name of kept) {
      const table = await dumpTable(client, name)
      entries.set(`database/${name}`, table.rows)
      entries.set(`database/${name}.columns`, Buffer.from(JSON.stringify(table.columns)))
    }
    return { migrations, tables: kept.length, entries }
  } finally {
    await client.query('rollback').catch(() => {})
    client.release()
  }
}

function readBelow(home: string, name: string): [string, Buffer][] {
  const at = path.join(home, name)
  if (!fs.existsSync(at)) return []
  if (fs.statSync(at).isFile()) return [[name, fs.readFileSync(at)]]
  return fs
    .readdirSync(at)
    .map((file) => `${name}/${file}`)
    .filter((file) => isEntryName(`home/${file}`))
    .map((file) => [file, fs.readFileSync(path.join(home, file))])
}

/**
 * Puts an archive into an empty folder, and an empty database where one is named. The archive is checked from end to
 * end before anything is touched. An installation whose restore was interrupted does not open; emptied, it can be
 * restored again.
 *
 * An archive has the keys of everybody who was erased after it was written, so the ledger of erasures is applied to it;
 * without one nothing is restored, unless `withoutErasures` says that nobody has been erased since.
 */
export async function restore(
  config: Config,
  file: string,
  { withoutErasures = false, now }: { readonly withoutErasures?: boolean; readonly now: Temporal.Instant },
): Promise<Result<RestoreSummary, BackupRefusal>> {
  const read = await readArchive(file)
  if (!read.ok) return read
  const archive = read.value
  const ledger = erasuresOf(config)
  if (!ledger.ok) return ledger
  if (ledger.value === null && !withoutErasures)
    return refuse('ERASURES_MISSING', { file: config.erasuresFile })
  const erasures = ledger.value ?? []
  const known = new Map(migrations().map(({ name, sha256 }) => [name, sha256]))
  const foreign = archive.manifest.migrations.find(({ name, sha256 }) => known.get(name) !== sha256)
  if (foreign !== undefined) return refuse('ARCHIVE_NEWER', { migration: foreign.name })
  const [taken] = fs.existsSync(config.home) ? fs.readdirSync(config.home) : []
  if (taken !== undefined) return refuse('HOME_NOT_EMPTY', { home: config.home, entry: taken })
  if (config.databaseUrl !== null) {
    const table = await withDatabase(config, tableWithRows)
    if (table !== null) return refuse('DATABASE_NOT_EMPTY', { table })
  }

  const unfinished = path.join(config.home, UNFINISHED_RESTORE)
  makeFolder(config.home)
  fs.writeFileSync(unfinished, '', { flush: true })
  const files = writeFiles(archive, config.home)
  const { tables, erasedAgain } = await withDatabase(config, async (pool) => {
    const filled = await fillDatabase(archive, pool)
    if (erasures.length === 0) return { tables: filled, erasedAgain: 0 }
    await migrate(pool)
    return { tables: filled, erasedAgain: await eraseAgain(pool, erasures, now) }
  })
  fs.rmSync(unfinished)
  return ok({ createdAt: archive.manifest.createdAt, tables, files, erasedAgain })
}

function erasuresOf({ erasuresFile }: Config): Result<Erasure[] | null, 'ERASURES_DAMAGED'> {
  try {
    return ok(readErasures(erasuresFile))
  } catch (error) {
    if (error instanceof LedgerDamaged) return refuse('ERASURES_DAMAGED', { detail: error.message })
    throw error
  }
}

function writeFiles(archive: Archive, home: string): number {
  const files = [...archive.entries].filter(([name]) => name.startsWith('home/'))
  for (const [name, bytes] of files) {
    const at = path.join(home, name.slice('home/'.length))
    fs.mkdirSync(path.dirname(at), { recursive: true, mode: 0o755 })
    fs.writeFileSync(at, bytes, { mode: 0o600, flush: true })
  }
  return files.length
}

/** Fills an empty database, all of it or none. Returns how many tables there are. */
async function fillDatabase(archive: Archive, pool: pg.Pool): Promise<number> {
  await migrate(pool, { only: archive.manifest.migrations.map(({ name }) => name) })
  const order = tableOrder(archive)
  const client = await pool.connect()
  try {
    await client.query('begin')
    // What migrations put there is in the archive as well.
    for (const name of order.toReversed()) await client.query(`delete from "${name}"`)
    for (const name of order) await fillTable(client, dumped(archive, name))
    await client.query('commit')
    return order.length
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  } finally {
    client.release()
  }
}

function tableOrder(archive: Archive): string[] {
  const order: unknown = JSON.parse(text(archive, 'database/order'))
  if (!Array.isArray(order)) throw new BadArchive('database/order')
  return order.map((name) => {
    if (typeof name !== 'string' || !archive.entries.has(`database/${name}`))
      throw new BadArchive('database/order')
    return name
  })
}

function dumped(archive: Archive, name: string): DumpedTable {
  const rows = archive.entries.get(`database/${name}`)
  if (rows === undefined) throw new BadArchive(`database/${name}`)
  return { name, columns: JSON.parse(text(archive, `database/${name}.columns`)) as string[], rows }
}

function text(archive: Archive, name: string): string {
  const bytes = archive.entries.get(name)
  if (bytes === undefined) throw new BadArchive(name)
  return bytes.toString('utf8')
}

/** An archive that is whole, and not one that we have written. */
class BadArchive extends BadConfig {
  constructor(entry: string) {
    super(`The archive was not written by Aliquot: ${entry} is not what it should be.`)
  }
}

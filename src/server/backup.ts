import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type pg from 'pg'
import tar from 'tar-stream'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dumpTable, fillTable, tablesInOrder, type DumpedTable } from '../platform/db/dump.ts'
import { migrate } from '../platform/db/migrate.ts'

/** What an archive says of itself; its first entry. Every other file is named with its size and SHA-256. */
type Manifest = {
  readonly format: 'aliquot-backup-1'
  readonly createdAt: string
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}

export type ArchiveRefusal =
  'ARCHIVE_UNREADABLE' | 'ARCHIVE_DAMAGED' | 'ARCHIVE_NEWER' | 'HOME_NOT_EMPTY' | 'DATABASE_NOT_EMPTY'

/** The folders and files of `home` that cannot be made again: keys, the vault's master key, the embedded chain. */
const KEPT = ['keys', 'vault.key', 'vault.keys', 'chain/journal', 'chain/state', 'keystore.password'] as const
/** Larger than any file of an installation that one machine runs. */
const ENTRY_BYTES_MAX = 8 * 2 ** 30

/**
 * Writes the whole installation into one archive: every table as of one moment, then keys and the chain's files, so
 * that the chain is never older than the database that was read. Whoever holds the archive holds the keys: it is
 * written for its owner alone, to a temporary name, and renamed when it is complete.
 *
 * @returns the archive's size in bytes, and how many rows it holds
 */
export async function backup(
  pool: pg.Pool,
  home: string,
  file: string,
  now: Temporal.Instant,
): Promise<{ readonly bytes: number; readonly tables: number }> {
  const client = await pool.connect()
  const entries = new Map<string, Buffer>()
  let migrations: Manifest['migrations']
  let tables: string[]
  try {
    await client.query('begin isolation level repeatable read read only')
    const done = await client.query<{ name: string; sha256: string }>(
      'select name, sha256 from schema_migration order by name',
    )
    migrations = done.rows
    tables = (await tablesInOrder(client)).filter((name) => name !== 'schema_migration')
    for (const name of tables) {
      const table = await dumpTable(client, name)
      entries.set(`database/${name}`, table.rows)
      entries.set(`database/${name}.columns`, Buffer.from(JSON.stringify(table.columns)))
    }
    await client.query('commit')
  } finally {
    client.release()
  }
  entries.set('database/order', Buffer.from(JSON.stringify(tables)))
  for (const name of KEPT) for (const [at, bytes] of readBelow(home, name)) entries.set(`home/${at}`, bytes)

  const manifest: Manifest = {
    format: 'aliquot-backup-1',
    createdAt: now.toString(),
    migrations,
    files: [...entries].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  const partial = `${file}.partial`
  const pack = tar.pack()
  const written = pipeline(pack, createGzip(), fs.createWriteStream(partial, { mode: 0o600, flush: true }))
  pack.entry({ name: 'manifest.json' }, JSON.stringify(manifest))
  for (const [name, bytes] of entries) pack.entry({ name }, bytes)
  pack.finalize()
  await written
  fs.renameSync(partial, file)
  return { bytes: fs.statSync(file).size, tables: tables.length }
}

function readBelow(home: string, name: string): [string, Buffer][] {
  const at = path.join(home, name)
  if (!fs.existsSync(at)) return []
  if (fs.statSync(at).isFile()) return [[name, fs.readFileSync(at)]]
  return fs
    .readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [`${name}/${entry.name}`, fs.readFileSync(path.join(at, entry.name))])
}

/** An archive that was read to its end and found whole. */
export type Archive = { readonly manifest: Manifest; readonly entries: ReadonlyMap<string, Buffer> }

/** Reads an archive and checks every byte of it before anything is done with it. */
export async function readArchive(file: string): Promise<Result<Archive, ArchiveRefusal>> {
  const entries = new Map<string, Buffer>()
  const extract = tar.extract()
  try {
    const reading = pipeline(fs.createReadStream(file), createGunzip(), extract)
    // Its failure ends the loop below as well; this says it is not forgotten.
    reading.catch(() => {})
    for await (const entry of extract) {
      if ((entry.header.size ?? 0) > ENTRY_BYTES_MAX) return refuse('ARCHIVE_UNREADABLE', { file })
      const chunks: Buffer[] = []
      for await (const chunk of Readable.from(entry)) chunks.push(chunk as Buffer)
      entries.set(entry.header.name, Buffer.concat(chunks))
    }
    await reading
  } catch (error) {
    return refuse('ARCHIVE_UNREADABLE', { file, detail: error instanceof Error ? error.message : '' })
  }
  const manifest = readManifest(entries.get('manifest.json'))
  if (manifest === null) return refuse('ARCHIVE_UNREADABLE', { file, detail: 'it has no manifest' })
  entries.delete('manifest.json')
  for (const expected of manifest.files) {
    const bytes = entries.get(expected.name)
    if (bytes === undefined || bytes.length !== expected.bytes || sha256(bytes) !== expected.sha256)
      return refuse('ARCHIVE_DAMAGED', { file, entry: expected.name })
  }
  const [unnamed] = [...entries.keys()].filter((name) => !manifest.files.some((known) => known.name === name))
  return unnamed === undefined
    ? ok({ manifest, entries })
    : refuse('ARCHIVE_DAMAGED', { file, entry: unnamed })
}

function readManifest(bytes: Buffer | undefined): Manifest | null {
  if (bytes === undefined) return null
  try {
    const manifest = JSON.parse(bytes.toString('utf8')) as Manifest
    return manifest.format === 'aliquot-backup-1' && Array.isArray(manifest.files) ? manifest : null
  } catch {
    return null
  }
}

/** Puts an archive's keys and chain files into an empty `home`: the first half of a restore, before anything starts. */
export function restoreHome(archive: Archive, home: string): Result<null, ArchiveRefusal> {
  const taken = KEPT.find((name) => fs.existsSync(path.join(home, name)))
  if (taken !== undefined) return refuse('HOME_NOT_EMPTY', { path: path.join(home, taken) })
  for (const [name, bytes] of archive.entries) {
    if (!name.startsWith('home/')) continue
    const at = path.join(home, name.slice('home/'.length))
    // The names come from a file: none may lead out of the folder.
    if (!at.startsWith(home + path.sep)) return refuse('ARCHIVE_DAMAGED', { file: '', entry: name })
    fs.mkdirSync(path.dirname(at), { recursive: true })
    fs.writeFileSync(at, bytes, { mode: 0o600, flush: true })
  }
  return ok(null)
}

/** Fills an empty database: the second half of a restore. All of it, or none. */
export async function restoreDatabase(
  archive: Archive,
  pool: pg.Pool,
): Promise<Result<number, ArchiveRefusal>> {
  const { rows: existing } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migration' limit 1`,
  )
  if (existing[0] !== undefined) return refuse('DATABASE_NOT_EMPTY', { table: existing[0].name })
  const known = await migrate(pool, { only: archive.manifest.migrations.map(({ name }) => name) })
  const missing = archive.manifest.migrations.find(({ name }) => !known.includes(name))
  if (missing !== undefined) return refuse('ARCHIVE_NEWER', { migration: missing.name })

  const order = JSON.parse(archive.entries.get('database/order')?.toString('utf8') ?? '[]') as string[]
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const name of order.toReversed()) await client.query(`delete from "${name}"`)
    for (const name of order) await fillTable(client, dumped(archive, name))
    await client.query('commit')
    return ok(order.length)
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

function dumped(archive: Archive, name: string): DumpedTable {
  const rows = archive.entries.get(`database/${name}`)
  const columns = archive.entries.get(`database/${name}.columns`)
  if (rows === undefined || columns === undefined)
    throw new Error(`the archive names ${name} and does not hold it`)
  return { name, columns: JSON.parse(columns.toString('utf8')) as string[], rows }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

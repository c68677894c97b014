import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import tar from 'tar-stream'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** What an archive says of itself; its first entry. Every other entry is named with its size and SHA-256. */
export type Manifest = {
  readonly format: 'aliquot-backup-1'
  readonly createdAt: string
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
}

/** An archive that was read to its end and found whole. */
export type Archive = { readonly manifest: Manifest; readonly entries: ReadonlyMap<string, Buffer> }

const FORMAT = 'aliquot-backup-1'
const MANIFEST = 'manifest.json'
/** The names an entry can have: tables, and the files of an installation that are kept. None leads anywhere else. */
const ENTRY =
  /^(database\/(order|[a-z_]{1,63}(\.columns)?)|home\/(vault\.key(\.wrapped)?|demo\.complete|chain\/(journal|state)|keys\/[a-z0-9][a-z0-9-]{0,40}\.json))$/
/** Node holds no larger Buffer, and no installation that one machine runs has a larger part. */
const ENTRY_BYTES_MAX = 4 * 2 ** 30
/** How every gzip file of ours begins: no flags, no time. What follows of the header is of no consequence. */
const GZIP_START = Buffer.from([0x1f, 0x8b, 0x08, 0, 0, 0, 0, 0])

export function isEntryName(name: string): boolean {
  return ENTRY.test(name)
}

/**
 * Writes an archive for its owner alone, to a temporary name, and renames it when it is complete and on the disk.
 * Returns its size in bytes.
 */
export async function writeArchive(
  file: string,
  entries: ReadonlyMap<string, Buffer>,
  about: Pick<Manifest, 'createdAt' | 'migrations'>,
): Promise<number> {
  const manifest: Manifest = {
    format: FORMAT,
    ...about,
    files: [...entries].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  const partial = `${file}.partial`
  const pack = tar.pack()
  try {
    const written = pipeline(pack, createGzip(), fs.createWriteStream(partial, { mode: 0o600, flush: true }))
    // A full disk ends the pipeline while entries are still handed to it; `await written` below says so.
    written.catch(() => {})
    await add(pack, MANIFEST, Buffer.from(JSON.stringify(manifest)), written)
    for (const [name, bytes] of entries) await add(pack, name, bytes, written)
    pack.finalize()
    await written
    fs.renameSync(partial, file)
    return fs.statSync(file).size
  } catch (error) {
    fs.rmSync(partial, { force: true })
    throw error
  }
}

function add(pack: tar.Pack, name: string, bytes: Buffer, written: Promise<void>): Promise<void> {
  const added = new Promise<void>((resolve, reject) => {
    const entry = pack.entry({ name }, bytes, (error) => (error == null ? resolve() : reject(error)))
    // What ended the pipeline is told to the entry that was on its way as well; unheard, it would end the process.
    entry.on('error', reject)
  })
  return Promise.race([added, written])
}

/** Reads an archive and checks every byte of it before anything is done with it. */
export async function readArchive(
  file: string,
): Promise<Result<Archive, 'ARCHIVE_UNREADABLE' | 'ARCHIVE_DAMAGED'>> {
  const unreadable = (detail: string) => refuse('ARCHIVE_UNREADABLE', { file, detail })
  const damaged = (entry: string, detail: string) => refuse('ARCHIVE_DAMAGED', { file, entry, detail })
  if (fs.statSync(file, { throwIfNoEntry: false })?.isFile() !== true)
    return unreadable('there is no such file')
  if (!startsAsOurs(file)) return unreadable('it is no archive of Aliquot')

  const entries = new Map<string, Buffer>()
  const gunzip = createGunzip()
  const extract = tar.extract()
  let at = 'its beginning'
  try {
    const reading = pipeline(fs.createReadStream(file), gunzip, extract)
    // Its failure ends the loop below as well; this says it is not forgotten.
    reading.catch(() => {})
    for await (const entry of extract) {
      const { name, size = 0, type } = entry.header
      if (entries.has(name)) return damaged(name, 'it is there twice')
      if (type !== 'file' || (name !== MANIFEST && !isEntryName(name)))
        return damaged(JSON.stringify(name), 'a backup has no such entry')
      if (size > ENTRY_BYTES_MAX) return damaged(name, 'it is larger than any backup’s')
      at = name
      const chunks: Buffer[] = []
      for await (const chunk of Readable.from(entry)) chunks.push(chunk as Buffer)
      entries.set(name, Buffer.concat(chunks))
    }
    await reading
  } catch (error) {
    return damaged(at, error instanceof Error ? error.message : 'it cannot be unpacked')
  }
  if (gunzip.bytesWritten !== fs.statSync(file).size) return damaged('its end', 'something was added')

  const manifest = readManifest(entries.get(MANIFEST))
  if (manifest === null) return unreadable('it has no manifest')
  entries.delete(MANIFEST)
  for (const { name, bytes, sha256: expected } of manifest.files) {
    const entry = entries.get(name)
    if (entry === undefined) return damaged(name, 'it is missing')
    if (entry.length !== bytes || sha256(entry) !== expected)
      return damaged(name, 'it is not what was written')
  }
  const known = new Set(manifest.files.map(({ name }) => name))
  const [added] = [...entries.keys()].filter((name) => !known.has(name))
  return added === undefined ? ok({ manifest, entries }) : damaged(added, 'it was added')
}

function startsAsOurs(file: string): boolean {
  const start = Buffer.alloc(GZIP_START.length)
  const handle = fs.openSync(file, 'r')
  try {
    fs.readSync(handle, start)
    return start.equals(GZIP_START)
  } finally {
    fs.closeSync(handle)
  }
}

function readManifest(bytes: Buffer | undefined): Manifest | null {
  if (bytes === undefined) return null
  try {
    const manifest = JSON.parse(bytes.toString('utf8')) as Manifest
    const isOurs = manifest.format === FORMAT && typeof manifest.createdAt === 'string'
    return isOurs && Array.isArray(manifest.files) && Array.isArray(manifest.migrations) ? manifest : null
  } catch {
    return null
  }
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

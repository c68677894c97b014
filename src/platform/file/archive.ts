import { crc32, inflateRawSync } from 'node:zlib'
import { zipSync, type Zippable } from 'fflate'
import { ok, refuse, type Result } from '../../kernel/result.ts'

/** What an archive may hold at most. */
export type ArchiveLimits = {
  readonly entries: number
  readonly unpackedBytes: number
  /** How often its own size all of it may have unpacked. */
  readonly ratio: number
}

/** An entry as the directory of a ZIP describes it, before anything is unpacked (APPNOTE 4.3.12). */
export type ZipEntry = {
  readonly name: string
  readonly isEncrypted: boolean
  readonly method: number
  readonly crc32: number
  readonly packedBytes: number
  readonly unpackedBytes: number
  readonly isLink: boolean
  /** Where its own header is. */
  readonly at: number
}

const EOCD = Buffer.from('PK\x05\x06', 'latin1')
const EOCD_BYTES = 22
const COMMENT_MAX = 65_535
const ENTRY = 0x02014b50
const ENTRY_BYTES = 46
const LOCAL = 0x04034b50
const LOCAL_BYTES = 30
const [STORED, DEFLATED] = [0, 8]
/** The first day that a ZIP can tell: files are written with it, so that the same files make the same bytes. */
const EPOCH = '1980-01-01T00:00'

/** The entries of a ZIP by its directory (APPNOTE 4.3); null when these bytes are no ZIP. One of over 4 GB is damaged here. */
export function zipEntries(bytes: Buffer): ZipEntry[] | 'damaged' | null {
  const end = endOfDirectory(bytes)
  if (end === null) return null
  const entries: ZipEntry[] = []
  let at = bytes.readUInt32LE(end + 16)
  const count = bytes.readUInt16LE(end + 10)
  // Two counts that differ are read differently by different programs.
  if (count !== bytes.readUInt16LE(end + 8)) return 'damaged'
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY) return 'damaged'
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength).toString('utf8'),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      crc32: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      unpackedBytes: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
      isLink: ((bytes.readUInt32LE(at + 38) >>> 16) & 0o170000) === 0o120000,
    })
    at += ENTRY_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/** Whether unpacking would write outside of its folder, follow a link, or fill the memory. */
export function isUnsafe(entries: readonly ZipEntry[], packedBytes: number, limits: ArchiveLimits): boolean {
  if (entries.length > limits.entries) return true
  if (entries.some(({ name, isLink }) => isLink || isOutside(name))) return true
  const unpacked = entries.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0)
  return unpacked > limits.unpackedBytes || unpacked > packedBytes * limits.ratio
}

function isOutside(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0/.test(name)
}

/** Unpacks a ZIP into memory: files by their names. What is made to harm is refused before anything is unpacked. */
export function readArchive(
  bytes: Buffer,
  limits: ArchiveLimits,
): Result<ReadonlyMap<string, Uint8Array>, 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED'> {
  const entries = zipEntries(bytes)
  if (entries === null || entries === 'damaged') return refuse('ARCHIVE_DAMAGED')
  if (isUnsafe(entries, bytes.length, limits)) return refuse('ARCHIVE_UNSAFE')
  if (new Set(entries.map(({ name }) => name)).size < entries.length) return refuse('ARCHIVE_UNSAFE')
  const files = new Map<string, Uint8Array>()
  for (const entry of entries) {
    const content = unpacked(bytes, entry)
    if (content === null) return refuse('ARCHIVE_DAMAGED')
    if (!entry.name.endsWith('/')) files.set(entry.name, content)
  }
  return ok(files)
}

/** What an entry holds; null where that is not what the directory says, or it is encrypted or packed in a way not known here. */
function unpacked(bytes: Buffer, { at, ...entry }: ZipEntry): Buffer | null {
  if (entry.isEncrypted || at + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(at) !== LOCAL) return null
  const from = at + LOCAL_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  const packed = bytes.subarray(from, from + entry.packedBytes)
  const content =
    entry.method === STORED
      ? packed
      : entry.method === DEFLATED
        ? inflated(packed, entry.unpackedBytes)
        : null
  return content?.length === entry.unpackedBytes && crc32(content) === entry.crc32 ? content : null
}

/** Stops at one byte more than there should be: then it is not what it says. */
function inflated(packed: Buffer, length: number): Buffer | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: length + 1 })
  } catch {
    return null
  }
}

/** Packs files into a ZIP: in the order of their names and without times, so that the same files make the same bytes. */
export function writeArchive(files: ReadonlyMap<string, Uint8Array>): Buffer {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const zippable: Zippable = Object.fromEntries(sorted.map(([name, bytes]) => [name, [bytes, {}]]))
  return Buffer.from(zipSync(zippable, { mtime: EPOCH, level: 6, os: 3 }))
}

/** Where a ZIP's directory ends, if these bytes end as a ZIP does (APPNOTE 4.3.16). */
export function endOfDirectory(bytes: Buffer): number | null {
  const from = Math.max(0, bytes.length - EOCD_BYTES - COMMENT_MAX)
  for (let at = bytes.lastIndexOf(EOCD); at >= from; at = at === 0 ? -1 : bytes.lastIndexOf(EOCD, at - 1))
    if (at + EOCD_BYTES <= bytes.length && at + EOCD_BYTES + bytes.readUInt16LE(at + 20) === bytes.length)
      return at
  return null
}

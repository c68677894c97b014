import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { readArchive, writeArchive } from '../platform/file/archive.ts'
import { JsonRefused, readJson } from '../platform/http/json.ts'
import { namedFiles, objectsOf, type Json, type OcfFile, type OcfFinding, type OcfPackage } from './ocf.ts'

/** A cap table of 100,000 transactions is about 60 MB of text. */
const LIMITS = { entries: 2_000, unpackedBytes: 160 * 1024 * 1024, ratio: 500 } as const

/** A package that was read, with what is worth knowing about it; or the reasons why it is none, all of them. */
export type ReadPackage =
  | { readonly ok: true; readonly package: OcfPackage; readonly findings: readonly OcfFinding[] }
  | { readonly ok: false; readonly findings: readonly OcfFinding[] }

/**
 * Reads an Open Cap Format package from a ZIP: its manifest, the files that it names, with their MD5. What is in them and not
 * known here is kept and reported.
 */
export function readOcfPackage(zip: Buffer): Result<ReadPackage, 'ARCHIVE_UNSAFE' | 'ARCHIVE_DAMAGED'> {
  const unpacked = readArchive(zip, LIMITS)
  return unpacked.ok ? ok(readOcfFiles(unpacked.value)) : refuse(unpacked.reason)
}

/** The same from the files of a folder. Folders that the archive's maker added around them are of no account. */
export function readOcfFiles(packed: ReadonlyMap<string, Uint8Array>): ReadPackage {
  const findings: OcfFinding[] = []
  const error = (code: OcfFinding['code'], path: string, what: string) =>
    void findings.push({ severity: 'error', code, path, what })
  const contents = new Map<string, OcfFile['content']>()
  const manifests: string[] = []
  for (const [path, bytes] of packed) {
    if (!path.endsWith('.json') || /(^|\/)(\.|__MACOSX)/.test(path)) continue
    const read = readObject(bytes)
    if (read === null) error('OCF_JSON_INVALID', path, path)
    else contents.set(path, read)
    if (read?.['file_type'] === 'OCF_MANIFEST_FILE') manifests.push(path)
  }
  const [manifestPath] = manifests
  const manifest = manifestPath === undefined ? undefined : contents.get(manifestPath)
  if (manifestPath === undefined || manifest === undefined || manifests.length > 1) {
    error('OCF_MANIFEST_MISSING', manifests[1] ?? '', String(manifests.length))
    return { ok: false, findings }
  }
  const folder = manifestPath.slice(0, manifestPath.lastIndexOf('/') + 1)
  const named = namedFiles(manifest)
  const files = named.flatMap(({ path, md5, at }): OcfFile[] => {
    const [bytes, content] = [packed.get(`${folder}${path}`), contents.get(`${folder}${path}`)]
    if (bytes === undefined) error('OCF_FILE_MISSING', `${manifestPath}#${at}`, path)
    else if (md5 !== null && md5Of(bytes) !== md5.toLowerCase())
      error('OCF_MD5_MISMATCH', `${manifestPath}#${at}/md5`, path)
    return content === undefined ? [] : [{ path, content }]
  })
  const known = new Set([manifestPath, ...named.map(({ path }) => `${folder}${path}`)])
  for (const path of contents.keys())
    if (!known.has(path)) findings.push({ severity: 'warning', code: 'OCF_FILE_UNNAMED', path, what: path })
  const read = objectsOf(files)
  for (const finding of read.findings) findings.push(finding)
  return findings.some(({ severity }) => severity === 'error')
    ? { ok: false, findings }
    : {
        ok: true,
        findings,
        package: {
          manifest: { path: manifestPath.slice(folder.length), content: manifest },
          files,
          objects: read.objects,
        },
      }
}

/**
 * Packs a package: each file in the one form that RFC 8785 gives its content, and the manifest with their MD5. What was read
 * is written as it was, whether it is known here or not; read and written again, the bytes are the same.
 */
export function writeOcfPackage({ manifest, files }: Pick<OcfPackage, 'manifest' | 'files'>): Buffer {
  const written = new Map(files.map(({ path, content }) => [path, canonical(content)]))
  const withSums = Object.fromEntries(
    Object.entries(manifest.content).map(([name, value]): [string, Json] => [
      name,
      name.endsWith('_files') && Array.isArray(value) ? value.map((entry) => withSum(entry, written)) : value,
    ]),
  )
  return writeArchive(new Map([...written, [manifest.path, canonical(withSums)]]))
}

function withSum(entry: Json, written: ReadonlyMap<string, Uint8Array>): Json {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry
  const fields = entry as { readonly [name: string]: Json }
  const bytes = written.get(String(fields['filepath']).replace(/^\.\//, ''))
  return bytes === undefined ? entry : { ...fields, md5: md5Of(bytes) }
}

/** As RFC 8785 writes it, a list item by item: all of a large file as one text would take many times the room. */
function canonical(content: OcfFile['content']): Uint8Array {
  const parts: Buffer[] = []
  const put = (text: string | undefined) => {
    if (text === undefined) throw new Error('nothing to write')
    parts.push(Buffer.from(text))
  }
  // The order of UTF-16 code units, which is what RFC 8785, section 3.2.3 asks for.
  for (const [n, name] of Object.keys(content).toSorted().entries()) {
    const value = content[name]
    put(`${n === 0 ? '{' : ','}${canonicalize(name)}:`)
    if (!Array.isArray(value) || value.length === 0) put(canonicalize(value))
    else {
      for (const [i, item] of value.entries()) put(`${i === 0 ? '[' : ','}${canonicalize(item)}`)
      put(']')
    }
  }
  put(parts.length === 0 ? '{}' : '}')
  return Buffer.concat(parts)
}

/** Open Cap Format asks for MD5: it finds what was damaged, and proves nothing against somebody who means harm. */
function md5Of(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}

/** A file’s object, or null where it is none, or holds a number that reading would change. */
function readObject(bytes: Uint8Array): OcfFile['content'] | null {
  try {
    const read = readJson(bytes)
    const isObject = typeof read === 'object' && read !== null && !Array.isArray(read)
    return isObject && isExact(read as Json) ? (read as OcfFile['content']) : null
  } catch (error) {
    if (error instanceof JsonRefused) return null
    throw error
  }
}

/** Whole numbers that a double cannot hold would come back as others. */
function isExact(value: Json): boolean {
  if (typeof value === 'number') return !Number.isInteger(value) || Number.isSafeInteger(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.values(value).every((each) => isExact(each as Json))
}

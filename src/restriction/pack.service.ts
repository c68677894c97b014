import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import canonicalize from 'canonicalize'
import { must, ok, refuse, type FieldError, type Result } from '../kernel/result.ts'
import { PACK_SCHEMA } from './pack-schema.service.ts'
import { compiled, type CompiledPack, type Json } from './rule-pack.ts'

/** A pack that was found sound, with the hash by which offerings pin it. */
export type LoadedPack = CompiledPack & { readonly sha256: string }

const PACKS = path.join(import.meta.dirname, 'packs')
const HASHES = 'sha256.json'

/** SHA-256 over the canonical form (RFC 8785) of a JSON value, lower-case hex. */
export function canonicalHash(value: unknown): string {
  const text = canonicalize(value)
  if (text === undefined) throw new Error('no JSON value')
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Reads a pack, or says everything that is wrong with it, each at its path: a field nobody knows, dates in the wrong order,
 * a negative parameter, an expression that does not fit, and a hash that is not the pack's.
 *
 * @param sha256 the hash that the pack is known by; null for one that is read for the first time
 */
export function readPack(input: unknown, sha256: string | null): Result<LoadedPack, 'PACK_INVALID'> {
  const read = PACK_SCHEMA.safeParse(input)
  if (!read.success) return invalid(read.error.issues.flatMap(faultsOf))
  const pack = compiled(read.data)
  if (!('compiled' in pack)) return invalid(pack)
  const hash = canonicalHash(input)
  if (sha256 !== null && sha256 !== hash)
    return invalid([
      { path: 'sha256', code: 'PACK_HASH', message: `is ${sha256}, and the pack’s own is ${hash}` },
    ])
  return ok({ ...pack, sha256: hash })
}

type Issue = {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

function faultsOf(issue: Issue): FieldError[] {
  const at = issue.path.reduce<string>(
    (text, key) =>
      typeof key === 'number' ? `${text}[${key}]` : `${text}${text === '' ? '' : '.'}${String(key)}`,
    '',
  )
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => ({
      path: at === '' ? key : `${at}.${key}`,
      code: 'PACK_FIELD_UNKNOWN',
      message: 'is a field that packs do not have',
    }))
  return [{ path: at, code: 'PACK_FIELD', message: issue.message }]
}

function invalid(errors: readonly FieldError[]): Result<never, 'PACK_INVALID'> {
  const [first] = errors
  return refuse('PACK_INVALID', { path: first!.path, why: first!.message }, errors)
}

/**
 * These packs with one of them replaced, or added where its id is new. A candidate that is refused changes nothing: the
 * packs that were given stay as they are.
 */
export function withPack(
  packs: readonly LoadedPack[],
  candidate: { readonly pack: unknown; readonly sha256: string | null },
): Result<readonly LoadedPack[], 'PACK_INVALID'> {
  const read = readPack(candidate.pack, candidate.sha256)
  if (!read.ok) return read
  return ok(
    [...packs.filter(({ id }) => id !== read.value.id), read.value].sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
}

let builtIn: readonly LoadedPack[] | null = null

/** The packs that come with the platform, by id, as `packs/sha256.json` vouches for them. A file that was changed throws. */
export function builtInPacks(): readonly LoadedPack[] {
  builtIn ??= readBuiltIn()
  return builtIn
}

function readBuiltIn(): readonly LoadedPack[] {
  const hashes = JSON.parse(fs.readFileSync(path.join(PACKS, HASHES), 'utf8')) as Readonly<
    Record<string, string>
  >
  return builtInFiles().map(({ id, pack }) => must(readPack(pack, hashes[id] ?? '')))
}

/** The files as they are, whatever `packs/sha256.json` says. */
export function builtInFiles(): readonly { readonly id: string; readonly pack: Json }[] {
  return fs
    .readdirSync(PACKS)
    .filter((file) => file.endsWith('.json') && file !== HASHES)
    .sort()
    .map((file) => ({
      id: path.basename(file, '.json'),
      pack: JSON.parse(fs.readFileSync(path.join(PACKS, file), 'utf8')) as Json,
    }))
}

import { argon2, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { derivedKey } from '../platform/vault/seal.ts'

// OWASP Password Storage Cheat Sheet, Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB = 19_456
const PASSES = 2
const LANES = 1
const SALT_BYTES = 16
const TAG_BYTES = 32
const TOKEN_BYTES = 32

const hashWith = promisify(argon2)

async function derive(
  password: string,
  nonce: Buffer,
  cost = { memory: MEMORY_KIB, passes: PASSES },
): Promise<Buffer> {
  const message = Buffer.from(password.normalize('NFKC'), 'utf8')
  return hashWith('argon2id', { message, nonce, parallelism: LANES, tagLength: TAG_BYTES, ...cost })
}

/** The password as it is kept: Argon2id in PHC form, salted, so that equal passwords look different. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const tag = await derive(password, salt)
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${plain64(salt)}$${plain64(tag)}`
}

/**
 * Whether `password` is the one that `kept` was made of. With null it takes as long and says no: how long an answer
 * takes must not tell whether a user exists.
 */
export async function isPassword(password: string, kept: string | null): Promise<boolean> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(kept ?? '')
  if (parts === null) {
    await derive(password, randomBytes(SALT_BYTES))
    return false
  }
  const [, memory, passes, salt, tag] = parts
  const given = await derive(password, Buffer.from(salt!, 'base64'), {
    memory: Number(memory),
    passes: Number(passes),
  })
  return timingSafeEqual(given, Buffer.from(tag!, 'base64'))
}

function plain64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}

/** A secret that is given to a person or a browser once: 256 random bits. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** What is kept of a token. Tokens are random, so a plain hash hides them. */
export function tokenHash(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** A keyed hash for counting attempts, so that the count tells nobody who tried. */
export function attemptBucket(kind: 'peer' | 'pair' | 'person', ...of: readonly string[]): Buffer {
  return createHmac('sha256', derivedKey('access/attempts'))
    .update(JSON.stringify([kind, ...of]))
    .digest()
}

const KEY = /^(alq_[0-9a-z]{8})_([0-9a-z]{52})([0-9a-f]{6})$/
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new API key: `alq_`, eight letters by which it is known, 260 random bits, and a checksum against mistyping. */
export function newKey(): { readonly key: string; readonly prefix: string } {
  const letters = [...randomBytes(60)].map((byte) => LETTERS.charAt(byte & 31)).join('')
  const prefix = `alq_${letters.slice(0, 8)}`
  const secret = letters.slice(8)
  return { key: `${prefix}_${secret}${checksum(prefix, secret)}`, prefix }
}

/** The prefix of a key that is whole, or null: cut short and mistyped ones are told apart without a look-up. */
export function keyPrefix(key: string): string | null {
  const [, prefix, secret, check] = KEY.exec(key) ?? []
  return prefix !== undefined && secret !== undefined && check === checksum(prefix, secret) ? prefix : null
}

function checksum(prefix: string, secret: string): string {
  return createHash('sha256').update(`${prefix}_${secret}`).digest('hex').slice(0, 6)
}

export function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

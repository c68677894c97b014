import {
  createCipheriv,
  createDecipheriv,
  pbkdf2,
  randomBytes,
  randomUUID,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { keccak256, type Address, type Hex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { developmentAccount } from './development-account.ts'
import { lowerAddress } from './intents.ts'
import { localSigner, type Signer } from './signer.ts'
import { field } from './rpc.ts'

/** A development key was asked for where money may be real. */
export class DevelopmentKeyRefused extends Error {
  constructor() {
    super(
      'The development keys are known to everybody and are refused in production. Set KEYSTORE_PASSWORD: keys of your own ' +
        'are made in the keystore and kept encrypted with it. With SIGNER_URL and OPERATOR_ADDRESS as well, the operator’s is ' +
        'in a remote signer.',
    )
  }
}

/**
 * Signs with the development account of this index (0 to 9 have money on the embedded chain).
 * Throws `DevelopmentKeyRefused` when the environment says production.
 */
export function developmentSigner(index: number, environment: NodeJS.ProcessEnv = process.env): Signer {
  if (environment['NODE_ENV'] === 'production') throw new DevelopmentKeyRefused()
  return localSigner(developmentAccount(index))
}

export type KeystoreRefusal =
  | 'KEY_NAME_INVALID'
  | 'KEY_EXISTS'
  | 'KEY_UNKNOWN'
  | 'KEY_FILE_DAMAGED'
  | 'KEY_PASSWORD_WRONG'
  | 'KEY_PASSWORD_TOO_SHORT'

export type StoredKey = { readonly name: string; readonly address: Address }

/** scrypt as the Web3 Secret Storage definition names it; the larger N is what geth writes, and takes about a second. */
const STANDARD_SCRYPT_N = 262_144
const SCRYPT_R = 8
const SCRYPT_P = 1
/** A file may not make us work or allocate without bound. */
const SCRYPT_N_MAX = 1_048_576
const PBKDF2_ROUNDS_MAX = 10_000_000
const PASSWORD_MIN = 12
const NAME = /^[a-z0-9][a-z0-9-]{0,40}$/

/**
 * Makes a new key and stores it, encrypted, as `<name>.json` in `folder`, in the Web3 Secret Storage format, version 3
 * (scrypt, AES-128-CTR, Keccak-256 checksum), which geth, Clef and others read too. An existing key is never replaced.
 *
 * @param scryptN lowered by tests only
 */
export async function createKey(
  folder: string,
  name: string,
  password: string,
  scryptN = STANDARD_SCRYPT_N,
): Promise<Result<StoredKey, KeystoreRefusal>> {
  return storeKey(folder, name, password, randomBytes(32), scryptN)
}

/** Stores a key that was made elsewhere. The caller's copy of it is the caller's to forget. */
export async function storeKey(
  folder: string,
  name: string,
  password: string,
  key: Buffer,
  scryptN = STANDARD_SCRYPT_N,
): Promise<Result<StoredKey, KeystoreRefusal>> {
  if (!NAME.test(name)) return refuse('KEY_NAME_INVALID', { name: name.slice(0, 60) })
  if (password.length < PASSWORD_MIN) return refuse('KEY_PASSWORD_TOO_SHORT', { least: String(PASSWORD_MIN) })
  const file = path.join(folder, `${name}.json`)
  if (fs.existsSync(file)) return refuse('KEY_EXISTS', { name })

  const { address } = privateKeyToAccount(hexOfBuffer(key))
  const salt = randomBytes(32)
  const iv = randomBytes(16)
  const derived = await derive(password, { n: scryptN, r: SCRYPT_R, p: SCRYPT_P, salt })
  const cipher = createCipheriv('aes-128-ctr', derived.subarray(0, 16), iv)
  const ciphertext = Buffer.concat([cipher.update(key), cipher.final()])
  const stored = {
    version: 3,
    id: randomUUID(),
    address: lowerAddress(address).slice(2),
    crypto: {
      cipher: 'aes-128-ctr',
      cipherparams: { iv: iv.toString('hex') },
      ciphertext: ciphertext.toString('hex'),
      kdf: 'scrypt',
      kdfparams: { dklen: 32, n: scryptN, r: SCRYPT_R, p: SCRYPT_P, salt: salt.toString('hex') },
      mac: checksum(derived, ciphertext).toString('hex'),
    },
  }
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
  const temporary = `${file}.new`
  const handle = fs.openSync(temporary, 'w', 0o600)
  fs.writeFileSync(handle, `${JSON.stringify(stored, null, 2)}\n`)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  fs.renameSync(temporary, file)
  return ok({ name, address: lowerAddress(address) })
}

/** The keys in `folder`, by name. Files that are no keys are left out. */
export function listKeys(folder: string): StoredKey[] {
  if (!fs.existsSync(folder)) return []
  return fs
    .readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .flatMap((file) => {
      const address = field(readJson(path.join(folder, file)), 'address')
      return typeof address === 'string' && /^[0-9a-f]{40}$/i.test(address)
        ? [{ name: file.slice(0, -'.json'.length), address: lowerAddress(`0x${address}`) }]
        : []
    })
}

/** Opens the key `name`. The key stays in this process's memory, and nowhere else. */
export async function unlockKey(
  folder: string,
  name: string,
  password: string,
): Promise<Result<Signer, KeystoreRefusal>> {
  if (!NAME.test(name)) return refuse('KEY_NAME_INVALID', { name: name.slice(0, 60) })
  const file = path.join(folder, `${name}.json`)
  if (!fs.existsSync(file)) return refuse('KEY_UNKNOWN', { name })
  const stored = encryptedKey(readJson(file))
  if (stored === null) return refuse('KEY_FILE_DAMAGED', { name })
  const derived = await derive(password, stored.kdf)
  if (!timingSafeEqual(checksum(derived, stored.ciphertext), stored.mac))
    return refuse('KEY_PASSWORD_WRONG', { name })
  const cipher = createDecipheriv('aes-128-ctr', derived.subarray(0, 16), stored.iv)
  const key = Buffer.concat([cipher.update(stored.ciphertext), cipher.final()])
  const signer = localSigner(
    privateKeyToAccount(hexOfBuffer(Buffer.concat([Buffer.alloc(32 - key.length), key]))),
  )
  return stored.address === null || stored.address === signer.address
    ? ok(signer)
    : refuse('KEY_FILE_DAMAGED', { name })
}

type Kdf =
  | { readonly n: number; readonly r: number; readonly p: number; readonly salt: Buffer }
  | { readonly rounds: number; readonly salt: Buffer }
type EncryptedKey = {
  readonly address: Address | null
  readonly iv: Buffer
  readonly ciphertext: Buffer
  readonly mac: Buffer
  readonly kdf: Kdf
}

/** Reads a version 3 file, ours or another program's. Null when it is none, or uses what we do not. */
function encryptedKey(json: unknown): EncryptedKey | null {
  const crypto = field(json, 'crypto') ?? field(json, 'Crypto')
  const iv = bytesOf(field(field(crypto, 'cipherparams'), 'iv'), 16)
  const ciphertext = bytesOf(field(crypto, 'ciphertext'), null)
  const mac = bytesOf(field(crypto, 'mac'), 32)
  const kdf = kdfOf(field(crypto, 'kdf'), field(crypto, 'kdfparams'))
  const address = bytesOf(field(json, 'address'), 20)
  if (field(json, 'version') !== 3 || field(crypto, 'cipher') !== 'aes-128-ctr') return null
  // Some programs have left out a key's leading zero bytes.
  if (iv === null || mac === null || kdf === null || ciphertext === null || ciphertext.length > 32)
    return null
  return { address: address === null ? null : hexOfBuffer(address), iv, ciphertext, mac, kdf }
}

function kdfOf(name: unknown, parameters: unknown): Kdf | null {
  const salt = bytesOf(field(parameters, 'salt'), null)
  if (salt === null || field(parameters, 'dklen') !== 32) return null
  const number = (of: string) => Number(field(parameters, of))
  if (name === 'pbkdf2') {
    const rounds = number('c')
    const isBounded = Number.isSafeInteger(rounds) && rounds >= 1 && rounds <= PBKDF2_ROUNDS_MAX
    return isBounded && field(parameters, 'prf') === 'hmac-sha256' ? { rounds, salt } : null
  }
  const [n, r, p] = [number('n'), number('r'), number('p')]
  // RFC 7914 section 2 bounds N by 2^(128 r / 8), and OpenSSL keeps to it.
  const isBounded = isPowerOfTwo(n) && n <= SCRYPT_N_MAX && isSmall(r) && isSmall(p) && n < 2 ** (16 * r)
  return name === 'scrypt' && isBounded ? { n, r, p, salt } : null
}

function isPowerOfTwo(value: number): boolean {
  return Number.isSafeInteger(value) && value > 1 && Number.isInteger(Math.log2(value))
}

function isSmall(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1 && value <= 16
}

function derive(password: string, kdf: Kdf): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, derived: Buffer) => (error === null ? resolve(derived) : reject(error))
    if ('rounds' in kdf) return pbkdf2(password, kdf.salt, kdf.rounds, 32, 'sha256', done)
    const { n, r, p, salt } = kdf
    scrypt(password, salt, 32, { N: n, r, p, maxmem: 256 * n * r + 1024 * r * p }, done)
  })
}

function checksum(derived: Buffer, ciphertext: Buffer): Buffer {
  return Buffer.from(keccak256(Buffer.concat([derived.subarray(16, 32), ciphertext])).slice(2), 'hex')
}

function bytesOf(value: unknown, length: number | null): Buffer | null {
  if (typeof value !== 'string' || !/^(0x)?([0-9a-f]{2})+$/i.test(value)) return null
  const bytes = Buffer.from(value.replace(/^0x/, ''), 'hex')
  return length === null || bytes.length === length ? bytes : null
}

function hexOfBuffer(bytes: Buffer): Hex {
  return `0x${bytes.toString('hex')}`
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

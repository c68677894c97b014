import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** The master key was asked for before it was there: a bug in the order of starting. */
class VaultLocked extends Error {
  constructor() {
    super('the vault is locked: unlockVault comes first')
  }
}

/** Something that was sealed does not open: it was changed, moved, or sealed with another master key. */
export class SealBroken extends Error {}

// One master key per process, like the process's one identity towards an outer key service: whoever can call this
// can read the vault, so handing the key around would protect nothing.
let master: Buffer | null = null
/** Keys by purpose, once derived. Those with a salt are as many as there are salts, and not kept. */
const derived = new Map<string, Buffer>()

/** Gives this process the master key: 32 random bytes. */
export function unlockVault(key: Uint8Array): void {
  if (key.length !== KEY_BYTES) throw new RangeError(`a master key has ${KEY_BYTES} bytes, not ${key.length}`)
  master = Buffer.from(key)
  derived.clear()
}

/** A key for one purpose, from the master key (HKDF-SHA-256, RFC 5869). Purposes tell nothing about each other. */
export function derivedKey(purpose: string): Buffer {
  const known = derived.get(purpose)
  if (known !== undefined) return known
  const key = saltedKey(purpose, new Uint8Array())
  derived.set(purpose, key)
  return key
}

/** As `derivedKey`, and for one `salt`: who does not know the salt cannot name the key. */
export function saltedKey(purpose: string, salt: Uint8Array): Buffer {
  if (master === null) throw new VaultLocked()
  return Buffer.from(hkdfSync('sha256', master, salt, `aliquot/${purpose}`, KEY_BYTES))
}

export function newDataKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

export function wrapKey(key: Buffer, subject: string): Buffer {
  return seal(derivedKey('vault/wrap'), key, `key of ${subject}`)
}

export function unwrapKey(wrapped: Buffer, subject: string): Buffer {
  return open(derivedKey('vault/wrap'), wrapped, `key of ${subject}`)
}

type Place = { readonly subject: string; readonly field: string }

/** Seals a value for one field of one subject: copied to another place, it does not open. */
export function sealField(key: Buffer, place: Place, value: string): Buffer {
  return seal(key, Buffer.from(value, 'utf8'), placeText(place))
}

export function openField(key: Buffer, place: Place, sealed: Buffer): string {
  return open(key, sealed, placeText(place)).toString('utf8')
}

function placeText({ subject, field }: Place): string {
  return JSON.stringify([subject, field])
}

/** A keyed hash by which equal values of a field are found, and from which none can be read. */
export function blindIndex(field: string, value: string): Buffer {
  return createHmac('sha256', derivedKey(`vault/blind/${field}`))
    .update(value.normalize('NFC'))
    .digest()
}

/** AES-256-GCM; `context` is authenticated with it. Nonce, text and tag in one. */
export function seal(key: Buffer, plain: Buffer, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Opens what `seal` made with the same key and context. Throws `SealBroken`. */
export function open(key: Buffer, sealed: Buffer, context: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES))
      .setAAD(Buffer.from(context))
      .setAuthTag(sealed.subarray(-TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()])
  } catch (cause) {
    throw new SealBroken(`what was sealed for ${context} does not open`, { cause })
  }
}

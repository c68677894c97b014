import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { KeyService } from './key-service.ts'

/** The master key cannot be used; the message says in one sentence why and what to do. */
export class VaultKeyUnusable extends Error {}

const KEY_BYTES = 32
const KEY_TEXT = /^[0-9a-f]{64}$/

/**
 * The vault's master key: from the environment; or from `file`, which is made when there is none; or, with a key
 * service, from `file` with `.wrapped` at its end, which nobody but the service can open. Without this key nothing in
 * the vault can be read again, so it belongs into every backup and nowhere else.
 *
 * With a key service, a plain `file` is wrapped and removed at the first start, and never looked at again: a service
 * that does not answer, or answers with another key, stops the start. Throws `VaultKeyUnusable`, `KeyServiceFailed`.
 */
export async function masterKey({
  file,
  fromEnvironment,
  keyService,
}: {
  readonly file: string
  readonly fromEnvironment: string | null
  readonly keyService: KeyService | null
}): Promise<Buffer> {
  const wrapped = `${file}.wrapped`
  if (keyService !== null) return unwrapped(keyService, { file, wrapped })
  if (fromEnvironment !== null) return parsed(fromEnvironment, 'VAULT_KEY')
  if (fs.existsSync(wrapped))
    throw new VaultKeyUnusable(
      `The master key in ${wrapped} was wrapped by a key service: set VAULT_KMS_URL, VAULT_KMS_KEY and VAULT_KMS_TOKEN.`,
    )
  return plain(file)
}

async function unwrapped(
  service: KeyService,
  { file, wrapped }: { readonly file: string; readonly wrapped: string },
): Promise<Buffer> {
  if (!fs.existsSync(wrapped)) {
    const key = fs.existsSync(file) ? plain(file) : randomBytes(KEY_BYTES)
    create(wrapped, await service.wrap(key))
  }
  const key = await service.unwrap(fs.readFileSync(wrapped, 'utf8').trim())
  if (key.length !== KEY_BYTES)
    throw new VaultKeyUnusable(`The key service opened ${wrapped}, and found no master key in it.`)
  if (fs.existsSync(file)) {
    if (!plain(file).equals(key))
      throw new VaultKeyUnusable(`${file} and ${wrapped} hold different master keys: remove the wrong one.`)
    fs.rmSync(file)
  }
  return key
}

function plain(file: string): Buffer {
  if (!fs.existsSync(file)) create(file, randomBytes(KEY_BYTES).toString('hex'))
  if ((fs.statSync(file).mode & 0o077) !== 0)
    throw new VaultKeyUnusable(`${file} can be read by others: run chmod 600 on it, then start again.`)
  return parsed(fs.readFileSync(file, 'utf8').trim(), file)
}

function create(file: string, text: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const handle = fs.openSync(draft, 'wx', 0o600)
  fs.writeSync(handle, `${text}\n`)
  fs.fsyncSync(handle)
  fs.closeSync(handle)
  // A link fails where another process was first; then that one's key is the key.
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if (!fs.existsSync(file)) throw error
  } finally {
    fs.unlinkSync(draft)
  }
}

function parsed(text: string, from: string): Buffer {
  if (!KEY_TEXT.test(text))
    throw new VaultKeyUnusable(
      `${from} holds no master key (64 hexadecimal digits): restore it from a backup.`,
    )
  return Buffer.from(text, 'hex')
}

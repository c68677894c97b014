import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** The master key cannot be used; the message says in one sentence why and what to do. */
export class VaultKeyUnusable extends Error {}

const KEY_TEXT = /^[0-9a-f]{64}$/

/**
 * The vault's master key: from the environment, else from `file`, which is made when there is none. Without this key
 * nothing in the vault can be read again, so it belongs into every backup and nowhere else.
 * Throws `VaultKeyUnusable`.
 */
export function masterKey({
  file,
  fromEnvironment,
}: {
  readonly file: string
  readonly fromEnvironment: string | null
}): Buffer {
  if (fromEnvironment !== null) return parsed(fromEnvironment, 'VAULT_KEY')
  if (!fs.existsSync(file)) create(file)
  if ((fs.statSync(file).mode & 0o077) !== 0)
    throw new VaultKeyUnusable(`${file} can be read by others: run chmod 600 on it, then start again.`)
  return parsed(fs.readFileSync(file, 'utf8').trim(), file)
}

function create(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  const handle = fs.openSync(draft, 'wx', 0o600)
  fs.writeSync(handle, `${randomBytes(32).toString('hex')}\n`)
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

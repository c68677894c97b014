import { ChainUnavailable } from '../platform/chain/rpc.ts'
import { BadConfig, NoInstallation } from '../platform/config.ts'
import { DatabaseUnavailable } from '../platform/db/embedded.ts'
import { FolderHeld } from '../platform/folder.ts'
import { sentenceOf } from '../server/failure.ts'

/** A command cannot go on; the message is one sentence for whoever called it. */
export class CommandFailed extends Error {
  readonly code: string

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }
}

/** A file that was named on the command line cannot be read, and why. */
export function unreadable(name: string, cause: unknown): CommandFailed {
  const code: unknown = cause instanceof Error ? Reflect.get(cause, 'code') : null
  const known = typeof code === 'string' ? UNREADABLE[code] : undefined
  const sentence = known?.(name) ?? `The file ${name} cannot be read (${String(code)}).`
  return new CommandFailed('FILE_UNREADABLE', sentence, { cause })
}

const UNREADABLE: Readonly<Record<string, (name: string) => string>> = {
  ENOENT: (name) => `There is no file ${name}.`,
  EISDIR: (name) => `${name} is a folder, and a file is needed.`,
  EACCES: (name) => `The file ${name} may not be read by this account.`,
  ERR_ENCODING_INVALID_ENCODED_DATA: (name) => `The file ${name} is not text in UTF-8: download it again.`,
}

/**
 * Any error as a stable code and one sentence. Nobody who runs a command is shown a stack trace: what is known is said
 * in its own words, and what is not is named for what it is, a fault of the program.
 */
export function failureOf(error: unknown): { readonly code: string; readonly sentence: string } {
  if (error instanceof CommandFailed) return { code: error.code, sentence: error.message }
  const code = codeOf(error)
  const sentence = sentenceOf(error)
  return code === 'UNEXPECTED'
    ? {
        code,
        sentence: `Something went wrong that should not have: ${sentence.replace(/\.$/, '')}. Please report it.`,
      }
    : { code, sentence }
}

function codeOf(error: unknown): string {
  if (error instanceof NoInstallation) return 'NO_INSTALLATION'
  if (error instanceof FolderHeld) return 'FOLDER_HELD'
  if (error instanceof BadConfig) return 'CONFIG'
  if (error instanceof ChainUnavailable) return 'CHAIN_UNAVAILABLE'
  if (error instanceof DatabaseUnavailable) return 'DATABASE_UNAVAILABLE'
  const system = systemCode(error)
  if (system !== null) return SYSTEM_CODES[system] ?? system
  // A class of its own was made to be read; anything plainer was not foreseen.
  const isForeseen = error instanceof Error && error.constructor !== Error && !(error instanceof TypeError)
  return isForeseen ? 'FAILED' : 'UNEXPECTED'
}

/** What systems and PostgreSQL call it, in our words. */
const SYSTEM_CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'DATABASE_UNAVAILABLE',
  ECONNRESET: 'DATABASE_UNAVAILABLE',
  ENOTFOUND: 'DATABASE_UNAVAILABLE',
  ETIMEDOUT: 'DATABASE_UNAVAILABLE',
  '57P01': 'DATABASE_UNAVAILABLE',
  '57P03': 'DATABASE_UNAVAILABLE',
  ENOSPC: 'DISK_FULL',
  '53100': 'DISK_FULL',
}

function systemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code === 'string') return code
  const [first]: unknown[] = error instanceof AggregateError ? error.errors : []
  return systemCode(first ?? error.cause)
}

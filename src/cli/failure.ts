import { ChainUnavailable } from '../platform/chain/rpc.ts'

/** A command cannot go on; the message is one sentence for whoever called it. */
export class CommandFailed extends Error {
  readonly code: string

  constructor(code: string, sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.code = code
  }
}

/**
 * Any error as a stable code and one sentence. Nobody who runs a command is shown a stack trace: what is known is said
 * in its own words, and what is not is named for what it is, a fault of the program.
 */
export function failureOf(error: unknown): { readonly code: string; readonly sentence: string } {
  if (error instanceof CommandFailed) return { code: error.code, sentence: oneLine(error.message) }
  if (error instanceof ChainUnavailable)
    return { code: 'CHAIN_UNAVAILABLE', sentence: oneLine(error.message) }
  const system = systemCode(error)
  if (system !== null && UNREACHABLE.has(system))
    return {
      code: 'DATABASE_UNAVAILABLE',
      sentence: `The database cannot be reached (${system}). Check DATABASE_URL, or start the server it names.`,
    }
  if (system === 'ENOSPC')
    return { code: 'DISK_FULL', sentence: 'The disk is full. Make room, then run this again.' }
  if (system === 'EACCES' || system === 'EROFS')
    return { code: 'NOT_WRITABLE', sentence: `${oneLine(messageOf(error))}. Check who owns the folder.` }
  if (error instanceof Error && error.constructor !== Error && !(error instanceof TypeError))
    return { code: 'FAILED', sentence: oneLine(error.message) }
  return {
    code: 'UNEXPECTED',
    sentence: `Something went wrong that should not: ${oneLine(messageOf(error))}. Please report it.`,
  }
}

/** What a connection that is refused, cut or not answered is called by the system. */
const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  '57P01',
  '57P03',
])

function systemCode(error: unknown): string | null {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const code: unknown = Reflect.get(at, 'code')
    if (typeof code === 'string') return code
    if (at instanceof AggregateError && at.errors.length > 0) return systemCode(at.errors[0])
  }
  return null
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function oneLine(text: string): string {
  return text.replace(/\s*\n[\s\S]*$/, '').trim()
}

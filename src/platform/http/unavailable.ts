import pg from 'pg'
import { revertData } from '../chain/revert.ts'
import { RpcError } from '../chain/rpc.ts'
import { isDiskFull } from '../disk.ts'
import type { PlatformReason } from './platform.problems.ts'

// PostgreSQL's classes 08 (connection), 53 (resources) and 57P (the server is stopping or starting).
const DATABASE_CODES = /^(08...|53...|57P0.)$/
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'])
const POOL_SENTENCES =
  /timeout exceeded when trying to connect|Connection terminated|Client has encountered a connection error/
const CHAIN_ERRORS = new Set(['ChainUnavailable', 'HttpRequestError', 'TimeoutError', 'SocketClosedError'])
const CAUSES_MAX = 10

/** Which part that this server needs is away or full, or null when `error` is something else. */
export function unavailable(
  error: unknown,
): Extract<PlatformReason, 'DATABASE_UNAVAILABLE' | 'CHAIN_UNAVAILABLE' | 'DISK_FULL'> | null {
  if (isDiskFull(error)) return 'DISK_FULL'
  const chain = causes(error)
  if (chain.some(isChainDown)) return 'CHAIN_UNAVAILABLE'
  return chain.some(isDatabaseDown) ? 'DATABASE_UNAVAILABLE' : null
}

/** Whether `error` says by itself which part it is about; a connection that was refused may have been to anything. */
export function namesItsPart(error: unknown): boolean {
  if (isDiskFull(error)) return true
  return causes(error).some(
    (cause) =>
      (!(cause instanceof RpcError) && isChainDown(cause)) ||
      (isDatabaseDown(cause) && (cause instanceof pg.DatabaseError || POOL_SENTENCES.test(cause.message))),
  )
}

/** What was said of why a part is away: the first words among the causes. */
export function wordsOf(error: unknown): string {
  const said = causes(error).find(({ message }) => message !== '')
  return said?.message.split('\n')[0] ?? ''
}

/** A node that refuses a question (it has lost a block, or is asked too much) is away for now; a contract that reverts is not. */
function isChainDown(error: Error): boolean {
  if (error instanceof RpcError) return revertData(error) === null
  return CHAIN_ERRORS.has(error.constructor.name) || CHAIN_ERRORS.has(error.name)
}

function isDatabaseDown(error: Error): boolean {
  if (error instanceof pg.DatabaseError) return DATABASE_CODES.test(error.code ?? '')
  return NETWORK_CODES.has(String(Reflect.get(error, 'code'))) || POOL_SENTENCES.test(error.message)
}

function causes(error: unknown): Error[] {
  const found: Error[] = []
  for (let at = error; at instanceof Error && found.length < CAUSES_MAX; at = at.cause) {
    found.push(at)
    if (at instanceof AggregateError) found.push(...at.errors.filter((inner) => inner instanceof Error))
  }
  return found
}

/** Whether PostgreSQL ended the transaction because of another one, so that running it again may succeed. */
export function isRetryable(error: unknown): boolean {
  return causes(error).some(
    (cause) => cause instanceof pg.DatabaseError && /^40(001|P01)$/.test(cause.code ?? ''),
  )
}

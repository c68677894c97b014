import type { Hex } from 'viem'
import { ChainUnavailable, hexOf, RpcError } from './rpc.ts'

/** The revert data that came with a node's refusal, or null when the refusal was about something else. */
export function revertData(error: RpcError): Hex | null {
  if (typeof error.data === 'string' && error.data.startsWith('0x')) return hexOf(error.data, 'revert data')
  // A call that eats all gas or runs into an invalid opcode reverts as surely as one that says why.
  const isRevert =
    error.code === 3 ||
    /revert|out of gas|gas required exceeds|invalid ?(opcode|jump)|stack (under|over)flow|evm error/i.test(
      error.message,
    )
  return isRevert ? '0x' : null
}

/** Whether a contract does not know a question: it reverts, or a fallback answers nothing. A node's own trouble is not that. */
export function isUnanswered(error: unknown): boolean {
  if (error instanceof RpcError) return revertData(error) !== null
  return error instanceof ChainUnavailable && /no such contract/.test(error.message)
}

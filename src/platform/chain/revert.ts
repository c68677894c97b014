import type { Hex } from 'viem'
import { hexOf, RpcError } from './rpc.ts'

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

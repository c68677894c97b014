import { decodeErrorResult, type Abi, type Hex } from 'viem'
import { hexOf, RpcError } from './rpc.ts'

/** A revert as data says it: the error's name and its values as text, in order. */
export type Revert = { readonly name: string; readonly args: readonly string[] }

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

/**
 * What `data` means: `Error(string)` and `Panic(uint256)` always, a contract's own errors when `abi` knows them.
 * Null when it says nothing that can be read.
 */
export function decodeRevert(data: Hex, abi: Abi = []): Revert | null {
  if (data.length < 10) return null
  try {
    const { errorName, args } = decodeErrorResult({ abi, data })
    return { name: errorName, args: (args ?? []).map(String) }
  } catch {
    return null
  }
}

import { decodeFunctionData, encodeFunctionData, type Hex } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'

/** The call of a token that counts these wallets as what the registry says of them now. */
export function recountCall(wallets: readonly Address[]): Hex {
  return encodeFunctionData({ abi: securityTokenAbi, functionName: 'recount', args: [wallets] })
}

/** The wallets in such a call. */
export function recountedWallets(call: Hex): readonly Address[] {
  const { functionName, args } = decodeFunctionData({ abi: securityTokenAbi, data: call })
  if (functionName !== 'recount') throw new Error(`a call of ${functionName} counts nobody anew`)
  return args[0]
}

import { encodeFunctionData, type Hex } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'

/** The call of a token that counts these wallets as what the registry says of them now. */
export function recountCall(wallets: readonly Address[]): Hex {
  return encodeFunctionData({ abi: securityTokenAbi, functionName: 'recount', args: [wallets] })
}

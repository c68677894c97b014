import { encodeFunctionData, type Hex } from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { question, type State } from '../platform/chain/state.ts'

/** Moves everything that `lost` holds to `fresh`, lots, locks and freezes along with it (ERC-3643). */
export function recoveryCall(lost: Address, fresh: Address, identity: Address): Hex {
  return encodeFunctionData({
    abi: securityTokenAbi,
    functionName: 'recoveryAddress',
    args: [lost, fresh, identity],
  })
}

/** What a wallet holds of each token, in their order. */
export function readBalances(
  state: State,
  tokens: readonly Address[],
  wallet: Address,
): Promise<readonly bigint[]> {
  return state.ask(tokens.map((token) => question(token, securityTokenAbi, 'balanceOf', [wallet])))
}

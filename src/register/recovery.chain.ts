import { encodeFunctionData, type Hex } from 'viem'
import { distributorAbi } from '../../contracts/abi/Distributor.ts'
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

/** Leads what distributions of this token owe to `lost`, declared ones included, to `fresh` for good. */
export function redirectCall(token: Address, lost: Address, fresh: Address): Hex {
  return encodeFunctionData({ abi: distributorAbi, functionName: 'redirect', args: [token, lost, fresh] })
}

/** Who is paid what each token's distributions owe to a wallet, in their order. */
export function readPayees(
  state: State,
  distributor: Address,
  tokens: readonly Address[],
  wallet: Address,
): Promise<readonly Address[]> {
  return state.ask(tokens.map((token) => question(distributor, distributorAbi, 'payeeOf', [token, wallet])))
}

/** What a wallet holds of each token, in their order. */
export function readBalances(
  state: State,
  tokens: readonly Address[],
  wallet: Address,
): Promise<readonly bigint[]> {
  return state.ask(tokens.map((token) => question(token, securityTokenAbi, 'balanceOf', [wallet])))
}

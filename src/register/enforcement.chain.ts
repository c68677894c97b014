import { encodeFunctionData, keccak256, toHex, type Hex } from 'viem'
import { securityTokenAbi as abi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { revertData } from '../platform/chain/revert.ts'
import { RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { question, type State } from '../platform/chain/state.ts'
import { reasonText, type Enforcement, type Position } from './enforcement.ts'
import { revertReason } from './transfer-order.chain.ts'

export async function readPosition(state: State, token: Address, wallet: Address): Promise<Position> {
  const [units, frozen, walletFrozen] = await state.ask([
    question(token, abi, 'balanceOf', [wallet]),
    question(token, abi, 'frozenTokens', [wallet]),
    question(token, abi, 'isFrozen', [wallet]),
  ])
  return { units, frozen, walletFrozen }
}

/** The call of the token that carries a measure out. A forced transfer puts the hash of its reason on the chain. */
export function enforcementCall(enforcement: Pick<Enforcement, 'id' | 'reason' | 'document' | 'order'>): Hex {
  const { order } = enforcement
  switch (order.kind) {
    case 'freeze-wallet':
    case 'unfreeze-wallet':
      return encodeFunctionData({
        abi,
        functionName: 'setAddressFrozen',
        args: [order.wallet, order.kind === 'freeze-wallet'],
      })
    case 'freeze-units':
      return encodeFunctionData({
        abi,
        functionName: 'freezePartialTokens',
        args: [order.wallet, order.units],
      })
    case 'unfreeze-units':
      return encodeFunctionData({
        abi,
        functionName: 'unfreezePartialTokens',
        args: [order.wallet, order.units],
      })
    case 'forced-transfer':
      return encodeFunctionData({
        abi,
        functionName: 'forcedTransferFor',
        args: [order.wallet, order.to, order.units, keccak256(toHex(reasonText(enforcement)))],
      })
  }
}

/** Why the token would refuse this call of the operator now, or null. */
export async function refusalOf(
  rpc: Rpc,
  call: { readonly from: Address; readonly to: Address; readonly data: Hex },
): Promise<string | null> {
  try {
    await rpc.call('eth_call', [call, 'latest'])
    return null
  } catch (error) {
    const data = error instanceof RpcError ? revertData(error) : null
    if (data === null) throw error
    return revertReason(data)
  }
}

import { erc20Abi, type Address } from 'viem'
import type { Rpc } from './rpc.ts'
import { atHead, question } from './state.ts'

/** What `holder` has of an ERC-20 token at the newest block, in base units. */
export async function tokenBalance(rpc: Rpc, token: Address, holder: Address): Promise<bigint> {
  const [balance] = await atHead(rpc, (state) =>
    state.ask([question(token, erc20Abi, 'balanceOf', [holder])]),
  )
  return balance
}

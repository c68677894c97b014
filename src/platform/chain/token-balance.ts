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

/** What `spender` may take of `owner`'s at the newest block, in base units. */
export async function tokenAllowance(
  rpc: Rpc,
  token: Address,
  { owner, spender }: { readonly owner: Address; readonly spender: Address },
): Promise<bigint> {
  const [allowance] = await atHead(rpc, (state) =>
    state.ask([question(token, erc20Abi, 'allowance', [owner, spender])]),
  )
  return allowance
}

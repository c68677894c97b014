import { decodeFunctionResult, encodeFunctionData, erc20Abi, type Address } from 'viem'
import { hexOf, type Rpc } from './rpc.ts'

/** What `holder` has of an ERC-20 token at the newest block, in base units. */
export async function tokenBalance(rpc: Rpc, token: Address, holder: Address): Promise<bigint> {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [holder] })
  const answer = hexOf(await rpc.call('eth_call', [{ to: token, data }, 'latest']), 'a balance')
  return decodeFunctionResult({ abi: erc20Abi, functionName: 'balanceOf', data: answer })
}

import { erc20Abi } from 'viem'
import type { Address } from '../instrument/instrument.ts'
import { RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { ChainUnavailable } from '../platform/chain/rpc.ts'
import { atHead, question } from '../platform/chain/state.ts'

/** What a stablecoin's contract says of itself; null when there is no such contract there. */
export async function readPaymentToken(
  rpc: Rpc,
  address: Address,
): Promise<{ readonly code: string; readonly decimals: number } | null> {
  const code = await rpc.call('eth_getCode', [address, 'latest'])
  if (typeof code !== 'string' || code === '0x') return null
  try {
    const [symbol, decimals] = await atHead(rpc, (state) =>
      state.ask([question(address, erc20Abi, 'symbol', []), question(address, erc20Abi, 'decimals', [])]),
    )
    return { code: symbol, decimals }
  } catch (error) {
    // A contract that is no ERC-20 refuses the questions, or has no answer to them.
    if (
      error instanceof RpcError ||
      (error instanceof ChainUnavailable && /no such contract/.test(error.message))
    )
      return null
    throw error
  }
}

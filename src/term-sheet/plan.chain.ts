import { erc20Abi, parseAbi, zeroHash } from 'viem'
import type { Address } from '../instrument/instrument.ts'
import { isUnanswered } from '../platform/chain/revert.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { atHead, question } from '../platform/chain/state.ts'

/** What a stablecoin's contract says of itself; null when there is no such contract there. */
export async function readPaymentToken(
  rpc: Rpc,
  address: Address,
): Promise<{ readonly code: string; readonly decimals: number } | null> {
  if (!(await isContract(rpc, address))) return null
  return unlessSilent(async () => {
    const [symbol, decimals] = await atHead(rpc, (state) =>
      state.ask([question(address, erc20Abi, 'symbol', []), question(address, erc20Abi, 'decimals', [])]),
    )
    return { code: symbol, decimals }
  })
}

/** Whether there is code at the address. */
export async function isContract(rpc: Rpc, address: Address): Promise<boolean> {
  const code = await rpc.call('eth_getCode', [address, 'latest'])
  return typeof code === 'string' && code !== '0x'
}

const ERC3009 = parseAbi([
  'function authorizationState(address authorizer, bytes32 nonce) view returns (bool)',
])

/** Whether a stablecoin takes payments by signature (ERC-3009), as it has to where wallets pay with it. */
export async function takesSignedPayments(rpc: Rpc, address: Address): Promise<boolean> {
  const asked = question(address, ERC3009, 'authorizationState', [address, zeroHash])
  return (await unlessSilent(() => atHead(rpc, (state) => state.ask([asked])))) !== null
}

/** Null where a contract refuses the question, or has no answer to it. */
async function unlessSilent<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (isUnanswered(error)) return null
    throw error
  }
}

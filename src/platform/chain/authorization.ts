import { pad, parseAbi, toEventSelector, type Address, type Hex } from 'viem'
import { rangeLogs } from './range-logs.ts'
import { ChainUnavailable, numberOf, type Rpc } from './rpc.ts'
import { atHead, question } from './state.ts'

/** What a typed signature is bound to (EIP-712). */
export type Eip712Domain = {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/** What is signed in the form of ERC-3009, whether the receiver takes it or anybody carries it. */
export const AUTHORIZATION_FIELDS = [
  { name: 'from', type: 'address' },
  { name: 'to', type: 'address' },
  { name: 'value', type: 'uint256' },
  { name: 'validAfter', type: 'uint256' },
  { name: 'validBefore', type: 'uint256' },
  { name: 'nonce', type: 'bytes32' },
] as const

const STATE = parseAbi(['function authorizationState(address authorizer, bytes32 nonce) view returns (bool)'])
const USED = toEventSelector('AuthorizationUsed(address,bytes32)')
const CANCELED = toEventSelector('AuthorizationCanceled(address,bytes32)')

/**
 * The transaction that used a nonce of this signer, whoever carried it to the chain, or null where none did or the signer
 * cancelled it. What it was used for is for the caller to see: a signer may sign something else with the same nonce.
 *
 * Throws `ChainUnavailable` when the node knows the nonce to be used and not yet by what.
 *
 * @param since a block before the authorization was made
 */
export async function usedIn(
  rpc: Rpc,
  token: Address,
  { from, nonce }: { readonly from: Address; readonly nonce: Hex },
  since: number,
): Promise<Hex | null> {
  const [isUsed] = await atHead(rpc, ({ ask }) =>
    ask([question(token, STATE, 'authorizationState', [from, nonce])]),
  )
  if (!isUsed) return null
  const to = numberOf(await rpc.call('eth_blockNumber', []), 'the head')
  const topics = [[USED, CANCELED], pad(from), nonce]
  const [end] = await rangeLogs(rpc, { address: token, topics, from: since, to })
  if (end === undefined) throw new ChainUnavailable(`${rpc.host} does not say what used an authorization`)
  return end.topics[0] === USED ? end.txHash : null
}

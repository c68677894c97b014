import {
  decodeErrorResult,
  encodeFunctionData,
  erc20Abi,
  keccak256,
  pad,
  parseAbi,
  parseSignature,
  toEventSelector,
  toHex,
  type Address,
  type Hex,
} from 'viem'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { SubscriptionId } from '../kernel/ids.ts'
import { epochDay, epochSeconds } from '../kernel/time.ts'
import { rangeLogs } from '../platform/chain/range-logs.ts'
import { ChainUnavailable, numberOf, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { atHead, question } from '../platform/chain/state.ts'

/** What a stablecoin with EIP-3009 offers, in the form of USDC: the signature in three parts. */
const EIP3009 = parseAbi([
  'function transferWithAuthorization(address from, address to, uint256 value, uint256 validAfter, uint256 validBefore, bytes32 nonce, uint8 v, bytes32 r, bytes32 s)',
  'function authorizationState(address authorizer, bytes32 nonce) view returns (bool)',
  'function name() view returns (string)',
  'function version() view returns (string)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

/** A payment that an investor signs and the platform carries to the chain, so that the investor needs no gas. */
export type PaymentAuthorization = {
  readonly from: Address
  readonly to: Address
  readonly value: bigint
  readonly validAfter: bigint
  readonly validBefore: bigint
  readonly nonce: Hex
}

/** The one authorization of a subscription: its nonce is the subscription's, so it cannot be paid twice. */
export function paymentAuthorization(payment: {
  readonly subscription: SubscriptionId
  readonly from: Address
  readonly to: Address
  readonly value: bigint
  readonly validBefore: Temporal.Instant
}): PaymentAuthorization {
  return {
    from: payment.from,
    to: payment.to,
    value: payment.value,
    validAfter: 0n,
    validBefore: BigInt(epochSeconds(payment.validBefore)),
    nonce: keccak256(toHex(payment.subscription)),
  }
}

/** The EIP-712 data that a wallet shows and signs for a payment (EIP-3009, TransferWithAuthorization). */
export function paymentTypedData(domain: Eip712Domain, message: PaymentAuthorization) {
  return {
    domain,
    primaryType: 'TransferWithAuthorization',
    types: {
      TransferWithAuthorization: [
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'validAfter', type: 'uint256' },
        { name: 'validBefore', type: 'uint256' },
        { name: 'nonce', type: 'bytes32' },
      ],
    },
    message,
  } as const
}

export type Eip712Domain = {
  readonly name: string
  readonly version: string
  readonly chainId: number
  readonly verifyingContract: Address
}

/** The signing domain of a stablecoin: as ERC-5267 tells it, or from `name` and `version` where it does not. */
export async function stablecoinDomain(rpc: Rpc, token: Address, chainId: number): Promise<Eip712Domain> {
  const domain = { chainId, verifyingContract: token }
  try {
    const [[, name, version]] = await atHead(rpc, ({ ask }) =>
      ask([question(token, EIP3009, 'eip712Domain', [])]),
    )
    return { name, version, ...domain }
  } catch (error) {
    // A contract without the function reverts, or has a fallback that answers nothing.
    if (!(error instanceof RpcError) && !(error instanceof ChainUnavailable)) throw error
    const [name, version] = await atHead(rpc, ({ ask }) =>
      ask([question(token, EIP3009, 'name', []), question(token, EIP3009, 'version', [])]),
    )
    return { name, version, ...domain }
  }
}

const USED = toEventSelector('AuthorizationUsed(address,bytes32)')
const CANCELED = toEventSelector('AuthorizationCanceled(address,bytes32)')
const MOVED = toEventSelector('Transfer(address,address,uint256)')

/**
 * Whether this very payment has been made, by whoever carried it to the chain. That its nonce is used says too little:
 * the payer may have cancelled it, or signed something else with the same nonce. So the payment itself is looked for:
 * the stablecoin moves the money right after it says that it used the authorization.
 *
 * Throws `ChainUnavailable` when the node knows the nonce to be used and not yet by what.
 *
 * @param since a block before the authorization was made
 */
export async function isPaid(
  rpc: Rpc,
  token: Address,
  payment: PaymentAuthorization,
  since: number,
): Promise<boolean> {
  const [isUsed] = await atHead(rpc, ({ ask }) =>
    ask([question(token, EIP3009, 'authorizationState', [payment.from, payment.nonce])]),
  )
  if (!isUsed) return false
  const to = numberOf(await rpc.call('eth_blockNumber', []), 'the head')
  const topics = [[USED, CANCELED], pad(payment.from), payment.nonce]
  const [end] = await rangeLogs(rpc, { address: token, topics, from: since, to })
  if (end === undefined) throw new ChainUnavailable(`${rpc.host} does not say what used an authorization`)
  const moves = await rangeLogs(rpc, {
    address: token,
    topics: [MOVED, pad(payment.from), pad(payment.to)],
    from: end.blockNumber,
    to: end.blockNumber,
  })
  return moves.some(
    (move) =>
      end.topics[0] === USED &&
      move.txHash === end.txHash &&
      move.logIndex === end.logIndex + 1 &&
      BigInt(move.data) === payment.value,
  )
}

export function payCall(payment: PaymentAuthorization, signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature)
  return encodeFunctionData({
    abi: EIP3009,
    functionName: 'transferWithAuthorization',
    args: [
      payment.from,
      payment.to,
      payment.value,
      payment.validAfter,
      payment.validBefore,
      payment.nonce,
      27 + yParity,
      r,
      s,
    ],
  })
}

/** Issues the units of a paid subscription; the reference makes a second issue of the same one impossible. */
export function issueCall(issue: {
  readonly subscription: SubscriptionId
  readonly to: Address
  readonly units: bigint
  readonly acquired: Temporal.PlainDate
  readonly lockUpDays: number
}): Hex {
  const acquiredDay = epochDay(issue.acquired)
  const unlockDay = issue.lockUpDays === 0 ? 0 : acquiredDay + issue.lockUpDays
  return encodeFunctionData({
    abi: securityTokenAbi,
    functionName: 'issue',
    args: [
      issue.to,
      issue.units,
      acquiredDay,
      unlockDay,
      unlockDay === 0 ? 0 : LEGEND_LOCK_UP,
      keccak256(toHex(issue.subscription)),
    ],
  })
}

/** Whether a refused issue was refused because its units were issued before: then they are there. */
export function isIssuedBefore(revert: Hex | null): boolean {
  if (revert === null) return false
  try {
    return decodeErrorResult({ abi: securityTokenAbi, data: revert }).errorName === 'AlreadyIssued'
  } catch {
    return false
  }
}

/** Why a lot is locked, in the token's numbering: the offering's lock-up. */
const LEGEND_LOCK_UP = 1

export function refundCall(to: Address, amount: bigint): Hex {
  return encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, amount] })
}

/** The transfers of an ERC-20 token from one account to another in these blocks, both ends included. */
export async function transfersOf(
  rpc: Rpc,
  token: Address,
  {
    from,
    to,
    blocks,
  }: {
    readonly from: Address
    readonly to: Address
    readonly blocks: { readonly from: number; readonly to: number }
  },
): Promise<{ readonly amount: bigint; readonly txHash: Hex; readonly logIndex: number }[]> {
  const topics = [MOVED, pad(from), pad(to)]
  const logs = await rangeLogs(rpc, { address: token, topics, ...blocks })
  return logs.map(({ data, txHash, logIndex }) => ({ amount: BigInt(data), txHash, logIndex }))
}

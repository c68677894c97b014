import { decodeErrorResult, encodeFunctionData, getAddress, parseEventLogs, type Hex, type Log } from 'viem'
import { REASONS } from '../../contracts/abi/reasons.ts'
import { securityTokenAbi } from '../../contracts/abi/SecurityToken.ts'
import type { Address } from '../instrument/instrument.ts'
import { AUTHORIZATION_FIELDS, usedIn, type Eip712Domain } from '../platform/chain/authorization.ts'
import { revertData } from '../platform/chain/revert.ts'
import { bigintOf, ChainUnavailable, RpcError, type Rpc } from '../platform/chain/rpc.ts'
import { question, type State } from '../platform/chain/state.ts'
import type { TransferAuthorization, TransferOrder } from './transfer-order.ts'

/** The EIP-712 data that a wallet shows and signs for a transfer. */
export function transferTypedData(domain: Eip712Domain, message: TransferAuthorization) {
  return {
    domain,
    primaryType: 'TransferWithAuthorization',
    types: { TransferWithAuthorization: AUTHORIZATION_FIELDS },
    message,
  } as const
}

/** What signatures for this token are bound to, as the token itself says (ERC-5267). */
export async function readDomain(state: State, token: Address): Promise<Eip712Domain> {
  const [domain] = await state.ask([question(token, securityTokenAbi, 'eip712Domain', [])])
  const [, name, version, chainId, verifyingContract] = domain
  return { name, version, chainId: Number(chainId), verifyingContract }
}

/** Whether an authorization with this nonce was used or withdrawn on the chain. */
export async function readNonceUsed(
  state: State,
  token: Address,
  from: Address,
  nonce: Hex,
): Promise<boolean> {
  const [used] = await state.ask([question(token, securityTokenAbi, 'authorizationState', [from, nonce])])
  return used
}

export function carryCall(authorization: TransferAuthorization, signature: Hex): Hex {
  const { from, to, value, validAfter, validBefore, nonce } = authorization
  return encodeFunctionData({
    abi: securityTokenAbi,
    functionName: 'transferWithAuthorization',
    args: [from, to, value, validAfter, validBefore, nonce, signature],
  })
}

/**
 * The transaction in which somebody else carried this transfer, or null where nobody did. Throws `ChainUnavailable` as `usedIn` does.
 *
 * @param since a block before it was asked for
 */
export async function carriedIn(
  rpc: Rpc,
  token: Address,
  { from, to, units, nonce }: Pick<TransferOrder, 'from' | 'to' | 'units' | 'nonce'>,
  since: number,
): Promise<Hex | null> {
  const tx = await usedIn(rpc, token, { from, nonce }, since)
  if (tx === null) return null
  const receipt = (await rpc.call('eth_getTransactionReceipt', [tx])) as { readonly logs: Log[] } | null
  if (receipt === null) throw new ChainUnavailable(`${rpc.host} does not say what ${tx} did`)
  const own = receipt.logs.filter(({ address }) => getAddress(address) === getAddress(token))
  const moved = parseEventLogs({
    abi: securityTokenAbi,
    eventName: 'Transfer',
    args: { from, to },
    logs: own,
  })
  return moved.some(({ args }) => args.value === units) ? tx : null
}

/**
 * Whether carrying this takes more gas than `gasMax`, as far as the node can tell now: a contract wallet (ERC-1271) may check
 * its signature at any length. What the token or the wallet refuses with words is not too costly.
 */
export async function isTooCostly(
  rpc: Rpc,
  { from, to, data }: { readonly from: Address; readonly to: Address; readonly data: Hex },
  gasMax: bigint,
): Promise<boolean> {
  try {
    return bigintOf(await rpc.call('eth_estimateGas', [{ from, to, data }]), 'gas estimate') > gasMax
  } catch (error) {
    if (!(error instanceof RpcError)) throw error
    const reverted = revertData(error)
    if (reverted === null) throw error
    return reverted === '0x'
  }
}

/** What a reverted transfer says: a reason of the rules, or the name of another error; `UNKNOWN` when it says nothing. */
export function revertReason(data: Hex | null): string {
  if (data === null || data === '0x') return 'UNKNOWN'
  try {
    const { errorName, args } = decodeErrorResult({ abi: securityTokenAbi, data })
    return errorName === 'TransferRefused' ? (REASONS[Number(args[0]) - 1] ?? 'UNKNOWN') : errorName
  } catch {
    // Revert data of another contract: a wallet's own, for instance.
    return 'UNKNOWN'
  }
}

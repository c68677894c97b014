import { encodeFunctionData, parseAbi, parseSignature, type Address, type Hex } from 'viem'
import { offeringAbi } from '../../../contracts/abi/Offering.ts'
import { epochSeconds } from '../../kernel/time.ts'
import { AUTHORIZATION_FIELDS, type Eip712Domain } from '../../platform/chain/authorization.ts'
import { isUnanswered } from '../../platform/chain/revert.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { atHead, question } from '../../platform/chain/state.ts'
import { wordsDigest, type SubscribeWords } from '../escrow/escrow.chain.ts'

/** What a stablecoin with EIP-3009 offers, in the form of USDC. */
const EIP3009 = parseAbi([
  'function name() view returns (string)',
  'function version() view returns (string)',
  'function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)',
])

/** A payment into escrow that an investor signs and the platform carries to the chain: the investor needs no gas. */
export type PaymentAuthorization = {
  readonly from: Address
  readonly to: Address
  readonly value: bigint
  readonly validAfter: bigint
  readonly validBefore: bigint
  readonly nonce: Hex
}

/**
 * The one authorization of a subscription. Its nonce is the digest of what is subscribed for, so that the money cannot be
 * taken for anything else, and not twice.
 */
export function paymentAuthorization(
  chainId: number,
  contract: Address,
  words: SubscribeWords,
): PaymentAuthorization {
  return {
    from: words.investor,
    to: contract,
    value: words.cashMax,
    validAfter: 0n,
    validBefore: words.deadline,
    nonce: wordsDigest(chainId, contract, words),
  }
}

/** The EIP-712 data that a wallet shows and signs for a payment (EIP-3009, ReceiveWithAuthorization). */
export function paymentTypedData(domain: Eip712Domain, message: PaymentAuthorization) {
  return {
    domain,
    primaryType: 'ReceiveWithAuthorization',
    types: { ReceiveWithAuthorization: AUTHORIZATION_FIELDS },
    message,
  } as const
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
    if (!isUnanswered(error)) throw error
    const [name, version] = await atHead(rpc, ({ ask }) =>
      ask([question(token, EIP3009, 'name', []), question(token, EIP3009, 'version', [])]),
    )
    return { name, version, ...domain }
  }
}

/** Subscribes with a signed payment, both or neither. */
export function subscribeCall(words: SubscribeWords, payment: PaymentAuthorization, signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature)
  return encodeFunctionData({
    abi: offeringAbi,
    functionName: 'subscribeWithAuthorization',
    args: [words, payment.validAfter, payment.validBefore, 27 + yParity, r, s],
  })
}

/** Until when a signed payment counts, as the chain counts time. */
export function deadlineOf(validBefore: Temporal.Instant): bigint {
  return BigInt(epochSeconds(validBefore))
}

import type { Address } from 'viem'
import type { SubscriptionId } from '../../kernel/ids.ts'

/**
 * The EIP-712 data with which an investor's wallet signs an agreement. It holds on one chain and for one escrow, for one
 * subscription and for one document, so that no signature can be taken for another.
 */
export function agreementTypedData(
  chainId: number,
  contract: Address,
  { subscription, sha256 }: { readonly subscription: SubscriptionId; readonly sha256: string },
) {
  return {
    domain: { name: 'Aliquot subscription agreement', version: '1', chainId, verifyingContract: contract },
    primaryType: 'SubscriptionAgreement',
    types: {
      SubscriptionAgreement: [
        { name: 'subscription', type: 'string' },
        { name: 'documentSha256', type: 'bytes32' },
      ],
    },
    message: { subscription, documentSha256: `0x${sha256}` },
  } as const
}

/** What a transaction offers for its gas, in wei (EIP-1559). */
export type Fees = { readonly maxFeePerGas: bigint; readonly maxPriorityFeePerGas: bigint }

export type FeePolicy = {
  /** Never offered more than this for a unit of gas, whatever the market asks. */
  readonly maxFeeCap: bigint
}

export const DEFAULT_FEE_POLICY: FeePolicy = { maxFeeCap: 200_000_000_000n }

/** Nodes refuse a replacement that does not offer a tenth more; a little above that, so that rounding never matters. */
const BUMP_NUMERATOR = 1125n
const BUMP_DENOMINATOR = 1000n

/**
 * What to offer at this base fee: enough for it to rise for five full blocks (12.5 % each),
 * at most the cap. Null when even the present base fee is above the cap: then it is better to wait than to hang.
 */
export function suggestedFees(
  market: { readonly baseFee: bigint; readonly tip: bigint },
  policy: FeePolicy,
): Fees | null {
  if (market.baseFee + market.tip > policy.maxFeeCap) return null
  const wanted = 2n * market.baseFee + market.tip
  return {
    maxFeePerGas: wanted < policy.maxFeeCap ? wanted : policy.maxFeeCap,
    maxPriorityFeePerGas: market.tip,
  }
}

/**
 * What to offer instead of `former` so that nodes take the replacement: the market's fees, or an eighth more than
 * before where that is more. Null when the cap does not leave room for it.
 */
export function replacementFees(former: Fees, market: Fees, policy: FeePolicy): Fees | null {
  const maxFeePerGas = larger(bumped(former.maxFeePerGas), market.maxFeePerGas)
  const maxPriorityFeePerGas = larger(bumped(former.maxPriorityFeePerGas), market.maxPriorityFeePerGas)
  if (maxFeePerGas > policy.maxFeeCap || maxPriorityFeePerGas > maxFeePerGas) return null
  return { maxFeePerGas, maxPriorityFeePerGas }
}

function bumped(fee: bigint): bigint {
  return (fee * BUMP_NUMERATOR) / BUMP_DENOMINATOR + 1n
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}

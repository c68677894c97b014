import type { Address, Hex } from 'viem'
import { bigintOf, field, hexOf, numberOf, quantity, RpcError, type Rpc } from './rpc.ts'

/** A transaction that is in a block, as far as it can be compared with an intent. */
export type FoundTransaction = {
  readonly hash: Hex
  readonly nonce: number
  readonly to: Address | null
  readonly data: Hex
  readonly value: bigint
  readonly gas: bigint
  readonly maxFee: bigint
  readonly maxTip: bigint
}

const BLOCKS_PER_BATCH = 20
/** About a week of Ethereum's blocks: who is further behind has another problem than a few unknown transactions. */
const BLOCKS_MAX = 50_000

/**
 * The transactions of `from` in the blocks from `first` to `last` with a nonce of at least `nonce`, by nonce. A node
 * cannot be asked for a transaction by its nonce, so the blocks are read.
 */
export async function transactionsOf(
  rpc: Rpc,
  from: Address,
  range: { readonly first: number; readonly last: number; readonly nonce: number },
): Promise<FoundTransaction[]> {
  if (range.last - range.first > BLOCKS_MAX)
    throw new Error(
      `${from} has sent transactions that this database does not know, and more than ${BLOCKS_MAX} blocks would have to be read to find them`,
    )
  const found: FoundTransaction[] = []
  for (let at = range.first; at <= range.last; at += BLOCKS_PER_BATCH) {
    const numbers = Array.from({ length: Math.min(BLOCKS_PER_BATCH, range.last - at + 1) }, (_, i) => at + i)
    const blocks = await rpc.batch(
      numbers.map((number) => ({ method: 'eth_getBlockByNumber', params: [quantity(number), true] })),
    )
    for (const block of blocks) {
      if (block instanceof RpcError) throw block
      const transactions = field(block, 'transactions')
      for (const one of Array.isArray(transactions) ? transactions : [])
        if (hexOf(field(one, 'from'), 'sender') === from) found.push(foundOf(one))
    }
  }
  return found.filter(({ nonce }) => nonce >= range.nonce).sort((a, b) => a.nonce - b.nonce)
}

/** The bytes of a transaction, so that it can be sent again; `0x` where the node does not give them. */
export async function rawOf(rpc: Rpc, hash: Hex): Promise<Hex> {
  try {
    return hexOf(await rpc.call('eth_getRawTransactionByHash', [hash]), 'transaction')
  } catch (error) {
    if (error instanceof RpcError) return '0x'
    throw error
  }
}

function foundOf(value: unknown): FoundTransaction {
  const to = field(value, 'to')
  const price = field(value, 'maxFeePerGas') ?? field(value, 'gasPrice') ?? '0x0'
  return {
    hash: hexOf(field(value, 'hash'), 'transaction hash'),
    nonce: numberOf(field(value, 'nonce'), 'nonce'),
    to: to === null || to === undefined ? null : hexOf(to, 'receiver'),
    data: hexOf(field(value, 'input'), 'calldata'),
    value: bigintOf(field(value, 'value'), 'value'),
    gas: bigintOf(field(value, 'gas'), 'gas'),
    maxFee: bigintOf(price, 'fee'),
    maxTip: bigintOf(field(value, 'maxPriorityFeePerGas') ?? price, 'tip'),
  }
}

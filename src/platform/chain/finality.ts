import { field, numberOf, type Rpc } from './rpc.ts'

/**
 * From when on a block cannot be undone: where the chain says so itself (`finalized`), or after so many blocks on top
 * of it. The embedded chain has one author and needs none.
 */
export type Finality = { readonly kind: 'tag' } | { readonly kind: 'confirmations'; readonly count: number }

export const EMBEDDED_FINALITY: Finality = { kind: 'confirmations', count: 0 }

/** The newest block that cannot be undone, given the head's number; -1 when there is none yet. */
export async function finalNumber(rpc: Rpc, finality: Finality, head: number): Promise<number> {
  if (finality.kind === 'confirmations') return Math.max(-1, head - finality.count)
  const block = await rpc.call('eth_getBlockByNumber', ['finalized', false])
  return block === null ? -1 : Math.min(head, numberOf(field(block, 'number'), 'final block'))
}

/** How a JSON-RPC node is asked for the state that cannot be undone. */
export function finalTag(finality: Finality, head: number): string {
  if (finality.kind === 'tag') return 'finalized'
  // Not by number: a node that keeps one state only knows it as the latest.
  return finality.count === 0 ? 'latest' : `0x${Math.max(0, head - finality.count).toString(16)}`
}

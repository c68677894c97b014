import { epochDay } from '../kernel/time.ts'
import { atHead } from '../platform/chain/state.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { readTransferFacts, type Ask } from './transfer.chain.ts'
import { findings, type Finding } from './transfer.ts'

/** A decision about a transfer, and the block whose state it read. It is final only when the chain repeats it. */
export type Decision = {
  readonly findings: readonly Finding[]
  readonly block: { readonly number: number; readonly hash: `0x${string}` }
}

/**
 * Every rule that would refuse these units at `now`, from the chain's newest state: the rules the token would apply,
 * on the facts it would read.
 */
export function weighTransfer(rpc: Rpc, ask: Ask, now: Temporal.Instant): Promise<Decision> {
  return atHead(rpc, async (state) => {
    const at = Temporal.Instant.compare(now, state.block.at) > 0 ? now : state.block.at
    const day = epochDay(at.toZonedDateTimeISO('UTC').toPlainDate())
    const facts = await readTransferFacts(state, ask, day)
    return { findings: findings(facts), block: { number: state.block.number, hash: state.block.hash } }
  })
}

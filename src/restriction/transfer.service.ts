import { revokedWallets } from '../investor/wallet.service.ts'
import { epochDay } from '../kernel/time.ts'
import { atHead } from '../platform/chain/state.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import type { Db } from '../platform/db/database.ts'
import { readFindings, readTransferFacts, type Ask } from './transfer.chain.ts'
import { findings, type Finding, type HolderFacts, type TransferFacts } from './transfer.ts'

/** A decision about a transfer, and the block whose state it read. It is final only when the chain repeats it. */
export type Decision = {
  readonly findings: readonly Finding[]
  readonly block: { readonly number: number; readonly hash: `0x${string}` }
}

/**
 * Every rule that would refuse these units at `now`, from the chain's newest state: the rules the token would apply,
 * on the facts it would read. Whose approval was taken back here is blocked at once, also while the chain is still to be
 * told.
 */
export async function weighTransfer(
  { db, rpc }: { readonly db: Db; readonly rpc: Rpc },
  ask: Ask,
  now: Temporal.Instant,
): Promise<Decision> {
  const revoked = await revokedWallets(db, ask.from === null ? [ask.to] : [ask.from, ask.to])
  return atHead(rpc, async (state) => {
    const at = Temporal.Instant.compare(now, state.block.at) > 0 ? now : state.block.at
    const day = epochDay(at.toZonedDateTimeISO('UTC').toPlainDate())
    const read = await readTransferFacts(state, ask, day)
    const facts: TransferFacts = {
      ...read,
      sender: read.sender === null || ask.from === null ? read.sender : held(read.sender, ask.from, revoked),
      receiver: held(read.receiver, ask.to, revoked),
    }
    return { findings: findings(facts), block: { number: state.block.number, hash: state.block.hash } }
  })
}

/** What each token itself says against these units, all as of the chain's head; in the order of `asks`. */
export function saidByTokens(rpc: Rpc, asks: readonly Ask[]): Promise<Finding[][]> {
  return asks.length === 0 ? Promise.resolve([]) : atHead(rpc, (state) => readFindings(state, asks))
}

function held(holder: HolderFacts, wallet: string, revoked: ReadonlySet<string>): HolderFacts {
  return revoked.has(wallet.toLowerCase()) && holder.investor.status === 'active'
    ? { ...holder, investor: { ...holder.investor, status: 'blocked' } }
    : holder
}

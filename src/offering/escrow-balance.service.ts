import type { Address } from 'viem'
import { knownBlock } from '../platform/chain/known-block.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import type { Db } from '../platform/db/database.ts'
import { outcomeIn, readEscrow, type EscrowOutcome, type EscrowState } from './escrow.chain.ts'
import { selectFiatDue, selectInStates } from './subscription.store.ts'
import type { Offering } from './offering.ts'

/** Whether the books and the escrow say the same: what open subscriptions paid is what lies there for them. */
export type EscrowBalance = EscrowState & {
  readonly booked: bigint
  readonly balances: boolean
  /** The same of money at a bank, which the contract only counts: what open ones paid, and what is to be given back there. */
  readonly fiatBooked: bigint
  readonly fiatDueBooked: bigint
  readonly fiatBalances: boolean
}

export async function escrowBalance(db: Db, rpc: Rpc, offering: Offering): Promise<EscrowBalance | null> {
  if (offering.contract === null) return null
  const ended = await selectInStates(db, offering.id, ['issued', 'refunded'])
  const atBank = ended.flatMap(({ isFiat, number }) => (isFiat && number !== null ? [number] : []))
  const state = await readEscrow(rpc, offering.contract, atBank)
  const open = await selectInStates(db, offering.id, ['confirmed', 'allocated'])
  const paid = (byFiat: boolean) =>
    open.reduce((sum, { amount, isFiat }) => (isFiat === byFiat ? sum + amount : sum), 0n)
  const [booked, fiatBooked] = [paid(false), paid(true)]
  const fiatDueBooked = (await selectFiatDue(db, offering.id)).reduce((sum, { due }) => sum + due, 0n)
  return {
    ...state,
    booked,
    balances: booked === state.escrow,
    fiatBooked,
    fiatDueBooked,
    fiatBalances: fiatBooked === state.fiatEscrow && fiatDueBooked === state.fiatDue,
  }
}

/** Everything final that happened in an escrow, whoever did it. */
export async function outcomeSoFar(
  db: Db,
  rpc: Rpc,
  { contract, openedAt }: Offering & { readonly contract: Address },
): Promise<EscrowOutcome> {
  const [network, begun] = [await selectNetwork(db), await knownBlock(db, { before: openedAt })]
  return outcomeIn(rpc, contract, { from: begun?.number ?? 0, to: network?.finalized ?? 0 })
}

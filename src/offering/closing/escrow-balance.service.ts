import type { Address } from 'viem'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { Currency } from '../../kernel/money.ts'
import { knownBlock } from '../../platform/chain/known-block.ts'
import type { Rpc } from '../../platform/chain/rpc.ts'
import { selectNetwork } from '../../platform/chain/watcher-store.ts'
import type { Db } from '../../platform/db/database.ts'
import { cashOf, payables } from '../currency.ts'
import {
  outcomeIn,
  readEscrow,
  type EscrowOutcome,
  type EscrowState,
  type HeldMoney,
} from '../escrow/escrow.chain.ts'
import { selectFiatDue } from '../subscription/fiat-due.store.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import type { Offering } from '../offering.ts'
import type { Subscription } from '../subscription/subscription.ts'

/** What lies in an escrow in one currency, and what the books say of it. */
export type MoneyBalance = HeldMoney & {
  readonly currency: Currency
  readonly booked: bigint
  readonly balances: boolean
}

/** Whether the books and the escrow say the same: what open subscriptions paid is what lies there for them. */
export type EscrowBalance = EscrowState & {
  /** In the order of the contract. */
  readonly money: readonly MoneyBalance[]
  /** In every currency. */
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
  const instrument = await instrumentById(db, offering.instrument)
  if (instrument === null) throw new Error(`${offering.id} sells no instrument`)
  const taken = payables(instrument)
  const state = await readEscrow(rpc, offering.contract, { currencies: taken.length, atBank })
  const open = await selectInStates(db, offering.id, ['confirmed', 'allocated'])
  const paid = (of: (one: Subscription) => boolean) =>
    open.reduce((sum, one) => (of(one) ? sum + cashOf(instrument, one, one.amount).minor : sum), 0n)
  const money = taken.map(({ index, currency }): MoneyBalance => {
    const held = state.held[index]!
    const booked = paid((one) => !one.isFiat && one.currency === index)
    return { ...held, currency, booked, balances: booked === held.escrow }
  })
  const fiatBooked = paid(({ isFiat }) => isFiat)
  const fiatDueBooked = (await selectFiatDue(db, offering.id)).reduce((sum, { due }) => sum + due, 0n)
  return {
    ...state,
    money,
    balances: money.every((one) => one.balances),
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

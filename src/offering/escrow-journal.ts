import type { Instrument } from '../instrument/instrument.ts'
import { money, type Money } from '../kernel/money.ts'
import { post } from '../ledger/journal.service.ts'
import { moved, type Account, type AccountKind, type NewJournalEntry } from '../ledger/journal.ts'
import type { Work } from '../platform/work.ts'
import type { Offering } from './offering.ts'

/** What happens to money in the escrow of an offering: it comes in, goes to the issuer, or goes back. */
export type EscrowEvent = 'escrow-deposit' | 'escrow-release' | 'escrow-refund'

const SIDES: Readonly<Record<EscrowEvent, { readonly from: AccountKind; readonly to: AccountKind }>> = {
  'escrow-deposit': { from: 'subscriptions-received', to: 'escrow-chain' },
  'escrow-release': { from: 'escrow-chain', to: 'treasury' },
  'escrow-refund': { from: 'escrow-chain', to: 'subscriptions-received' },
}

/**
 * Enters money that moved on the chain into the offering's own book. Only once its transaction is final: before that, a
 * reorganisation may take it away. Nothing is entered for nothing.
 */
export async function postEscrow(
  work: Work,
  event: EscrowEvent,
  { offering, instrument }: { readonly offering: Pick<Offering, 'id'>; readonly instrument: Instrument },
  { key, subject, amount }: { readonly key: string; readonly subject: string; readonly amount: bigint },
): Promise<void> {
  if (amount === 0n) return
  const { issuer, payment } = instrument
  const entry = { key, subject, issuer, offering: offering.id, amount: money(amount, payment.currency) }
  await post(work, escrowEntry(event, entry))
}

/**
 * The journal's entry for money that moved on the chain.
 *
 * @param key names what moved it, so that it is booked once
 */
export function escrowEntry(
  event: EscrowEvent,
  {
    key,
    subject,
    amount,
    ...book
  }: Pick<NewJournalEntry, 'key' | 'subject'> &
    Pick<Account, 'issuer' | 'offering'> & { readonly amount: Money },
): NewJournalEntry {
  const account = (kind: AccountKind): Account => ({ ...book, kind, bank: null, currency: amount.currency })
  const { from, to } = SIDES[event]
  return {
    key: `${event}:${key}`,
    event,
    subject,
    postings: moved(amount.minor, { from: account(from), to: account(to) }),
  }
}

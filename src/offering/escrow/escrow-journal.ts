import type { Money } from '../../kernel/money.ts'
import { moved, type Account, type AccountKind, type NewJournalEntry } from '../../ledger/journal.ts'

/** What happens to money in the escrow of an offering: it comes in, goes to the issuer, or goes back. */
export type EscrowEvent = 'escrow-deposit' | 'escrow-release' | 'escrow-refund'

const SIDES: Readonly<Record<EscrowEvent, { readonly from: AccountKind; readonly to: AccountKind }>> = {
  'escrow-deposit': { from: 'subscriptions-received', to: 'escrow-chain' },
  'escrow-release': { from: 'escrow-chain', to: 'treasury' },
  'escrow-refund': { from: 'escrow-chain', to: 'subscriptions-received' },
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
    key: escrowKey(event, key),
    event,
    subject,
    postings: moved(amount.minor, { from: account(from), to: account(to) }),
  }
}

/** Under which key what moved for `key` is booked. */
export function escrowKey(event: EscrowEvent, key: string): string {
  return `${event}:${key}`
}

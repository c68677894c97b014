import type { Instrument } from '../instrument/instrument.ts'
import { money } from '../kernel/money.ts'
import { post } from '../ledger/journal.service.ts'
import type { Work } from '../platform/work.ts'
import { escrowEntry, type EscrowEvent } from './escrow-journal.ts'
import type { Offering } from './offering.ts'

/**
 * Enters money that moved on the chain into the offering's own book. Only once its transaction is final: before that, a
 * reorganisation may take it away. Nothing is entered for nothing.
 */
export async function postEscrow(
  work: Work,
  event: EscrowEvent,
  { offering, instrument }: { readonly offering: Offering; readonly instrument: Instrument },
  { key, subject, amount }: { readonly key: string; readonly subject: string; readonly amount: bigint },
): Promise<void> {
  if (amount === 0n) return
  const { issuer, payment } = instrument
  const entry = { key, subject, issuer, offering: offering.id, amount: money(amount, payment.currency) }
  await post(work, escrowEntry(event, entry))
}

import type { Instrument } from '../instrument/instrument.ts'
import { money } from '../kernel/money.ts'
import { entryOf, post } from '../ledger/journal.service.ts'
import { listIntents } from '../platform/chain/intents.ts'
import type { Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { ESCROW_PURPOSE } from './escrow-intents.service.ts'
import { escrowEntry, escrowKey, type EscrowEvent } from './escrow-journal.ts'
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

/** The money of issued units that went to the treasury: how much, when, and by which transaction of the platform's, if it was one. */
export type Released = {
  readonly amount: bigint
  readonly at: Temporal.Instant
  readonly txHash: string | null
}

/** Null until it has gone for good. */
export async function releasedFrom(db: Db, { id }: Pick<Offering, 'id'>): Promise<Released | null> {
  const entry = await entryOf(db, escrowKey('escrow-release', id))
  const to = entry?.postings.find(({ account }) => account.kind === 'treasury')
  if (entry === null || to === undefined) return null
  const asked = await listIntents(db, { subject: id, purpose: ESCROW_PURPOSE.release, limit: 100 })
  const done = asked.find(({ status }) => status === 'success')
  return { amount: to.amount, at: entry.at, txHash: done?.txHash ?? null }
}

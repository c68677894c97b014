import { money, type Money } from '../../kernel/money.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { entryOf, post } from '../../ledger/journal.service.ts'
import { listIntents } from '../../platform/chain/intents.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { ESCROW_PURPOSE } from './escrow-intents.service.ts'
import { escrowEntry, escrowKey, type EscrowEvent } from './escrow-journal.ts'
import { releaseCall } from './escrow.chain.ts'
import type { Offering, Sale } from '../offering.ts'

/**
 * Enters money that moved on the chain into the offering's own book. Only once its transaction is final: before that, a
 * reorganisation may take it away. Nothing is entered for nothing.
 */
export async function postEscrow(
  work: Work,
  event: EscrowEvent,
  { offering, instrument }: Sale,
  { key, subject, amount }: { readonly key: string; readonly subject: string; readonly amount: Money },
): Promise<void> {
  if (amount.minor === 0n) return
  const { issuer } = instrument
  await post(work, escrowEntry(event, { key, subject, issuer, offering: offering.id, amount }))
}

/** The money of issued units that went to the treasury: how much, when, and by which transaction of the platform's, if it was one. */
export type Released = {
  readonly amount: Money
  readonly at: Temporal.Instant
  readonly txHash: string | null
}

/** Under which key the release of an offering's money in one of its currencies is booked. */
export function releaseKey(id: OfferingId, currency: number): string {
  return currency === 0 ? id : `${id}:${currency}`
}

/** Of one of its currencies; null until it has gone for good. */
export async function releasedFrom(
  db: Db,
  { id }: Pick<Offering, 'id'>,
  currency: number,
): Promise<Released | null> {
  const entry = await entryOf(db, escrowKey('escrow-release', releaseKey(id, currency)))
  const to = entry?.postings.find(({ account }) => account.kind === 'treasury')
  if (entry === null || to === undefined) return null
  const asked = await listIntents(db, { subject: id, purpose: ESCROW_PURPOSE.release, limit: 100 })
  const done = asked.find(({ status, data }) => status === 'success' && data === releaseCall(currency))
  return { amount: money(to.amount, to.account.currency), at: entry.at, txHash: done?.txHash ?? null }
}

import type { Hex } from 'viem'
import { protocolAddresses } from '../../instrument/protocol.service.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { nextTry } from '../../platform/chain/again.ts'
import { listIntents, recordIntent, type Intent } from '../../platform/chain/intents.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { wasDoneBefore } from './escrow.chain.ts'
import type { Offering } from '../offering.ts'

/** What the platform asks of an escrow from its closing on. */
export const ESCROW_PURPOSE = {
  allot: 'offering.allot',
  lock: 'offering.lock-lots',
  close: 'offering.close',
  settle: 'offering.settle',
  release: 'offering.release',
  releaseFiat: 'offering.release-fiat',
  fail: 'offering.fail',
  refund: 'offering.refund',
  claim: 'offering.claim',
  stray: 'offering.stray',
  stop: 'offering.stop-currency',
} as const
const INTENTS_MAX = 100_000

/** Asks for a transaction of the escrow. Each wish has a key of its own: what is open is looked at before. */
export async function askEscrow(
  work: Work,
  offering: Offering,
  purpose: string,
  data: Hex,
  subject: string = offering.id,
  gasMax?: bigint,
): Promise<boolean> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null || offering.contract === null) return false
  const before = await listIntents(work.db, { subject, purpose, limit: INTENTS_MAX })
  await recordIntent(
    work.db,
    {
      key: `${subject}:${purpose}:${before.length + 1}`,
      purpose,
      subject,
      from: protocol.operator,
      to: offering.contract,
      data,
      gasMax,
    },
    work.now,
  )
  return true
}

/** Everything that was asked of the escrow of an offering as a whole. */
export function escrowIntents(db: Db, id: OfferingId): Promise<Intent[]> {
  return listIntents(db, { subject: id, limit: INTENTS_MAX })
}

/** Whether what was asked for this purpose is on the chain. */
export function isDone(intents: readonly Intent[], purpose: string): boolean {
  return intents.some((intent) => intent.purpose === purpose && hasHappened(intent))
}

/** What it asked for is on the chain, whoever did it. */
export function hasHappened(intent: Intent): boolean {
  return intent.status === 'success' || wasDoneBefore(intent)
}

/** After failures one waits, longer each time. */
export function mayTryAgain(intents: readonly Intent[], now: Temporal.Instant): boolean {
  const next = nextTry(intents, hasHappened)
  return next === null || Temporal.Instant.compare(next, now) <= 0
}

/** The transaction with which a settled intent ended. */
export function sureHash({ id, txHash }: Intent): Hex {
  if (txHash === null) throw new Error(`${id} ended on the chain without a transaction`)
  return txHash
}

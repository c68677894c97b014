import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { DistributionId } from '../kernel/ids.ts'
import { appendAudit } from '../platform/audit.ts'
import { nextTry } from '../platform/chain/again.ts'
import { finalBlock } from '../platform/chain/final-block.ts'
import { listIntents, recordIntent } from '../platform/chain/intents.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { load, sumsOf } from './distribution.service.ts'
import type { Distribution } from './distribution.ts'
import { selectNewestEvent } from './distributor-event.store.ts'
import { selectRemitOpen, updateRemitOpen } from './distribution.store.ts'
import { remitCall } from './withholding.chain.ts'

export const REMIT = 'distribution.remit'

const INTENTS_MAX = 10_000

/** Closed distributions of which something that was withheld may not be with the tax authority yet. */
export function unremitted(db: Db): Promise<DistributionId[]> {
  return selectRemitOpen(db)
}

/**
 * Has what a closed distribution withheld sent on to the tax account, unless that is under way or failed a short while ago: until
 * the chain says for good that nothing is left. True when it was asked for.
 */
export async function remitTax(work: Work, rpc: Rpc, id: DistributionId): Promise<boolean> {
  await lockFor(work.db, id)
  // First of all, as of every step: everything read after this holds what a settled transaction has done.
  const intents = await listIntents(work.db, { subject: id, limit: INTENTS_MAX })
  if (intents.some(({ settledAt }) => settledAt === null)) return false
  const found = await load(work.db, id)
  if (found === null) return false
  if ((await toRemit(work.db, found.distribution)) === 0n) {
    if (await isFinal(work.db, rpc, found.distribution)) await updateRemitOpen(work.db, id, false)
    return false
  }
  const again = nextTry(intents.filter(({ purpose }) => purpose === REMIT))
  if (again !== null && Temporal.Instant.compare(work.now, again) < 0) return false
  return askToRemit(work, found.distribution)
}

/** What a closed distribution withheld and did not send on yet, in minor units; what is open keeps it until its close. */
async function toRemit(db: Db, distribution: Distribution): Promise<bigint> {
  const { withheld, remitted } = await sumsOf(db, distribution)
  return distribution.status === 'closed' ? withheld - remitted : 0n
}

/** Anybody may remit: what they did may be undone until it is final. */
async function isFinal(db: Db, rpc: Rpc, { chainId }: Distribution): Promise<boolean> {
  const newest = chainId === null ? null : await selectNewestEvent(db, chainId)
  const final = await finalBlock(db, rpc)
  return newest === null || (final !== null && newest <= final.number)
}

/** Asks for the remittance under the distribution's lock, where nothing of it is under way; false when there is nothing to remit. */
export async function askToRemit(work: Work, distribution: Distribution): Promise<boolean> {
  const { id, chainId } = distribution
  const amount = await toRemit(work.db, distribution)
  const protocol = await protocolAddresses(work.db)
  if (amount === 0n || chainId === null || protocol === null) return false
  const attempt = (await listIntents(work.db, { subject: id, limit: INTENTS_MAX })).length
  await recordIntent(
    work.db,
    {
      key: `${id}:${REMIT}:${attempt}`,
      purpose: REMIT,
      subject: id,
      from: protocol.operator,
      to: protocol.distributor,
      data: remitCall(chainId),
    },
    work.now,
  )
  await appendAudit(work, {
    action: 'distribution.remitting',
    subject: id,
    detail: { amount: amount.toString() },
  })
  return true
}

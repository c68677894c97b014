import { toHex } from 'viem'
import { hardCapOf } from '../../instrument/instrument.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import { appendAudit } from '../../platform/audit.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { blindIndex } from '../../platform/vault/seal.ts'
import { putPersonalOf, readableSubjects, readPersonalOf } from '../../platform/vault/vault.ts'
import type { Work } from '../../platform/work.ts'
import { allot, unitsOf, type Allotment, type AllotmentRefusal } from './allocation.ts'
import { replaceAllotments, selectAllotments, type KeptAllotment } from './allotment.store.ts'
import { allotmentHash } from '../escrow/escrow.chain.ts'
import { dropPrepared, lockOffering, selectOffering } from '../offering.store.ts'
import type { Subscription } from '../subscription/subscription.ts'
import { selectInStates } from '../subscription/subscription.store.ts'
import { timesOf } from '../offering.ts'

/**
 * The issuer says after the window how many units each paid subscription is to get. It is a draft until the closing is
 * confirmed, and another draft takes its place; a closing that was prepared has then to be prepared anew. The same list again
 * changes nothing.
 */
export async function proposeAllotment(
  work: Work,
  id: OfferingId,
  { allotments, reason }: { readonly allotments: readonly Allotment[]; readonly reason: string | null },
): Promise<
  Result<null, AllotmentRefusal | 'NOT_FOUND' | 'OFFERING_CLOSED' | 'NOT_ALLOTTED_BY_HAND' | 'WINDOW_OPEN'>
> {
  await lockFor(work.db, id)
  await lockOffering(work.db, id)
  const offering = await selectOffering(work.db, { id })
  const instrument = offering === null ? null : await instrumentById(work.db, offering.instrument)
  if (offering === null || instrument === null) return refuse('NOT_FOUND')
  if (instrument.offering.allocation !== 'by-hand') return refuse('NOT_ALLOTTED_BY_HAND')
  if (offering.status !== 'open') return refuse('OFFERING_CLOSED')
  const { closesAt } = timesOf(instrument)
  if (Temporal.Instant.compare(work.now, closesAt) < 0)
    return refuse('WINDOW_OPEN', { closes: instrument.offering.closes.toString() })
  const paid = await selectInStates(work.db, id, ['confirmed'])
  const { decimals } = instrument
  const list = allot(paid, allotments, { cap: hardCapOf(instrument), reason, decimals })
  if (!list.ok) return list
  const kept = list.value.map(({ subscription, units, reason: why }) => ({
    ...{ subscription, units, former: null },
    reasonHash: why === null ? null : reasonHash(subscription, why),
  }))
  const hash = allotmentHash(kept)
  if (hash === allotmentHash(await selectAllotments(work.db, id))) return ok(null)
  await replaceAllotments(work.db, id, kept, { at: work.now, by: work.by.id })
  await appendAudit(work, {
    action: 'offering.allotment-proposed',
    subject: id,
    detail: { hash, subscriptions: String(list.value.length), units: unitsOf(list.value).toString() },
  })
  await keepReasons(work, paid, list.value)
  // Who prepared the closing saw another list of who gets how many.
  if (await dropPrepared(work.db, id))
    await appendAudit(work, {
      action: 'offering.closing-outdated',
      subject: id,
      detail: { allotment: hash },
    })
  return ok(null)
}

/** Where in the vault of an investor is why they get something else than they asked for: it is said about them. */
const field = (id: SubscriptionId) => `subscription.${id}.allotted`

/** The log and the chain cannot be erased, and short words can be guessed from a plain hash. */
export function reasonHash(id: SubscriptionId, words: string): string {
  return toHex(blindIndex('allotment', `${id} ${words}`))
}

async function keepReasons(
  work: Work,
  paid: readonly Subscription[],
  list: readonly Allotment[],
): Promise<void> {
  const reasons = new Map(list.map(({ subscription, reason }) => [subscription, reason]))
  const vaults = new Map<InvestorId, Record<string, string>>()
  for (const { id, investor } of paid) {
    const words = reasons.get(id) ?? null
    if (words !== null) vaults.set(investor, { ...vaults.get(investor), [field(id)]: words })
  }
  // Of whoever was erased nothing is said any more.
  const readable = new Set(await readableSubjects(work.db, [...vaults.keys()]))
  await putPersonalOf(work, new Map([...vaults].filter(([investor]) => readable.has(investor))))
}

/** Why these subscriptions get something else than they asked for, in the issuer's words, where somebody said so and they can be read. */
export async function allotmentReasons(
  db: Db,
  allotments: readonly KeptAllotment[],
  subscriptions: readonly Pick<Subscription, 'id' | 'investor'>[],
): Promise<ReadonlyMap<SubscriptionId, string>> {
  const kept = new Map(allotments.map((one) => [one.subscription, one]))
  const said = subscriptions.filter(({ id }) => kept.get(id)?.reasonHash != null)
  const words = await readPersonalOf(
    db,
    said.map(({ investor }) => investor),
    said.map(({ id }) => field(id)),
  )
  return new Map(
    subscriptions.flatMap(({ id, investor }) => {
      const reason = kept.get(id)?.former ?? words.get(investor)?.[field(id)]
      return reason == null ? [] : [[id, reason] as const]
    }),
  )
}

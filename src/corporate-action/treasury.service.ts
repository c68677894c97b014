import type { Instrument } from '../instrument/instrument.ts'
import { isTreasuryMoving, lockTreasury, proceedsInTreasury } from '../offering/closing/proceeds.service.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { tokenBalance } from '../platform/chain/token-balance.ts'
import type { Work } from '../platform/work.ts'
import { distributionRef } from './distribution.chain.ts'
import { selectLackingFunds } from './distributor-event.store.ts'
import type { Distribution, Treasury } from './distribution.ts'

/**
 * What a distribution that lacks money finds in its treasury, and what of it pays no income: nothing is looked at for one that
 * lacks none. The treasury stays locked until the work's transaction ends, so that no two distributions count on the same money,
 * nor on what a transaction that is not final takes.
 */
export async function treasuryOf(
  work: Work,
  rpc: Rpc,
  {
    distribution,
    instrument,
    missing,
  }: { readonly distribution: Distribution; readonly instrument: Instrument; readonly missing: bigint },
): Promise<Treasury> {
  const managed = instrument.treasuryKind === 'managed'
  if (!managed || missing === 0n) return { managed, moving: false, balance: 0n, proceeds: 0n }
  await lockTreasury(work.db, instrument)
  // First of all: what becomes final after this is waited for once more, and never counted twice.
  const moving = await isTreasuryMoving(work.db, instrument)
  return {
    managed,
    moving,
    balance: await tokenBalance(rpc, instrument.payment.token, instrument.treasury),
    // Interest is owed whatever the year brought: an issuer may pay it out of what it borrowed.
    proceeds: instrument.coupon === null ? await capitalFor(work, distribution, instrument) : 0n,
  }
}

/** What was raised from investors and is there, with what two people gave back of it to other distributions that have not taken it yet. */
async function capitalFor({ db, now }: Work, { id }: Distribution, instrument: Instrument): Promise<bigint> {
  const { inTreasury, payments } = await proceedsInTreasury(db, instrument, now)
  const others = payments.flatMap(({ distribution, status, amount }) =>
    distribution === null || distribution === id || status !== 'paid'
      ? []
      : [{ ref: distributionRef(distribution), capital: amount.minor }],
  )
  const lacking = await selectLackingFunds(
    db,
    instrument.token ?? '',
    others.map(({ ref }) => ref),
  )
  return others.reduce((sum, { ref, capital }) => (lacking.has(ref) ? sum + capital : sum), inTreasury)
}

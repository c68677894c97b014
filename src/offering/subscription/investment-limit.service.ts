import type { Instrument } from '../../instrument/instrument.ts'
import { isAccredited, type Investor } from '../../investor/investor.ts'
import type { OfferingId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import { limitFor } from './investment-limit.ts'
import { selectPaidBy } from './subscription-sums.store.ts'
import type { InvestorLimit } from './subscription.ts'

/** What an investor may invest in an offering in all, and what of it they have paid; null where the sheet does not limit them. */
export async function investorLimit(
  db: Db,
  offering: OfferingId,
  { offering: { limits } }: Pick<Instrument, 'offering'>,
  investor: Investor,
  now: Temporal.Instant,
): Promise<InvestorLimit | null> {
  const limit = limitFor(limits, {
    kind: investor.kind,
    // The registry counts days of Coordinated Universal Time.
    isAccredited: isAccredited(investor, dateIn(now, 'UTC')),
    country: investor.country,
  })
  return limit === null
    ? null
    : { most: limit.most.minor, used: await selectPaidBy(db, offering, investor.id) }
}

import { couponIn, couponsOf, interestOf, type CouponTerms } from '../instrument/coupon.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { Db } from '../platform/db/database.ts'
import { holdersAt } from '../register/register.service.ts'
import { distributions, type DistributionView } from './distribution.service.ts'
import { datesOf } from './distribution.ts'
import { isOwed } from './record-date.service.ts'
import type { CouponFixing } from './repayment.ts'

/**
 * The interest that goes before a principal: the coupons that somebody is or will be owed, the first first, with the record dates
 * that the chain has; and what the treasury has yet to give for those whose record date is over, declared or not.
 */
export async function interestFirst(
  db: Db,
  instrument: Instrument,
  coupon: CouponTerms,
  now: Temporal.Instant,
): Promise<{ readonly fixings: readonly CouponFixing[]; readonly lacking: bigint }> {
  const views = await distributions(db, instrument)
  const fixings: CouponFixing[] = []
  for (const { end } of couponsOf(coupon)) {
    const period = end.toPlainYearMonth()
    const known = views.find(
      ({ distribution: d }) => d.kind === 'regular' && d.period.equals(period),
    )?.distribution
    if (known !== undefined)
      fixings.push({ due: end, recordAt: known.recordId === null ? null : known.recordAt })
    else if (await willBeOwed(db, instrument, period, now)) fixings.push({ due: end, recordAt: null })
  }
  let lacking = 0n
  for (const view of views) lacking += view.missing + (await undeclared(db, view, coupon, now))
  return { fixings, lacking }
}

async function willBeOwed(
  db: Db,
  instrument: Instrument,
  period: Temporal.PlainYearMonth,
  now: Temporal.Instant,
): Promise<boolean> {
  const dates = datesOf(instrument, period)
  if (dates === null) return false
  return Temporal.Instant.compare(dates.recordAt, now) > 0 || isOwed(db, instrument, dates.recordAt)
}

/** The interest of a coupon whose holders are known, until the distributor is told of it: from then on it is missing there. */
async function undeclared(
  db: Db,
  { distribution: d, instrument }: DistributionView,
  coupon: CouponTerms,
  now: Temporal.Instant,
): Promise<bigint> {
  const isAhead = d.recordId === null || Temporal.Instant.compare(d.recordAt, now) > 0
  if (isAhead || d.kind !== 'regular' || d.declared !== null || d.status === 'nothing-to-pay') return 0n
  const due = couponIn(coupon, d.period)
  if (due === null) return 0n
  const holders = await holdersAt(db, instrument, { before: d.recordAt })
  const units = holders.reduce((sum, holder) => sum + holder.units, 0n)
  return interestOf(coupon, due.fraction, { units, decimals: instrument.decimals })
}

import type { Instrument } from '../instrument/instrument.ts'
import { costOf } from '../instrument/price.ts'
import { displayMoney } from '../kernel/decimal.ts'
import type { OfferingId } from '../kernel/ids.ts'
import { money } from '../kernel/money.ts'
import { refuse, type Refusal } from '../kernel/result.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { selectUnitsPaid } from './subscription/subscription.store.ts'
import type { Subscription } from './subscription/subscription.ts'

/** Base units that count before the next ones to be paid for; none where all cost the same. */
export async function soldBefore(
  db: Db,
  offering: OfferingId,
  { priceTiers }: Pick<Instrument, 'priceTiers'>,
): Promise<bigint> {
  return priceTiers.length === 0 ? 0n : selectUnitsPaid(db, offering)
}

/** What the units of a reservation cost if they are paid for now: others may have paid since they were asked for. */
export async function costNow(
  db: Db,
  { offering, units }: Pick<Subscription, 'offering' | 'units'>,
  instrument: Instrument,
): Promise<bigint> {
  return costOf(instrument, { sold: await soldBefore(db, offering, instrument), units })
}

/**
 * Says what a reservation costs now, where that is not its amount any more. Where prices go by the units sold, payments of an
 * offering are taken one after the other, as they come to its contract.
 */
export async function priceRefusal(
  work: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<Refusal<'PRICE_MOVED'> | null> {
  if (instrument.priceTiers.length > 0) await lockFor(work.db, subscription.offering)
  const cost = await costNow(work.db, subscription, instrument)
  const shown = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  return cost === subscription.amount
    ? null
    : refuse('PRICE_MOVED', { amount: shown(subscription.amount), cost: shown(cost) })
}

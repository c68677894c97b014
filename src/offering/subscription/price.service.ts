import type { Instrument } from '../../instrument/instrument.ts'
import { costOf } from '../../instrument/price.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import { money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import type { Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import type { Subscription } from './subscription.ts'
import { soldBefore } from '../offering.service.ts'

/** What the units of a reservation cost if they are paid for now: others may have paid since they were asked for. */
export async function costNow(
  db: Db,
  { offering, units }: Pick<Subscription, 'offering' | 'units'>,
  instrument: Instrument,
): Promise<bigint> {
  return costOf(instrument, { sold: await soldBefore(db, offering, instrument), units })
}

/** Says what a reservation costs now, where that is not its amount any more; `holdToPay` has held it. */
export async function priceRefusal(
  { db }: Work,
  subscription: Subscription,
  instrument: Instrument,
): Promise<Refusal<'PRICE_MOVED'> | null> {
  const cost = await costNow(db, subscription, instrument)
  const shown = (minor: bigint) => displayMoney(money(minor, instrument.payment.currency))
  return cost === subscription.amount
    ? null
    : refuse('PRICE_MOVED', { amount: shown(subscription.amount), cost: shown(cost) })
}

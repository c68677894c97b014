import type { Instrument } from '../../instrument/instrument.ts'
import { instrumentById } from '../../instrument/instrument.service.ts'
import { costOf } from '../../instrument/price.ts'
import { displayMoney } from '../../kernel/decimal.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import { refuse, type Refusal } from '../../kernel/result.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import type { Work } from '../../platform/work.ts'
import { selectOffering } from '../offering.store.ts'
import { holdSubscriptions, selectSubscription } from './subscription.store.ts'
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

/**
 * Keeps subscriptions from others until the end of the transaction, for whoever is about to take them as paid. Where prices go
 * by the units sold, payments of an offering are taken one after the other, as they come to its contract.
 *
 * No two wait for each other, because everybody takes the locks of a sale in this order: offerings, subscriptions, the rules
 * of an issuer, the head of the audit log; several of a kind in the order of their ids.
 */
export async function holdToPay(db: Db, ids: readonly SubscriptionId[]): Promise<void> {
  const offerings = new Set<OfferingId>()
  for (const id of ids) {
    const subscription = await selectSubscription(db, id)
    if (subscription !== null) offerings.add(subscription.offering)
  }
  for (const id of [...offerings].sort()) {
    const offering = await selectOffering(db, { id })
    const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
    if ((instrument?.priceTiers.length ?? 0) > 0) await lockFor(db, id)
  }
  await holdSubscriptions(db, ids)
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

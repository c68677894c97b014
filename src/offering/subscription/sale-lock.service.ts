import { instrumentById } from '../../instrument/instrument.service.ts'
import type { OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { rulesLock } from '../../restriction/rule.service.ts'
import { lockOffering, selectOffering } from '../offering.store.ts'
import { holdSubscriptions, selectInStates, selectSubscription } from './subscription.store.ts'
import { RESERVED_STATES } from './subscription-state.ts'

/*
 * So that no two wait for each other, everybody takes the locks of a sale in this order: accounts at banks, offerings,
 * subscriptions, the row of an offering, the rules of an issuer, bookings of banks, the head of the audit log; several of a kind in
 * the order of their ids. The first entry
 * of the log holds its head to the end, so whoever writes several things down holds before all that they will take. Only what
 * a closing allots, and what others did at the contract, is not held beforehand: there may be more of it than a transaction
 * can lock, and nobody pays for it any more; a step that PostgreSQL ends there is taken again.
 */

/** Keeps what is reserved of an offering from others until the end of the transaction: whoever asks for units waits already. */
export async function holdReserved(db: Db, offering: OfferingId): Promise<void> {
  const reserved = await selectInStates(db, offering, RESERVED_STATES)
  await holdSubscriptions(
    db,
    reserved.map(({ id }) => id),
  )
}

/** Keeps subscriptions, and whether their offerings close, from others until the end of the transaction, for whoever may end them. */
export async function holdToEnd(db: Db, ids: readonly SubscriptionId[]): Promise<void> {
  await holdSubscriptions(db, ids)
  const offerings = new Set<OfferingId>()
  for (const id of ids) {
    const subscription = await selectSubscription(db, id)
    if (subscription !== null) offerings.add(subscription.offering)
  }
  for (const id of [...offerings].sort()) await lockOffering(db, id)
}

/**
 * Keeps subscriptions from others until the end of the transaction, for whoever is about to take them as paid, and the rules
 * that are asked before. Where prices go by the units sold, payments of an offering are taken one after the other, as they
 * come to its contract.
 */
export async function holdToPay(db: Db, ids: readonly SubscriptionId[]): Promise<void> {
  const offerings = new Set<OfferingId>()
  for (const id of ids) {
    const subscription = await selectSubscription(db, id)
    if (subscription !== null) offerings.add(subscription.offering)
  }
  const rules = new Set<string>()
  for (const id of [...offerings].sort()) {
    const offering = await selectOffering(db, { id })
    const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
    if (instrument === null) throw new Error(`${id} is of no instrument`)
    if (instrument.priceTiers.length > 0) await lockFor(db, id)
    rules.add(rulesLock(instrument.issuer))
  }
  await holdSubscriptions(db, ids)
  for (const name of [...rules].sort()) await lockFor(db, name)
}

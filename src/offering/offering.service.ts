import { instrumentById } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import type { OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { issuerLaw, NO_LAW, type IssuerLaw } from '../restriction/issuer-law.service.ts'
import { selectOffering, selectOfferings } from './offering.store.ts'
import { type Offering, type Sale, timesOf } from './offering.ts'
import { selectStops } from './currency-stop.store.ts'
import type { CurrencyStop } from './currency.ts'
import { selectPurchases, type Purchase, selectTaken, selectUnitsPaid } from './sold.store.ts'

/** An offering and the instrument whose units it sells; null where there is none. */
export async function soldBy(db: Db, id: OfferingId): Promise<Sale | null> {
  const offering = await selectOffering(db, { id })
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  return offering === null || instrument === null ? null : { offering, instrument }
}

export function offerings(db: Db): Promise<Offering[]> {
  return selectOfferings(db)
}

/** An offering with its instrument and what is left of it, or null. */
export async function offeringView(
  db: Db,
  by: { readonly id: OfferingId } | { readonly instrument: Instrument['id'] },
  now: Temporal.Instant,
): Promise<{
  readonly offering: Offering
  readonly instrument: Instrument
  readonly unitsTaken: bigint
  /** Of those, base units whose money is in escrow for good, or was when they were issued. */
  readonly unitsPaid: bigint
  /** What the units paid for cost, in minor units of the payment currency. */
  readonly raised: bigint
  /** What the others that are taken cost: their payment has not come, or may still be undone. */
  readonly reserved: bigint
  /** Base units that are paid for: what comes next costs what comes after them. */
  readonly sold: bigint
  /** When its last day has ended. */
  readonly closesAt: Temporal.Instant
  /** In which currencies it is not paid any more. */
  readonly stops: readonly CurrencyStop[]
} | null> {
  const offering = await selectOffering(db, by)
  const instrument = offering === null ? null : await instrumentById(db, offering.instrument)
  if (offering === null || instrument === null) return null
  const { units, amount, unitsPaid, amountPaid } = await selectTaken(db, offering.id, now)
  const sold = await soldBefore(db, offering.id, instrument)
  const [raised, reserved] = [amountPaid, amount - amountPaid]
  const { closesAt } = timesOf(instrument)
  const stops = await selectStops(db, offering.id)
  return { offering, instrument, unitsTaken: units, unitsPaid, raised, reserved, sold, closesAt, stops }
}

/** What the law says of an offering that is not over; of one that is, each lot says it. */
export function offeringLaw(
  db: Db,
  { offering, instrument }: Sale,
  now: Temporal.Instant,
): Promise<IssuerLaw> {
  return stageOf(offering) === 'over' ? Promise.resolve(NO_LAW) : issuerLaw(db, instrument, now)
}

/** What was sold of an offering and is not undone, in the order of time. */
export function purchases(db: Db, offering: OfferingId): Promise<Purchase[]> {
  return selectPurchases(db, offering)
}

/** Whether an offering takes subscriptions. */
export function stageOf({ status }: Offering): 'not-ready' | 'open' | 'over' {
  if (status === 'opening') return 'not-ready'
  return status === 'open' ? 'open' : 'over'
}

/** Base units that count before the next ones to be paid for; none where all cost the same. */
export async function soldBefore(
  db: Db,
  offering: OfferingId,
  { priceTiers }: Pick<Instrument, 'priceTiers'>,
): Promise<bigint> {
  return priceTiers.length === 0 ? 0n : selectUnitsPaid(db, offering)
}

import type { Instrument } from '../instrument/instrument.ts'
import { investorsById, walletByAddress } from '../investor/investor.service.ts'
import { isAccredited, type CountedInvestor } from '../investor/investor.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import type { Owner } from '../restriction/counted-people.ts'
import { ownersOf, registerAt } from './register.service.ts'
import type { Holding } from './register.ts'
import { selectPending } from './transfer-order.store.ts'

/**
 * Who holds units of an instrument, or is about to by a transfer under way: legal persons, whatever wallets they have.
 * Counted from positions each time, and kept nowhere.
 */
export async function ownersOfClass(
  db: Db,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<Map<InvestorId, Owner>> {
  const { holders } = await registerAt(db, instrument, { newest: true, at: now })
  return ownersAmong(db, instrument, holders, now)
}

/** As `ownersOfClass`, of holders that are read already. */
export async function ownersAmong(
  db: Db,
  instrument: Instrument,
  holders: readonly Holding[],
  now: Temporal.Instant,
): Promise<Map<InvestorId, Owner>> {
  const of = await ownersOf(db, holders)
  const units = new Map<InvestorId, bigint>()
  for (const holding of holders) {
    const owner = of.get(holding.wallet)
    if (owner !== undefined) units.set(owner, (units.get(owner) ?? 0n) + holding.units)
  }
  for (const pending of await selectPending(db, instrument.id)) {
    const wallet = await walletByAddress(db, pending.to)
    if (wallet !== null) units.set(wallet.investor, (units.get(wallet.investor) ?? 0n) + pending.units)
  }
  const people = await investorsById(db, [...units.keys()])
  const today = dateIn(now, 'UTC')
  return new Map(
    [...units].flatMap(([id, held]) => {
      const investor = people.get(id)
      return investor === undefined ? [] : [[id, ownerOf(investor, held, today)] as const]
    }),
  )
}

/** @param today a day of Coordinated Universal Time, as the registry counts accreditations */
export function ownerOf(investor: CountedInvestor, units: bigint, today: Temporal.PlainDate): Owner {
  return {
    accredited: isAccredited(investor, today),
    country: investor.country,
    individual: investor.kind === 'individual',
    units,
  }
}

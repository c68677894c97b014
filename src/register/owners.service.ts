import type { Instrument } from '../instrument/instrument.ts'
import { investorById, investors, walletByAddress } from '../investor/investor.service.ts'
import type { Investor } from '../investor/investor.ts'
import type { InvestorId } from '../kernel/ids.ts'
import { dateIn } from '../kernel/time.ts'
import type { Db } from '../platform/db/database.ts'
import { isAccredited, type Owner } from '../restriction/known-facts.ts'
import { ownersOf, registerAt } from './register.service.ts'
import { selectPending } from './transfer-order.store.ts'

/** Up to so many are looked up one by one; of more, all are read, page by page. */
const ONE_BY_ONE = 50
const PAGE = 5_000

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
  return new Map(
    [...units].flatMap(([id, held]) => {
      const investor = people.get(id)
      return investor === undefined ? [] : [[id, ownerOf(investor, held, now)] as const]
    }),
  )
}

export function ownerOf(investor: Investor, units: bigint, now: Temporal.Instant): Owner {
  return {
    accredited: isAccredited(investor, dateIn(now, 'UTC')),
    country: investor.country,
    individual: investor.kind === 'individual',
    units,
  }
}

/** These investors, by id. */
export async function investorsById(db: Db, ids: readonly InvestorId[]): Promise<Map<InvestorId, Investor>> {
  const found = new Map<InvestorId, Investor>()
  if (ids.length <= ONE_BY_ONE) {
    for (const id of ids) {
      const investor = await investorById(db, id)
      if (investor !== null) found.set(id, investor)
    }
    return found
  }
  const wanted = new Set(ids)
  for (let after: string | null = null; ;) {
    const page: Investor[] = await investors(db, { after, limit: PAGE, status: null, knownTo: null })
    for (const investor of page) if (wanted.has(investor.id)) found.set(investor.id, investor)
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return found
    after = last.id
  }
}

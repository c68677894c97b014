import type { Address } from '../instrument/instrument.ts'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { holdsText } from '../platform/search.ts'
import { investorNames, wholeInvestorsById } from './investor.service.ts'
import {
  selectFitting,
  selectIds,
  type InvestorFilter,
  type InvestorSort as StoredSort,
} from './investor.store.ts'
import type { Investor } from './investor.ts'
import { investorsOfWallets } from './wallet.service.ts'

/** By what investors are sorted. Names are in the vault, so no store can sort by them. */
export const INVESTOR_SORTS = [
  ...['id', '-id', 'kind', '-kind', 'country', '-country'],
  ...['kycUntil', '-kycUntil', 'accreditedUntil', '-accreditedUntil', 'name', '-name'],
] as const satisfies readonly InvestorSort[]
export type InvestorSort = StoredSort | 'name' | '-name'

/** All rows at once, for a file. */
export const ALL = { after: null, limit: Number.MAX_SAFE_INTEGER }

const IN_ORDER = new Intl.Collator('en', { numeric: true })

/**
 * The investors who fit, by name too.
 *
 * @param filter.name a part of it, whatever its case and accents; null is anybody
 */
export async function listInvestors(
  db: Db,
  filter: InvestorFilter & { readonly name: string | null },
  slice: Slice<InvestorSort>,
): Promise<Placed<Investor>[]> {
  const found = await fitting(db, filter, slice)
  const known = await wholeInvestorsById(
    db,
    found.map(({ id }) => id),
  )
  return found.flatMap(({ id, place }) => {
    const investor = known.get(id)
    return investor === undefined ? [] : [{ ...investor, place }]
  })
}

/**
 * Who of these has a name that holds this part.
 *
 * @param among null is everybody. Names of others are not opened.
 */
export async function investorsOfName(
  db: Db,
  part: string,
  among: readonly InvestorId[] | null,
): Promise<InvestorId[]> {
  const asked = among ?? (await selectIds(db, { after: null, limit: ALL.limit }))
  const names = await investorNames(db, asked)
  return asked.filter((id) => holdsText(names.get(id), part))
}

/** Which of these wallets belong to somebody whose name holds this part. Names of others are not opened. */
export async function walletsOfNamed(
  db: Db,
  part: string,
  among: readonly Address[],
): Promise<ReadonlySet<Address>> {
  const owners = await investorsOfWallets(db, among)
  const found = new Set(await investorsOfName(db, part, [...new Set(owners.values())]))
  return new Set(
    among.filter((wallet) => {
      const owner = owners.get(wallet.toLowerCase() as Address)
      return owner !== undefined && found.has(owner)
    }),
  )
}

type Fitting = Placed<{ readonly id: InvestorId }>
type Named = { readonly id: InvestorId; readonly name: string | undefined }

/**
 * Where names count, those of all who fit otherwise are opened, and nothing keeps them open. A place in an order of names is an id:
 * whoever keeps an address keeps its cursor.
 */
async function fitting(
  db: Db,
  { name, ...filter }: InvestorFilter & { readonly name: string | null },
  { sort, after, limit }: Slice<InvestorSort>,
): Promise<Fitting[]> {
  if (sort !== 'name' && sort !== '-name') {
    if (name === null) return selectFitting(db, filter, { sort, after, limit })
    const found = await named(db, await selectFitting(db, filter, { ...ALL, sort, after }))
    return found.filter((one) => holdsText(one.name, name)).slice(0, limit)
  }
  const sign = sort === 'name' ? 1 : -1
  const compare = (a: Named, b: Named) => sign * (compareNames(a.name, b.name) || compareIds(a.id, b.id))
  const found = (await named(db, await selectFitting(db, filter, { ...ALL, sort: 'id' })))
    .filter((one) => name === null || holdsText(one.name, name))
    .sort(compare)
    .map((one) => ({ ...one, place: [one.id] }))
  const [last] = after ?? []
  if (last === undefined) return found.slice(0, limit)
  // Whoever the page before ended with may fit no more, and is where their name says. The cursor was signed here, so it is an id.
  const [before] = await named(db, [{ id: last as InvestorId }])
  return found.filter((one) => before !== undefined && compare(one, before) > 0).slice(0, limit)
}

async function named<T extends { readonly id: InvestorId }>(
  db: Db,
  found: readonly T[],
): Promise<(T & { readonly name: string | undefined })[]> {
  const names = await investorNames(
    db,
    found.map(({ id }) => id),
  )
  return found.map((one) => ({ ...one, name: names.get(one.id) }))
}

function compareIds(a: InvestorId, b: InvestorId): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whoever was erased has no name, and stands behind all that have. */
function compareNames(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return IN_ORDER.compare(a, b)
}

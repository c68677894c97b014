import { allocate } from '../kernel/money.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'

/** Units that one holder tenders. `odd`: all they had free, of a holding no larger than an odd lot. */
export type Bid = { readonly wallet: string; readonly units: bigint; readonly odd: boolean }

export type Acceptance = {
  /** Units bought of each bid, in the order of the bids. */
  readonly accepted: readonly bigint[]
  /**
   * Whose bids are cut, in ascending order of address, as `Tender.rank` must list them; and the last of them who gets one
   * unit more, null when rounding leaves none. Null when no more is tendered than is bought.
   */
  readonly ranking: { readonly wallets: readonly string[]; readonly last: string | null } | null
}

export type TenderRefusal = 'NOTHING_TO_BUY' | 'TENDERED_TWICE'

/**
 * What is bought of each tender, exactly as the contract `Tender` does: all, when no more is tendered than `unitsMax`.
 * Otherwise odd lots come first, and the others are cut in proportion; when the odd lots alone are too many, they are cut
 * and nothing else is bought. What rounding leaves goes one unit each to the largest remainders, then to the larger
 * tender, then to the lower address, so that exactly `unitsMax` are bought.
 *
 * In proportion to what each tendered, and odd lots first: Rule 13e-4(f)(3), 17 CFR 240.13e-4.
 *
 * @param bids each with units above zero, one of a wallet
 */
export function acceptance(unitsMax: bigint, bids: readonly Bid[]): Result<Acceptance, TenderRefusal> {
  if (unitsMax <= 0n) return refuse('NOTHING_TO_BUY')
  if (new Set(bids.map(addressOf)).size !== bids.length) return refuse('TENDERED_TWICE')
  const tendered = sum(bids)
  if (tendered <= unitsMax) return ok({ accepted: bids.map(({ units }) => units), ranking: null })

  const odd = sum(bids.filter((bid) => bid.odd))
  const oddAreCut = odd > unitsMax
  const cut = bids.filter((bid) => bid.odd === oddAreCut).toSorted(byAddress)
  const max = oddAreCut ? unitsMax : unitsMax - odd
  const parts = allocate(
    max,
    cut.map(({ units }) => units),
  )
  const partOf = new Map(cut.map((bid, i) => [addressOf(bid), parts[i]!]))
  const accepted = bids.map((bid) => partOf.get(addressOf(bid)) ?? (bid.odd ? bid.units : 0n))
  return ok({
    accepted,
    ranking: { wallets: cut.map(({ wallet }) => wallet), last: lastOf(cut, parts, max) },
  })
}

/** The last, in the order of remainders, of those who got one unit more than their part rounded down. */
function lastOf(cut: readonly Bid[], parts: readonly bigint[], max: bigint): string | null {
  const total = sum(cut)
  const rest = (bid: Bid) => (bid.units * max) % total
  const more = cut.filter((bid, i) => parts[i]! > (bid.units * max) / total)
  // `more` ascends by address, and sorting is stable: equal ones keep that order.
  const ranked = more.toSorted((a, b) => compare(rest(b), rest(a)) || compare(b.units, a.units))
  return ranked.at(-1)?.wallet ?? null
}

function sum(bids: readonly Bid[]): bigint {
  return bids.reduce((total, { units }) => total + units, 0n)
}

function byAddress(a: Bid, b: Bid): number {
  return compare(addressOf(a), addressOf(b))
}

/** In lower case: the EIP-55 spelling would order by its capitals. */
function addressOf({ wallet }: Bid): string {
  return wallet.toLowerCase()
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

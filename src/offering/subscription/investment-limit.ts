import type { InstrumentTerms, InvestmentLimit } from '../../instrument/instrument.ts'
import { unitsFor, type Priced } from '../../instrument/price.ts'
import type { EscrowLimit } from '../offering.ts'

/** The most that the contract counts: 104 bits. */
const UNITS_MAX = 2n ** 104n - 1n

/** Of which kind an investor is, as far as limits ask. */
export type LimitedInvestor = {
  readonly kind: 'individual' | 'entity'
  readonly isAccredited: boolean
  readonly country: string
}

/** What an investor may invest in all: by the first limit that is for them, as the contract looks for it; null is any amount. */
export function limitFor(
  limits: readonly InvestmentLimit[],
  { kind, isAccredited, country }: LimitedInvestor,
): InvestmentLimit | null {
  const standing = isAccredited ? 'accredited' : 'not-accredited'
  return (
    limits.find(
      (limit) =>
        (limit.standing === null || limit.standing === standing) &&
        (limit.kind === null || limit.kind === kind) &&
        (limit.countries === null || limit.countries.includes(country)),
    ) ?? null
  )
}

/** Whether everybody whom `later` is for is among those whom `earlier` is for: then it never counts. */
export function isHidden(later: LimitScope, earlier: LimitScope): boolean {
  const { countries } = earlier
  return (
    (earlier.standing === null || earlier.standing === later.standing) &&
    (earlier.kind === null || earlier.kind === later.kind) &&
    (countries === null ||
      (later.countries !== null && later.countries.every((country) => countries.includes(country))))
  )
}

type LimitScope = Omit<InvestmentLimit, 'most'>

/**
 * The limits as an offering's contract has them, in units: as many as the amount buys where they cost least, so that the
 * contract never refuses what the sheet allows. Where there are any, one for everybody else follows, without a limit.
 */
export function escrowLimits({
  offering: { limits },
  ...priced
}: Pick<InstrumentTerms, 'offering'> & Priced): EscrowLimit[] {
  if (limits.length === 0) return []
  const cheapest = priced.priceTiers.reduce(
    (least, { price }) => (price < least ? price : least),
    priced.unitPrice.minor,
  )
  const flat = { ...priced, unitPrice: { ...priced.unitPrice, minor: cheapest }, priceTiers: [] }
  return [
    ...limits.map(({ most, ...scope }) => {
      const units = unitsFor(flat, { sold: 0n, amount: most.minor })
      return { ...scope, unitsMax: units < UNITS_MAX ? units : UNITS_MAX }
    }),
    { standing: null, kind: null, countries: null, unitsMax: UNITS_MAX },
  ]
}

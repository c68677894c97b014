import type { Instrument } from '../instrument/instrument.ts'
import { formatDecimal } from '../kernel/decimal.ts'
import { isDollars, unitFacts } from './known-facts.ts'
import type { RuleFacts } from './rule.ts'

/** What the register says of whoever gives units away. Units are base units. */
export type SellerHistory = {
  readonly lots: readonly { readonly units: bigint; readonly clockStart: Temporal.PlainDate }[]
  readonly given: readonly { readonly units: bigint; readonly on: Temporal.PlainDate }[]
}

/** From here on units count as held that were sold to the public: they have no holding period. */
const EVER = Temporal.PlainDate.from('1900-01-01')
/** Sales before are in no window of a rule. */
const SALES_ASKED = { years: 1 } as const

/**
 * Of a transfer, how many units and for what money: nobody tells the platform a price, so that it is the class’s own.
 * Without one in dollars it is not known.
 */
export function moveFacts(instrument: Instrument, units: bigint): RuleFacts {
  return { 'transfer.units': inUnits(instrument, units), ...inDollars(instrument, units, 'transfer.amount') }
}

/**
 * What Rule 144 asks the register about a seller: since when which of their units count as held, and what they gave to
 * others. Each of those counts as a sale, since the register does not know of a gift. Pure.
 */
export function sellerFacts(
  instrument: Instrument,
  { lots, given }: SellerHistory,
  { recorded, today }: { readonly recorded: RuleFacts; readonly today: Temporal.PlainDate },
): RuleFacts {
  const isPublic = unitFacts(instrument.offering, today, recorded)['units.restricted'] === false
  const since = today.subtract(SALES_ASKED)
  return {
    'holder.lots': lots.map(({ units, clockStart }) => ({
      units: inUnits(instrument, units),
      clockStart: (isPublic ? EVER : clockStart).toString(),
    })),
    'holder.sales': given
      .filter(({ on }) => Temporal.PlainDate.compare(on, since) > 0)
      .map(({ units, on }) => ({
        units: inUnits(instrument, units),
        ...inDollars(instrument, units, 'amount'),
        soldOn: on.toString(),
      })),
  }
}

/** Whether a fact is about whoever gives units away in a transfer, and the way in which they do. */
export function isOfSeller(name: string): boolean {
  return name.startsWith('holder.') || name.startsWith('resale.')
}

/** Whole units, as people and the rules count them. */
function inUnits({ decimals }: Instrument, units: bigint): string {
  return formatDecimal(units, decimals)
}

function inDollars({ unitPrice, decimals }: Instrument, units: bigint, name: string): RuleFacts {
  if (!isDollars(unitPrice.currency.code)) return {}
  const minor = (units * unitPrice.minor) / 10n ** BigInt(decimals)
  return { [name]: formatDecimal(minor, unitPrice.currency.decimals) }
}

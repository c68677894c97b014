import type { Address, InstrumentTerms, OfferingTerms } from '../src/instrument/instrument.ts'
import { money, USDX } from '../src/kernel/money.ts'

const UNIT_PRICE = money(1_000_000n, USDX)

/** Terms of units at one USDX that anybody may hold and that pay no income, as far as nothing else is said. */
export function instrumentTerms(
  key: string,
  token: Address,
  {
    offering,
    ...change
  }: Partial<Omit<InstrumentTerms, 'offering'>> & { readonly offering?: Partial<OfferingTerms> } = {},
): InstrumentTerms {
  return {
    key,
    name: key,
    symbol: 'TOWER',
    decimals: 0,
    unitsMax: 1_000n,
    unitPrice: UNIT_PRICE,
    priceTiers: [],
    payment: { token, currency: USDX },
    treasuryKind: 'managed',
    timeZone: 'America/New_York',
    rules: {
      countries: 'any',
      accreditedOnly: false,
      holdersMax: null,
      usHoldersMax: null,
      nonAccreditedHoldersMax: null,
      balanceMax: null,
    },
    offering: {
      exemption: 'none-needed',
      opens: Temporal.PlainDate.from('2026-01-01'),
      closes: Temporal.PlainDate.from('2126-01-01'),
      ticketMin: UNIT_PRICE,
      ticketMax: null,
      lockUpDays: 0,
      softCap: 0n,
      hardCap: null,
      allocation: 'first-come',
      coolingOffHours: 0,
      closingDays: 30,
      invitedOnly: false,
      costs: [],
      currencies: [],
      limits: [],
      agreementRequired: false,
      ...offering,
    },
    income: null,
    coupon: null,
    carry: null,
    preference: null,
    ...change,
  }
}

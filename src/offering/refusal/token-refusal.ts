import type { Instrument } from '../../instrument/instrument.ts'
import { isAccredited, type CountedInvestor } from '../../investor/investor.ts'

export type TokenRefusal = 'ACCREDITATION_NEEDED' | 'COUNTRY_NOT_OPEN'

/** Why the token would give this investor no units, whatever the law says. `today` is a day of Coordinated Universal Time. */
export function tokenRefusals(
  { rules }: Pick<Instrument, 'rules'>,
  investor: Pick<CountedInvestor, 'country' | 'accreditedUntil'>,
  today: Temporal.PlainDate,
): readonly TokenRefusal[] {
  const isOpen = rules.countries === 'any' || rules.countries.includes(investor.country)
  return [
    ...(rules.accreditedOnly && !isAccredited(investor, today) ? (['ACCREDITATION_NEEDED'] as const) : []),
    ...(isOpen ? [] : (['COUNTRY_NOT_OPEN'] as const)),
  ]
}

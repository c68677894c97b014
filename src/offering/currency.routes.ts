import * as z from 'zod'
import type { Instrument } from '../instrument/instrument.ts'
import type { Result } from '../kernel/result.ts'
import { addressField, instantField } from '../platform/http/fields.ts'
import { payableNamed, payables, rateText, type CurrencyStop, type Payable } from './currency.ts'

const CODE_LENGTH_MAX = 11

/** A currency, as the sheet names it. */
export const codeField = z.string().min(1).max(CODE_LENGTH_MAX)

export const currenciesAnswer = z
  .array(
    z
      .object({
        code: z.string(),
        token: addressField,
        rate: z
          .string()
          .meta({ description: 'What one unit of the first currency costs in it; "1" of the first.' }),
        stopped: z
          .object({ reason: z.string(), at: instantField })
          .nullable()
          .meta({ description: 'Since when the issuer takes no more payments in it, and why.' }),
      })
      .meta({ id: 'OfferingCurrency' }),
  )
  .meta({
    description: 'What wallets pay with: first the currency of all amounts, then others at fixed rates.',
  })

export function currenciesBody(
  instrument: Instrument,
  stops: readonly CurrencyStop[],
): z.output<typeof currenciesAnswer> {
  return payables(instrument).map(({ token, currency: { code }, index }) => {
    const stop = stops.find(({ currency }) => currency === index)
    const rate = instrument.offering.currencies[index - 1]?.rate
    return {
      code,
      token,
      rate: rate === undefined ? '1' : rateText(rate),
      stopped: stop === undefined ? null : { reason: stop.reason, at: stop.at },
    }
  })
}

/** What is to be paid with: the payment token where nothing is named. */
export function currencyNamed(
  instrument: Instrument,
  code: string | undefined,
): Result<Payable, 'CURRENCY_NOT_TAKEN'> {
  return payableNamed(instrument, code ?? instrument.payment.currency.code)
}

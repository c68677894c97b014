import type { Offering } from '../../../sdk/src/operations.ts'
import type { Field } from '../form.ts'
import { t } from '../text.ts'
import { TextField } from './field.tsx'

/** Refusals of a whole request that are about what `AmountField` asks. */
export const ABOUT_THE_AMOUNT = {
  AMOUNT_FORMAT: 'amount',
  AMOUNT_PRECISION: 'amount',
  AMOUNT_OUT_OF_RANGE: 'amount',
  AMOUNT_OVERFLOW: 'amount',
  AMOUNT_NOT_WHOLE_UNITS: 'amount',
  TICKET_TOO_SMALL: 'amount',
  TICKET_TOO_LARGE: 'amount',
} as const

/** For how much somebody buys, with what a unit costs and the least that is taken. */
export function AmountField({
  offering: { unitPrice, priceNow, ticketMin },
  ...field
}: Field & { readonly offering: Offering }) {
  return (
    <TextField
      label={t('subscribe.amount', { currency: unitPrice.currency })}
      hint={t('subscribe.amountHint', { price: priceNow.display, minimum: ticketMin.display })}
      inputMode="decimal"
      autoComplete="off"
      {...field}
    />
  )
}

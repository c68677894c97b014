import type { Money as AmountValue } from '../../../sdk/src/operations.ts'
import { t } from '../text.ts'
import { Amount } from './values.tsx'

/** What is paid, and what it counts as where that is in another currency than the offering's. */
export function PaidAmount({ of: { amount, cash } }: { readonly of: Paid }) {
  if (cash.currency === amount.currency) return <Amount value={amount} />
  return (
    <>
      <Amount value={cash} /> <span className="text-ink-soft">{t('currency.countsAs', counted(amount))}</span>
    </>
  )
}

/** The same where it stands in a sentence. */
export function paidText({ amount, cash }: Paid): string {
  return cash.currency === amount.currency
    ? amount.display
    : `${cash.display} ${t('currency.countsAs', counted(amount))}`
}

type Paid = { readonly amount: AmountValue; readonly cash: AmountValue }

const counted = ({ display }: AmountValue) => ({ amount: display })

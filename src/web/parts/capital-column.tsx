import type { Money as AmountData } from '../../../sdk/src/operations.ts'
import { isAbove } from '../format.ts'
import { decimalOrder } from '../table-state.ts'
import { t } from '../text.ts'
import type { Column } from './data-table.tsx'
import { Amount } from './values.tsx'

/** What of each payment is a return of capital, and no income; no column where none of them has any. */
export function capitalColumn<Row>(
  rows: readonly Row[],
  of: (row: Row) => AmountData,
): readonly Column<Row>[] {
  if (!rows.some((row) => isAbove(of(row)))) return []
  const column: Column<Row> = {
    id: 'capital',
    header: t('proceeds.capitalPart'),
    numeric: true,
    text: (row) => of(row).amount,
    order: (row) => decimalOrder(of(row).amount),
    cell: (row) => (isAbove(of(row)) ? <Amount value={of(row)} /> : '–'),
  }
  return [column]
}

/** The same after the month of a payment, where there is one line for it: `Jan 2027 · return of capital, no income`. */
export function withCapital(month: string, amount: AmountData | null, capital: AmountData): string {
  if (!isAbove(capital)) return month
  return amount?.amount === capital.amount
    ? `${month} · ${t('proceeds.capitalWhole')}`
    : `${month} · ${t('proceeds.capitalPart')}: ${capital.display}`
}

import type { ReactNode } from 'react'
import type { Entitlement } from '../../../sdk/src/operations.ts'
import { statusWord } from '../status.ts'
import { decimalOrder } from '../table-state.ts'
import { t } from '../text.ts'
import type { Column } from './data-table.tsx'
import { StatusChip } from './status-chip.tsx'
import { HashText, UnitAmount } from './values.tsx'

/** Somebody who is paid for their units, and where their payment is. */
type Payee = Pick<Entitlement, 'wallet' | 'investor' | 'units' | 'unitsDisplay' | 'tx'> & {
  readonly status: string
}

/** @param named the payee’s name as it is shown: it may lead somewhere */
export function holderColumn<Row extends Payee>(named: (row: Row, name: string) => ReactNode): Column<Row> {
  return {
    id: 'holder',
    header: t('register.holder'),
    filter: 'text',
    text: (row) => `${row.investor?.displayName ?? ''} ${row.wallet}`,
    cell: (row) => (
      <div>
        {named(row, row.investor?.displayName ?? t('register.unknownHolder'))}
        <div className="text-sm font-normal text-ink-soft">
          <HashText value={row.wallet} label={t('register.wallet')} />
        </div>
      </div>
    ),
  }
}

export const UNITS_COLUMN: Column<Payee> = {
  id: 'units',
  header: t('register.units'),
  numeric: true,
  text: (row) => row.units,
  order: (row) => decimalOrder(row.units),
  cell: (row) => <UnitAmount units={row.units} display={row.unitsDisplay} />,
}

/** Where the payment is. */
export const STATUS_COLUMN: Column<Payee> = {
  id: 'status',
  header: t('distribution.status'),
  filter: 'choice',
  text: (row) => statusWord(row.status),
  cell: (row) => <StatusChip status={row.status} />,
}

/** What paid it, or parked it. */
export const TRANSACTION_COLUMN: Column<Payee> = {
  id: 'tx',
  header: t('movements.tx'),
  text: (row) => row.tx ?? '',
  cell: (row) => (row.tx === null ? '–' : <HashText value={row.tx} label={t('movements.tx')} />),
}

import type { Movement } from '../../../sdk/src/operations.ts'
import type { Column } from '../parts/data-table.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

export const MOVEMENT_COLUMNS: readonly Column<Movement>[] = [
  {
    id: 'kind',
    header: t('movements.kind'),
    filter: 'choice',
    text: (row) => statusWord(row.kind),
    cell: (row) => <StatusChip status={row.kind} />,
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (row) => row.units,
    order: (row) => decimalOrder(row.units),
    cell: (row) =>
      row.scope === 'wallet' ? (
        t('movements.wholeWallet')
      ) : (
        <UnitAmount units={row.units} display={row.unitsDisplay} />
      ),
  },
  {
    id: 'from',
    header: t('movements.from'),
    filter: 'text',
    text: (row) => row.from ?? '',
    cell: (row) => (row.from === null ? '–' : <HashText value={row.from} label={t('movements.from')} />),
  },
  {
    id: 'to',
    header: t('movements.to'),
    filter: 'text',
    text: (row) => row.to ?? '',
    cell: (row) => (row.to === null ? '–' : <HashText value={row.to} label={t('movements.to')} />),
  },
  {
    id: 'at',
    header: t('movements.at'),
    text: (row) => row.at,
    cell: (row) => <DateText value={row.at} time />,
  },
  {
    id: 'tx',
    header: t('movements.tx'),
    text: (row) => row.tx,
    cell: (row) => <HashText value={row.tx} label={t('movements.tx')} />,
  },
]

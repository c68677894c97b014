import { Link } from '@tanstack/react-router'
import { periodText } from '../format.ts'
import { useOwnIncome, type OwnIncome } from '../own.ts'
import { capitalColumn } from '../parts/capital-column.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { loaded } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

const COLUMNS: readonly Column<OwnIncome>[] = [
  {
    id: 'period',
    header: t('distribution.period'),
    filter: 'choice',
    text: (row) => periodText(row.distribution),
    order: (row) => row.distribution.period,
    cell: (row) => (
      <Link
        to="/distributions/$distribution/$wallet"
        params={{ distribution: row.distribution.id, wallet: row.entitlement.wallet }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {periodText(row.distribution)}
      </Link>
    ),
  },
  {
    id: 'instrument',
    header: t('distribution.instrument'),
    filter: 'choice',
    text: (row) => row.distribution.instrument.name,
    cell: (row) => row.distribution.instrument.name,
  },
  {
    id: 'amount',
    header: t('entitlement.amount'),
    numeric: true,
    text: (row) => row.entitlement.amount.amount,
    order: (row) => decimalOrder(row.entitlement.amount.amount),
    cell: (row) => <Amount value={row.entitlement.amount} />,
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (row) => row.entitlement.units,
    cell: (row) => <UnitAmount units={row.entitlement.units} display={row.entitlement.unitsDisplay} />,
  },
  {
    id: 'payDate',
    header: t('distribution.payDate'),
    text: (row) => row.distribution.payDate,
    cell: (row) => <DateText value={row.distribution.payDate} />,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    filter: 'choice',
    text: (row) => statusWord(row.entitlement.status),
    cell: (row) => <StatusChip status={row.entitlement.status} />,
  },
  {
    id: 'tx',
    header: t('movements.tx'),
    text: (row) => row.entitlement.tx ?? '',
    cell: (row) =>
      row.entitlement.tx === null ? '–' : <HashText value={row.entitlement.tx} label={t('movements.tx')} />,
  },
  {
    id: 'why',
    header: t('entitlement.why'),
    action: true,
    text: () => '',
    cell: ({ distribution, entitlement: { wallet } }) => (
      <Link
        to="/distributions/$distribution/$wallet"
        params={{ distribution: distribution.id, wallet }}
        search={{}}
        className="whitespace-nowrap text-accent hover:underline"
      >
        {t('entitlement.explain')}
        <span className="sr-only"> {periodText(distribution)}</span>
      </Link>
    ),
  },
]

const AMOUNT = COLUMNS.findIndex(({ id }) => id === 'amount')

/** What the signed-in investor was paid, month by month, each with its reason. */
export function Income() {
  const income = useOwnIncome(useUser().investor ?? '')
  return (
    <Page title={t('nav.income')} lede={t('ownIncome.lede')}>
      <DataTable
        label={t('nav.income')}
        columns={[
          ...COLUMNS.slice(0, AMOUNT + 1),
          ...capitalColumn(income, ({ entitlement }) => entitlement.capital),
          ...COLUMNS.slice(AMOUNT + 1),
        ]}
        rows={loaded(income)}
        keyOf={(row) => `${row.distribution.id} ${row.entitlement.wallet}`}
        empty={<Empty>{t('ownIncome.empty')}</Empty>}
      />
    </Page>
  )
}

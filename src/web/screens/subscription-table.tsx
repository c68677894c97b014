import { Link } from '@tanstack/react-router'
import type { Subscription } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { HashText, UnitAmount } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { stateWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

const COLUMNS: readonly Column<Subscription>[] = [
  {
    id: 'wallet',
    header: t('register.wallet'),
    filter: 'text',
    text: (row) => row.wallet ?? '',
    cell: (row) => (row.wallet === null ? '–' : <HashText value={row.wallet} label={t('register.wallet')} />),
  },
  {
    id: 'instrument',
    header: t('distribution.instrument'),
    filter: 'choice',
    text: (row) => row.instrument.name,
    cell: (row) => (
      <Link
        to="/subscriptions/$subscription"
        params={{ subscription: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.instrument.name}
      </Link>
    ),
  },
  {
    id: 'amount',
    header: t('subscription.amount'),
    numeric: true,
    text: (row) => row.amount.amount,
    order: (row) => decimalOrder(row.amount.amount),
    cell: (row) => <PaidAmount of={row} />,
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (row) => row.units,
    order: (row) => decimalOrder(row.units),
    cell: (row) => <UnitAmount units={row.units} display={row.unitsDisplay} />,
  },
  {
    id: 'state',
    header: t('distribution.status'),
    filter: 'choice',
    text: stateWord,
    cell: (row) => <StatusChip status={row.status} word={stateWord(row)} />,
  },
]

/** Every subscription, or those of one offering; read again while one of them is on its way. */
export function SubscriptionTable({ offering }: { readonly offering?: string }) {
  const rows = useRows<Subscription>(
    '/v1/subscriptions',
    offering === undefined ? {} : { offering },
    ({ state }) => state === 'funded' || state === 'allocated',
  )
  return (
    <Section title={t('subscriptions.title')} note={t('subscriptions.note')}>
      <DataTable
        label={t('subscriptions.title')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty>{t('subscriptions.empty')}</Empty>}
      />
    </Section>
  )
}

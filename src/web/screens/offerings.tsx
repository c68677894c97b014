import { Link } from '@tanstack/react-router'
import type { Offering, Subscription } from '../data.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText } from '../parts/values.tsx'
import { useList, useRows } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { SUBSCRIPTION_COLUMNS } from './subscription-columns.tsx'

const COLUMNS: readonly Column<Offering>[] = [
  {
    id: 'name',
    header: t('offering.instrument'),
    filter: 'text',
    text: (row) => row.instrument.name,
    cell: (row) => (
      <Link
        to="/offerings/$offering"
        params={{ offering: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.instrument.name}
      </Link>
    ),
  },
  {
    id: 'price',
    header: t('asset.unitPrice'),
    numeric: true,
    text: (row) => row.unitPrice.amount,
    cell: (row) => <Amount value={row.unitPrice} />,
  },
  {
    id: 'raised',
    header: t('offering.raised'),
    numeric: true,
    text: (row) => row.raised.amount,
    cell: (row) => <Amount value={row.raised} />,
  },
  {
    id: 'opens',
    header: t('offering.opens'),
    text: (row) => row.opens,
    cell: (row) => <DateText value={row.opens} />,
  },
  {
    id: 'closes',
    header: t('offering.closes'),
    text: (row) => row.closes,
    cell: (row) => <DateText value={row.closes} />,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    filter: 'choice',
    text: (row) => statusWord(row.status),
    cell: (row) => <StatusChip status={row.status} />,
  },
]

export function Offerings() {
  const offerings = useList<Offering>('/v1/offerings')
  const subscriptions = useRows<Subscription>('/v1/subscriptions')
  return (
    <Page title={t('nav.offerings')} lede={t('offerings.lede')}>
      <DataTable
        name="offerings."
        label={t('nav.offerings')}
        columns={COLUMNS}
        rows={offerings}
        keyOf={(row) => row.id}
        empty={<Empty>{t('offerings.empty')}</Empty>}
      />
      <Section title={t('subscriptions.title')} note={t('subscriptions.note')}>
        <DataTable
          label={t('subscriptions.title')}
          columns={SUBSCRIPTION_COLUMNS}
          rows={subscriptions}
          keyOf={(row) => row.id}
          empty={<Empty>{t('subscriptions.empty')}</Empty>}
        />
      </Section>
    </Page>
  )
}

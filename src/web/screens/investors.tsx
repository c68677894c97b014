import { Link } from '@tanstack/react-router'
import type { Investor } from '../data/investor.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText } from '../parts/values.tsx'
import { countryName } from '../format.ts'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<Investor>[] = [
  {
    id: 'name',
    header: t('investor.name'),
    filter: 'text',
    text: (row) => row.displayName,
    cell: (row) => (
      <Link
        to="/investors/$investor"
        params={{ investor: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.displayName}
      </Link>
    ),
  },
  {
    id: 'kind',
    header: t('investor.kind'),
    filter: 'choice',
    text: (row) => statusWord(row.kind),
    cell: (row) => statusWord(row.kind),
  },
  {
    id: 'country',
    header: t('investor.country'),
    filter: 'choice',
    text: (row) => row.country,
    cell: (row) => countryName(row.country),
  },
  {
    id: 'kyc',
    header: t('investor.kyc'),
    filter: 'choice',
    text: (row) => statusWord(row.kycStatus),
    cell: (row) => <StatusChip status={row.kycStatus} />,
  },
  {
    id: 'kycUntil',
    header: t('investor.kycUntil'),
    text: (row) => row.kycUntil ?? '',
    cell: (row) => <DateText value={row.kycUntil} />,
  },
  {
    id: 'accreditation',
    header: t('investor.accreditation'),
    filter: 'choice',
    text: (row) => statusWord(row.accreditation),
    cell: (row) => <StatusChip status={row.accreditation} />,
  },
  {
    id: 'accreditedUntil',
    header: t('investor.accreditedUntil'),
    text: (row) => row.accreditedUntil ?? '',
    cell: (row) => <DateText value={row.accreditedUntil} />,
  },
  {
    id: 'wallets',
    header: t('investor.wallets'),
    numeric: true,
    text: (row) => String(row.wallets.length),
    order: (row) => row.wallets.length,
    cell: (row) => row.wallets.length,
  },
]

export function Investors() {
  const rows = useRows<Investor>('/v1/investors')
  const mayAdd = ['officer', 'issuer'].includes(useUser().role)
  const add = (
    <Link to="/investors/new" search={{}} className={buttonClass('primary')}>
      {t('investors.new')}
    </Link>
  )
  return (
    <Page title={t('nav.investors')} lede={t('investors.lede')} actions={mayAdd ? add : undefined}>
      <DataTable
        label={t('nav.investors')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty action={mayAdd ? add : undefined}>{t('investors.empty')}</Empty>}
      />
    </Page>
  )
}

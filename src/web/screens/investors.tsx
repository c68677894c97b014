import { Link } from '@tanstack/react-router'
import type { Investor } from '../../../sdk/src/operations.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { countryName, dateText } from '../format.ts'
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
    order: (row) => `${statusWord(row.kycStatus)} ${row.kycUntil ?? ''}`,
    cell: (row) => <StatusUntil status={row.kycStatus} until={row.kycUntil} />,
  },
  {
    id: 'accreditation',
    header: t('investor.accreditation'),
    filter: 'choice',
    text: (row) => statusWord(row.accreditation),
    order: (row) => `${statusWord(row.accreditation)} ${row.accreditedUntil ?? ''}`,
    cell: (row) => <StatusUntil status={row.accreditation} until={row.accreditedUntil} />,
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

/** Until when it counts stands below, as beside it the list would be wider than a screen. */
function StatusUntil({ status, until }: { readonly status: string; readonly until: string | null }) {
  return (
    <>
      <StatusChip status={status} />
      {until !== null && (
        <span className="mt-1 block text-sm whitespace-nowrap text-ink-soft">
          {t('investors.until', { day: dateText(until) })}
        </span>
      )}
    </>
  )
}

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

import { Link } from '@tanstack/react-router'
import { ACCREDITATION_STATUSES } from '../../investor/accreditation.ts'
import { INVESTOR_KINDS, KYC_STATUSES } from '../../investor/investor.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import { COUNTRY_OPTIONS } from '../countries.ts'
import type { Investor } from '../../../sdk/src/operations.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { countryName, dateText } from '../format.ts'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import type { Ask } from '../table-state.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<Investor>[] = [
  {
    id: 'name',
    header: t('investor.name'),
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
    text: (row) => statusWord(row.kind),
    cell: (row) => statusWord(row.kind),
  },
  {
    id: 'country',
    header: t('investor.country'),
    text: (row) => row.country,
    cell: (row) => countryName(row.country),
  },
  {
    id: 'kycUntil',
    header: t('investor.kyc'),
    text: (row) => statusWord(row.kycStatus),
    cell: (row) => <StatusUntil status={row.kycStatus} until={row.kycUntil} />,
  },
  {
    id: 'accreditedUntil',
    header: t('investor.accreditation'),
    text: (row) => statusWord(row.accreditation),
    cell: (row) => <StatusUntil status={row.accreditation} until={row.accreditedUntil} />,
  },
  {
    id: 'wallets',
    header: t('investor.wallets'),
    numeric: true,
    text: (row) => String(row.wallets.length),
    cell: (row) => row.wallets.length,
  },
]

/** By what the server sorts: of an approval, by the day on which it ends. */
const SORTED_COLUMNS = ['name', 'kind', 'country', 'kycUntil', 'accreditedUntil']

const words = (statuses: readonly string[]) => statuses.map((one) => [one, statusWord(one)] as const)
const ASKS: readonly Ask[] = [
  { param: 'name', label: t('investor.name'), kind: 'text', has: true },
  { param: 'kind', label: t('investor.kind'), kind: 'choice', choices: words(INVESTOR_KINDS) },
  { param: 'country', label: t('investor.country'), kind: 'choice', choices: COUNTRY_OPTIONS },
  { param: 'status', label: t('investor.kyc'), kind: 'choice', choices: words(KYC_STATUSES) },
  { param: 'endsBy', label: t('investors.endsBy'), kind: 'day' },
  {
    param: 'accreditation',
    label: t('investor.accreditation'),
    kind: 'choice',
    choices: words(ACCREDITATION_STATUSES),
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
  const asked = useAsked(ASKS, SORTED_COLUMNS)
  const rows = useRows<Investor>('/v1/investors', asked)
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
        sorts={SORTED_COLUMNS}
        asks={ASKS}
        csv={withParams('/v1/investors.csv', asked)}
        empty={<Empty action={mayAdd ? add : undefined}>{t('investors.empty')}</Empty>}
      />
    </Page>
  )
}

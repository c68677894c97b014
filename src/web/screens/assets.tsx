import { Link } from '@tanstack/react-router'
import type { AssetSummary } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, UnitAmount } from '../parts/values.tsx'
import { buttonClass } from '../parts/button.tsx'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

const COLUMNS: readonly Column<AssetSummary>[] = [
  {
    id: 'name',
    header: t('asset.name'),
    text: (asset) => asset.name,
    filter: 'text',
    cell: (asset) => (
      <Link
        to="/assets/$asset"
        params={{ asset: asset.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {asset.name}
      </Link>
    ),
  },
  {
    id: 'kind',
    header: t('asset.kind'),
    text: (asset) => statusWord(asset.kind),
    filter: 'choice',
    cell: (asset) => statusWord(asset.kind),
  },
  {
    id: 'issuer',
    header: t('asset.issuer'),
    text: (asset) => asset.issuer.name,
    filter: 'choice',
    cell: (asset) => asset.issuer.name,
  },
  {
    id: 'symbol',
    header: t('asset.symbol'),
    text: (asset) => asset.instrument?.symbol ?? '',
    cell: (asset) => asset.instrument?.symbol ?? '–',
  },
  {
    id: 'valuation',
    header: t('asset.valuation'),
    numeric: true,
    text: (asset) => asset.latestValuation?.amount.amount ?? '',
    order: (asset) => decimalOrder(asset.latestValuation?.amount.amount ?? '0'),
    cell: (asset) => <Amount value={asset.latestValuation?.amount} />,
  },
  {
    id: 'units',
    header: t('asset.unitsIssued'),
    numeric: true,
    text: (asset) => asset.instrument?.unitsIssued ?? '',
    order: (asset) => decimalOrder(asset.instrument?.unitsIssued ?? '0'),
    cell: (asset) =>
      asset.instrument === null ? (
        '–'
      ) : (
        <UnitAmount units={asset.instrument.unitsIssued} display={asset.instrument.unitsIssuedDisplay} />
      ),
  },
  {
    id: 'status',
    header: t('asset.status'),
    text: (asset) => statusWord(asset.instrument?.status ?? 'draft'),
    filter: 'choice',
    cell: (asset) => <StatusChip status={asset.instrument?.status ?? 'draft'} />,
  },
]

export function Assets() {
  const assets = useRows<AssetSummary>('/v1/assets')
  const mayIssue = useUser().role === 'issuer'
  const newAsset = (
    <Link to="/new-asset" search={{}} className={buttonClass('primary')}>
      {t('assets.new')}
    </Link>
  )
  return (
    <Page title={t('nav.assets')} lede={t('assets.lede')} actions={mayIssue ? newAsset : undefined}>
      <DataTable
        label={t('nav.assets')}
        columns={COLUMNS}
        rows={assets}
        keyOf={(asset) => asset.id}
        empty={<Empty action={mayIssue ? newAsset : undefined}>{t('assets.empty')}</Empty>}
      />
    </Page>
  )
}

import { Link } from '@tanstack/react-router'
import type { Investor } from '../../../sdk/src/operations.ts'
import { useOwnHoldings, type OwnHolding } from '../own.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { loaded, useData } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'
import { hasWalletUnderWay, Wallets } from './investor.tsx'

const COLUMNS: readonly Column<OwnHolding>[] = [
  {
    id: 'instrument',
    header: t('distribution.instrument'),
    filter: 'choice',
    text: (row) => row.instrument.name,
    cell: (row) => (
      <div>
        <Link
          to="/instruments/$instrument/holders/$wallet"
          params={{ instrument: row.instrument.id, wallet: row.holder.wallet }}
          search={{}}
          className="font-medium text-accent hover:underline"
        >
          {row.instrument.name}
        </Link>
        <div className="text-sm font-normal text-ink-soft">
          <HashText value={row.holder.wallet} label={t('register.wallet')} />
        </div>
      </div>
    ),
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (row) => row.holder.units,
    order: (row) => decimalOrder(row.holder.units),
    cell: (row) => <UnitAmount units={row.holder.units} display={row.holder.unitsDisplay} />,
  },
  {
    id: 'share',
    header: t('register.share'),
    numeric: true,
    text: (row) => row.holder.shareDisplay,
    cell: (row) => row.holder.shareDisplay,
  },
  {
    id: 'free',
    header: t('register.free'),
    numeric: true,
    text: (row) => row.holder.free,
    cell: (row) => <UnitAmount units={row.holder.free} />,
  },
  {
    id: 'locked',
    header: t('register.locked'),
    numeric: true,
    text: (row) => row.holder.locked,
    cell: (row) => <UnitAmount units={row.holder.locked} />,
  },
  {
    id: 'since',
    header: t('register.since'),
    text: (row) => row.holder.since ?? '',
    cell: (row) => <DateText value={row.holder.since} />,
  },
]

/** What the signed-in investor owns, and the wallets that hold it. */
export function Holdings() {
  const { investor } = useUser()
  if (investor === null)
    return (
      <Page title={t('nav.holdings')}>
        <Empty>{t('holdings.noInvestor')}</Empty>
      </Page>
    )
  return <OwnHoldings id={investor} />
}

function OwnHoldings({ id }: { readonly id: string }) {
  const holdings = useOwnHoldings(id)
  const investor = useData<Investor>(`/v1/investors/${id}`, {}, hasWalletUnderWay)
  return (
    <Page title={t('nav.holdings')} lede={t('holdings.lede')}>
      <DataTable
        label={t('nav.holdings')}
        columns={COLUMNS}
        rows={loaded(holdings)}
        keyOf={(row) => `${row.instrument.id} ${row.holder.wallet}`}
        empty={
          <Empty
            action={
              <Link to="/offerings" search={{}} className="text-accent hover:underline">
                {t('holdings.browse')}
              </Link>
            }
          >
            {t('holdings.empty')}
          </Empty>
        }
      />
      <Wallets investor={investor} />
    </Page>
  )
}

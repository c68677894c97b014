import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { TRANSFER_STATUSES } from '../../register/transfer-order.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import type { InstrumentSummary, Transfer } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FindingItem } from '../parts/finding.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useAllRows, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import type { Ask } from '../table-state.ts'

/** By what the server sorts. */
const SORTED_COLUMNS = ['at', 'units']

const ASKS: readonly Ask[] = [
  {
    param: 'status',
    label: t('distribution.status'),
    kind: 'choice',
    choices: TRANSFER_STATUSES.map((status) => [status, statusWord(status)] as const),
  },
  { param: 'wallet', label: t('register.wallet'), kind: 'text' },
  { param: 'from', label: t('table.from'), kind: 'day' },
  { param: 'until', label: t('table.until'), kind: 'day' },
]

/** Every transfer that somebody asked for, those that were refused with their reasons. */
export function Transfers() {
  const asked = useAsked(ASKS, SORTED_COLUMNS)
  const rows = useRows<Transfer>('/v1/transfers', asked, ({ status }) => status === 'pending')
  const { role } = useUser()
  const [opened, setOpened] = useState<Transfer | null>(null)
  const instruments = useAllRows<InstrumentSummary>('/v1/instruments').items
  const names = new Map(instruments.map(({ id, name }) => [id, name]))
  const columns: readonly Column<Transfer>[] = [
    {
      id: 'at',
      header: t('movements.at'),
      text: (row) => row.at,
      cell: (row) => <DateText value={row.at} time />,
    },
    {
      id: 'status',
      header: t('distribution.status'),
      text: (row) => statusWord(row.status),
      cell: (row) => <StatusChip status={row.status} />,
    },
    {
      id: 'instrument',
      header: t('distribution.instrument'),
      text: (row) => names.get(row.instrument) ?? row.instrument,
      cell: (row) => names.get(row.instrument) ?? '–',
    },
    {
      id: 'units',
      header: t('register.units'),
      numeric: true,
      text: (row) => row.units,
      cell: (row) => <UnitAmount units={row.units} display={row.unitsDisplay} />,
    },
    party('from', t('movements.from'), (row) => ({ wallet: row.from, owner: row.sender })),
    party('to', t('movements.to'), (row) => ({ wallet: row.to, owner: row.receiver })),
    {
      id: 'reasons',
      header: t('transfers.reasons'),
      text: (row) => row.findings.map((finding) => finding.reason).join(' '),
      cell: (row) =>
        row.findings.length === 0 ? (
          '–'
        ) : (
          <Button small look="quiet" className="text-bad!" onClick={() => setOpened(row)}>
            {t('transfers.reasonsCount', { count: row.findings.length })}
          </Button>
        ),
    },
  ]
  return (
    <Page title={t('nav.transfers')} lede={t('transfers.lede')}>
      <DataTable
        label={t('nav.transfers')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        sorts={SORTED_COLUMNS}
        asks={ASKS}
        csv={withParams('/v1/transfers.csv', asked)}
        empty={
          <Empty
            action={
              role === 'investor' && (
                <Link to="/holdings" search={{}} className="text-accent hover:underline">
                  {t('nav.holdings')}
                </Link>
              )
            }
          >
            {t(role === 'investor' ? 'transfers.emptyOwn' : 'transfers.empty')}
          </Empty>
        }
      />
      <Dialog title={t('transfers.why')} open={opened !== null} onClose={() => setOpened(null)}>
        <ol className="-mx-5 divide-y divide-line">
          {opened?.findings.map((finding) => (
            <FindingItem key={finding.reason} finding={finding} />
          ))}
        </ol>
      </Dialog>
    </Page>
  )
}

/** One side of a transfer: the wallet, and whose it is where that may be known. */
function party(
  id: string,
  header: string,
  of: (row: Transfer) => { readonly wallet: string; readonly owner: Transfer['sender'] },
): Column<Transfer> {
  return {
    id,
    header,
    text: (row) =>
      [of(row).owner?.displayName, of(row).wallet].filter((part) => part !== undefined).join(' '),
    cell: (row) => {
      const { wallet, owner } = of(row)
      return (
        <>
          {owner !== null && <div>{owner.displayName}</div>}
          <HashText value={wallet} label={header} />
        </>
      )
    },
  }
}

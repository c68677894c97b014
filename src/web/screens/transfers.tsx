import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Transfer } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { FindingItem } from '../parts/finding.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

/** Every transfer that somebody asked for, those that were refused with their reasons. */
export function Transfers() {
  const rows = useRows<Transfer>('/v1/transfers', {}, ({ status }) => status === 'pending')
  const { role } = useUser()
  const [opened, setOpened] = useState<Transfer | null>(null)
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
      filter: 'choice',
      text: (row) => statusWord(row.status),
      cell: (row) => <StatusChip status={row.status} />,
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
      id: 'from',
      header: t('movements.from'),
      filter: 'text',
      text: (row) => row.from,
      cell: (row) => <HashText value={row.from} label={t('movements.from')} />,
    },
    {
      id: 'to',
      header: t('movements.to'),
      filter: 'text',
      text: (row) => row.to,
      cell: (row) => <HashText value={row.to} label={t('movements.to')} />,
    },
    {
      id: 'reasons',
      header: t('transfers.reasons'),
      filter: 'text',
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

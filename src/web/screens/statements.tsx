import { Link } from '@tanstack/react-router'
import type { IncomeStatement } from '../../../sdk/src/operations.ts'
import { monthText } from '../format.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText } from '../parts/values.tsx'
import { useList } from '../query.ts'
import { importerText } from '../status.ts'
import { decimalOrder } from '../table-state.ts'
import { t } from '../text.ts'

const FIRST: readonly Column<IncomeStatement>[] = [
  {
    id: 'period',
    header: t('statement.period'),
    filter: 'choice',
    text: (row) => monthText(row.period),
    order: (row) => row.period,
    cell: (row) => (
      <>
        {monthText(row.period)}
        {row.version > 1 && (
          <span className="text-ink-soft"> · {t('statement.version', { number: row.version })}</span>
        )}
      </>
    ),
  },
  {
    id: 'net',
    header: t('distribution.netIncome'),
    numeric: true,
    text: (row) => row.net.amount,
    order: (row) => decimalOrder(row.net.amount),
    cell: (row) => <Amount value={row.net} />,
  },
  {
    id: 'imported',
    header: t('statement.importedAt'),
    text: (row) => row.importedAt,
    cell: (row) => (
      <>
        <DateText value={row.importedAt} />
        <div className="text-sm text-ink-soft">{importerText(row.importedBy)}</div>
      </>
    ),
  },
  {
    id: 'file',
    header: t('statement.file'),
    text: (row) => row.sha256,
    cell: (row) => <HashText value={row.sha256} label={t('statement.file')} />,
  },
]

/** What was imported, month by month, by whom, and what came of it. */
export function Statements({ instrument }: { readonly instrument: string }) {
  const path = `/v1/instruments/${instrument}/income-statements`
  const rows = useList<IncomeStatement>(path)
  const newest = new Map(rows.items.toReversed().map(({ period, id }) => [period, id]))
  const outcome = ({ id, period, distribution }: IncomeStatement) =>
    distribution !== null
      ? t(distribution.kind === 'correction' ? 'statement.correction' : 'statement.distribution')
      : t(newest.get(period) === id ? 'statement.waits' : 'statement.replaced')
  const columns: readonly Column<IncomeStatement>[] = [
    ...FIRST,
    {
      id: 'outcome',
      header: t('statement.outcome'),
      filter: 'choice',
      text: outcome,
      cell: (row) =>
        row.distribution === null ? (
          outcome(row)
        ) : (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link
              to="/distributions/$distribution"
              params={{ distribution: row.distribution.id }}
              search={{}}
              className="text-accent hover:underline"
            >
              {outcome(row)}
            </Link>
            <StatusChip status={row.distribution.status} />
          </span>
        ),
    },
  ]
  return (
    <Section title={t('statement.list')} note={t('statement.listNote')}>
      <DataTable
        name="statements"
        label={t('statement.list')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        csv={`${path}.csv`}
        empty={<Empty>{t('statement.none')}</Empty>}
      />
    </Section>
  )
}

import { getRouteApi, Link } from '@tanstack/react-router'
import { useAllDistributions } from '../all-distributions.ts'
import type { DistributionSummary, Instrument } from '../../../sdk/src/operations.ts'
import { periodText } from '../format.ts'
import { capitalColumn } from '../parts/capital-column.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText } from '../parts/values.tsx'
import { useData, useList } from '../query.ts'
import { useUser } from '../session.ts'
import { distributionStanding, statusWord } from '../status.ts'
import { t } from '../text.ts'
import { ImportStatement } from './import-statement.tsx'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { Statements } from './statements.tsx'
import { Withholding } from './withholding.tsx'

const route = getRouteApi('/instruments/$instrument/distributions')

const PERIOD: readonly Column<DistributionSummary>[] = [
  {
    id: 'period',
    header: t('distribution.period'),
    filter: 'choice',
    text: (row) => periodText(row),
    order: (row) => row.period,
    cell: (row) => (
      <Link
        to="/distributions/$distribution"
        params={{ distribution: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {periodText(row)}
        {row.correctionOf !== null && (
          <span className="text-ink-soft"> · {t('distribution.correction')}</span>
        )}
      </Link>
    ),
  },
]

const DECLARED: readonly Column<DistributionSummary>[] = [
  {
    id: 'declared',
    header: t('distribution.declared'),
    numeric: true,
    text: (row) => row.declared?.amount ?? '',
    cell: (row) => <Amount value={row.declared} />,
  },
]

const REST: readonly Column<DistributionSummary>[] = [
  {
    id: 'recordDate',
    header: t('distribution.recordDate'),
    text: (row) => row.recordDate,
    cell: (row) => <DateText value={row.recordDate} />,
  },
  {
    id: 'payDate',
    header: t('distribution.payDate'),
    text: (row) => row.payDate,
    cell: (row) => <DateText value={row.payDate} />,
  },
  {
    id: 'missing',
    header: t('distribution.missing'),
    numeric: true,
    text: (row) => row.missing?.amount ?? '',
    cell: (row) => <Missing value={row.missing} />,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    filter: 'choice',
    text: (row) => statusWord(distributionStanding(row)),
    cell: (row) => (
      <>
        <StatusChip status={distributionStanding(row)} />
        {row.waiting !== null && <p className="mt-1 min-w-48 text-sm text-ink-soft">{row.waiting.detail}</p>}
      </>
    ),
  },
]

const INSTRUMENT: readonly Column<DistributionSummary>[] = [
  {
    id: 'instrument',
    header: t('distribution.instrument'),
    filter: 'choice',
    text: (row) => row.instrument.name,
    cell: (row) => row.instrument.name,
  },
]

function columnsOf(
  rows: readonly DistributionSummary[],
  instrument: readonly Column<DistributionSummary>[] = [],
) {
  const capital = capitalColumn(rows, (row) => row.capital.paid)
  return [...PERIOD, ...instrument, ...DECLARED, ...capital, ...REST]
}

function Missing({ value }: { readonly value: DistributionSummary['missing'] }) {
  if (/^[0.]+$/.test(value.amount)) return <span className="text-ink-faint">–</span>
  return (
    <span className="font-medium text-warn">
      <Amount value={value} />
    </span>
  )
}

/** Investors see statements, and what is withheld from them, in the explanation of a payment. */
const OFFICES: ReadonlySet<string> = new Set(['issuer', 'officer', 'auditor'])

export function InstrumentDistributions() {
  const { instrument: id } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const rows = useList<DistributionSummary>(`/v1/instruments/${id}/distributions`)
  const { role } = useUser()
  const hasStatements = instrument.income !== null
  const mayImport = role === 'issuer' && hasStatements
  const mayBeQuiet = instrument.income !== null && instrument.income.frequency !== 'monthly'
  const statement = mayImport ? (
    <ImportStatement instrument={id} mayBeQuiet={mayBeQuiet} distributions={rows.items} />
  ) : undefined
  return (
    <Page
      title={instrument.name}
      eyebrow={t('distributions.title')}
      lede={t('distributions.lede')}
      actions={statement}
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <DataTable
        label={t('distributions.title')}
        columns={columnsOf(rows.items)}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty action={statement}>{t('distributions.empty')}</Empty>}
      />
      {OFFICES.has(role) && (
        <>
          {hasStatements && <Statements instrument={id} />}
          <Withholding instrument={id} />
        </>
      )}
    </Page>
  )
}

/** The distributions of every instrument that the person may see. */
export function Distributions() {
  const rows = useAllDistributions()
  return (
    <Page title={t('distributions.title')} lede={t('distributions.lede')}>
      <DataTable
        label={t('distributions.title')}
        columns={columnsOf(rows.items, INSTRUMENT)}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty>{t('distributions.empty')}</Empty>}
      />
    </Page>
  )
}

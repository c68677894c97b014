import { Link } from '@tanstack/react-router'
import type { QualificationStatus } from '../../offering/qualification.ts'
import type { Qualification } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { useList } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { Reasons } from './reasons.tsx'

const COLUMNS: readonly Column<Qualification>[] = [
  {
    id: 'instrument',
    header: t('qualification.instrument'),
    filter: 'text',
    text: (row) => row.name,
    cell: (row) => (
      <Link
        to="/offerings/$offering"
        params={{ offering: row.offering }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.name}
      </Link>
    ),
  },
  {
    id: 'qualification',
    header: t('qualification.toInvest'),
    filter: 'choice',
    text: (row) => (row.qualification === null ? '' : wordOf(row.qualification)),
    cell: (row) => <ToInvest status={row.qualification} />,
  },
  {
    id: 'tokenQualification',
    header: t('qualification.toHold'),
    filter: 'choice',
    text: (row) => statusWord(row.tokenQualification),
    cell: (row) => <StatusChip status={row.tokenQualification} />,
  },
  {
    id: 'reasons',
    header: t('qualification.reasons'),
    prose: true,
    text: (row) => (row.reasons ?? []).map(({ detail, fix }) => `${detail} ${fix}`).join(' '),
    cell: (row) => (row.reasons === null ? '–' : <Reasons of={row.reasons} />),
  },
]

/** As what somebody may invest; a dash once the offering is over. */
export function ToInvest({ status }: { readonly status: QualificationStatus | null }) {
  return status === null ? '–' : <StatusChip status={status} word={wordOf(status)} />
}

/** Beside an identity that is verified, what is not says which it is. */
function wordOf(status: QualificationStatus): string {
  return status === 'not-verified' ? t('qualification.notVerified') : statusWord(status)
}

/** As what an investor may invest in each offering, and whether its units may come to them. */
export function Qualifications({ investor }: { readonly investor: string }) {
  const rows = useList<Qualification>(`/v1/investors/${investor}/qualifications`)
  return (
    <Section title={t('qualification.title')} note={t('qualification.note')}>
      <DataTable
        label={t('qualification.title')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.offering}
        empty={<Empty>{t('qualification.empty')}</Empty>}
      />
    </Section>
  )
}

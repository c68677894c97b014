import { useAsked } from '../address.ts'
import type { Mail } from '../data.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { statusWord } from '../status.ts'
import type { Ask } from '../table-state.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<Mail>[] = [
  {
    id: 'at',
    header: t('movements.at'),
    text: (row) => row.at,
    cell: (row) => <DateText value={row.at} time />,
  },
  {
    id: 'topic',
    header: t('mail.topic'),
    text: (row) => row.topic,
    cell: (row) => row.topic,
  },
  {
    id: 'user',
    header: t('mail.user'),
    text: (row) => row.user,
    cell: (row) => <HashText value={row.user} label={t('mail.user')} />,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    text: (row) => statusWord(row.status),
    cell: (row) => <StatusChip status={row.status} />,
  },
  {
    id: 'attempts',
    header: t('mail.attempts'),
    numeric: true,
    text: (row) => String(row.attempts),
    cell: (row) => row.attempts,
  },
  {
    id: 'answer',
    header: t('mail.answer'),
    text: (row) => row.lastAnswer ?? '',
    cell: (row) => row.lastAnswer ?? '–',
  },
]

const STATUSES: readonly Mail['status'][] = ['waiting', 'sent', 'refused', 'not-configured']

/** By what the server sorts. */
const SORTED_COLUMNS = ['at']

const asksOf = (topics: readonly string[]): readonly Ask[] => [
  {
    param: 'status',
    label: t('distribution.status'),
    kind: 'choice',
    choices: STATUSES.map((status) => [status, statusWord(status)] as const),
  },
  { param: 'topic', label: t('mail.topic'), kind: 'text', suggestions: topics },
  { param: 'user', label: t('mail.user'), kind: 'text' },
]

/** What became of the e-mails. Their texts and addresses are not shown: they are personal. */
export function Mails() {
  const asked = useAsked(asksOf([]), SORTED_COLUMNS)
  const rows = useRows<Mail>('/v1/mails', asked)
  return (
    <Page title={t('nav.mails')} lede={t('mails.lede')}>
      <DataTable
        label={t('nav.mails')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        sorts={SORTED_COLUMNS}
        asks={asksOf([...new Set(rows.items.map(({ topic }) => topic))].sort())}
        empty={<Empty>{t('mails.empty')}</Empty>}
      />
    </Page>
  )
}

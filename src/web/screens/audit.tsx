import { useQuery } from '@tanstack/react-query'
import { useAsked } from '../address.ts'
import { get, withParams } from '../api.ts'
import type { AuditEntry, AuditVerification } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import type { Ask } from '../table-state.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<AuditEntry>[] = [
  {
    id: 'at',
    header: t('movements.at'),
    text: (row) => row.at,
    cell: (row) => <DateText value={row.at} time />,
  },
  {
    id: 'action',
    header: t('audit.action'),
    text: (row) => row.action,
    cell: (row) => <code className="font-mono text-[0.8125rem]">{row.action}</code>,
  },
  {
    id: 'by',
    header: t('audit.by'),
    text: (row) => `${row.by.kind} ${row.by.id}`,
    cell: (row) => (
      <span>
        <span className="text-ink-soft">{t(`audit.${row.by.kind}`)}</span>{' '}
        <HashText value={row.by.id} label={t('audit.by')} />
      </span>
    ),
  },
  {
    id: 'subject',
    header: t('audit.subject'),
    text: (row) => row.subject ?? '',
    cell: (row) => (row.subject === null ? '–' : <HashText value={row.subject} label={t('audit.subject')} />),
  },
  {
    id: 'hash',
    header: t('audit.hash'),
    text: (row) => row.hash,
    cell: (row) => <HashText value={row.hash} label={t('audit.hash')} />,
  },
]

/** By what the server sorts: the order in which it was written, which is that of the time. */
const SORTED_COLUMNS = ['at']

const asksOf = (actions: readonly string[]): readonly Ask[] => [
  { param: 'action', label: t('audit.action'), kind: 'text', suggestions: actions },
  {
    param: 'kind',
    label: t('audit.kind'),
    kind: 'choice',
    choices: (['user', 'key', 'system'] as const).map((kind) => [kind, t(`audit.${kind}`)] as const),
  },
  { param: 'by', label: t('audit.byId'), kind: 'text' },
  { param: 'subject', label: t('audit.subject'), kind: 'text' },
  { param: 'from', label: t('table.from'), kind: 'day' },
  { param: 'until', label: t('table.until'), kind: 'day' },
]

/** Everything anyone did, each entry holding the hash of the one before. */
export function Audit() {
  const asked = useAsked(asksOf([]), SORTED_COLUMNS)
  const rows = useRows<AuditEntry>('/v1/audit', asked)
  return (
    <Page title={t('nav.audit')} lede={t('audit.lede')} actions={<Verification />}>
      <DataTable
        label={t('nav.audit')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        sorts={SORTED_COLUMNS}
        asks={asksOf([...new Set(rows.items.map(({ action }) => action))].sort())}
        csv={withParams('/v1/audit.csv', asked)}
        empty={<Empty>{t('audit.empty')}</Empty>}
      />
    </Page>
  )
}

function Verification() {
  const check = useQuery({
    queryKey: ['/v1/audit/verification'],
    queryFn: () => get<AuditVerification>('/v1/audit/verification'),
    enabled: false,
  })
  const { data } = check
  return (
    <div className="flex flex-wrap items-center gap-3">
      <div aria-live="polite">
        {data !== undefined && (
          <p className={data.whole ? 'font-medium text-good' : 'font-medium text-bad'}>
            {data.whole
              ? t('audit.whole', { count: data.entries ?? 0 })
              : t('audit.broken', { seq: data.seq ?? 0, fault: data.fault ?? '' })}
          </p>
        )}
      </div>
      <Button busy={check.isFetching} onClick={() => void check.refetch()}>
        {t('audit.verify')}
      </Button>
    </div>
  )
}

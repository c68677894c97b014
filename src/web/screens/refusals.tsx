import { Link } from '@tanstack/react-router'
import { useSearchState } from '../address.ts'
import { withParams } from '../api.ts'
import type { Refusal } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { DateText } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<Refusal>[] = [
  {
    id: 'at',
    header: t('refusals.at'),
    text: (row) => row.at,
    cell: (row) => <DateText value={row.at} time />,
  },
  {
    id: 'kind',
    header: t('refusals.kind'),
    filter: 'choice',
    text: (row) => t(`refusals.${row.kind}`),
    cell: (row) => t(`refusals.${row.kind}`),
  },
  {
    id: 'instrument',
    header: t('refusals.instrument'),
    filter: 'choice',
    text: (row) => row.instrument?.name ?? '',
    cell: (row) => row.instrument?.name ?? '–',
  },
  {
    id: 'investor',
    header: t('refusals.investor'),
    filter: 'text',
    text: (row) => row.investor?.displayName ?? '',
    cell: (row) => <Person of={row.investor} />,
  },
  {
    id: 'receiver',
    header: t('refusals.receiver'),
    filter: 'text',
    text: (row) => row.receiver?.displayName ?? '',
    cell: (row) => <Person of={row.receiver} />,
  },
  {
    id: 'asked',
    header: t('refusals.asked'),
    numeric: true,
    text: (row) => row.asked,
    cell: (row) => row.asked || '–',
  },
  {
    id: 'reasons',
    header: t('refusals.reasons'),
    filter: 'text',
    text: (row) => row.reasons.map(({ reason, detail }) => `${reason} ${detail}`).join(' '),
    cell: (row) => (
      <ul className="space-y-1">
        {row.reasons.map(({ reason, detail }) => (
          <li key={reason}>
            <code className="font-mono text-xs text-ink-soft">{reason}</code>
            <div className="text-sm">{detail}</div>
          </li>
        ))}
        {row.decision !== null && (
          <li>
            <Link
              to="/decisions/$decision"
              params={{ decision: row.decision }}
              search={{}}
              className="text-sm text-accent hover:underline"
            >
              {t('law.decision')}
            </Link>
          </li>
        )}
      </ul>
    ),
  },
]

function Person({ of }: { readonly of: Refusal['investor'] }) {
  if (of === null) return '–'
  return (
    <Link
      to="/investors/$investor"
      params={{ investor: of.id }}
      search={{}}
      className="text-accent hover:underline"
    >
      {of.displayName}
    </Link>
  )
}

/** Every attempt that was refused: who, what, and every reason. */
export function Refusals() {
  const [{ from, until }, setSearch] = useSearchState()
  const rows = useRows<Refusal>('/v1/refusals', { from, until })
  return (
    <Page title={t('nav.refusals')} lede={t('refusals.lede')}>
      <div className="mb-4 flex flex-wrap gap-4">
        {[['from', from] as const, ['until', until] as const].map(([name, value]) => (
          <TextField
            key={name}
            type="date"
            label={t(`refusals.${name}`)}
            value={value ?? ''}
            onChange={(event) => setSearch({ [name]: event.target.value || undefined })}
          />
        ))}
      </div>
      <DataTable
        label={t('nav.refusals')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty>{t('refusals.empty')}</Empty>}
        csv={withParams('/v1/refusals.csv', { from, until })}
      />
    </Page>
  )
}

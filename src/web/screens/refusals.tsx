import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useSearchState } from '../address.ts'
import { withParams } from '../api.ts'
import type { AssetSummary, Refusal } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { DateText } from '../parts/values.tsx'
import { useList, useRows } from '../query.ts'
import { t } from '../text.ts'

const columns = (onReason: (reason: string) => void): readonly Column<Refusal>[] => [
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
            <button
              type="button"
              title={t('refusals.onlyThis')}
              onClick={() => onReason(reason)}
              className="min-h-6 text-start font-mono text-xs wrap-anywhere text-accent hover:underline"
            >
              {reason}
            </button>
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

/** Every attempt that was refused: who, what, and every reason. What it is narrowed to, the file is too. */
export function Refusals() {
  const [{ from, until, instrument, reason, investor }, setSearch] = useSearchState()
  const asked = { from, until, instrument, reason, investor }
  const rows = useRows<Refusal>('/v1/refusals', asked)
  const assets = useList<AssetSummary>('/v1/assets')
  const units = assets.items.flatMap((asset) => asset.instrument ?? [])
  const name = rows.items
    .flatMap((row) => [row.investor, row.receiver])
    .find((one) => one?.id === investor)?.displayName
  return (
    <Page title={t('nav.refusals')} lede={t('refusals.lede')}>
      <div className="mb-4 flex flex-wrap items-end gap-4">
        {[['from', from] as const, ['until', until] as const].map(([field, value]) => (
          <TextField
            key={field}
            type="date"
            label={t(`refusals.${field}`)}
            value={value ?? ''}
            onChange={(event) => setSearch({ [field]: event.target.value || undefined })}
          />
        ))}
        <SelectField
          label={t('refusals.instrument')}
          options={[['', t('refusals.all')], ...units.map((one) => [one.id, one.name] as const)]}
          value={instrument ?? ''}
          onChange={(event) => setSearch({ instrument: event.target.value || undefined })}
        />
        {reason !== undefined && <Only what={reason} onRemove={() => setSearch({ reason: undefined })} />}
        {investor !== undefined && (
          <Only what={name ?? investor} onRemove={() => setSearch({ investor: undefined })} />
        )}
      </div>
      <DataTable
        label={t('nav.refusals')}
        columns={columns((only) => setSearch({ reason: only }))}
        rows={rows}
        keyOf={(row) => row.id}
        empty={
          <Empty>
            {t(Object.values(asked).every((one) => one === undefined) ? 'refusals.empty' : 'refusals.none')}
          </Empty>
        }
        csv={withParams('/v1/refusals.csv', asked)}
      />
    </Page>
  )
}

/** What the list is narrowed to, to be taken off. */
function Only({ what, onRemove }: { readonly what: string; readonly onRemove: () => void }) {
  return (
    <Button onClick={onRemove} aria-label={t('table.removeFilter', { filter: what })}>
      <bdi>{what}</bdi>
      <X className="size-4" aria-hidden />
    </Button>
  )
}

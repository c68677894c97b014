import { Link } from '@tanstack/react-router'
import { LISTS } from '../../screening/list.ts'
import { HIT_STATUSES } from '../../screening/screening.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import type { Hit, ListVersion } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import type { Ask } from '../table-state.ts'
import { t } from '../text.ts'
import { BringList } from './bring-list.tsx'

/** An open match that an officer left to another one is marked so. */
function standing({ status, escalated }: Hit): string {
  return status === 'open' && escalated !== null ? 'escalated' : status
}

const COLUMNS: readonly Column<Hit>[] = [
  {
    id: 'investor',
    header: t('screening.investor'),
    text: (row) => row.investor.displayName,
    cell: (row) => (
      <Link
        to="/screening/$hit"
        params={{ hit: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.investor.displayName}
      </Link>
    ),
  },
  {
    id: 'list',
    header: t('screening.list'),
    text: (row) => row.list,
    cell: (row) => row.list,
  },
  { id: 'ref', header: t('screening.ref'), text: (row) => row.ref, cell: (row) => row.ref },
  {
    id: 'score',
    header: t('screening.score'),
    numeric: true,
    text: (row) => row.score,
    cell: (row) => row.score,
  },
  {
    id: 'status',
    header: t('screening.status'),
    text: (row) => statusWord(standing(row)),
    cell: (row) => <StatusChip status={standing(row)} />,
  },
  {
    id: 'found',
    header: t('screening.found'),
    text: (row) => row.foundAt,
    cell: (row) => <DateText value={row.foundAt} />,
  },
]

/** By what the server sorts. */
const SORTED_COLUMNS = ['score', 'found']

const ASKS: readonly Ask[] = [
  {
    param: 'status',
    label: t('screening.status'),
    kind: 'choice',
    choices: [...HIT_STATUSES, 'escalated'].map((status) => [status, statusWord(status)] as const),
  },
  { param: 'name', label: t('screening.investor'), kind: 'text', has: true },
  { param: 'list', label: t('screening.list'), kind: 'choice', choices: LISTS.map((list) => [list, list]) },
]

/** Possible matches with sanctions lists, and the lists themselves. */
export function Screening() {
  const asked = useAsked(ASKS, SORTED_COLUMNS)
  const rows = useRows<Hit>('/v1/screening/hits', asked)
  const { items } = useData<{ items: readonly (ListVersion & { isStale: boolean })[] }>('/v1/screening/lists')
  const { role } = useUser()
  return (
    <Page title={t('nav.screening')} lede={t('screening.lede')} actions={role === 'officer' && <BringList />}>
      <Section title={t('screening.hits')}>
        <DataTable
          label={t('screening.hits')}
          columns={COLUMNS}
          rows={rows}
          keyOf={(row) => row.id}
          sorts={SORTED_COLUMNS}
          asks={ASKS}
          csv={withParams('/v1/screening/hits.csv', asked)}
          empty={<Empty>{t('screening.noHits')}</Empty>}
        />
      </Section>
      <Section title={t('screening.lists')} note={t('screening.listsNote')}>
        {items.length === 0 ? (
          <Empty>{t('screening.noLists')}</Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {items.map((version) => (
              <li
                key={version.id}
                className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3"
              >
                <div>
                  <div className="font-medium">{version.list}</div>
                  <div className="text-sm text-ink-soft">
                    {t('screening.entries', { count: version.entries })}{' '}
                    <DateText value={version.publishedOn} />
                  </div>
                </div>
                <HashText value={version.sha256} label={t('screening.hash')} />
                <StatusChip status={version.isStale ? 'stale' : 'current'} />
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}

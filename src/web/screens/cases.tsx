import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CASE_TABS, type CaseTab } from '../../investor/kyc-case.ts'
import { useState } from 'react'
import { useSearchState } from '../address.ts'
import type { Case } from '../../../sdk/src/operations.ts'
import { countryName, joined } from '../format.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText } from '../parts/values.tsx'
import { TabBar, tabClass } from '../parts/tab-bar.tsx'
import { useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { CaseActions } from './case-actions.tsx'

/** The cases that are ticked, and what ticks one. */
type Chosen = { readonly ids: ReadonlySet<string>; readonly toggle: (id: string) => void }

/** The piles that wait for an officer: the queue opens on the first that is not empty. */
const OFFICERS = ['new', 'manual-review', 'hits'] as const satisfies readonly CaseTab[]

/** Why a case lies where it does, beside its status. */
function whyOf({ updates, reviewReasons }: Case): string {
  return joined([
    ...(updates === null ? [] : [t(`case.${updates}`)]),
    ...reviewReasons.map((reason) => t(`case.${reason}`)),
  ])
}

function columns(canOpen: boolean, chosen: Chosen): readonly Column<Case>[] {
  const choice: Column<Case> = {
    id: 'chosen',
    header: t('cases.choose'),
    action: true,
    text: () => '',
    cell: ({ investor }) => (
      <input
        type="checkbox"
        className="size-5"
        aria-label={t('cases.chooseOne', { name: investor.displayName })}
        checked={chosen.ids.has(investor.id)}
        onChange={() => chosen.toggle(investor.id)}
      />
    ),
  }
  return [
    ...(canOpen ? [choice] : []),
    {
      id: 'investor',
      header: t('cases.investor'),
      filter: 'text',
      text: (row) => row.investor.displayName,
      cell: (row) =>
        canOpen ? (
          <Link
            to="/cases/$case"
            params={{ case: row.investor.id }}
            search={{}}
            className="font-medium text-accent hover:underline"
          >
            {row.investor.displayName}
          </Link>
        ) : (
          <span className="font-medium">{row.investor.displayName}</span>
        ),
    },
    {
      id: 'kind',
      header: t('cases.kind'),
      filter: 'choice',
      text: (row) => statusWord(row.investor.kind),
      cell: (row) => statusWord(row.investor.kind),
    },
    {
      id: 'country',
      header: t('cases.country'),
      filter: 'choice',
      text: (row) => row.investor.country,
      cell: (row) => countryName(row.investor.country),
    },
    {
      id: 'status',
      header: t('cases.status'),
      filter: 'choice',
      text: (row) => statusWord(row.status),
      cell: (row) => <StatusChip status={row.status} />,
    },
    {
      id: 'reasons',
      header: t('cases.reasons'),
      text: whyOf,
      cell: (row) => whyOf(row) || '–',
    },
    {
      id: 'assignee',
      header: t('cases.assignee'),
      filter: 'choice',
      text: (row) => row.assignee?.displayName ?? t('cases.unassigned'),
      cell: (row) => row.assignee?.displayName ?? row.assignee?.id ?? t('cases.unassigned'),
    },
    {
      id: 'waiting',
      header: t('cases.waiting'),
      text: (row) => row.waitingSince,
      cell: (row) => <DateText value={row.waitingSince} />,
    },
    {
      id: 'due',
      header: t('cases.due'),
      text: (row) => row.dueAt ?? '',
      cell: (row) => (
        <span className={clsx(row.isOverdue && 'font-medium text-bad')}>
          <DateText value={row.dueAt} />
          {row.isOverdue && ` · ${t('cases.overdue')}`}
        </span>
      ),
    },
    {
      id: 'kycUntil',
      header: t('cases.kycUntil'),
      text: (row) => row.kycUntil ?? '',
      cell: (row) => <DateText value={row.kycUntil} />,
    },
  ]
}

/** The officers' queue, in piles. */
export function Cases() {
  const [search, setSearch] = useSearchState()
  const { counts } = useData<{ counts: Record<CaseTab, number> }>('/v1/cases/counts')
  const tab =
    CASE_TABS.find((each) => each === search['tab']) ?? OFFICERS.find((each) => counts[each] > 0) ?? 'new'
  // A list of its own: rows of one pile are never seen under the name of another, not even while it is read.
  const rows = useRows<Case>(`/v1/cases?tab=${tab}`)
  const { role } = useUser()
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  // What left the pile, or lies in another, is not acted on unseen.
  const here = new Set(rows.items.map(({ investor }) => investor.id))
  const chosen = new Set([...ids].filter((id) => here.has(id)))
  const toggle = (id: string) =>
    setIds(chosen.has(id) ? new Set([...chosen].filter((one) => one !== id)) : new Set([...chosen, id]))
  return (
    <Page title={t('cases.title')} lede={t('cases.lede')}>
      <TabBar label={t('cases.tabs')}>
        {CASE_TABS.map((each) => (
          <li key={each}>
            <button
              type="button"
              aria-current={each === tab ? 'page' : undefined}
              onClick={() => setSearch({ tab: each })}
              className={tabClass(each === tab)}
            >
              {t('cases.tab', { name: t(`cases.${each}`), count: counts[each] })}
            </button>
          </li>
        ))}
      </TabBar>
      <DataTable
        label={t(`cases.${tab}`)}
        columns={columns(role === 'officer', { ids: chosen, toggle })}
        rows={rows}
        keyOf={(row) => row.investor.id}
        empty={<Empty>{t('cases.empty')}</Empty>}
        tools={
          chosen.size > 0 && (
            <CaseActions cases={rows.items} chosen={chosen} onDone={() => setIds(new Set())} />
          )
        }
      />
    </Page>
  )
}

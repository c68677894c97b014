import { getRouteApi, Link } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { BOARD_ACTION_MAX, isInvestors } from '../../offering/board/board.ts'
import {
  STATES,
  SUBSCRIPTION_STATES,
  type SubscriptionState,
} from '../../offering/subscription/subscription-state.ts'
import { useSearchState } from '../address.ts'
import { withParams } from '../api.ts'
import type { Offering, RaiseBoard, RaiseBoardRow } from '../../../sdk/src/operations.ts'
import { unitsText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Figures, Page, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, UnitAmount } from '../parts/values.tsx'
import { TabBar, tabClass } from '../parts/tab-bar.tsx'
import { useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { RaiseActions } from './raise-actions.tsx'

const route = getRouteApi('/offerings/$offering/raise')

/** It will be elsewhere by itself. */
function isMoving({ state }: { readonly state: SubscriptionState }): boolean {
  return state === 'funded' || state === 'allocated'
}

/** The subscriptions that are ticked, and what ticks one. */
type Chosen = { readonly ids: ReadonlySet<string>; readonly toggle: (id: string) => void }

function choice({ ids, toggle }: Chosen): Column<RaiseBoardRow> {
  return {
    id: 'chosen',
    header: t('raise.choose'),
    action: true,
    text: () => '',
    cell: ({ id, investor }) => (
      <input
        type="checkbox"
        className="size-5"
        aria-label={t('raise.chooseOne', { name: investor.displayName ?? t('raise.erased') })}
        checked={ids.has(id)}
        onChange={() => toggle(id)}
      />
    ),
  }
}

function columns(mayRemind: boolean, chosen: Chosen): readonly Column<RaiseBoardRow>[] {
  return [
    ...(mayRemind ? [choice(chosen)] : []),
    {
      id: 'investor',
      header: t('raise.investor'),
      text: (row) => row.investor.displayName ?? '',
      cell: (row) => (
        <Link
          to="/subscriptions/$subscription"
          params={{ subscription: row.id }}
          search={{}}
          className="font-medium text-accent hover:underline"
        >
          {row.investor.displayName ?? t('raise.erased')}
        </Link>
      ),
    },
    {
      id: 'state',
      header: t('raise.state'),
      filter: 'choice',
      text: (row) => t(`state.${row.state}`),
      cell: (row) => <StatusChip status={row.status} word={t(`state.${row.state}`)} />,
    },
    {
      id: 'waitsFor',
      header: t('raise.waitsFor'),
      filter: 'choice',
      text: (row) => t(`awaited.${row.waitsFor ?? 'none'}`),
      cell: (row) => <span className="inline-block min-w-32">{t(`awaited.${row.waitsFor ?? 'none'}`)}</span>,
    },
    ...(mayRemind
      ? [
          {
            id: 'remind',
            header: t('raise.action'),
            action: true,
            text: () => '',
            cell: (row: RaiseBoardRow) =>
              isInvestors(row.waitsFor) ? (
                <ReviewedAction
                  look="secondary"
                  label={t('raise.remind')}
                  title={t('raise.remindTitle')}
                  review={<p>{t('raise.remindReview')}</p>}
                  confirm={t('raise.remindConfirm')}
                  write={{ path: `/v1/subscriptions/${row.id}/reminder`, body: undefined }}
                  onDone={() => toast(t('raise.oneReminded'))}
                />
              ) : (
                '–'
              ),
          },
        ]
      : []),
    {
      id: 'since',
      header: t('raise.since'),
      text: (row) => row.since,
      cell: (row) => <DateText value={row.since} />,
    },
    {
      id: 'until',
      header: t('raise.until'),
      text: (row) => row.until ?? '',
      cell: (row) => <DateText value={row.until} />,
    },
    {
      id: 'units',
      header: t('register.units'),
      numeric: true,
      text: (row) => row.units,
      cell: (row) => <UnitAmount units={row.units} display={row.unitsDisplay} />,
    },
    {
      id: 'amount',
      header: t('subscription.amount'),
      numeric: true,
      text: (row) => row.amount.amount,
      cell: (row) => <PaidAmount of={row} />,
    },
    {
      id: 'reference',
      header: t('raise.reference'),
      text: (row) => row.reference,
      cell: (row) => <code className="font-mono text-[0.8125rem]">{row.reference}</code>,
    },
    {
      id: 'reminded',
      header: t('raise.reminded'),
      text: (row) => row.remindedAt ?? '',
      cell: (row) => (row.remindedAt === null ? t('raise.never') : <DateText value={row.remindedAt} time />),
    },
  ]
}

/** The board of a raise: how far it has come, who waits for what, and reminders. */
export function RaiseScreen() {
  const { offering: id } = route.useParams()
  const offering = useData<Offering>(`/v1/offerings/${id}`)
  const board = useData<RaiseBoard>(`/v1/offerings/${id}/board`, {}, ({ states }) => states.some(isMoving))
  const [address, setAddress] = useSearchState()
  const state = SUBSCRIPTION_STATES.find((each) => each === address['state'])
  const search = address['search']
  const { role } = useUser()
  const mayRemind = (role === 'issuer' || role === 'officer') && offering.status === 'open'
  const rows = useRows<RaiseBoardRow>(`/v1/offerings/${id}/board/rows`, { state, search }, isMoving)
  const mayPay = state === undefined || STATES[state].next.includes('funded')
  const { name } = offering.instrument
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  // What left the list is not acted on unseen.
  const here = new Set(rows.items.map((row) => row.id))
  const chosen = new Set([...ids].filter((each) => here.has(each)).slice(0, BOARD_ACTION_MAX))
  const toggle = (each: string) =>
    setIds(chosen.has(each) ? new Set([...chosen].filter((one) => one !== each)) : new Set([...chosen, each]))
  return (
    <Page
      title={t('raise.title', { name })}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: id }} search={{}}>
          {name}
        </Link>
      }
      lede={t('raise.lede')}
      actions={
        mayRemind &&
        mayPay &&
        board.reserved.count + board.signed.count > 0 && <RemindAll id={id} state={state} />
      }
    >
      <Progress board={board} />
      <Section title={t('subscriptions.title')}>
        <Tabs board={board} chosen={state} />
        <Find key={search ?? ''} />
        <DataTable
          label={state === undefined ? t('raise.open') : t(`state.${state}`)}
          columns={columns(mayRemind, { ids: chosen, toggle })}
          tools={
            chosen.size > 0 && (
              <RaiseActions
                offering={id}
                rows={rows.items}
                chosen={chosen}
                onDone={() => setIds(new Set())}
              />
            )
          }
          rows={rows}
          keyOf={(row) => row.id}
          // Whoever waits longest comes first, from the server on.
          sorts={[]}
          csv={withParams(`/v1/offerings/${id}/board.csv`, { state, search })}
          empty={
            search === undefined ? (
              <Empty>{t('raise.empty')}</Empty>
            ) : (
              <Empty
                action={
                  <Button onClick={() => setAddress({ search: undefined })}>{t('raise.showAll')}</Button>
                }
              >
                {t('raise.notFound')}
              </Empty>
            )
          }
        />
      </Section>
    </Page>
  )
}

/** What is pledged as the sum of its parts, and how near the caps are: as numbers, as a sentence, and as a bar. */
function Progress({ board }: { readonly board: RaiseBoard }) {
  const { hardCap, softCap, toSoftCap, paid, paidPercent: percent } = board
  const missing = toSoftCap !== '0'
  return (
    <Section title={t('raise.progress')}>
      <Figures
        items={(['interested', 'pledged', 'reserved', 'signed', 'funded', 'issued'] as const).map((part) => [
          t(`raise.${part}`),
          <Amount key={part} value={board[part].amount} />,
          `${t('raise.units', { units: unitsText(board[part].units) })} · ${t('offering.waiting', { count: board[part].count })}`,
        ])}
      />
      <div className="mt-4">
        <div className="relative h-3 overflow-hidden rounded-full bg-sunken" aria-hidden>
          <div className="h-full bg-accent" style={{ width: `${percent}%` }} />
          {softCap !== '0' && (
            <div
              className="absolute inset-y-0 w-0.5 bg-ink"
              style={{ insetInlineStart: `min(${board.softCapPercent}%, calc(100% - 2px))` }}
            />
          )}
        </div>
        <p className="mt-2">
          {t('raise.bar', { paid: unitsText(paid), hardCap: unitsText(hardCap), percent })}{' '}
          {softCap === '0'
            ? t('raise.noSoftCap')
            : missing
              ? t('raise.toSoftCap', { units: unitsText(toSoftCap), softCap: unitsText(softCap) })
              : t('raise.softCapMet', { softCap: unitsText(softCap) })}
        </p>
      </div>
    </Section>
  )
}

function Tabs({
  board,
  chosen,
}: {
  readonly board: RaiseBoard
  readonly chosen: (typeof SUBSCRIPTION_STATES)[number] | undefined
}) {
  const [, setAddress] = useSearchState()
  const counts = new Map(board.states.map(({ state, count }) => [state, count]))
  const waiting = SUBSCRIPTION_STATES.reduce(
    (sum, state) => sum + (STATES[state].next.length > 0 ? (counts.get(state) ?? 0) : 0),
    0,
  )
  const shown = SUBSCRIPTION_STATES.filter((state) => counts.has(state) || state === chosen)
  return (
    <TabBar label={t('raise.tabs')}>
      {[undefined, ...shown].map((state) => (
        <li key={state ?? ''}>
          <button
            type="button"
            aria-current={state === chosen ? 'page' : undefined}
            onClick={() => setAddress({ state, f: undefined })}
            className={tabClass(state === chosen)}
          >
            {t('raise.tab', {
              name: state === undefined ? t('raise.open') : t(`state.${state}`),
              count: state === undefined ? waiting : (counts.get(state) ?? 0),
            })}
          </button>
        </li>
      ))}
    </TabBar>
  )
}

function Find() {
  const [{ search }, setAddress] = useSearchState()
  function find(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = new FormData(event.currentTarget).get('search')
    setAddress({ search: typeof typed === 'string' && typed.trim() !== '' ? typed.trim() : undefined })
  }
  return (
    <search>
      <form onSubmit={find} className="mb-4 flex max-w-xl items-start gap-2">
        <div className="min-w-0 grow">
          <TextField
            name="search"
            label={t('raise.search')}
            hint={t('raise.searchHint')}
            defaultValue={search ?? ''}
            maxLength={60}
            autoComplete="off"
          />
        </div>
        <Button type="submit" className="mt-7">
          {t('raise.find')}
        </Button>
      </form>
    </search>
  )
}

type Reminders = { readonly reminded: number; readonly before: number; readonly left: number }

function RemindAll({ id, state }: { readonly id: string; readonly state: string | undefined }) {
  return (
    <ReviewedAction<Reminders>
      look="secondary"
      label={t('raise.remindAll')}
      title={t('raise.remindAllTitle')}
      review={<p>{t('raise.remindAllReview')}</p>}
      confirm={t('raise.remindAllConfirm')}
      write={{ path: `/v1/offerings/${id}/reminders`, body: state === undefined ? {} : { state } }}
      onDone={(done) => toast(t('raise.allReminded', done))}
    />
  )
}

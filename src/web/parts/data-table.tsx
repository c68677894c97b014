import { clsx } from 'clsx'
import { ArrowDown, ArrowUp, ChevronsUpDown, Download, ListFilter, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useId, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { useSearchState } from '../address.ts'
import { dateText } from '../format.ts'
import { useNarrow } from '../media.ts'
import type { Rows } from '../query.ts'
import { saveFile } from '../save-file.ts'
import {
  csvText,
  filtersText,
  nextSort,
  passes,
  readAsked,
  readFilters,
  readSort,
  sorted,
  sortText,
  type Ask,
  type Comparable,
  type Filter,
  type Operator,
  type Sort,
} from '../table-state.ts'
import { t } from '../text.ts'
import { Button, buttonClass } from './button.tsx'
import { Empty } from './page.tsx'
import { ProblemNote } from './problem-note.tsx'

export type Column<Row> = {
  readonly id: string
  readonly header: string
  readonly cell: (row: Row) => ReactNode
  /** The cell as text: what filters compare, and sorting too unless `order` says otherwise. */
  readonly text: (row: Row) => string
  readonly order?: (row: Row) => Comparable
  /** `choice` offers the values that occur, `text` looks for a part. */
  readonly filter?: 'choice' | 'text'
  readonly numeric?: boolean
  /** Holds something to press, not something to compare. */
  readonly action?: boolean
  /** Holds sentences: on a phone they stand below the header, as wide as the card. */
  readonly prose?: boolean
}

/**
 * A list the way every list of the product is: filters and sort live in the address, so a link shows the same rows;
 * rows come page by page; on a phone each row is a card.
 *
 * Where the server narrows the list, filters ask it. Otherwise they work on the rows that are loaded, as sorting does unless the
 * server sorts; the table says how many are loaded while there are more. The rows that are shown are saved as CSV.
 *
 * @param name tells the tables of one screen apart in the address
 * @param csv where the server has all of them as CSV, with more than the screen shows: it is offered instead, and beside what is
 *   shown where filters leave rows out that the server would not
 */
export function DataTable<Row>({
  name = '',
  label,
  columns,
  rows,
  keyOf,
  empty,
  csv,
  tools,
  sorts,
  asks,
}: {
  readonly name?: string
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: Rows<Row>
  readonly keyOf: (row: Row) => string
  readonly empty: ReactNode
  readonly csv?: string
  readonly tools?: ReactNode
  /** The columns by which the server sorts; the rows then come sorted. Without it, what is loaded is sorted here. */
  readonly sorts?: readonly string[]
  /** What the server narrows the list by: see `useAsked`. Without it, what is loaded is narrowed here. */
  readonly asks?: readonly Ask[]
}) {
  const [search, setSearch] = useSearchState()
  const list = useRef<HTMLDivElement>(null)
  const narrow = useNarrow(list)
  const ids = columns.map((column) => column.id)
  const sortable = sorts ?? columns.filter((column) => column.action !== true).map((column) => column.id)
  const filters = asks === undefined ? readFilters(search[`${name}f`], ids) : []
  const asked = readAsked(search, name, asks ?? [], [])
  const sort = readSort(search[`${name}sort`], sortable)

  const byId = new Map(columns.map((column) => [column.id, column]))
  const shown = sorted(
    rows.items.filter((row) => passes(filters, (id) => byId.get(id)?.text(row) ?? '')),
    sorts === undefined ? sort : null,
    (row, id) => byId.get(id)?.order?.(row) ?? byId.get(id)?.text(row) ?? '',
  )

  // One row alone is neither looked for nor sorted.
  const isMany = rows.items.length > 1
  const setFilters = (to: readonly Filter[]) =>
    setSearch({ [`${name}f`]: to.length === 0 ? undefined : filtersText(to) })
  const ask = (changes: Readonly<Record<string, string | undefined>>) =>
    setSearch(Object.fromEntries(Object.entries(changes).map(([param, value]) => [name + param, value])))
  const isAsked = Object.keys(asked).length > 0
  const clear = () => {
    if (asks === undefined) setFilters([])
    else ask(Object.fromEntries(asks.map(({ param }) => [param, undefined])))
  }
  const setSort = (to: Sort | null) => setSearch({ [`${name}sort`]: to === null ? undefined : sortText(to) })

  if (rows.items.length === 0 && !isAsked) {
    if (rows.error !== null) return <ProblemNote error={rows.error} />
    return rows.loading ? <LoadingRows /> : <>{empty}</>
  }

  return (
    <div ref={list} aria-busy={rows.stale === true} className={clsx(rows.stale === true && 'opacity-60')}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        {filters.map((filter, i) => (
          <Pill
            key={filtersText([filter])}
            words={t('table.pill', {
              column: byId.get(filter.column)?.header ?? filter.column,
              operator: t(`table.${filter.operator}`),
              value: filter.value,
            })}
            onRemove={() => setFilters(filters.toSpliced(i, 1))}
          />
        ))}
        {asks?.map((each) => {
          const value = asked[each.param]
          return (
            value !== undefined && (
              <Pill
                key={each.param}
                words={askText(each, value)}
                onRemove={() => ask({ [each.param]: undefined })}
              />
            )
          )
        })}
        {asks !== undefined && (isMany || isAsked) && <AddAsk asks={asks} onAdd={ask} />}
        {asks === undefined && isMany && (
          <AddFilter
            columns={columns}
            rows={rows.items}
            onAdd={(filter) => setFilters([...filters, filter])}
          />
        )}
        {narrow && isMany && sortable.length > 0 && (
          <SortChoice
            columns={columns.filter(({ id }) => sortable.includes(id))}
            sort={sort}
            onSort={setSort}
          />
        )}
        <div className="ms-auto flex flex-wrap items-center gap-2">
          <p className="text-sm text-ink-soft" aria-live="polite">
            {rows.items.length > 0 && countText(shown.length, rows)}
          </p>
          {tools}
          {csv !== undefined && (
            <a className={buttonClass('quiet', true)} href={csv} download>
              <Download className="size-4" aria-hidden />
              {t(filters.length === 0 ? 'table.csv' : 'table.csvAll')}
            </a>
          )}
          {rows.items.length > 0 && (csv === undefined || filters.length > 0) && (
            <Button
              look="quiet"
              small
              onClick={() => saveFile(`${label}.csv`, csvText(columns, shown), 'text/csv')}
            >
              <Download className="size-4" aria-hidden />
              {t(csv === undefined && rows.more === null ? 'table.csv' : 'table.csvSoFar')}
            </Button>
          )}
        </div>
      </div>
      {rows.error !== null && rows.items.length === 0 ? (
        <ProblemNote error={rows.error} />
      ) : rows.items.length === 0 && rows.loading ? (
        <LoadingRows />
      ) : shown.length === 0 ? (
        <Empty action={<Button onClick={clear}>{t('table.clear')}</Button>}>{t('table.noMatch')}</Empty>
      ) : narrow ? (
        <Cards label={label} columns={columns} rows={shown} keyOf={keyOf} />
      ) : (
        <Grid
          label={label}
          columns={columns}
          rows={shown}
          keyOf={keyOf}
          sorts={sortable}
          sort={sort}
          onSort={setSort}
        />
      )}
      {rows.more !== null && (
        <div className="mt-3 flex justify-center">
          <Button busy={rows.loading} onClick={rows.more}>
            {t('table.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

function countText(shown: number, { items, more }: Pick<Rows<unknown>, 'items' | 'more'>): string {
  const all = items.length
  if (more !== null) return t('table.countSoFar', { shown, all })
  return shown === all ? t('table.rows', { count: all }) : t('table.count', { shown, all })
}

type Body<Row> = {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
}

function Grid<Row>({
  label,
  columns,
  rows,
  keyOf,
  sorts,
  sort,
  onSort,
}: Body<Row> & {
  readonly sorts: readonly string[]
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}) {
  return (
    <section className="card overflow-x-auto" aria-label={label}>
      <table className="w-full border-collapse text-[0.9rem]">
        <thead>
          <tr className="border-b border-line">
            {columns.map((column, i) => (
              <th
                key={column.id}
                scope="col"
                aria-sort={ariaSort(sort, column.id)}
                className={clsx('px-4 py-1.5 font-medium', i === 0 && 'sticky start-0 z-20 bg-surface')}
              >
                {sorts.includes(column.id) ? (
                  <button
                    type="button"
                    onClick={() => onSort(nextSort(sort, column.id))}
                    className={clsx(
                      'group flex min-h-8 w-full items-center gap-1 text-sm whitespace-nowrap text-ink-soft hover:text-ink',
                      column.numeric === true && 'flex-row-reverse',
                    )}
                  >
                    {column.header}
                    <SortMark sort={sort} column={column.id} />
                  </button>
                ) : (
                  <span
                    className={clsx(
                      'flex min-h-8 items-center text-sm whitespace-nowrap text-ink-soft',
                      column.numeric === true && 'justify-end',
                    )}
                  >
                    {column.header}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} className="group/row border-b border-line last:border-0 hover:bg-sunken">
              {columns.map((column, i) => (
                <td
                  key={column.id}
                  className={clsx(
                    'px-4 py-2.5 align-middle',
                    column.numeric === true && 'text-end tabular-nums',
                    i === 0 && 'sticky start-0 z-10 bg-surface group-hover/row:bg-sunken',
                  )}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Cards<Row>({ label, columns, rows, keyOf }: Body<Row>) {
  const [first, ...rest] = columns
  return (
    <ul aria-label={label} className="space-y-2">
      {rows.map((row) => (
        <li key={keyOf(row)} className="card px-4 py-3">
          <div className="font-medium">{first?.cell(row)}</div>
          <dl className="mt-2 grid gap-1.5">
            {rest
              // Nothing to press is no line.
              .filter((column) => column.action !== true || column.cell(row) !== null)
              .map((column) => (
                <div
                  key={column.id}
                  className={column.prose === true ? '' : 'flex items-baseline justify-between gap-4'}
                >
                  <dt className="shrink-0 text-sm text-ink-soft">{column.header}</dt>
                  <dd className={`min-w-0 break-words ${column.prose === true ? 'mt-1' : 'text-end'}`}>
                    {column.cell(row)}
                  </dd>
                </div>
              ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}

function ariaSort(sort: Sort | null, column: string): 'ascending' | 'descending' | undefined {
  if (sort?.column !== column) return undefined
  return sort.descending ? 'descending' : 'ascending'
}

function SortMark({ sort, column }: { readonly sort: Sort | null; readonly column: string }) {
  if (sort?.column !== column)
    return (
      <ChevronsUpDown
        className="size-3.5 opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60"
        aria-hidden
      />
    )
  const Mark = sort.descending ? ArrowDown : ArrowUp
  return <Mark className="size-3.5" aria-hidden />
}

function SortChoice<Row>({
  columns,
  sort,
  onSort,
}: {
  readonly columns: readonly Column<Row>[]
  readonly sort: Sort | null
  readonly onSort: (sort: Sort | null) => void
}) {
  const value = sort === null ? '' : sortText(sort)
  const ids = columns.map((column) => column.id)
  return (
    <select
      aria-label={t('table.sortBy')}
      className="field w-auto! min-h-8! py-1! text-sm"
      value={value}
      onChange={(event) => onSort(readSort(event.target.value === '' ? undefined : event.target.value, ids))}
    >
      <option value="">{t('table.sortBy')}</option>
      {columns.flatMap((column) => [
        <option key={column.id} value={column.id}>
          {column.header} ↑
        </option>,
        <option key={`-${column.id}`} value={`-${column.id}`}>
          {column.header} ↓
        </option>,
      ])}
    </select>
  )
}

function Pill({ words, onRemove }: { readonly words: string; readonly onRemove: () => void }) {
  return (
    <span className="inline-flex min-h-8 items-center gap-1 rounded-full bg-accent-soft ps-3 pe-1 text-sm font-medium text-accent">
      {words}
      <button
        type="button"
        onClick={onRemove}
        aria-label={t('table.removeFilter', { filter: words })}
        className="inline-flex size-6 items-center justify-center rounded-full hover:bg-surface"
      >
        <X className="size-3.5" aria-hidden />
      </button>
    </span>
  )
}

function AddFilter<Row>({
  columns,
  rows,
  onAdd,
}: {
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly onAdd: (filter: Filter) => void
}) {
  const filterable = columns.filter((column) => column.filter !== undefined)
  const [chosen, setChosen] = useState(filterable[0]?.id ?? '')
  const column = filterable.find((each) => each.id === chosen)
  if (column === undefined) return null

  const isChoice = column.filter === 'choice'
  const choices = isChoice ? [...new Set(rows.map(column.text))].sort() : []
  const operators: readonly Operator[] = isChoice ? ['is', 'not'] : ['has', 'hasnot', 'is', 'not']

  return (
    <FilterForm
      columns={filterable.map(({ id, header }) => [id, header])}
      chosen={chosen}
      onChoose={setChosen}
      onSubmit={(data) => {
        const operator = operators.find((each) => each === data.get('operator'))
        const value = data.get('value')
        if (operator === undefined || typeof value !== 'string' || value === '') return false
        onAdd({ column: chosen, operator, value })
        return true
      }}
    >
      <select name="operator" aria-label={t('table.operator')} className="field" key={`operator-${chosen}`}>
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {t(`table.${operator}`)}
          </option>
        ))}
      </select>
      {isChoice ? (
        <select name="value" aria-label={t('table.value')} className="field" key={`value-${chosen}`}>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input name="value" aria-label={t('table.value')} className="field" key={`value-${chosen}`} />
      )}
    </FilterForm>
  )
}

function askText(ask: Ask, value: string): string {
  switch (ask.kind) {
    case 'day':
      return t('table.dayPill', { column: ask.label, day: dateText(value) })
    case 'choice': {
      const label = ask.choices.find(([each]) => each === value)?.[1] ?? value
      return t('table.pill', { column: ask.label, operator: t('table.is'), value: label })
    }
    case 'text':
      return t('table.pill', {
        column: ask.label,
        operator: t(ask.has === true ? 'table.has' : 'table.is'),
        value,
      })
  }
}

function AddAsk({
  asks,
  onAdd,
}: {
  readonly asks: readonly Ask[]
  readonly onAdd: (changes: Readonly<Record<string, string>>) => void
}) {
  const [chosen, setChosen] = useState(asks[0]?.param ?? '')
  const ask = asks.find(({ param }) => param === chosen)
  if (ask === undefined) return null
  return (
    <FilterForm
      columns={asks.map(({ param, label }) => [param, label])}
      chosen={chosen}
      onChoose={setChosen}
      onSubmit={(data) => {
        const value = data.get('value')
        if (typeof value !== 'string' || value.trim() === '') return false
        onAdd({ [chosen]: value.trim() })
        return true
      }}
    >
      <AskedValue key={ask.param} ask={ask} />
    </FilterForm>
  )
}

function AskedValue({ ask }: { readonly ask: Ask }) {
  const list = useId()
  switch (ask.kind) {
    case 'choice':
      return (
        <select name="value" aria-label={t('table.value')} className="field">
          {ask.choices.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      )
    case 'day':
      return <input name="value" type="date" aria-label={t('table.value')} className="field" />
    case 'text':
      return (
        <>
          <input
            name="value"
            aria-label={t('table.value')}
            className="field"
            dir="auto"
            {...(ask.suggestions === undefined ? {} : { list })}
          />
          <datalist id={list}>
            {ask.suggestions?.map((text) => (
              <option key={text} value={text}>
                {text}
              </option>
            ))}
          </datalist>
        </>
      )
  }
}

/** A column to choose, what is asked of it, and a button: beside the list until it is pressed. */
function FilterForm({
  columns,
  chosen,
  onChoose,
  onSubmit,
  children,
}: {
  readonly columns: readonly (readonly [id: string, header: string])[]
  readonly chosen: string
  readonly onChoose: (id: string) => void
  /** Says whether it was a filter. */
  readonly onSubmit: (data: FormData) => boolean
  readonly children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (onSubmit(new FormData(event.currentTarget))) setOpen(false)
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={buttonClass('quiet', true)}>
        <ListFilter className="size-4" aria-hidden />
        {t('table.filter')}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={12}
          aria-label={t('table.filter')}
          className="card z-40 w-72 p-4 shadow-raised"
        >
          <form onSubmit={submit} className="space-y-3">
            <select
              aria-label={t('table.column')}
              className="field"
              value={chosen}
              onChange={(event) => onChoose(event.target.value)}
            >
              {columns.map(([id, header]) => (
                <option key={id} value={id}>
                  {header}
                </option>
              ))}
            </select>
            {children}
            <Button look="primary" type="submit" className="w-full">
              {t('table.addFilter')}
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** Where a list will stand that is awaited. */
export function LoadingRows() {
  return (
    <div className="card divide-y divide-line" aria-live="polite">
      <span className="sr-only">{t('shell.loading')}</span>
      {[0, 1, 2, 3].map((i) => (
        <div key={i} className="px-4 py-4">
          <div className="h-4 w-full max-w-sm animate-pulse rounded bg-line" />
        </div>
      ))}
    </div>
  )
}

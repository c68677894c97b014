import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ENTRY_NAMES } from '../../register/register.ts'
import { useAsked, useSearchState } from '../address.ts'
import { get, withParams } from '../api.ts'
import type { Holding, Instrument, Movement } from '../../../sdk/src/operations.ts'
import type { RegisterHead } from '../data.ts'
import { dateText, isDate } from '../format.ts'
import { AsOf } from '../parts/as-of.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Figures, Page, Section } from '../parts/page.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData, useRows } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { t, unbroken } from '../text.ts'
import { statusWord } from '../status.ts'
import { decimalOrder, type Ask } from '../table-state.ts'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { MOVEMENT_COLUMNS } from './movement-columns.tsx'

/** Of what the server sorts by; it sorts wallets by address, which is no order that a reader of names expects. */
const SORTED_COLUMNS = ['units', 'since']

const HOLDER_ASKS: readonly Ask[] = [
  { param: 'holder', label: t('register.holder'), kind: 'text', has: true },
  { param: 'wallet', label: t('register.wallet'), kind: 'text' },
]

const SORTED_MOVEMENTS = ['at', 'units']
const MOVEMENT_ASKS: readonly Ask[] = [
  {
    param: 'kind',
    label: t('movements.kind'),
    kind: 'choice',
    choices: ENTRY_NAMES.map((kind) => [kind, statusWord(kind)] as const),
  },
  { param: 'wallet', label: t('register.wallet'), kind: 'text' },
  { param: 'from', label: t('table.from'), kind: 'day' },
  { param: 'until', label: t('table.until'), kind: 'day' },
]

const route = getRouteApi('/instruments/$instrument/register')

export function Register() {
  const { instrument: id } = route.useParams()
  const { now } = useSession()
  const isOwn = useUser().role === 'investor'
  const [{ asOf }, setSearch] = useSearchState()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const path = `/v1/instruments/${id}/register`
  const head = useQuery({
    queryKey: [path, { asOf }, 'head'],
    queryFn: () => get<RegisterHead>(path, { asOf, limit: 1 }),
    // The slider stays under the finger while the next day is read.
    placeholderData: keepPreviousData,
  }).data
  const asked = useAsked(HOLDER_ASKS, SORTED_COLUMNS)
  // A list of its own for each day: holdings of one day are never seen under the date of another.
  const holdings = useRows<Holding>(withParams(path, { asOf }), asked)

  const columns: readonly Column<Holding>[] = [
    {
      id: 'wallet',
      header: t('register.holder'),
      text: (row) => `${row.investor?.displayName ?? ''} ${row.wallet}`,
      cell: (row) => (
        <div>
          <Link
            to="/instruments/$instrument/holders/$wallet"
            params={{ instrument: id, wallet: row.wallet }}
            search={{}}
            className="font-medium text-accent hover:underline"
          >
            {row.investor?.displayName ?? t('register.unknownHolder')}
          </Link>
          <div className="text-sm font-normal text-ink-soft">
            <HashText value={row.wallet} label={t('register.wallet')} />
          </div>
        </div>
      ),
    },
    units(
      'units',
      t('register.units'),
      (row) => row.units,
      (row) => row.unitsDisplay,
    ),
    {
      id: 'share',
      header: t('register.share'),
      numeric: true,
      text: (row) => row.shareDisplay,
      order: (row) => decimalOrder(row.units),
      cell: (row) => <bdi dir="ltr">{unbroken(row.shareDisplay)}</bdi>,
    },
    units('free', t('register.free'), (row) => row.free),
    units('locked', t('register.locked'), (row) => row.locked),
    units('frozen', t('register.frozen'), (row) => row.frozen),
    {
      id: 'since',
      header: t('register.since'),
      text: (row) => row.since ?? '',
      cell: (row) => <DateText value={row.since} />,
    },
  ]

  return (
    <Page
      title={instrument.name}
      eyebrow={t('register.title')}
      lede={t(isOwn ? 'register.ledeOwn' : 'register.lede')}
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <AsOf
        value={asOf}
        first={head?.begins?.slice(0, 10) ?? null}
        today={now.slice(0, 10)}
        note={{ now: t('register.asOfNow'), close: t('register.asOfClose') }}
        onChange={(day) => setSearch({ asOf: day })}
      />
      {head !== undefined && (
        <div className="mb-6">
          <Figures
            items={[
              [
                t('register.supply'),
                <UnitAmount key="supply" units={head.supply} display={head.supplyDisplay} />,
              ],
              [t(isOwn ? 'register.holdersAll' : 'register.holders'), head.holdersCount],
              // The close of a day is the first moment of the next one.
              [t('register.asOf'), <DateText key="asOf" value={asOf ?? head.asOf} />],
              [
                t('register.block'),
                head.block?.number ?? '–',
                head.block !== null && (
                  <HashText key="hash" value={head.block.hash} label={t('register.blockHash')} />
                ),
              ],
            ]}
          />
        </div>
      )}
      <DataTable
        label={t('register.title')}
        columns={columns}
        rows={holdings}
        keyOf={(row) => row.wallet}
        sorts={SORTED_COLUMNS}
        asks={HOLDER_ASKS}
        csv={withParams(`${path}.csv`, { asOf, ...asked })}
        empty={<Empty>{t('register.empty')}</Empty>}
      />
      <Movements instrument={id} until={asOf !== undefined && isDate(asOf) ? asOf : undefined} />
    </Page>
  )
}

function units(
  id: string,
  header: string,
  value: (row: Holding) => string,
  display: (row: Holding) => string | undefined = () => undefined,
): Column<Holding> {
  return {
    id,
    header,
    numeric: true,
    text: value,
    order: (row) => decimalOrder(value(row)),
    cell: (row) => <UnitAmount units={value(row)} display={display(row)} />,
  }
}

/** @param until the day that the register is looked at, which is the last one shown; all are where it is none */
function Movements({
  instrument,
  until,
}: {
  readonly instrument: string
  readonly until: string | undefined
}) {
  const path = `/v1/instruments/${instrument}/movements`
  const { until: typed, ...asked } = useAsked(MOVEMENT_ASKS, SORTED_MOVEMENTS, 'movements.')
  const last = [typed, until].filter((day) => day !== undefined).toSorted()[0]
  // As above, a list of its own for each day.
  const movements = useRows<Movement>(withParams(path, { until: last }), asked)
  return (
    <Section
      title={t('movements.title')}
      note={until === undefined ? t('movements.note') : t('movements.noteUntil', { day: dateText(until) })}
    >
      <DataTable
        name="movements."
        label={t('movements.title')}
        columns={MOVEMENT_COLUMNS}
        rows={movements}
        keyOf={(row) => row.id}
        sorts={SORTED_MOVEMENTS}
        asks={MOVEMENT_ASKS}
        csv={withParams(`${path}.csv`, { until: last, ...asked })}
        empty={<Empty>{t('movements.empty')}</Empty>}
      />
    </Section>
  )
}

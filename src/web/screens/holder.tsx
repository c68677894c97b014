import { getRouteApi, Link } from '@tanstack/react-router'
import type { Instrument, Lot } from '../../../sdk/src/operations.ts'
import type { Holder } from '../data.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { legendWords } from '../parts/legends.ts'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { loaded, useData } from '../query.ts'
import { useUser } from '../session.ts'
import { t, unbroken } from '../text.ts'
import { Enforce } from './enforcement.tsx'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { MOVEMENT_COLUMNS } from './movement-columns.tsx'

const route = getRouteApi('/instruments/$instrument/holders/$wallet')

const LOT_COLUMNS: readonly Column<Lot>[] = [
  {
    id: 'acquired',
    header: t('lots.acquired'),
    text: (lot) => lot.acquired ?? '',
    cell: (lot) => <DateText value={lot.acquired} />,
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (lot) => lot.units,
    cell: (lot) => <UnitAmount units={lot.units} display={lot.unitsDisplay} />,
  },
  {
    id: 'lockedUntil',
    header: t('lots.lockedUntil'),
    text: (lot) => lot.lockedUntil ?? '',
    cell: (lot) => (lot.lockedUntil === null ? t('lots.free') : <DateText value={lot.lockedUntil} />),
  },
  {
    id: 'legends',
    header: t('lots.legends'),
    text: (lot) => legendWords(lot.legends),
    cell: (lot) => legendWords(lot.legends) || '–',
  },
]

/** One wallet's part of the register: what it holds, since when, and how it came by it. */
export function HolderScreen() {
  const { instrument: id, wallet } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const holder = useData<Holder>(`/v1/instruments/${id}/holders/${wallet}`)
  const { role } = useUser()
  const isOwn = role === 'investor'

  return (
    <Page
      title={holder.investor?.displayName ?? t('register.unknownHolder')}
      eyebrow={
        <Link to="/instruments/$instrument/register" params={{ instrument: id }} search={{}}>
          {t('holder.of', { instrument: instrument.name })}
        </Link>
      }
      lede={<HashText value={wallet} label={t('register.wallet')} />}
      actions={
        role === 'officer' ? (
          <Enforce instrument={id} wallet={wallet} />
        ) : (
          isOwn && (
            <Link
              to="/instruments/$instrument/transfer"
              params={{ instrument: id }}
              search={{ from: wallet }}
              className={buttonClass('primary')}
            >
              {t('holder.transfer')}
            </Link>
          )
        )
      }
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <Figures
        items={[
          [
            t('register.units'),
            <UnitAmount key="units" units={holder.units} display={holder.unitsDisplay} />,
            unbroken(holder.shareDisplay),
          ],
          [t('register.free'), <UnitAmount key="free" units={holder.free} />],
          [t('register.locked'), <UnitAmount key="locked" units={holder.locked} />],
          [t('register.frozen'), <UnitAmount key="frozen" units={holder.frozen} />],
        ]}
      />
      {holder.investor !== null && !isOwn && (
        <Section title={t('holder.investor')}>
          <Facts
            items={[
              [
                t('investor.name'),
                <Link
                  key="investor"
                  to="/investors/$investor"
                  params={{ investor: holder.investor.id }}
                  search={{}}
                  className="text-accent hover:underline"
                >
                  {holder.investor.displayName}
                </Link>,
              ],
              [t('register.since'), <DateText key="since" value={holder.since} />],
            ]}
          />
        </Section>
      )}
      <Section title={t('lots.title')} note={t('lots.note')}>
        <DataTable
          name="lots."
          label={t('lots.title')}
          columns={LOT_COLUMNS}
          rows={loaded(holder.lots)}
          keyOf={(lot) => lot.id}
          empty={<Empty>{t('lots.empty')}</Empty>}
        />
      </Section>
      <Section title={t('movements.title')}>
        <DataTable
          name="movements."
          label={t('movements.title')}
          columns={MOVEMENT_COLUMNS}
          rows={loaded(holder.movements)}
          keyOf={(movement) => movement.id}
          empty={<Empty>{t('movements.empty')}</Empty>}
        />
      </Section>
    </Page>
  )
}

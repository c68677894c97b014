import { Link } from '@tanstack/react-router'
import { SUBSCRIPTION_STATES } from '../../offering/subscription/subscription-state.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import type { Offering, Subscription } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { stateWord } from '../status.ts'
import { t } from '../text.ts'
import type { Ask } from '../table-state.ts'

const COLUMNS: readonly Column<Subscription>[] = [
  {
    id: 'wallet',
    header: t('register.wallet'),
    text: (row) => row.wallet ?? '',
    cell: (row) => (row.wallet === null ? '–' : <HashText value={row.wallet} label={t('register.wallet')} />),
  },
  {
    id: 'instrument',
    header: t('distribution.instrument'),
    text: (row) => row.instrument.name,
    cell: (row) => (
      <Link
        to="/subscriptions/$subscription"
        params={{ subscription: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.instrument.name}
      </Link>
    ),
  },
  {
    id: 'amount',
    header: t('subscription.amount'),
    numeric: true,
    text: (row) => row.amount.amount,
    cell: (row) => <PaidAmount of={row} />,
  },
  {
    id: 'units',
    header: t('register.units'),
    numeric: true,
    text: (row) => row.units,
    cell: (row) => <UnitAmount units={row.units} display={row.unitsDisplay} />,
  },
  {
    id: 'state',
    header: t('distribution.status'),
    text: stateWord,
    cell: (row) => <StatusChip status={row.status} word={stateWord(row)} />,
  },
  {
    id: 'at',
    header: t('movements.at'),
    text: (row) => row.createdAt,
    cell: (row) => <DateText value={row.createdAt} time />,
  },
]

/** By what the server sorts. */
const SORTED_COLUMNS = ['at', 'amount', 'units']

const asksOf = (offerings: readonly Offering[]): readonly Ask[] => [
  ...(offerings.length === 0
    ? []
    : [
        {
          param: 'offering',
          label: t('distribution.instrument'),
          kind: 'choice' as const,
          choices: offerings.map(({ id, instrument }) => [id, instrument.name] as const),
        },
      ]),
  {
    param: 'state',
    label: t('distribution.status'),
    kind: 'choice',
    choices: SUBSCRIPTION_STATES.map((state) => [state, t(`state.${state}`)] as const),
  },
  { param: 'wallet', label: t('register.wallet'), kind: 'text' },
]

/**
 * Every subscription, or those of one offering; read again while one of them is on its way.
 *
 * @param offerings what all of them are of, to choose from
 */
export function SubscriptionTable({
  offering,
  offerings = [],
}: {
  readonly offering?: string
  readonly offerings?: readonly Offering[]
}) {
  const asks = asksOf(offerings)
  const asked = { offering, ...useAsked(asks, SORTED_COLUMNS) }
  const rows = useRows<Subscription>(
    '/v1/subscriptions',
    asked,
    ({ state }) => state === 'funded' || state === 'allocated',
  )
  return (
    <Section title={t('subscriptions.title')} note={t('subscriptions.note')}>
      <DataTable
        label={t('subscriptions.title')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        sorts={SORTED_COLUMNS}
        asks={asks}
        csv={withParams('/v1/subscriptions.csv', asked)}
        empty={<Empty>{t('subscriptions.empty')}</Empty>}
      />
    </Section>
  )
}

import { getRouteApi, Link } from '@tanstack/react-router'
import type { Offering } from '../../../sdk/src/operations.ts'
import type { ListedAgreement } from '../data.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { decimalOrder } from '../table-state.ts'

const route = getRouteApi('/offerings/$offering/agreements')
/** As many as the server takes at once. */
const AT_ONCE_MAX = 200

const COLUMNS: readonly Column<ListedAgreement>[] = [
  {
    id: 'investor',
    header: t('signing.investor'),
    text: ({ investor }) => investor.name ?? investor.id,
    filter: 'text',
    cell: ({ subscription, investor }) => (
      <Link
        to="/subscriptions/$subscription"
        params={{ subscription }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {investor.name ?? <code className="font-mono text-xs break-all">{investor.id}</code>}
      </Link>
    ),
  },
  {
    id: 'status',
    header: t('signing.status'),
    filter: 'choice',
    text: ({ status }) => statusWord(status),
    cell: ({ status, holdersChanged }) => (
      <>
        <StatusChip status={status} />
        {holdersChanged && <p className="mt-1 text-sm text-bad">{t('closing.holdersChanged')}</p>}
      </>
    ),
  },
  {
    id: 'units',
    header: t('signing.units'),
    numeric: true,
    text: ({ units }) => units,
    order: ({ units }) => decimalOrder(units),
    cell: ({ units, unitsDisplay }) => <UnitAmount units={units} display={unitsDisplay} />,
  },
  {
    id: 'amount',
    header: t('signing.amount'),
    numeric: true,
    text: ({ amount }) => amount.amount,
    order: ({ amount }) => decimalOrder(amount.amount),
    cell: (row) => <PaidAmount of={row} />,
  },
  {
    id: 'signed',
    header: t('signing.signedAt'),
    text: ({ signedAt }) => signedAt ?? '',
    cell: ({ signedAt }) => <DateText value={signedAt} time />,
  },
  {
    id: 'countersigned',
    header: t('signing.countersignedAt'),
    text: ({ countersignedAt }) => countersignedAt ?? '',
    cell: ({ countersignedAt }) => <DateText value={countersignedAt} time />,
  },
  {
    id: 'sha256',
    header: t('signing.sha256'),
    text: ({ sha256 }) => sha256,
    cell: ({ sha256 }) => <HashText value={sha256} label={t('signing.sha256')} />,
  },
]

/** The agreements of an offering, and the press that countersigns what investors have signed. */
export function Agreements() {
  const { offering: id } = route.useParams()
  const offering = useData<Offering>(`/v1/offerings/${id}`)
  const rows = useRows<ListedAgreement>(`/v1/offerings/${id}/agreements`)
  const { role } = useUser()
  const signed = rows.items
    .filter(({ status, holdersChanged }) => status === 'signed' && !holdersChanged)
    .slice(0, AT_ONCE_MAX)
  return (
    <Page
      title={t('signing.list')}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: id }} search={{}}>
          {offering.instrument.name}
        </Link>
      }
      lede={t('signing.listNote')}
      actions={role === 'issuer' && signed.length > 0 && <Countersign id={id} signed={signed} />}
    >
      <Section title={t('signing.list')}>
        <DataTable
          label={t('signing.list')}
          columns={COLUMNS}
          rows={rows}
          keyOf={({ subscription }) => subscription}
          empty={<Empty>{t(offering.agreementRequired ? 'signing.empty' : 'signing.notAsked')}</Empty>}
        />
      </Section>
    </Page>
  )
}

function Countersign({ id, signed }: { readonly id: string; readonly signed: readonly ListedAgreement[] }) {
  const count = signed.length
  return (
    <ReviewedAction<{ countersigned: number; holdersChanged: readonly string[] }>
      label={t('signing.countersign', { count })}
      title={t('signing.countersignTitle')}
      review={
        <>
          <p className="text-ink-soft">{t('signing.countersignReview', { count })}</p>
          <ul className="card divide-y divide-line">
            {signed.map(({ subscription, investor, amount, cash }) => (
              <li key={subscription} className="flex justify-between gap-4 px-4 py-2">
                <a
                  className="min-w-0 break-words text-accent underline"
                  href={`/v1/subscriptions/${subscription}/agreement/document`}
                  download
                >
                  {investor.name ?? investor.id}
                </a>
                <PaidAmount of={{ amount, cash }} />
              </li>
            ))}
          </ul>
        </>
      }
      confirm={t('signing.countersign', { count })}
      write={{
        path: `/v1/offerings/${id}/countersignatures`,
        body: { subscriptions: signed.map(({ subscription }) => subscription) },
      }}
      onDone={({ countersigned, holdersChanged }) => {
        const left = holdersChanged.length
        toast(
          `${t('signing.countersigned', { count: countersigned })}${left === 0 ? '' : ` ${t('closing.leftOut', { count: left })}`}`,
        )
      }}
    />
  )
}

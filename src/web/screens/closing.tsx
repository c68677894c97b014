import { getRouteApi, Link } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import type { SubscriptionState } from '../../offering/subscription/subscription-state.ts'
import type { Closing, Escrow, RaiseBoard } from '../../../sdk/src/operations.ts'
import { instantText } from '../format.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { sentenceIn, t } from '../text.ts'
import { MissingFacts } from './rule-parts.tsx'
import { UseOfProceeds } from './proceeds.tsx'
import { AllotmentForm, ASKED, WHO, type Allocation } from './allotment.tsx'

const route = getRouteApi('/offerings/$offering/closing')

const COLUMNS: readonly Column<Allocation>[] = [
  WHO,
  ASKED,
  {
    id: 'units',
    header: t('closing.gets'),
    numeric: true,
    text: (row) => row.units,
    cell: (row) => <UnitAmount units={row.units} />,
  },
]
const REASON: Column<Allocation> = {
  id: 'reason',
  header: t('closing.reason'),
  text: (row) => row.reason ?? '',
  cell: (row) => row.reason ?? '–',
}

/**
 * Two people close an offering. Who gets how many is seen before, and the escrow beside the books. Parts that come while it is
 * looked at wait by themselves for what they read: otherwise the whole screen would go away meanwhile.
 */
export function ClosingScreen() {
  const { offering: id } = route.useParams()
  const closing = useData<Closing>(
    `/v1/offerings/${id}/closing`,
    {},
    ({ offering, refusal }) =>
      offering.status === 'closing' ||
      offering.status === 'refunding' ||
      // A payment is on its way.
      refusal?.code === 'SUBSCRIPTIONS_UNSETTLED',
  )
  const { offering } = closing
  const name = offering.instrument.name
  const { role } = useUser()
  const { now } = useSession()
  const isWindowOver = offering.status === 'open' && offering.closesAt <= now
  const mayAllot =
    role === 'issuer' &&
    offering.status === 'open' &&
    offering.allocation === 'by-hand' &&
    closing.refusal?.code !== 'WINDOW_OPEN' &&
    closing.allocations.length > 0
  return (
    <Page
      title={t('closing.title', { name })}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: id }} search={{}}>
          {t('nav.offerings')}
        </Link>
      }
      lede={t('closing.lede')}
      actions={offering.status === 'open' && <Steps closing={closing} />}
    >
      <p className="flex flex-wrap items-center gap-3">
        <StatusChip
          status={offering.status}
          word={isWindowOver ? t('closing.windowOver') : statusWord(offering.status)}
        />
        <span className="text-sm text-ink-soft">{stampOf(closing)}</span>
      </p>
      {offering.status === 'open' && (
        <output className="mt-4 block max-w-2xl">
          {closing.refusal === null ? t('closing.ready') : `${closing.refusal.detail} ${closing.refusal.fix}`}{' '}
          {closing.refusal?.code.startsWith('AGREEMENTS_') && (
            <Link
              to="/offerings/$offering/agreements"
              params={{ offering: id }}
              search={{}}
              className="text-accent underline"
            >
              {t('signing.toList')}
            </Link>
          )}
        </output>
      )}
      {offering.status === 'open' && closing.refusal !== null && closing.refusal.missing.length > 0 && (
        <div className="mt-3 max-w-2xl space-y-3">
          <MissingFacts missing={closing.refusal.missing} about={{ instrument: offering.instrument.id }} />
          <Link
            to="/instruments/$instrument/rules"
            params={{ instrument: offering.instrument.id }}
            search={{}}
            hash="record"
            className="inline-block text-accent underline"
          >
            {t('law.toRecordLink')}
          </Link>
        </div>
      )}
      {['closing', 'closed', 'refunding', 'refunded'].includes(offering.status) && (
        <Suspense>
          <Progress offering={offering} />
        </Suspense>
      )}
      {offering.failure !== null && (
        <p role="alert" className="mt-4 max-w-2xl font-medium text-bad">
          {t('offering.failure', { failure: sentenceIn(offering.failure) })}
        </p>
      )}
      {closing.cancellation !== null && closing.cancellation.reason !== null && (
        <p className="mt-4 max-w-2xl">
          {t('closing.cancelledFor', {
            at: instantText(closing.cancellation.at),
            reason: closing.cancellation.reason,
          })}
        </p>
      )}
      {mayAllot && (
        // A list that others are on is begun anew.
        <AllotmentForm key={closing.allocations.map((row) => row.subscription).join()} closing={closing} />
      )}
      {offering.status !== 'refunded' && (
        <Section title={t('closing.allocations')} note={t(`closing.allocations-${offering.allocation}`)}>
          <DataTable
            label={t('closing.allocations')}
            columns={offering.allocation === 'by-hand' ? [...COLUMNS, REASON] : COLUMNS}
            rows={{ items: closing.allocations, more: null, loading: false, error: null }}
            keyOf={(row) => row.subscription}
            empty={<Empty>{t('closing.empty')}</Empty>}
          />
        </Section>
      )}
      {offering.status === 'closed' && (
        <Section title={t('binder.get')} note={t('binder.note')}>
          <a className={buttonClass('secondary')} href={`/v1/offerings/${id}/binder`} download>
            {t('binder.get')}
          </a>
        </Section>
      )}
      {offering.contract !== null && <EscrowSection closing={closing} contract={offering.contract} />}
    </Page>
  )
}

/** What two people have said of it so far, and when. */
function stampOf({ prepared, confirmed }: Closing): string | null {
  if (confirmed !== null) return t('closing.confirmedBy', { at: instantText(confirmed.at) })
  return prepared === null ? null : t('closing.preparedBy', { at: instantText(prepared.at) })
}

function Steps({ closing }: { readonly closing: Closing }) {
  const { id, role } = useUser()
  const { offering, prepared } = closing
  const name = offering.instrument.name
  const path = `/v1/offerings/${offering.id}/closing`
  if (prepared === null)
    return role === 'issuer' ? (
      <ReviewedAction
        label={t('closing.prepare')}
        title={t('closing.prepareTitle', { name })}
        review={<p>{t('closing.prepareReview')}</p>}
        confirm={t('closing.prepareConfirm')}
        write={{ path, body: {} }}
        onDone={() => toast(t('closing.prepared'))}
      />
    ) : null
  // Whoever prepared it cannot be the second person.
  if (prepared.by === id) return <p className="text-ink-soft">{t('closing.waitsForSecond')}</p>
  return role === 'issuer' || role === 'officer' ? (
    <ReviewedAction
      label={t('closing.confirm')}
      title={t('closing.confirmTitle', { name })}
      review={<p>{t('closing.confirmReview')}</p>}
      confirm={t('closing.confirmConfirm')}
      write={{ path: `${path}/confirmation`, body: {} }}
      onDone={() => toast(t('closing.confirmed'))}
    />
  ) : null
}

/** How many have what the end of an offering gives them, counted again while it goes on. */
function Progress({ offering: { id, status } }: { readonly offering: Closing['offering'] }) {
  const isBack = status === 'refunding' || status === 'refunded'
  const countOf = ({ states }: RaiseBoard, wanted: readonly SubscriptionState[]) =>
    states.reduce((sum, { state, count }) => sum + (wanted.includes(state) ? count : 0), 0)
  const board = useData<RaiseBoard>(
    `/v1/offerings/${id}/board`,
    {},
    (read) => status === 'closing' || status === 'refunding' || countOf(read, WAITING) > 0,
  )
  const issued = countOf(board, ['issued'])
  const back = countOf(board, ['refunded'])
  const all = issued + back + countOf(board, WAITING)
  return (
    <output className="mt-4 block font-medium">
      {isBack ? t('closing.payingBack', { back, all }) : t('closing.issuing', { issued, all, back })}
    </output>
  )
}

/** Paid, and neither issued nor paid back. */
const WAITING: readonly SubscriptionState[] = ['funded', 'confirmed', 'allocated']

/** What lies in escrow, read again as long as it will change by itself: until the books agree, and all of it is where it belongs. */
function EscrowSection({ closing, contract }: { readonly closing: Closing; readonly contract: string }) {
  const { id, status } = closing.offering
  const isOver = status === 'closed' || status === 'refunded'
  const isMoving =
    status === 'closing' ||
    status === 'refunding' ||
    closing.refusal?.code === 'SUBSCRIPTIONS_UNSETTLED' ||
    closing.refusal?.code === 'SUBSCRIPTIONS_LEAVING'
  const escrow = useData<Escrow>(`/v1/offerings/${id}/escrow`, {}, (read) => {
    const left = [
      ...[read, ...read.others].flatMap(({ escrow: held, proceeds }) => [held, proceeds]),
      ...(read.fiat === null ? [] : [read.fiat.held, read.fiat.proceeds]),
    ]
    const isLeft = left.some(({ amount }) => /[1-9]/.test(amount))
    return isMoving || !read.balances || read.fiat?.balances === false || (isOver && isLeft)
  })
  return (
    <Section
      title={t('closing.escrow')}
      note={t('closing.escrowNote')}
      actions={
        <Link
          to="/offerings/$offering/books"
          params={{ offering: id }}
          search={{}}
          className="text-accent hover:underline"
        >
          {t('books.title')}
        </Link>
      }
    >
      <Held
        of={escrow}
        more={[
          [
            t('offering.contract'),
            <HashText key="contract" value={contract} label={t('offering.contract')} />,
          ],
        ]}
      />
      {escrow.others.map((other) => (
        <div key={other.escrow.currency} className="mt-6">
          <h3 className="mb-3 font-semibold">{other.escrow.currency}</h3>
          <Held of={other} more={[]} />
        </div>
      ))}
      <p className={`mt-3 font-medium ${escrow.balances ? 'text-good' : 'text-bad'}`}>
        {escrow.balances ? t('closing.balances') : t('closing.differs')}
      </p>
      {escrow.fiat !== null && <FiatPart fiat={escrow.fiat} />}
      {[escrow, ...escrow.others].some(({ released }) => released !== null) && (
        <Suspense>
          <UseOfProceeds offering={id} />
        </Suspense>
      )}
    </Section>
  )
}

/** What lies there in one currency, and what went to the treasury. */
function Held({
  of: { escrow, booked, proceeds, parked, released },
  more,
}: {
  readonly of: Omit<Escrow['others'][number], 'balances'>
  readonly more: readonly (readonly [string, ReactNode])[]
}) {
  return (
    <Facts
      columns={2}
      items={[
        [t('closing.held'), <Amount key="escrow" value={escrow} />],
        [t('closing.booked'), <Amount key="booked" value={booked} />],
        [t('closing.proceeds'), <Amount key="proceeds" value={proceeds} />],
        [t('closing.parked'), <Amount key="parked" value={parked} />],
        ...more,
        ...(released === null
          ? []
          : ([
              [t('closing.released'), <Amount key="released" value={released.amount} />],
              [t('closing.releasedAt'), <DateText key="releasedAt" value={released.at} />],
              [
                t('distribution.treasury'),
                <HashText key="treasury" value={released.treasury} label={t('distribution.treasury')} />,
              ],
              [
                t('movements.tx'),
                released.tx === null ? null : (
                  <HashText key="tx" value={released.tx} label={t('movements.tx')} />
                ),
              ],
            ] as const)),
      ]}
    />
  )
}

function FiatPart({ fiat }: { readonly fiat: NonNullable<Escrow['fiat']> }) {
  return (
    <div className="mt-6">
      <h3 className="font-semibold">{t('closing.fiat')}</h3>
      <p className="mb-3 text-sm text-ink-soft">{t('closing.fiatNote')}</p>
      <Facts
        columns={2}
        items={[
          [t('closing.held'), <Amount key="held" value={fiat.held} />],
          [t('closing.booked'), <Amount key="booked" value={fiat.booked} />],
          [t('closing.fiatDue'), <Amount key="due" value={fiat.due} />],
          [t('closing.booked'), <Amount key="dueBooked" value={fiat.dueBooked} />],
          [t('closing.fiatProceeds'), <Amount key="proceeds" value={fiat.proceeds} />],
        ]}
      />
      <p className={`mt-3 font-medium ${fiat.balances ? 'text-good' : 'text-bad'}`}>
        {fiat.balances ? t('closing.balances') : t('closing.differs')}
      </p>
    </div>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  REPLACED,
  RESERVED_STATES,
  STATES,
  type SubscriptionState,
} from '../../offering/subscription/subscription-state.ts'
import { get } from '../api.ts'
import type { Subscription, SubscriptionDetail } from '../../../sdk/src/operations.ts'
import { instantText } from '../format.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { LoadingRows } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { useRows } from '../query.ts'
import { stateWord } from '../status.ts'
import { t } from '../text.ts'

/** An investor's own subscriptions: where each stands, and what to do next. */
export function Subscriptions() {
  const rows = useRows<Subscription>(
    '/v1/subscriptions',
    {},
    ({ state }) => state === 'funded' || state === 'allocated',
  )
  const isGoing = ({ state }: Subscription) => STATES[state].next.length > 0
  const parts = [
    [t('mine.going'), rows.items.filter(isGoing)],
    [t('mine.over'), rows.items.filter((one) => !isGoing(one))],
  ] as const
  return (
    <Page wide={false} title={t('mine.title')} lede={t('mine.lede')}>
      <ProblemNote error={rows.error} />
      {rows.loading && rows.items.length === 0 && <LoadingRows />}
      {!rows.loading && rows.items.length === 0 && (
        <Empty
          action={
            <Link to="/offerings" search={{}} className={buttonClass('primary')}>
              {t('mine.look')}
            </Link>
          }
        >
          {t('mine.empty')}
        </Empty>
      )}
      {parts.map(
        ([title, of]) =>
          of.length > 0 && (
            <Section key={title} title={title}>
              <ul className="space-y-3">
                {of.map((one) => (
                  <li key={one.id}>
                    <One subscription={one} />
                  </li>
                ))}
              </ul>
            </Section>
          ),
      )}
      {rows.more !== null && (
        <div className="mt-4 flex justify-center">
          <Button busy={rows.loading} onClick={rows.more}>
            {t('table.more')}
          </Button>
        </div>
      )}
    </Page>
  )
}

function One({ subscription: one }: { readonly subscription: Subscription }) {
  const params = { subscription: one.id }
  return (
    <article className="card space-y-3 p-5">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <h3 className="font-semibold">{one.instrument.name}</h3>
        <StatusChip status={one.status} word={stateWord(one)} />
      </div>
      <p className="text-sm text-ink-soft">
        {t('browse.units', { units: one.unitsDisplay })} · <PaidAmount of={one} />
      </p>
      <p>{nextOf(one)}</p>
      {one.state === 'confirmed' && <CoolingOff id={one.id} />}
      <div className="flex flex-wrap gap-2">
        {isReserved(one.state) && (
          <Link
            to="/offerings/$offering/subscribe"
            params={{ offering: one.offering }}
            search={{}}
            className={buttonClass('primary', true)}
          >
            {t('steps.goOn')}
          </Link>
        )}
        <Link
          to="/subscriptions/$subscription"
          params={params}
          search={{}}
          className={buttonClass('secondary', true)}
        >
          {t(isReserved(one.state) ? 'mine.takeBack' : 'mine.open')}
        </Link>
        {one.paidBy !== null && (
          <Link
            to="/subscriptions/$subscription/receipt"
            params={params}
            search={{}}
            className={buttonClass('secondary', true)}
          >
            {t('receipt.open')}
          </Link>
        )}
      </div>
    </article>
  )
}

/** Until when what is paid may be taken back, where it may. */
function CoolingOff({ id }: { readonly id: string }) {
  const path = `/v1/subscriptions/${id}`
  const { data } = useQuery({ queryKey: [path, {}], queryFn: () => get<SubscriptionDetail>(path) })
  const withdrawal = data?.withdrawal ?? null
  return withdrawal === null ? null : (
    <p>
      <Link
        to="/subscriptions/$subscription"
        params={{ subscription: id }}
        search={{}}
        className="text-accent hover:underline"
      >
        {t('mine.coolingOff', { until: instantText(withdrawal.until) })}
      </Link>
    </p>
  )
}

/** What happens next with a subscription, in a sentence. */
export function nextOf({
  state,
  raise,
  validBefore,
  reason,
}: Pick<Subscription, 'state' | 'raise' | 'validBefore' | 'reason'>): string {
  if (reason === REPLACED) return t('next.replaced')
  if (raise === 'pending-kyc' || raise === 'pending-accreditation')
    return `${t('next.interest')} ${t(`next.${raise}`)}`
  return state === 'eligible' || state === 'agreement' || state === 'signed'
    ? t(`next.${state}`, { until: instantText(validBefore) })
    : t(`next.${state}`)
}

function isReserved(state: SubscriptionState): boolean {
  return (RESERVED_STATES as readonly SubscriptionState[]).includes(state)
}

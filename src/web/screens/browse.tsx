import { Link } from '@tanstack/react-router'
import type { Eligibility, OfferingCard } from '../data.ts'
import { unitsText } from '../format.ts'
import { buttonClass } from '../parts/button.tsx'
import { Empty, Facts, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText } from '../parts/values.tsx'
import { useList } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** What is on offer, as an investor looks through it: each card says whether it is for them. */
export function Browse() {
  const cards = useList<OfferingCard>('/v1/browse')
  return (
    <Page
      title={t('nav.offerings')}
      lede={t('browse.lede')}
      actions={
        <Link to="/subscriptions" search={{}} className={buttonClass('secondary')}>
          {t('browse.mine')}
        </Link>
      }
    >
      <ProblemNote error={cards.error} />
      {!cards.loading && cards.error === null && cards.items.length === 0 && (
        <Empty>{t('browse.empty')}</Empty>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {cards.items.map((card) => (
          <li key={card.offering.id}>
            <Card card={card} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function Card({ card }: { readonly card: OfferingCard }) {
  const { offering, kind, asset, paidPercent, softCapPercent, eligibility } = card
  return (
    <article className="card flex h-full flex-col gap-4 p-5">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-lg font-semibold">
            <Link
              to="/offerings/$offering"
              params={{ offering: offering.id }}
              search={{}}
              className="text-accent hover:underline"
            >
              {offering.instrument.name}
            </Link>
          </h2>
          <p className="text-sm text-ink-soft">
            {statusWord(kind)} · {asset}
          </p>
        </div>
        <StatusChip status={offering.status} />
      </div>
      <Facts
        columns={2}
        items={[
          [t('browse.price'), <Amount key="price" value={offering.priceNow} />],
          [t('browse.minimum'), <Amount key="minimum" value={offering.ticketMin} />],
          [t('browse.closes'), <DateText key="closes" value={offering.closes} />],
          [
            t('browse.softCap'),
            offering.softCap === '0'
              ? t('browse.anyNumber')
              : t('browse.units', { units: unitsText(offering.softCap) }),
          ],
        ]}
      />
      <div>
        <div className="relative h-2 overflow-hidden rounded-full bg-sunken" aria-hidden>
          <div className="h-full bg-accent" style={{ width: `${paidPercent}%` }} />
          {softCapPercent > 0 && (
            <div
              className="absolute inset-y-0 w-0.5 bg-ink"
              style={{ left: `min(${softCapPercent}%, calc(100% - 2px))` }}
            />
          )}
        </div>
        <p className="mt-1 text-sm">
          {t('browse.taken', {
            percent: paidPercent,
            units: unitsText(offering.unitsMax),
            amount: offering.raised.display,
          })}{' '}
          {softCapPercent > 0 && t('browse.softCapAt', { percent: softCapPercent })}
        </p>
      </div>
      {eligibility !== null && <May eligibility={eligibility} />}
    </article>
  )
}

const SHORT = [
  'ACCREDITATION_NEEDED',
  'COUNTRY_NOT_OPEN',
  'INVESTOR_NOT_VERIFIED',
  'WALLET_NOT_READY',
  'OFFERING_NOT_OPEN',
  'OFFERING_WINDOW_OVER',
  'UNITS_SOLD_OUT',
] as const

/** Whether one may invest, in a chip; if not, the first reason with what to do. */
export function May({ eligibility: { eligible, reasons } }: { readonly eligibility: Eligibility }) {
  const first = reasons[0]
  const short = SHORT.find((code) => code === first?.code) ?? 'other'
  return (
    <div className="mt-auto text-sm">
      <StatusChip
        status={eligible ? 'verified' : 'refused'}
        word={eligible ? t('may.yes') : t(`may.${short}`)}
      />
      {first !== undefined && (
        <p className="mt-1 text-ink-soft">
          {first.detail} {first.fix}
        </p>
      )}
    </div>
  )
}

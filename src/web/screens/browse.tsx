import { Link } from '@tanstack/react-router'
import { isRaising } from '../../offering/offering.ts'
import type { Eligibility, OfferingCard as Shown } from '../../../sdk/src/operations.ts'
import { unitsText } from '../format.ts'
import { buttonClass } from '../parts/button.tsx'
import { OfferingCard, TakenBar } from '../parts/offering-card.tsx'
import { Empty, Facts, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText } from '../parts/values.tsx'
import { LoadingRows } from '../parts/data-table.tsx'
import { useList } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { ToInvest } from './qualifications.tsx'

/** What is on offer, as an investor looks through it: each card says whether it is for them. */
export function Browse() {
  const cards = useList<Shown>('/v1/browse')
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
      {cards.loading && <LoadingRows />}
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

function Card({ card }: { readonly card: Shown }) {
  const { offering, kind, asset, paidPercent, softCapPercent, eligibility } = card
  return (
    <OfferingCard
      offering={offering}
      about={
        <>
          {statusWord(kind)} · {asset}
        </>
      }
    >
      <Facts
        columns={2}
        items={[
          [t('browse.price'), <Amount key="price" value={offering.priceNow} />],
          [t('browse.minimum'), <Amount key="minimum" value={offering.ticketMin} />],
          [
            t(isRaising(offering.status) ? 'browse.closes' : 'offering.windowEnd'),
            <DateText key="closes" value={offering.closes} />,
          ],
          [
            t('browse.softCap'),
            offering.softCap === '0'
              ? t('browse.anyNumber')
              : t('browse.units', { units: unitsText(offering.softCap) }),
          ],
          ...(eligibility === null
            ? []
            : ([
                [
                  t('qualification.toInvest'),
                  <ToInvest key="qualification" status={eligibility.qualification} />,
                ],
              ] as const)),
        ]}
      />
      <TakenBar percent={paidPercent} softCapPercent={softCapPercent}>
        {t('browse.taken', {
          percent: paidPercent,
          units: unitsText(offering.unitsMax),
          amount: offering.raised.display,
        })}{' '}
        {offering.status === 'open' &&
          softCapPercent > 0 &&
          t('browse.softCapAt', { percent: softCapPercent })}
      </TakenBar>
      {eligibility !== null && <May eligibility={eligibility} />}
    </OfferingCard>
  )
}

const SHORT = [
  'ACCREDITATION_NEEDED',
  'ACCREDITATION_PENDING',
  'COUNTRY_NOT_OPEN',
  'INVESTOR_NOT_VERIFIED',
  'SCREENING_STALE',
  'WALLET_NOT_READY',
  'OFFERING_NOT_OPEN',
  'OFFERING_WINDOW_OVER',
  'UNITS_SOLD_OUT',
  'MORE_THAN_IS_LEFT',
] as const

/** Whether one may invest, in a chip; if not, the first reason with what to do. */
export function May({
  eligibility: { eligible, reasons, beforePayment },
}: {
  readonly eligibility: Eligibility
}) {
  const first = reasons[0] ?? beforePayment[0]
  const isDoubted = beforePayment.length > 0
  const short = SHORT.find((code) => code === first?.code) ?? 'other'
  return (
    <div className="mt-auto text-sm">
      <StatusChip
        status={
          short === 'ACCREDITATION_PENDING'
            ? 'pending'
            : !eligible
              ? 'refused'
              : isDoubted
                ? 'waiting'
                : 'verified'
        }
        word={!eligible ? t(`may.${short}`) : isDoubted ? t('may.doubted') : t('may.yes')}
      />
      {first !== undefined && (
        <p className="mt-1 text-ink-soft">
          {first.detail} {first.fix}
        </p>
      )}
    </div>
  )
}

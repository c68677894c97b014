import { isRaising } from '../../offering/offering.ts'
import type { Offering } from '../../../sdk/src/operations.ts'
import { dateText, percentOf } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { LoadingRows } from '../parts/data-table.tsx'
import { OfferingCard, TakenBar } from '../parts/offering-card.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { Browse } from './browse.tsx'
import { SubscriptionTable } from './subscription-table.tsx'

/** Offerings: what investors look through, and what those who answer for them see. */
export function Offerings() {
  const { role } = useUser()
  return role === 'investor' ? <Browse /> : <Kept />
}

function Kept() {
  const offerings = useRows<Offering>('/v1/offerings')
  return (
    <Page title={t('nav.offerings')} lede={t('offerings.lede')}>
      <ProblemNote error={offerings.error} />
      {offerings.loading && offerings.items.length === 0 && <LoadingRows />}
      {!offerings.loading && offerings.error === null && offerings.items.length === 0 && (
        <Empty>{t('offerings.empty')}</Empty>
      )}
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {offerings.items.map((offering) => (
          <li key={offering.id}>
            <Card offering={offering} />
          </li>
        ))}
      </ul>
      {offerings.more !== null && (
        <Button busy={offerings.loading} onClick={offerings.more}>
          {t('table.more')}
        </Button>
      )}
      {!offerings.loading && <SubscriptionTable offerings={offerings.items} />}
    </Page>
  )
}

function Card({ offering }: { readonly offering: Offering }) {
  const percent = percentOf(offering.raised.amount, offering.target.amount)
  return (
    <OfferingCard
      offering={offering}
      about={
        <>
          {t('offerings.minimum', { amount: offering.ticketMin.display })}
          {isRaising(offering.status) && ` · ${t('offerings.until', { day: dateText(offering.closes) })}`}
        </>
      }
    >
      <TakenBar percent={percent}>
        {t('offerings.raised', { percent })} · {offering.raised.display}{' '}
        {t('offering.ofTarget', { target: offering.target.display })}
      </TakenBar>
    </OfferingCard>
  )
}

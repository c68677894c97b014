import { getRouteApi, Link } from '@tanstack/react-router'
import type { Subscription } from '../data.ts'
import { Facts, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'

const route = getRouteApi('/subscriptions/$subscription')

export function SubscriptionScreen() {
  const { subscription: id } = route.useParams()
  const subscription = useData<Subscription>(
    `/v1/subscriptions/${id}`,
    {},
    ({ status }) => status === 'pending',
  )
  return (
    <Page
      wide={false}
      title={t('subscription.title', { instrument: subscription.instrument.name })}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: subscription.offering }} search={{}}>
          {t('nav.offerings')}
        </Link>
      }
      lede={<StatusChip status={subscription.status} />}
    >
      <Facts
        columns={2}
        items={[
          [t('subscription.amount'), <Amount key="amount" value={subscription.amount} />],
          [
            t('register.units'),
            <UnitAmount key="units" units={subscription.units} display={subscription.unitsDisplay} />,
          ],
          [
            t('register.wallet'),
            <HashText key="wallet" value={subscription.wallet} label={t('register.wallet')} />,
          ],
          [t('subscription.payUntil'), <DateText key="until" value={subscription.validBefore} time />],
          [
            t('subscription.issuance'),
            subscription.issuance === null ? null : (
              <StatusChip key="issuance" status={subscription.issuance} />
            ),
          ],
          [t('distribution.reason'), subscription.reason],
        ]}
      />
    </Page>
  )
}

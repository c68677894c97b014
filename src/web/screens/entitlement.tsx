import { getRouteApi, Link } from '@tanstack/react-router'
import type { DistributionSummary } from '../../../sdk/src/operations.ts'
import type { EntitlementExplained } from '../data.ts'
import { periodText } from '../format.ts'
import { Explanation } from '../parts/explanation.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { t } from '../text.ts'

const route = getRouteApi('/distributions/$distribution/$wallet')

/** Why one holder received this amount, to the last base unit. */
export function EntitlementScreen() {
  const { distribution: id, wallet } = route.useParams()
  const distribution = useData<DistributionSummary>(`/v1/distributions/${id}`)
  const entitlement = useData<EntitlementExplained>(`/v1/distributions/${id}/entitlements/${wallet}`)
  return (
    <Page
      wide={false}
      title={t('entitlement.title', { amount: entitlement.amount.display })}
      eyebrow={
        <Link to="/distributions/$distribution" params={{ distribution: id }} search={{}}>
          {t('distribution.title', { month: periodText(distribution) })}
        </Link>
      }
      lede={entitlement.investor?.displayName}
    >
      {entitlement.status === 'due' && distribution.waiting !== null && (
        <p className="mb-6 rounded-[10px] bg-warn-soft px-5 py-4 text-warn wrap-anywhere">
          <span className="font-semibold">{t('entitlement.waits')}</span> {distribution.waiting.detail}{' '}
          {t('entitlement.thenPaid')}
        </p>
      )}
      {entitlement.parkedBecause !== null && (
        <p className="mb-6 rounded-[10px] bg-warn-soft px-5 py-4 text-warn">
          <span className="font-semibold">{t('entitlement.parked')}</span>{' '}
          {t(`entitlement.${entitlement.parkedBecause}`)}
        </p>
      )}
      <Explanation steps={entitlement.steps} result="amount" />
      <Section title={t('entitlement.details')}>
        <Facts
          columns={2}
          items={[
            [t('distribution.status'), <StatusChip key="status" status={entitlement.status} />],
            [t('entitlement.amount'), <Amount key="amount" value={entitlement.amount} />],
            [
              t('register.units'),
              <UnitAmount key="units" units={entitlement.units} display={entitlement.unitsDisplay} />,
            ],
            [t('distribution.recordDate'), <DateText key="record" value={distribution.recordDate} />],
            [t('distribution.payDate'), <DateText key="pay" value={distribution.payDate} />],
            [t('register.wallet'), <HashText key="wallet" value={wallet} label={t('register.wallet')} />],
            [
              t('movements.tx'),
              entitlement.tx === null ? null : (
                <HashText key="tx" value={entitlement.tx} label={t('movements.tx')} />
              ),
            ],
          ]}
        />
      </Section>
    </Page>
  )
}

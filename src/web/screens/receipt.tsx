import { getRouteApi, Link } from '@tanstack/react-router'
import { printedReference } from '../../bank/payment-reference.ts'
import type { SubscriptionDetail } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { LotTerms } from '../parts/lot-terms.tsx'
import { Owed } from '../parts/owed.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { stateWord, whyWord } from '../status.ts'
import { t } from '../text.ts'
import { nextOf } from './subscriptions.tsx'

const route = getRouteApi('/subscriptions/$subscription/receipt')

/** What was subscribed for and paid, and what happens next: one page, to be printed or kept. */
export function ReceiptScreen() {
  const { subscription: id } = route.useParams()
  const one = useData<SubscriptionDetail>(
    `/v1/subscriptions/${id}`,
    {},
    ({ state, isLeaving }) => isLeaving || state === 'funded' || state === 'allocated',
  )
  return (
    <Page
      wide={false}
      title={t('receipt.title')}
      eyebrow={
        <Link
          to="/subscriptions/$subscription"
          params={{ subscription: id }}
          search={{}}
          className="print:hidden"
        >
          {t('subscription.title', { instrument: one.instrument.name })}
        </Link>
      }
      lede={t('receipt.for', { instrument: one.instrument.name })}
      actions={
        <Button className="print:hidden" onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
      }
    >
      <div className="card p-5 sm:p-6">
        <Facts
          columns={2}
          items={[
            [
              t('receipt.reference'),
              <code key="reference" className="font-mono">
                {printedReference(one.reference)}
              </code>,
            ],
            [t('receipt.state'), <StatusChip key="state" status={one.status} word={stateWord(one)} />],
            [
              t('receipt.units'),
              <UnitAmount
                key="units"
                units={one.allotted ?? one.units}
                display={one.allotted === null ? one.unitsDisplay : undefined}
              />,
            ],
            [t('receipt.amount'), <PaidAmount key="amount" of={one} />],
            [
              t('receipt.paidBy'),
              one.paidBy === null
                ? t('receipt.unpaid')
                : one.paidBy === 'bank'
                  ? t('receipt.bank')
                  : t('receipt.wallet', { wallet: one.wallet ?? '' }),
            ],
            [t('receipt.at'), <DateText key="at" value={one.createdAt} />],
            [t('distribution.reason'), whyWord(one.reason)],
          ]}
        />
        <LotTerms lot={one.lot} />
      </div>
      <Owed of={one} />
      <Section title={t('receipt.next')}>
        <p>{one.isLeaving ? t('subscription.leaving') : nextOf(one)}</p>
        <p className="mt-4 print:hidden">
          <Link to="/subscriptions" search={{}} className="text-accent hover:underline">
            {t('receipt.back')}
          </Link>
        </p>
      </Section>
    </Page>
  )
}

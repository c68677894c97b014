import type { SubscriptionDetail } from '../../../sdk/src/operations.ts'
import { printedReference } from '../../bank/payment-reference.ts'
import { t } from '../text.ts'
import { Facts, Section } from './page.tsx'
import { Amount } from './values.tsx'

/** What is owed for issued units since the bank took their payment back, and how it is wired again; nothing where nothing is. */
export function Owed({ of: { owed, reference } }: { readonly of: SubscriptionDetail }) {
  if (owed === null) return null
  return (
    <Section title={t('owed.title')} note={t('owed.note')}>
      <div className="card p-5 sm:p-6">
        <Facts
          columns={1}
          items={[
            [t('owed.amount'), <Amount key="owed" value={owed.amount} />],
            ...owed.accounts.map(
              ({ name, number }) =>
                [t('owed.account', { name }), <code key={number}>{number}</code>] as const,
            ),
            [t('pay.reference'), <code key="reference">{printedReference(reference)}</code>],
          ]}
        />
      </div>
    </Section>
  )
}

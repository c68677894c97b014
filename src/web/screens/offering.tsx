import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Investor, Offering, Subscription, SubscriptionToSign } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, UnitAmount } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useRows, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { chooseAccount, signTypedData, type BrowserWallet } from '../wallet.ts'
import { SUBSCRIPTION_COLUMNS } from './subscription-columns.tsx'

const route = getRouteApi('/offerings/$offering')

export function OfferingScreen() {
  const { offering: id } = route.useParams()
  const offering = useData<Offering>(`/v1/offerings/${id}`)
  const { role, investor } = useUser()
  const subscriptions = useRows<Subscription>(
    '/v1/subscriptions',
    { offering: id },
    ({ status }) => status === 'pending',
  )
  return (
    <Page
      title={offering.instrument.name}
      eyebrow={
        <Link to="/offerings" search={{}}>
          {t('nav.offerings')}
        </Link>
      }
      lede={<StatusChip status={offering.status} />}
      actions={role === 'issuer' && offering.status === 'open' && <Close offering={offering} />}
    >
      <Figures
        items={[
          [t('asset.unitPrice'), <Amount key="price" value={offering.unitPrice} />],
          [
            t('offering.raised'),
            <Amount key="raised" value={offering.raised} />,
            t('offering.ofTarget', { target: offering.target.display }),
          ],
          [t('offering.opens'), <DateText key="opens" value={offering.opens} />],
          [t('offering.closes'), <DateText key="closes" value={offering.closes} />],
        ]}
      />
      {role === 'investor' && investor !== null && offering.status === 'open' && (
        <Subscribe offering={offering} investor={investor} />
      )}
      <Section title={t('subscriptions.title')} note={t('subscriptions.note')}>
        <DataTable
          label={t('subscriptions.title')}
          columns={SUBSCRIPTION_COLUMNS}
          rows={subscriptions}
          keyOf={(row) => row.id}
          empty={<Empty>{t('subscriptions.empty')}</Empty>}
        />
      </Section>
    </Page>
  )
}

function Close({ offering }: { readonly offering: Offering }) {
  return (
    <ReviewedAction
      label={t('offering.close')}
      title={t('offering.closeTitle', { name: offering.instrument.name })}
      review={<p>{t('offering.closeReview')}</p>}
      confirm={t('offering.closeConfirm')}
      write={{ path: `/v1/offerings/${offering.id}/close`, body: {} }}
      onDone={() => toast(t('offering.closed'))}
    />
  )
}

const ABOUT_THE_AMOUNT = {
  AMOUNT_FORMAT: 'amount',
  AMOUNT_PRECISION: 'amount',
  AMOUNT_OUT_OF_RANGE: 'amount',
  AMOUNT_NOT_WHOLE_UNITS: 'amount',
  TICKET_TOO_SMALL: 'amount',
  TICKET_TOO_LARGE: 'amount',
  UNITS_SOLD_OUT: 'amount',
  WALLET_NOT_READY: 'wallet',
} as const

/** Two steps: how much, and a signature that lets the platform collect exactly that. */
function Subscribe({ offering, investor: id }: { readonly offering: Offering; readonly investor: string }) {
  const investor = useData<Investor>(`/v1/investors/${id}`)
  const [subscription, setSubscription] = useState<SubscriptionToSign | null>(null)
  const ready = investor.wallets.filter((wallet) => wallet.status === 'ready')
  const { form, field, problem, busy } = useForm<{ amount: string; wallet: string }, SubscriptionToSign>({
    initial: { amount: '', wallet: ready[0]?.address ?? '' },
    toWrite: (values) => ({
      path: `/v1/offerings/${offering.id}/subscriptions`,
      body: { investor: id, ...values },
    }),
    fieldOf: ABOUT_THE_AMOUNT,
    onDone: setSubscription,
  })

  return (
    <Section title={t('subscribe.title')} note={t('subscribe.note')}>
      <div className="card max-w-xl p-5 sm:p-6">
        {ready.length === 0 ? (
          <p>
            {t('subscribe.noWallet')}{' '}
            <Link to="/holdings" search={{}} className="text-accent hover:underline">
              {t('subscribe.linkWallet')}
            </Link>
          </p>
        ) : subscription === null ? (
          <form {...form} className="space-y-4">
            <TextField
              label={t('subscribe.amount', { currency: offering.unitPrice.currency })}
              hint={t('subscribe.amountHint', {
                price: offering.unitPrice.display,
                minimum: offering.ticketMin.display,
              })}
              inputMode="decimal"
              autoComplete="off"
              {...field('amount')}
            />
            <SelectField
              label={t('subscribe.wallet')}
              options={ready.map((wallet) => [wallet.address, wallet.address])}
              {...field('wallet')}
            />
            <ProblemNote error={problem} />
            <Button look="primary" type="submit" busy={busy}>
              {t('subscribe.continue')}
            </Button>
          </form>
        ) : (
          <Pay subscription={subscription} onChange={() => setSubscription(null)} />
        )}
      </div>
    </Section>
  )
}

function Pay({
  subscription,
  onChange,
}: {
  readonly subscription: SubscriptionToSign
  readonly onChange: () => void
}) {
  const pay = useWrite<unknown>({ onDone: () => toast(t('subscribe.done')) })
  const [wrongAccount, setWrongAccount] = useState<string | null>(null)

  async function sign(wallet: BrowserWallet) {
    const account = await chooseAccount(wallet)
    if (account === null) return
    setWrongAccount(account === subscription.wallet ? null : account)
    if (account !== subscription.wallet) return
    const signature = await signTypedData(wallet, account, subscription.authorization)
    if (signature !== null)
      pay.mutate({ path: `/v1/subscriptions/${subscription.id}/payment`, body: { signature } })
  }

  if (pay.isSuccess) return <Paid id={subscription.id} />
  return (
    <div className="space-y-4">
      <Facts
        columns={2}
        items={[
          [t('subscription.amount'), <Amount key="amount" value={subscription.amount} />],
          [
            t('register.units'),
            <UnitAmount key="units" units={subscription.units} display={subscription.unitsDisplay} />,
          ],
        ]}
      />
      <p className="text-ink-soft">{t('subscribe.signNote')}</p>
      {wrongAccount !== null && (
        <p role="alert" className="font-medium text-bad">
          {t('transfer.wrongAccount', { account: wrongAccount })}
        </p>
      )}
      <ProblemNote error={pay.error} />
      <WalletButtons label={t('subscribe.sign')} busy={pay.isPending} onUse={sign} />
      <Button onClick={onChange}>{t('subscribe.change')}</Button>
    </div>
  )
}

/** What became of the payment, until the units are there or the money goes back. */
function Paid({ id }: { readonly id: string }) {
  const { status, issuance } = useData<Subscription>(
    `/v1/subscriptions/${id}`,
    {},
    (one) => one.status === 'pending',
  )
  const text =
    status === 'confirmed'
      ? t('subscribe.arrived')
      : status === 'cancelled'
        ? t('subscribe.failed')
        : issuance === 'failure'
          ? t('subscribe.refunding')
          : t('subscribe.done')
  return (
    <p role="alert" className={`font-medium ${text === t('subscribe.failed') ? 'text-bad' : 'text-good'}`}>
      {text}
    </p>
  )
}

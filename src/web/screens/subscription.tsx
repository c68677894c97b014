import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SubscriptionDetail, TypedData } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { LotTerms } from '../parts/lot-terms.tsx'
import { Owed } from '../parts/owed.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { PaidAmount } from '../parts/paid-amount.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { WalletButtons } from '../parts/wallet-button.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { stateWord, whyWord } from '../status.ts'
import { t } from '../text.ts'
import { instantText } from '../format.ts'
import { chooseAccount, signTypedData, type BrowserWallet } from '../wallet.ts'
import { AgreementOf } from './agreement.tsx'

const route = getRouteApi('/subscriptions/$subscription')
/** Before anything is paid. */
const UNPAID = ['eligible', 'agreement', 'signed']
/** The money waits in the escrow, because it could not be sent. */
const PARKED = 'REFUND_PARKED'
const REFUSABLE = ['interest', ...UNPAID, 'confirmed']

export function SubscriptionScreen() {
  const { subscription: id } = route.useParams()
  const { role } = useUser()
  const subscription = useData<SubscriptionDetail>(
    `/v1/subscriptions/${id}`,
    {},
    ({ state, isLeaving }) => isLeaving || state === 'funded' || state === 'allocated',
  )
  const { state, isLeaving } = subscription
  const isParked = subscription.reason === PARKED
  return (
    <Page
      wide={false}
      title={t('subscription.title', { instrument: subscription.instrument.name })}
      eyebrow={
        <Link to="/offerings/$offering" params={{ offering: subscription.offering }} search={{}}>
          {t('nav.offerings')}
        </Link>
      }
      lede={<StatusChip status={subscription.status} word={stateWord(subscription)} />}
      actions={
        <>
          {subscription.paidBy !== null && (
            <Link
              to="/subscriptions/$subscription/receipt"
              params={{ subscription: id }}
              search={{}}
              className={buttonClass('secondary')}
            >
              {t('receipt.open')}
            </Link>
          )}
          {role === 'investor' && UNPAID.includes(state) && (
            <>
              <Link
                to="/offerings/$offering/subscribe"
                params={{ offering: subscription.offering }}
                search={{}}
                className={buttonClass('primary')}
              >
                {t('steps.goOn')}
              </Link>
              <Withdraw id={id} />
            </>
          )}
          {role === 'investor' && state === 'interest' && <Withdraw id={id} />}
          {(role === 'issuer' || role === 'officer') && REFUSABLE.includes(state) && !isLeaving && (
            <Reject id={id} />
          )}
        </>
      }
    >
      <Facts
        columns={2}
        items={[
          [t('subscription.amount'), <PaidAmount key="amount" of={subscription} />],
          [
            t('register.units'),
            <UnitAmount key="units" units={subscription.units} display={subscription.unitsDisplay} />,
          ],
          [
            t('register.wallet'),
            subscription.wallet === null ? null : (
              <HashText key="wallet" value={subscription.wallet} label={t('register.wallet')} />
            ),
          ],
          UNPAID.includes(state)
            ? [t('subscription.payUntil'), <DateText key="until" value={subscription.validBefore} time />]
            : [
                t('subscription.allotted'),
                subscription.allotted === null ? null : (
                  <UnitAmount key="allotted" units={subscription.allotted} />
                ),
              ],
          [t('distribution.reason'), subscription.words ?? whyWord(subscription.reason)],
        ]}
      />
      {isLeaving && <p className="mt-6 font-medium">{t('subscription.leaving')}</p>}
      <LotTerms lot={subscription.lot} />
      <Owed of={subscription} />
      {subscription.agreement !== 'none' && (
        <Section title={t('signing.title')} note={t('signing.note')}>
          <AgreementOf subscription={subscription} />
        </Section>
      )}
      <Changes subscription={subscription} mayGoOn={role === 'investor'} />
      {role === 'investor' &&
        subscription.withdrawal !== null &&
        (subscription.withdrawal.authorization === null ? (
          <TakeBackUnsigned id={id} until={subscription.withdrawal.until} />
        ) : (
          <TakeBack subscription={subscription} authorization={subscription.withdrawal.authorization} />
        ))}
      {isParked && !isLeaving && role !== 'auditor' && <Claim id={id} />}
      <Section title={t('subscription.steps')}>
        <ol className="card divide-y divide-line">
          {subscription.events.map(({ to, at, reason }) => (
            <li key={`${to} ${at}`} className="flex flex-wrap items-baseline justify-between gap-2 px-5 py-3">
              <span className="font-medium">{stateWord({ state: to, reason })}</span>
              {whyWord(reason) !== null && <span className="text-sm text-ink-soft">{whyWord(reason)}</span>}
              <span className="text-sm text-ink-soft">
                <DateText value={at} time />
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

function Withdraw({ id }: { readonly id: string }) {
  return (
    <ReviewedAction
      look="secondary"
      label={t('subscription.withdraw')}
      title={t('subscription.withdrawTitle')}
      review={<p>{t('subscription.withdrawReview')}</p>}
      confirm={t('subscription.withdrawConfirm')}
      write={{ path: `/v1/subscriptions/${id}/withdrawal`, body: {} }}
      onDone={() => toast(t('subscription.withdrawn'))}
    />
  )
}

/** In the cooling-off the investor's own wallet says so, and the escrow pays back. */
function TakeBack({
  subscription,
  authorization,
}: {
  readonly subscription: SubscriptionDetail
  readonly authorization: TypedData
}) {
  const { withdrawal, wallet, id } = subscription
  const take = useWrite<unknown>({ onDone: () => toast(t('subscription.withdrawAsked')) })
  const [wrongAccount, setWrongAccount] = useState<string | null>(null)
  if (withdrawal === null) return null

  async function sign(browserWallet: BrowserWallet) {
    const account = await chooseAccount(browserWallet)
    if (account === null) return
    setWrongAccount(account === wallet ? null : account)
    if (account !== wallet) return
    const signature = await signTypedData(browserWallet, account, authorization)
    if (signature !== null) take.mutate({ path: `/v1/subscriptions/${id}/withdrawal`, body: { signature } })
  }

  return (
    <Section
      title={t('subscription.withdraw')}
      note={t('subscription.withdrawUntil', { until: instantText(withdrawal.until) })}
    >
      {wrongAccount !== null && (
        <p role="alert" className="font-medium text-bad">
          {t('transfer.wrongAccount', { account: wrongAccount })}
        </p>
      )}
      <ProblemNote error={take.error} />
      <WalletButtons label={t('subscription.withdrawSign')} busy={take.isPending} onUse={sign} />
    </Section>
  )
}

/** By law, or since something changed: the escrow is asked to pay back, and the wallet signs nothing. */
function TakeBackUnsigned({ id, until }: { readonly id: string; readonly until: string }) {
  return (
    <Section
      title={t('subscription.withdraw')}
      note={t('subscription.withdrawByLaw', { until: instantText(until) })}
    >
      <ReviewedAction
        look="secondary"
        label={t('subscription.withdrawPaid')}
        title={t('subscription.withdrawTitle')}
        review={<p>{t('subscription.withdrawPaidReview')}</p>}
        confirm={t('subscription.withdrawConfirm')}
        write={{ path: `/v1/subscriptions/${id}/withdrawal`, body: {} }}
        onDone={() => toast(t('subscription.withdrawAsked'))}
      />
    </Section>
  )
}

/** What changed about the offering since it was subscribed for, and whether the investor goes on. */
function Changes({
  subscription: { id, changes, isLeaving },
  mayGoOn,
}: {
  readonly subscription: SubscriptionDetail
  readonly mayGoOn: boolean
}) {
  const goOn = useWrite<unknown>({ onDone: () => toast(t('subscription.goneOn')) })
  if (changes.length === 0) return null
  return (
    <Section title={t('subscription.changed')}>
      <ul className="space-y-3">
        {changes.map(({ id: change, what, at, until, isToReconfirm, reconfirmedAt }) => (
          <li key={change} className="card space-y-2 p-5">
            <p className="text-sm text-ink-soft">
              <DateText value={at} time />
            </p>
            <p className="whitespace-pre-line">{what}</p>
            {reconfirmedAt !== null && (
              <p className="text-sm text-ink-soft">
                {t('subscription.wentOn', { at: instantText(reconfirmedAt) })}
              </p>
            )}
            {isToReconfirm && !isLeaving && until !== null && (
              <>
                <p className="font-medium text-warn">
                  {t('subscription.goOnNote', { until: instantText(until) })}
                </p>
                {mayGoOn && (
                  <Button
                    look="primary"
                    busy={goOn.isPending}
                    onClick={() =>
                      goOn.mutate({ path: `/v1/subscriptions/${id}/reconfirmations`, body: { change } })
                    }
                  >
                    {t('subscription.goOn')}
                  </Button>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <ProblemNote error={goOn.error} />
    </Section>
  )
}

function Claim({ id }: { readonly id: string }) {
  return (
    <Section title={t('subscription.claim')} note={t('subscription.claimNote')}>
      <ReviewedAction
        label={t('subscription.claim')}
        title={t('subscription.claim')}
        review={<p>{t('subscription.claimNote')}</p>}
        confirm={t('subscription.claim')}
        write={{ path: `/v1/subscriptions/${id}/claim`, body: {} }}
        onDone={() => toast(t('subscription.claimed'))}
      />
    </Section>
  )
}

function Reject({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ reason: string }, unknown>({
    initial: { reason: '' },
    toWrite: (body) => ({ path: `/v1/subscriptions/${id}/rejection`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('subscription.rejected'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('subscription.reject')}</Button>
      <Dialog title={t('subscription.rejectTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('subscription.rejectReview')}</p>
          <TextField label={t('subscription.rejectReason')} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="danger" type="submit" busy={busy}>
              {t('subscription.rejectConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

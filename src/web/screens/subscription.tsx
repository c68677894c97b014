import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Subscription } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
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
      {subscription.refund !== null && <Refund id={id} refund={subscription.refund} />}
    </Page>
  )
}

type RefundOf = NonNullable<Subscription['refund']>

/** What has to go back to the investor, who pays it, and exactly how; or how it was paid. */
function Refund({ id, refund }: { readonly id: string; readonly refund: RefundOf }) {
  const { role } = useUser()
  const isDue = !refund.settled
  const note = refund.payer === 'issuer' ? t('refund.byIssuer') : t('refund.byPlatform')
  return (
    <Section title={t('refund.title')} note={refund.settled ? t('refund.settled') : note}>
      <Facts
        columns={2}
        items={[
          [t('subscription.amount'), <Amount key="amount" value={refund.amount} />],
          [t('refund.baseUnits'), refund.baseUnits],
          [t('refund.from'), <HashText key="from" value={refund.from} label={t('refund.from')} />],
          [t('refund.to'), <HashText key="to" value={refund.to} label={t('refund.to')} />],
          [t('refund.token'), <HashText key="token" value={refund.token} label={t('refund.token')} />],
          [
            t('movements.tx'),
            refund.tx === null ? null : <HashText key="tx" value={refund.tx} label={t('movements.tx')} />,
          ],
          [t('refund.evidence'), refund.evidence],
        ]}
      />
      {isDue && refund.payer === 'issuer' && (
        <div className="mt-4">
          <p className="text-sm text-ink-soft">{t('refund.data')}</p>
          <pre className="mt-1 rounded-md bg-sunken px-4 py-3 font-mono text-xs break-all whitespace-pre-wrap">
            {refund.data}
          </pre>
        </div>
      )}
      {isDue && role === 'officer' && <SettleOutside id={id} />}
    </Section>
  )
}

function SettleOutside({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ evidence: string }, unknown>({
    initial: { evidence: '' },
    toWrite: (body) => ({ path: `/v1/subscriptions/${id}/refund-settlement`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('refund.outsideDone'))
    },
  })
  return (
    <div className="mt-4">
      <Button onClick={() => setOpen(true)}>{t('refund.outside')}</Button>
      <Dialog title={t('refund.outside')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('refund.outsideNote')}</p>
          <TextField label={t('refund.evidence')} {...field('evidence')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('refund.outsideSubmit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </div>
  )
}

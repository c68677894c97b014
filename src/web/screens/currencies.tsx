import { useState, type ReactNode } from 'react'
import { currencyLines } from '../currency.ts'
import type { Offering, Subscription } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { HashText } from '../parts/values.tsx'
import { sentenceIn, t } from '../text.ts'

/** What is paid besides the currency of an offering, for its terms. */
export function currencyFacts({ currencies }: Offering): [string, ReactNode][] {
  return currencyLines(currencies).map(({ label, rate, token }) => [
    label,
    <span key={token}>
      {rate} <HashText value={token} label={label} />
    </span>,
  ])
}

/** Nothing can be paid in what was chosen any more. */
export function Stopped({
  subscription: { cash },
  reason,
  onChange,
}: {
  readonly subscription: Subscription
  readonly reason: string
  readonly onChange: () => void
}) {
  return (
    <div className="card space-y-3 p-5 sm:p-6">
      <p role="alert" className="font-medium text-warn">
        {t('currency.stopped', { code: cash.currency, reason: sentenceIn(reason) })}
      </p>
      <Button look="primary" onClick={onChange}>
        {t('currency.chooseAnother')}
      </Button>
    </div>
  )
}

/** The issuer takes no more payments in one of the currencies. */
export function StopCurrency({ offering }: { readonly offering: Offering }) {
  const [open, setOpen] = useState(false)
  const taken = offering.currencies.filter(({ stopped }) => stopped === null).map(({ code }) => code)
  if (offering.currencies.length === 1 || taken.length === 0) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('currency.stop')}</Button>
      <Dialog title={t('currency.stop')} open={open} onClose={() => setOpen(false)}>
        {/* What was stopped cannot be chosen any more: the form is begun anew. */}
        <StopForm key={taken.join()} id={offering.id} taken={taken} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function StopForm({
  id,
  taken,
  onClose,
}: {
  readonly id: string
  readonly taken: readonly string[]
  readonly onClose: () => void
}) {
  const { form, field, values, problem, busy } = useForm<{ currency: string; reason: string }, unknown>({
    initial: { currency: '', reason: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${id}/currency-stops`, body }),
    onDone: () => {
      onClose()
      toast(t('currency.stopDone'))
    },
  })
  return (
    <form {...form} className="space-y-4">
      <p className="text-ink-soft">{t('currency.stopReview')}</p>
      {taken.length === 1 && <p className="font-medium text-warn">{t('currency.stopLast')}</p>}
      <SelectField
        label={t('currency.which')}
        options={taken.map((code) => [code, code])}
        {...field('currency')}
      />
      <TextField label={t('currency.stopReason')} {...field('reason')} />
      <ProblemNote error={problem} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="danger" type="submit" busy={busy} disabled={values.currency === ''}>
          {t('currency.stopConfirm')}
        </Button>
      </div>
    </form>
  )
}

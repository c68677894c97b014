import { useState } from 'react'
import type { Offering, OfferingChange } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { instantText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

/** What changed about an offering while it was open, and what it gave whoever had paid. */
export function OfferingChanges({ offering }: { readonly offering: Offering }) {
  const { role } = useUser()
  const { items } = useData<{ readonly items: readonly OfferingChange[] }>(
    `/v1/offerings/${offering.id}/changes`,
  )
  const mayTell = role === 'issuer' && offering.status === 'open'
  if (items.length === 0 && !mayTell) return null
  return (
    <Section title={t('offering.changes')} note={t('offering.changesNote')}>
      <ul className="space-y-3">
        {items.toReversed().map(({ id, what, at, right, until, reconfirmed, waiting }) => (
          <li key={id} className="card space-y-2 p-5">
            <p className="text-sm text-ink-soft">
              <DateText value={at} time />
            </p>
            <p className="whitespace-pre-line">{what}</p>
            <p className="text-sm text-ink-soft">
              {right === null || until === null
                ? t('offering.right-none')
                : right === 'withdraw'
                  ? t('offering.right-withdraw', { until: instantText(until) })
                  : t('offering.right-reconfirm', { until: instantText(until), reconfirmed, waiting })}
            </p>
          </li>
        ))}
      </ul>
      {mayTell && <TellChange id={offering.id} />}
    </Section>
  )
}

function TellChange({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ what: string }, unknown>({
    initial: { what: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${id}/changes`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('offering.changeTold'))
    },
  })
  return (
    <>
      <Button className="mt-3" onClick={() => setOpen(true)}>
        {t('offering.change')}
      </Button>
      <Dialog title={t('offering.changeTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('offering.changeReview')}</p>
          <TextArea label={t('offering.changeWhat')} rows={5} maxLength={4000} {...field('what')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('offering.changeConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

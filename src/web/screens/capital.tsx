import { useState } from 'react'
import type { DistributionSummary } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { ProceedsDecision } from './proceeds.tsx'

/** Income that only what was raised could pay: two people may say so, and holders are told. */
export function OutOfCapital({
  distribution: { id, waiting, lacking, capital },
}: {
  readonly distribution: DistributionSummary
}) {
  const { role } = useUser()
  if (capital.open !== null)
    return (
      <div className="space-y-2">
        <p>{t('proceeds.capitalWaits', { amount: capital.open.amount.display })}</p>
        <ProceedsDecision {...capital.open} distribution={id} />
      </div>
    )
  return waiting?.code === 'PROCEEDS_PAY_NO_INCOME' && role === 'issuer' ? (
    <Ask path={`/v1/distributions/${id}/capital`} amount={lacking?.display ?? ''} />
  ) : null
}

function Ask({ path, amount }: { readonly path: string; readonly amount: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ document: string }, unknown>({
    initial: { document: '' },
    toWrite: (body) => ({ path, body }),
    onDone: () => {
      setOpen(false)
      toast(t('proceeds.prepared'))
    },
  })
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {t('proceeds.capitalAsk')}
      </Button>
      <Dialog title={t('proceeds.capitalTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p>{t('proceeds.capitalReview', { amount })}</p>
          <TextField
            label={t('proceeds.document')}
            hint={t('proceeds.documentHint')}
            autoComplete="off"
            {...field('document')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="danger" type="submit" busy={busy}>
              {t('proceeds.capitalSubmit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

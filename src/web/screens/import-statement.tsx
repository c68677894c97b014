import { useState } from 'react'
import type { DistributionSummary, IncomeStatement } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea, TextField } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useList } from '../query.ts'
import { useSession } from '../session.ts'
import { statementMonth } from '../statement-month.ts'
import { t } from '../text.ts'

/** The month's income statement: chosen as a file or pasted, every mistake of it shown before anything is kept. */
export function ImportStatement({
  instrument,
  mayBeQuiet,
  distributions,
}: {
  readonly instrument: string
  /** Whether several months are paid together: then the header alone tells of one without bookings. */
  readonly mayBeQuiet: boolean
  readonly distributions: readonly DistributionSummary[]
}) {
  const { now } = useSession()
  const path = `/v1/instruments/${instrument}/income-statements`
  const statements = useList<IncomeStatement>(path)
  const [open, setOpen] = useState(false)
  const { form, field, set, problem, busy } = useForm<{ period: string; csv: string }, unknown>({
    initial: { period: '', csv: '' },
    toWrite: (body) => ({ path, body }),
    onDone: () => {
      setOpen(false)
      toast(t('statement.imported'))
    },
  })
  const begin = () => {
    set('period', statementMonth(distributions, statements.items, now))
    setOpen(true)
  }
  return (
    <>
      <Button look="primary" onClick={begin}>
        {t('statement.import')}
      </Button>
      <Dialog title={t('statement.title')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextField label={t('statement.period')} type="month" max={now.slice(0, 7)} {...field('period')} />
          <TextFileDrop
            label={t('statement.choose')}
            hint={[t('statement.hint'), ...(mayBeQuiet ? [t('statement.quiet')] : [])].join(' ')}
            accept=".csv,text/csv"
            onText={(text) => set('csv', text)}
          />
          <TextArea label={t('statement.csv')} rows={8} spellCheck={false} {...field('csv')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('statement.submit')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

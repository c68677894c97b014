import { useState } from 'react'
import { BULK_ACTIONS, type BulkAction } from '../../investor/kyc-case.ts'
import type { Case } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

type Answer = {
  readonly items: readonly {
    readonly investor: string
    readonly refusal: { readonly detail: string; readonly fix: string } | null
  }[]
}

/** What an officer does to all chosen cases at once; those that were refused stay chosen, and say why. */
export function BulkActions({
  cases,
  chosen,
  onDone,
}: {
  readonly cases: readonly Case[]
  readonly chosen: ReadonlySet<string>
  readonly onDone: (left: ReadonlySet<string>) => void
}) {
  const [action, setAction] = useState<BulkAction | null>(null)
  const [refused, setRefused] = useState<Answer['items']>([])
  const close = () => {
    setAction(null)
    setRefused([])
  }
  const answered = ({ items }: Answer) => {
    const left = items.filter(({ refusal }) => refusal !== null)
    if (items.length > left.length) toast(t('cases.bulkDone', { count: items.length - left.length }))
    if (left.length === 0) onDone(new Set())
    setRefused(left)
    if (left.length === 0) close()
  }
  const nameOf = (id: string) => cases.find(({ investor }) => investor.id === id)?.investor.displayName ?? id
  return (
    <>
      <span className="text-ink-soft">{t('cases.chosen', { count: chosen.size })}</span>
      {BULK_ACTIONS.map((one) => (
        <Button key={one} small onClick={() => setAction(one)}>
          {t(`cases.bulk-${one}`)}
        </Button>
      ))}
      <Dialog title={action === null ? '' : t(`cases.bulk-${action}`)} open={action !== null} onClose={close}>
        {refused.length > 0 ? (
          <ul className="divide-y divide-line">
            {refused.map(({ investor, refusal }) => (
              <li key={investor} className="py-2">
                <p className="font-medium">{nameOf(investor)}</p>
                <p className="text-ink-soft">
                  {refusal?.detail} {refusal?.fix}
                </p>
              </li>
            ))}
          </ul>
        ) : (
          action !== null && <Confirm action={action} chosen={chosen} nameOf={nameOf} onDone={answered} />
        )}
      </Dialog>
    </>
  )
}

function Confirm({
  action,
  chosen,
  nameOf,
  onDone,
}: {
  readonly action: BulkAction
  readonly chosen: ReadonlySet<string>
  readonly nameOf: (id: string) => string
  readonly onDone: (answer: Answer) => void
}) {
  const { form, field, problem, busy } = useForm<{ comment: string }, Answer>({
    initial: { comment: '' },
    toWrite: ({ comment }) => ({
      path: '/v1/case-actions',
      body: { action, investors: [...chosen], ...(comment === '' ? {} : { comment }) },
    }),
    fieldOf: { COMMENT_MISSING: 'comment' },
    onDone,
  })
  return (
    <form {...form} className="space-y-4">
      <p>{[...chosen].map(nameOf).join(', ')}</p>
      <p className="text-ink-soft">{t('cases.bulkReview')}</p>
      {action === 'request-updates' && (
        <TextArea label={t('cases.bulkComment')} rows={3} {...field('comment')} />
      )}
      <ProblemNote error={problem} />
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={busy}>
          {t(`cases.bulk-${action}`)}
        </Button>
      </div>
    </form>
  )
}

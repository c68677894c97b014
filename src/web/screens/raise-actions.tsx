import { useState } from 'react'
import { BOARD_ACTIONS, type BoardAction } from '../../offering/board.ts'
import type { RaiseRow } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

type Answer = {
  readonly items: readonly {
    readonly subscription: string
    readonly refusal: { readonly detail: string; readonly fix: string } | null
  }[]
}
type Chosen = {
  readonly offering: string
  readonly rows: readonly RaiseRow[]
  readonly chosen: ReadonlySet<string>
}

/** What is done to all chosen subscriptions at once; where some were refused they stay chosen, and say why. */
export function RaiseActions({ onDone, ...of }: Chosen & { readonly onDone: () => void }) {
  const [action, setAction] = useState<BoardAction | null>(null)
  const [refused, setRefused] = useState<Answer['items']>([])
  const close = () => {
    setAction(null)
    setRefused([])
  }
  const answered = ({ items }: Answer) => {
    const left = items.filter(({ refusal }) => refusal !== null)
    if (items.length > left.length) toast(t('raise.bulkDone', { count: items.length - left.length }))
    setRefused(left)
    if (left.length > 0) return
    onDone()
    close()
  }
  return (
    <>
      <span className="text-ink-soft">{t('raise.chosen', { count: of.chosen.size })}</span>
      {BOARD_ACTIONS.map((one) => (
        <Button key={one} small onClick={() => setAction(one)}>
          {t(`raise.bulk-${one}`)}
        </Button>
      ))}
      <Dialog title={action === null ? '' : t(`raise.bulk-${action}`)} open={action !== null} onClose={close}>
        {refused.length > 0 ? (
          <ul className="divide-y divide-line">
            {refused.map(({ subscription, refusal }) => (
              <li key={subscription} className="py-2">
                <p className="font-medium">{nameOf(of.rows, subscription)}</p>
                <p className="text-ink-soft">
                  {refusal?.detail} {refusal?.fix}
                </p>
              </li>
            ))}
          </ul>
        ) : (
          action !== null && <Confirm action={action} {...of} onDone={answered} />
        )}
      </Dialog>
    </>
  )
}

function Confirm({
  action,
  offering,
  rows,
  chosen,
  onDone,
}: Chosen & { readonly action: BoardAction; readonly onDone: (answer: Answer) => void }) {
  const { form, field, problem, busy } = useForm<{ reason: string }, Answer>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({
      path: `/v1/offerings/${offering}/subscription-actions`,
      body: { action, subscriptions: [...chosen], ...(reason === '' ? {} : { reason }) },
    }),
    fieldOf: { REASON_MISSING: 'reason' },
    onDone,
  })
  return (
    <form {...form} className="space-y-4">
      <p>{[...chosen].map((id) => nameOf(rows, id)).join(', ')}</p>
      <p className="text-ink-soft">{t(`raise.bulkReview-${action}`)}</p>
      {action === 'reject' && <TextArea label={t('raise.bulkReason')} rows={3} {...field('reason')} />}
      <ProblemNote error={problem} />
      <div className="flex justify-end">
        <Button look={action === 'reject' ? 'danger' : 'primary'} type="submit" busy={busy}>
          {t(`raise.bulk-${action}`)}
        </Button>
      </div>
    </form>
  )
}

function nameOf(rows: readonly RaiseRow[], id: string): string {
  return rows.find((row) => row.id === id)?.investor.displayName ?? t('raise.erased')
}

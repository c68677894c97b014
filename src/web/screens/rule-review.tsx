import { useState } from 'react'
import { useForm } from '../form.ts'
import { dateText } from '../format.ts'
import type { RuleDecision } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

/** An officer’s word on what a rule could not decide by itself: the first or the second of two that clear it. */
export function ReviewDoubt({
  decision,
  canDecide,
  onDone,
}: {
  readonly decision: RuleDecision
  readonly canDecide: boolean
  readonly onDone?: () => void
}) {
  const [word, setWord] = useState<'cleared' | 'refused'>('cleared')
  const { firstCleared: first } = decision
  const { id: own } = useUser()
  const isOwn = first?.by === own
  const { form, field, problem, busy } = useForm<{ reason: string }, RuleDecision>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({
      path: `/v1/rule-decisions/${decision.id}/review`,
      body: { decision: word, reason },
    }),
    onDone: ({ state }) => {
      toast(t(state === 'waiting' ? 'law.reviewedFirst' : 'law.reviewed'))
      onDone?.()
    },
  })
  return (
    <form {...form} className="space-y-4">
      {first !== null && (
        <p className="card px-5 py-3">
          {t('law.firstCleared', { date: dateText(first.at), reason: first.reason })}
        </p>
      )}
      {canDecide && (
        <>
          <p className="text-ink-soft">
            {t(first === null ? 'law.clearTwo' : isOwn ? 'law.clearOther' : 'law.clearSecond')}
          </p>
          <TextArea label={t('law.reason')} rows={3} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button look="danger" type="submit" busy={busy} onClick={() => setWord('refused')}>
              {t('law.refuse')}
            </Button>
            {!isOwn && (
              <Button look="primary" type="submit" busy={busy} onClick={() => setWord('cleared')}>
                {t('law.clear')}
              </Button>
            )}
          </div>
        </>
      )}
    </form>
  )
}

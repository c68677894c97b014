import { useState } from 'react'
import type { Question } from '../../../sdk/src/operations.ts'
import { dateText } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

/** Questions of investors about an offering, and what its issuer answered to everybody. */
export function Questions({ offering, isOpen }: { readonly offering: string; readonly isOpen: boolean }) {
  const { role, investor } = useUser()
  const questions = useRows<Question>(`/v1/offerings/${offering}/questions`)
  return (
    <Section title={t('question.title')} note={t('question.note')}>
      <ProblemNote error={questions.error} />
      {!questions.loading && questions.error === null && questions.items.length === 0 && (
        <Empty>{t('question.empty')}</Empty>
      )}
      {questions.items.length > 0 && (
        <ul className="card divide-y divide-line">
          {questions.items.map((one) => (
            <li key={one.id} className="space-y-2 px-5 py-4">
              <p className="font-medium break-words whitespace-pre-line">
                {one.question ?? t('question.hidden')}
              </p>
              {one.answer === null ? (
                <p className="text-sm text-ink-soft">{t('question.waits')}</p>
              ) : (
                <p className="break-words whitespace-pre-line">{one.answer}</p>
              )}
              <div className="flex flex-wrap items-center gap-3 text-sm text-ink-soft">
                {one.isOwn && <span>{t('question.own')}</span>}
                {one.answeredAt !== null && (
                  <span>{t('question.answeredOn', { day: dateText(one.answeredAt) })}</span>
                )}
                {role === 'issuer' && one.answer === null && <Answer offering={offering} question={one} />}
              </div>
            </li>
          ))}
        </ul>
      )}
      {questions.more !== null && (
        <div className="mt-3 flex justify-center">
          <Button busy={questions.loading} onClick={questions.more}>
            {t('table.more')}
          </Button>
        </div>
      )}
      {role === 'investor' && investor !== null && isOpen && <Ask offering={offering} />}
    </Section>
  )
}

function Ask({ offering }: { readonly offering: string }) {
  const { form, field, problem, busy, set } = useForm<{ question: string }, unknown>({
    initial: { question: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${offering}/questions`, body }),
    onDone: () => {
      set('question', '')
      toast(t('question.sent'))
    },
  })
  return (
    <form {...form} className="mt-4 max-w-2xl space-y-3">
      <TextArea
        label={t('question.text')}
        hint={t('question.hint')}
        rows={3}
        maxLength={1000}
        {...field('question')}
      />
      <ProblemNote error={problem} />
      <Button type="submit" busy={busy}>
        {t('question.send')}
      </Button>
    </form>
  )
}

function Answer({ offering, question }: { readonly offering: string; readonly question: Question }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ question: string; answer: string }, unknown>({
    initial: { question: question.question ?? '', answer: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${offering}/questions/${question.id}/answer`, body }),
    onDone: () => {
      setOpen(false)
      toast(t('question.done'))
    },
  })
  return (
    <>
      <Button small onClick={() => setOpen(true)}>
        {t('question.answer')}
      </Button>
      <Dialog title={t('question.answerTitle')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextArea
            label={t('question.published')}
            hint={t('question.publishedHint')}
            rows={3}
            maxLength={1000}
            {...field('question')}
          />
          <TextArea label={t('question.answerText')} rows={6} maxLength={4000} {...field('answer')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('question.publish')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

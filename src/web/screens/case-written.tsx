import { useState } from 'react'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

/** An action that is a text: what has to be changed, or what was seen. */
export function Written({
  kind,
  id,
  of = null,
}: {
  readonly kind: 'request' | 'examine'
  readonly id: string
  /** Whose papers were seen, by where the answer “owners” names them: `people[0]`; null: the applicant's. */
  readonly of?: { readonly node: string; readonly name: string } | null
}) {
  const [open, setOpen] = useState(false)
  const isRequest = kind === 'request'
  const { form, field, problem, busy } = useForm<{ comment: string; saw: string }, unknown>({
    initial: { comment: '', saw: '' },
    toWrite: ({ comment, saw }) =>
      isRequest
        ? { path: `/v1/cases/${id}/updates-request`, body: { comment } }
        : { path: `/v1/cases/${id}/examination`, body: { saw, ...placeOf(of?.node) } },
    onDone: () => {
      setOpen(false)
      toast(t('case.done'))
    },
  })
  return (
    <>
      <Button
        small={of !== null}
        aria-label={of === null ? undefined : t('case.examineOf', { name: of.name })}
        onClick={() => setOpen(true)}
      >
        {t(isRequest ? 'case.requestUpdates' : 'case.examine')}
      </Button>
      <Dialog
        title={
          of === null
            ? t(isRequest ? 'case.requestTitle' : 'case.examineTitle')
            : t('case.examineOf', { name: of.name })
        }
        open={open}
        onClose={() => setOpen(false)}
      >
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t(isRequest ? 'case.requestNote' : 'case.examineNote')}</p>
          <TextArea
            label={t(isRequest ? 'case.comment' : 'case.saw')}
            rows={4}
            {...field(isRequest ? 'comment' : 'saw')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t(isRequest ? 'case.requestConfirm' : 'case.examineConfirm')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** Where somebody stands as the request says it: `people[0]` is the person 0, `entities[0]` the entity 0. */
function placeOf(node: string | undefined): Readonly<Record<string, number>> {
  const [, list, place] = /^(people|entities)\[(\d+)\]$/.exec(node ?? '') ?? []
  return list === undefined ? {} : { [list === 'people' ? 'person' : 'entity']: Number(place) }
}

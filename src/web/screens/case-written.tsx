import { useState } from 'react'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { CheckField, TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

type Kind = 'request' | 'ask' | 'examine'
/** The words of each kind: its button, its title, what it does, what is written, and what confirms it. */
const WORDS = {
  request: [
    'case.requestUpdates',
    'case.requestTitle',
    'case.requestNote',
    'case.comment',
    'case.requestConfirm',
  ],
  ask: ['case.requestUpdates', 'case.askTitle', 'case.askNote', 'case.comment', 'case.askConfirm'],
  examine: ['case.examine', 'case.examineTitle', 'case.examineNote', 'case.saw', 'case.examineConfirm'],
} as const

/** An action that is a text: what has to be changed or is asked of somebody who is approved, or what was seen. */
export function Written({
  kind,
  id,
  of = null,
}: {
  readonly kind: Kind
  readonly id: string
  /** Whose papers were seen, by where the answer “owners” names them: `people[0]`; null: the applicant's. */
  readonly of?: { readonly node: string; readonly name: string } | null
}) {
  const [open, setOpen] = useState(false)
  const [suspend, setSuspend] = useState(false)
  const [button, title, note, written, confirm] = WORDS[kind]
  const { form, field, problem, busy } = useForm<{ comment: string; saw: string }, unknown>({
    initial: { comment: '', saw: '' },
    toWrite: ({ comment, saw }) =>
      kind === 'examine'
        ? { path: `/v1/cases/${id}/examination`, body: { saw, ...placeOf(of?.node) } }
        : { path: `/v1/cases/${id}/updates-request`, body: { comment, suspend } },
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
        {t(button)}
      </Button>
      <Dialog
        title={of === null ? t(title) : t('case.examineOf', { name: of.name })}
        open={open}
        onClose={() => setOpen(false)}
      >
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t(note)}</p>
          <TextArea label={t(written)} rows={4} {...field(kind === 'examine' ? 'saw' : 'comment')} />
          {kind === 'ask' && (
            <CheckField
              label={t('case.suspend')}
              hint={t('case.suspendHint')}
              checked={suspend}
              onChange={(event) => setSuspend(event.target.checked)}
            />
          )}
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t(confirm)}
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

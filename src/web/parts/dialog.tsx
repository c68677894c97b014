import { X } from 'lucide-react'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import type { Write } from '../api.ts'
import { send } from '../api.ts'
import { useWrite } from '../query.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'
import { ProblemNote } from './problem-note.tsx'

/** The browser's own modal dialog: it holds the focus, closes with Escape and gives the focus back. */
export function Dialog({
  title,
  open,
  onClose,
  children,
}: {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const ref = useRef<HTMLDialogElement>(null)
  const heading = useId()

  useEffect(() => {
    const dialog = ref.current
    if (dialog === null) return
    if (open && !dialog.open) dialog.showModal()
    if (!open && dialog.open) dialog.close()
  }, [open])

  return (
    <dialog
      ref={ref}
      aria-labelledby={heading}
      onClose={onClose}
      closedby="any"
      className="fixed inset-x-0 top-auto bottom-0 m-0 mx-auto max-h-[90dvh] w-full max-w-lg overflow-y-auto rounded-t-2xl border border-line bg-surface p-0 text-ink shadow-raised sm:inset-0 sm:m-auto sm:rounded-xl"
    >
      {open && (
        <div className="p-5 sm:p-6">
          <div className="mb-4 flex items-start justify-between gap-4">
            <h2 id={heading} className="text-lg font-semibold tracking-tight">
              {title}
            </h2>
            <button
              type="button"
              onClick={onClose}
              aria-label={t('action.close')}
              className="-mt-1 -me-1 inline-flex size-9 shrink-0 items-center justify-center rounded-md text-ink-soft hover:bg-sunken"
            >
              <X className="size-5" aria-hidden />
            </button>
          </div>
          {children}
        </div>
      )}
    </dialog>
  )
}

/**
 * A sensitive action in two steps: what will happen, then the press that makes it happen. Opening it asks the server
 * to try the action without doing it, so what would be refused is refused before anybody confirms.
 */
export function ReviewedAction<Answer>({
  label,
  title,
  review,
  confirm,
  write,
  look = 'primary',
  disabled = false,
  rehearse = true,
  onDone,
}: {
  readonly label: ReactNode
  readonly title: string
  readonly review: ReactNode
  readonly confirm: string
  readonly write: Write
  readonly look?: 'primary' | 'secondary' | 'danger'
  readonly disabled?: boolean
  readonly rehearse?: boolean
  readonly onDone?: (answer: Answer) => void
}) {
  const [open, setOpen] = useState(false)
  const [rehearsal, setRehearsal] = useState<'running' | 'passed' | Error>('passed')
  const action = useWrite<Answer>({
    onDone: (answer) => {
      setOpen(false)
      onDone?.(answer)
    },
  })

  function start() {
    action.reset()
    setOpen(true)
    if (!rehearse) return
    setRehearsal('running')
    send({ ...write, dryRun: true }).then(
      () => setRehearsal('passed'),
      (error: Error) => setRehearsal(error),
    )
  }

  const refused = rehearsal instanceof Error
  return (
    <>
      <Button look={look} disabled={disabled} onClick={start}>
        {label}
      </Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <div className="space-y-4">
          {review}
          <ProblemNote error={action.error ?? (refused ? rehearsal : null)} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button
              look={look === 'danger' ? 'danger' : 'primary'}
              disabled={refused}
              busy={action.isPending || rehearsal === 'running'}
              onClick={() => action.mutate(write)}
            >
              {confirm}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  )
}

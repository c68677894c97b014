import { Camera, FileUp } from 'lucide-react'
import { useId, useState, type ChangeEvent } from 'react'
import { EXISTENCE_KIND, PAPER_KIND } from '../../investor/onboarding.ts'
import { ApiError } from '../api.ts'
import type { Application, InvestorFile } from '../../../sdk/src/operations.ts'
import { wholeMessage } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { Refused } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useList, useWrite } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { inBase64 } from './papers.tsx'

/** The papers that an application needs, each with its own place: taken with the camera or chosen, listed, taken back. */
export function ApplicationPapers({
  application,
  paper,
}: {
  readonly application: Application
  /** The paper of identity that is chosen now; empty before one is. */
  readonly paper: string
}) {
  const { items } = useList<InvestorFile>(`/v1/investors/${application.investor}/files`)
  const form = application.answers.company?.['entityType']
  const existence = Object.entries(EXISTENCE_KIND).find(([name]) => name === form)?.[1]
  const identity = Object.entries(PAPER_KIND).find(([name]) => name === paper)?.[1]
  return (
    <>
      {existence !== undefined && (
        <PaperPlace
          investor={application.investor}
          kind={existence}
          hint={t('onboarding.existenceHint')}
          papers={items}
        />
      )}
      {identity !== undefined && (
        <PaperPlace
          investor={application.investor}
          kind={identity}
          hint={t(application.check === null ? 'onboarding.paperHint' : 'onboarding.paperOptional')}
          papers={items}
        />
      )}
    </>
  )
}

function PaperPlace({
  investor,
  kind,
  hint,
  papers,
}: {
  readonly investor: string
  readonly kind: string
  readonly hint: string
  readonly papers: readonly InvestorFile[]
}) {
  const id = useId()
  const [unreadable, setUnreadable] = useState<Error | null>(null)
  const path = `/v1/investors/${investor}/files`
  const give = useWrite<unknown>({ onDone: () => toast(t('profile.handedIn')) })
  const takeBack = useWrite<unknown>({ onDone: () => toast(t('onboarding.takenBack')) })
  const own = papers.filter((paper) => paper.kind === kind)

  function take(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0]
    // The same file chosen twice is a choice again.
    event.target.value = ''
    if (file === undefined) return
    setUnreadable(null)
    takeBack.reset()
    inBase64(file).then(
      (content) => give.mutate({ path, body: { kind, name: file.name, content } }),
      (error: unknown) => setUnreadable(error instanceof Error ? error : new Error(file.name)),
    )
  }

  const refused = give.error ?? takeBack.error
  const message = refused instanceof ApiError ? wholeMessage(refused) : undefined
  const ties = {
    type: 'file',
    className: 'peer sr-only',
    onChange: take,
    'aria-describedby': message === undefined ? `${id}-hint` : `${id}-hint ${id}-error`,
    'aria-invalid': message === undefined ? undefined : true,
  } as const
  const look =
    'inline-flex min-h-11 cursor-pointer items-center gap-2 rounded-[8px] border border-line-strong px-4 font-medium peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent'
  return (
    <fieldset className="rounded-[10px] border border-line p-4" aria-busy={give.isPending}>
      <legend className="px-1 font-semibold">{statusWord(kind)}</legend>
      {own.length > 0 && (
        <ul className="mb-3 space-y-2">
          {own.map((paper) => (
            <li key={paper.id} className="flex flex-wrap items-center justify-between gap-2">
              <span className="min-w-0 break-all">{paper.displayName}</span>
              <Button
                small
                busy={takeBack.isPending}
                aria-label={t('onboarding.takeBackOf', { name: paper.displayName ?? statusWord(kind) })}
                onClick={() => {
                  give.reset()
                  takeBack.mutate({ method: 'DELETE', path: `${path}/${paper.id}` })
                }}
              >
                {t('onboarding.takeBack')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="flex flex-wrap gap-2">
        {/* Fingers have a camera at hand; a mouse rarely has. */}
        <div className="hidden pointer-coarse:block">
          <input {...ties} id={`${id}-camera`} accept="image/jpeg,image/png" capture="environment" />
          <label htmlFor={`${id}-camera`} className={look}>
            <Camera className="size-4.5" aria-hidden />
            {t('onboarding.takePicture')}
          </label>
        </div>
        <div>
          <input {...ties} id={`${id}-file`} accept="application/pdf,image/jpeg,image/png" />
          <label htmlFor={`${id}-file`} className={look}>
            <FileUp className="size-4.5" aria-hidden />
            {t(give.isPending ? 'onboarding.sending' : 'profile.choose')}
          </label>
        </div>
      </div>
      <p id={`${id}-hint`} className="mt-2 text-sm text-ink-soft">
        {hint} {t('profile.chooseHint')}.
      </p>
      {message === undefined ? (
        <ProblemNote error={refused ?? unreadable} />
      ) : (
        <Refused id={`${id}-error`} message={message} />
      )}
    </fieldset>
  )
}

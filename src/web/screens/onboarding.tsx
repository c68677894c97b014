import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CheckCircle2, CircleDashed } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useSearchState } from '../address.ts'
import type { Application } from '../../../sdk/src/operations.ts'
import type { StepName } from '../data.ts'
import { AnswerCard } from '../parts/answers.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { CheckField, TextArea } from '../parts/field.tsx'
import { Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useForm } from '../form.ts'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { joined } from '../format.ts'
import { t } from '../text.ts'
import { NotFound } from './error.tsx'
import { IdentityChecks } from './identity-checks.tsx'
import { stepNote, stepTitle } from './onboarding-people.tsx'
import { StepForm } from './onboarding-steps.tsx'
import { Papers } from './papers.tsx'

type Place = StepName | 'review'

/** An investor's own application: six short steps, each saved, and what became of it. */
export function Onboarding() {
  const { investor } = useUser()
  return investor === null ? <NotFound /> : <OwnApplication investor={investor} />
}

function OwnApplication({ investor }: { readonly investor: string }) {
  const application = useData<Application>(
    `/v1/investors/${investor}/onboarding`,
    {},
    // A result comes by itself; while answers are being typed, nothing is read anew.
    ({ isOpen, status }) => !isOpen && (status === 'processing' || status === 'manual-review'),
  )
  return (
    <Page
      title={t('onboarding.title')}
      wide={false}
      lede={application.status === 'none' ? undefined : <StatusChip status={application.status} />}
    >
      <Remarks application={application} />
      {application.isOpen ? <Steps application={application} /> : <Waiting application={application} />}
    </Page>
  )
}

function Remarks({ application: { status, updates, comments } }: { readonly application: Application }) {
  if (comments.length === 0) return null
  const titles: Readonly<Record<string, string>> = {
    'updates-required': t('onboarding.updates'),
    asked: t('onboarding.asked'),
  }
  const title = titles[updates ?? status]
  return (
    <section aria-labelledby="remarks" className="card mb-6 space-y-2 p-4">
      <h2 id="remarks" className="font-semibold">
        {title ?? t('case.comments')}
      </h2>
      <ul className="space-y-2">
        {comments.map(({ at, text, isOwn }) => (
          <li key={at}>
            <p className="break-words">{text}</p>
            <p className="text-sm text-ink-soft">
              {t(isOwn ? 'onboarding.you' : 'onboarding.office')} · <DateText value={at} time />
            </p>
          </li>
        ))}
      </ul>
      {status === 'updates-required' && (
        <p className="text-sm text-ink-soft">{t('onboarding.updatesText')}</p>
      )}
    </section>
  )
}

/** Nobody looks at these, so that no check is waited for. */
const DECIDED: ReadonlySet<string> = new Set(['verified', 'expired', 'rejected'])

function Waiting({ application }: { readonly application: Application }) {
  const texts: Readonly<Record<string, string>> = {
    verified: t('onboarding.verified'),
    expired: t('onboarding.expired'),
    rejected: t('onboarding.rejected'),
  }
  const text = texts[application.status]
  return (
    <div className="space-y-6">
      <output className="block">
        {application.updates === 'answered' ? t('onboarding.answered') : (text ?? t('onboarding.waiting'))}
      </output>
      {application.updates === 'asked' && <Asked investor={application.investor} />}
      {application.status === 'verified' && (
        <Link to="/offerings" search={{}} className={buttonClass('primary')}>
          {t('holdings.browse')}
        </Link>
      )}
      {!DECIDED.has(application.status) && <IdentityChecks application={application} heading="h2" />}
    </div>
  )
}

/** What somebody who is approved hands in and writes back to what an officer asks of them. */
function Asked({ investor }: { readonly investor: string }) {
  const { form, field, problem, busy } = useForm<{ text: string }, unknown>({
    initial: { text: '' },
    toWrite: (body) => ({ path: `/v1/investors/${investor}/onboarding/updates-answer`, body }),
    onDone: () => toast(t('onboarding.answerSent')),
  })
  return (
    <>
      <p>{t('onboarding.askedText')}</p>
      <Papers investor={investor} />
      <form {...form} className="space-y-4">
        <TextArea label={t('onboarding.answer')} rows={4} {...field('text')} />
        <ProblemNote error={problem} />
        <Button look="primary" type="submit" busy={busy} className="w-full sm:w-auto">
          {t('onboarding.sendAnswer')}
        </Button>
      </form>
    </>
  )
}

function Steps({ application }: { readonly application: Application }) {
  const [{ step }, setSearch] = useSearchState('push')
  const [, keepSearch] = useSearchState()
  const { steps, next, standing } = application
  const places: readonly Place[] = [...steps.map((each) => each.step), 'review']
  const asked = places.find((place) => place === step)
  const isReachable = (place: Place) =>
    place === 'review'
      ? next === null
      : place === next || steps.some((each) => each.step === place && each.saved)
  const place = asked !== undefined && isReachable(asked) ? asked : (next ?? 'review')
  const done = steps.filter(({ saved }) => saved).length
  // Who goes back comes to the step that they saw, also to the first, which the address did not name.
  useEffect(() => {
    if (step === undefined) keepSearch({ step: place })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only where the address has no step
  }, [step])
  const missing = missingPapers(application)
  const left = steps.filter(({ saved }) => !saved).map((each) => stepTitle(each.step, standing))

  return (
    <div className="space-y-6">
      <nav aria-label={t('onboarding.steps')}>
        <output className="mb-2 block text-sm text-ink-soft">
          {t('onboarding.progress', { done, all: places.length })}
          {' · '}
          {left.length > 0
            ? t('onboarding.left', { steps: joined([...left, t('onboarding.review')]) })
            : missing.length > 0
              ? t('onboarding.papersMissing', { kinds: joined(missing) })
              : t('onboarding.nothingLeft')}
        </output>
        <ol className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {places.map((each, n) => {
            const saved = steps.some((one) => one.step === each && one.saved)
            return (
              <li key={each}>
                <button
                  type="button"
                  disabled={!isReachable(each)}
                  aria-current={each === place ? 'step' : undefined}
                  onClick={() => setSearch({ step: each })}
                  className={clsx(
                    'flex min-h-11 w-full items-center gap-2 rounded-[8px] border px-3 text-start text-sm disabled:cursor-not-allowed',
                    each === place ? 'border-accent font-semibold' : 'border-line text-ink-soft',
                  )}
                >
                  {saved ? (
                    <CheckCircle2 className="size-4 shrink-0 text-good" aria-hidden />
                  ) : (
                    <CircleDashed className="size-4 shrink-0" aria-hidden />
                  )}
                  <span className="min-w-0">
                    {n + 1}. {stepTitle(each, standing)}
                    <span className="sr-only">, {t(saved ? 'onboarding.saved' : 'onboarding.missing')}</span>
                  </span>
                </button>
              </li>
            )
          })}
        </ol>
      </nav>
      <Section title={stepTitle(place, standing)} step={place} note={stepNote(place, application)}>
        {place === 'review' ? (
          <Review application={application} onEdit={(each) => setSearch({ step: each })} />
        ) : (
          <StepForm
            key={place}
            application={application}
            step={place}
            onSaved={(saved) => {
              const after = places[places.indexOf(place) + 1]
              setSearch({ step: saved.next ?? after ?? 'review' })
            }}
          />
        )}
      </Section>
    </div>
  )
}

/** The papers that have to be handed in before the application can be sent in, by their names. */
function missingPapers({ papers }: Application): string[] {
  return papers.flatMap(({ kind, isThere }) => (isThere ? [] : [statusWord(kind)]))
}

function Review({
  application,
  onEdit,
}: {
  readonly application: Application
  readonly onEdit: (step: StepName) => void
}) {
  const [confirmed, setConfirmed] = useState(false)
  const missing = missingPapers(application)
  const send = useWrite<Application>({ onDone: () => toast(t('onboarding.submitted')) })
  return (
    <div className="space-y-6">
      <ul className="space-y-4">
        {application.steps.map(({ step }) => (
          <li key={step} className="space-y-2">
            <AnswerCard
              title={stepTitle(step, application.standing)}
              answer={application.answers[step]}
              kind={application.kind}
            />
            <Button small onClick={() => onEdit(step)}>
              {t('onboarding.edit', { step: stepTitle(step, application.standing) })}
            </Button>
          </li>
        ))}
      </ul>
      <IdentityChecks application={application} heading="h3" />
      {missing.length > 0 && (
        <div className="flex flex-wrap items-center gap-3">
          <p id="papers-missing" className="font-medium">
            {t('onboarding.papersMissing', { kinds: joined(missing) })}
          </p>
          <Button small onClick={() => onEdit('check')}>
            {t('onboarding.handIn')}
          </Button>
        </div>
      )}
      <CheckField
        label={t('onboarding.confirm')}
        checked={confirmed}
        onChange={(event) => setConfirmed(event.target.checked)}
      />
      <ProblemNote error={send.error} />
      <Button
        look="primary"
        className="w-full sm:w-auto"
        disabled={!confirmed || missing.length > 0}
        aria-describedby={missing.length > 0 ? 'papers-missing' : undefined}
        busy={send.isPending}
        onClick={() =>
          send.mutate({
            path: `/v1/investors/${application.investor}/onboarding/submission`,
            body: { confirmsAccuracy: true },
          })
        }
      >
        {t('onboarding.submit')}
      </Button>
    </div>
  )
}

import type { Application } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { useWrite } from '../query.ts'
import { useSession } from '../session.ts'
import { t } from '../text.ts'

type Heading = 'h2' | 'h3'

/** The checks of a provider: the applicant's own, and of an entity one of each owner and signer. */
export function IdentityChecks({
  application,
  heading,
}: {
  readonly application: Application
  readonly heading: Heading
}) {
  const { investor, check, peopleChecks, answers } = application
  const path = `/v1/investors/${investor}/onboarding`
  return (
    <>
      {check !== null && (
        <Check
          investor={investor}
          person={null}
          title={t('onboarding.checkResult')}
          path={`${path}/check-session`}
          check={check}
          heading={heading}
        />
      )}
      {peopleChecks.map((one, place) => (
        <Check
          key={place}
          investor={investor}
          person={place}
          title={t('onboarding.checkOf', { name: nameAt(answers.owners, place) })}
          path={`${path}/people/${place}/check-session`}
          check={one}
          heading={heading}
        />
      ))}
    </>
  )
}

function nameAt(owners: Application['answers']['owners'], place: number): string {
  const people: unknown = owners?.['people']
  const person: unknown = Array.isArray(people) ? people[place] : undefined
  return String(Object(person)['name'] ?? '')
}

/** One check: how it stands, and the way there. Somebody else's is not begun here: its address is handed on. */
function Check({
  investor,
  person,
  title,
  path,
  check,
  heading: Heading,
}: {
  readonly investor: string
  readonly person: number | null
  readonly title: string
  readonly path: string
  readonly check: NonNullable<Application['check']>
  readonly heading: Heading
}) {
  const { sandbox } = useSession()
  const start = useWrite<{ provider: string; url: string }>({
    // A simulated provider has no page of its own: what it answers is chosen below.
    onDone: ({ provider, url }) => {
      if (provider !== 'simulated' && person === null) location.assign(url)
    },
  })
  const id = `identity-check-${person ?? 'own'}`
  const handedOn = person !== null && start.data?.provider !== 'simulated' ? start.data?.url : undefined
  return (
    <section aria-labelledby={id} className="card space-y-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Heading id={id} className="min-w-0 font-semibold break-words">
          {title}
        </Heading>
        <StatusChip status={check.result} />
      </div>
      <ProblemNote error={start.error} />
      {check.canStart && (
        <>
          <p className="text-sm text-ink-soft">
            {t(person === null ? 'onboarding.startCheckNote' : 'onboarding.startCheckOfNote')}
          </p>
          <Button busy={start.isPending} onClick={() => start.mutate({ method: 'POST', path })}>
            {t(person === null ? 'onboarding.startCheck' : 'onboarding.startCheckOf')}
          </Button>
        </>
      )}
      {handedOn !== undefined && (
        <p>
          <a href={handedOn} className="break-all underline">
            {handedOn}
          </a>
        </p>
      )}
      {sandbox && check.begun && <Simulated investor={investor} person={person} />}
    </section>
  )
}

/** Only a sandbox has it: the applicant plays the provider. */
function Simulated({ investor, person }: { readonly investor: string; readonly person: number | null }) {
  const answer = useWrite<unknown>({ onDone: () => toast(t('onboarding.sandboxSent')) })
  const results = [
    ['approved', t('onboarding.sandboxApproved')],
    ['updates-required', t('onboarding.sandboxRetry')],
    ['rejected', t('onboarding.sandboxRejected')],
  ] as const
  return (
    <div className="space-y-2 border-t border-line pt-3">
      <p className="font-medium">{t('onboarding.sandboxTitle')}</p>
      <p className="text-sm text-ink-soft">{t('onboarding.sandboxText')}</p>
      <ProblemNote error={answer.error} />
      <div className="flex flex-wrap gap-2">
        {results.map(([result, label]) => (
          <Button
            key={result}
            small
            busy={answer.isPending}
            onClick={() =>
              answer.mutate({ path: '/v1/sandbox/identity-checks', body: { investor, person, result } })
            }
          >
            {label}
          </Button>
        ))}
      </div>
    </div>
  )
}

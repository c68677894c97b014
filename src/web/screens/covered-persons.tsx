import { useState } from 'react'
import { useForm, type Field } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

/** The fact that Rule 506(d) asks about the issuer. It names nobody: who they are is in the questionnaires. */
export const COVERED_PERSONS = 'issuer.coveredPersons'

/** 17 CFR 230.506(d)(1): whose events disqualify an offering. */
const ROLES = [
  'issuer',
  'director',
  'executive-officer',
  'owner',
  'promoter',
  'investment-manager',
  'solicitor',
] as const
const PERSONS_MAX = 20

type Covered = {
  readonly role: string
  readonly votingPct: string | number | null
  readonly hasQuestionnaire: boolean
  readonly signedOn: string | null
  readonly hasEvent: boolean | null
  readonly eventOn: string | null
  readonly disclosed: boolean | null
}

/**
 * Who is covered by the bad-actor check, and what each answered.
 *
 * @param value the recorded fact as text; null where there is none
 */
export function CoveredPersons({
  instrument,
  value,
}: {
  readonly instrument: string
  readonly value: string | null
}) {
  const { role } = useUser()
  const persons = personsOf(value)
  return (
    <Section title={t('law.covered')} note={t('law.coveredNote')}>
      {persons.length > 0 && (
        <ul className="card divide-y divide-line">
          {persons.map((person, n) => (
            <li key={n} className="flex flex-wrap justify-between gap-x-6 gap-y-1 px-5 py-3">
              <span className="font-medium">
                {roleWord(person.role)}
                {person.votingPct !== null && ` (${t('law.votes', { percent: String(person.votingPct) })})`}
              </span>
              <span className="text-sm text-ink-soft">
                {person.hasQuestionnaire && person.signedOn !== null ? (
                  <>
                    {t('law.answeredOn')} <DateText value={person.signedOn} />
                  </>
                ) : (
                  t('law.notAnswered')
                )}
                {' · '}
                <Event {...person} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {role === 'officer' && <Record key={value} instrument={instrument} persons={persons} />}
    </Section>
  )
}

function Event({ hasEvent, eventOn, disclosed }: Covered) {
  if (hasEvent === null) return t('law.eventUnsaid')
  if (!hasEvent) return t('law.noEvent')
  if (eventOn === null) return t('law.eventUndated')
  return (
    <>
      {t('law.eventOn')} <DateText value={eventOn} />
      {disclosed === true && `, ${t('law.disclosed')}`}
    </>
  )
}

function personsOf(value: string | null): readonly Covered[] {
  const read: unknown = value === null ? null : JSON.parse(value)
  // What is recorded has been weighed against the type that the rule gives this fact.
  return Array.isArray(read) ? (read as readonly Covered[]) : []
}

function roleWord(role: string): string {
  const known = ROLES.find((each) => each === role)
  return known === undefined ? role : t(`law.${known}`)
}

const PARTS = ['role', 'votingPct', 'signedOn', 'hasEvent', 'eventOn', 'disclosed'] as const

/** The field’s name is its place in the request, where a refusal finds it. */
const nameOf = (n: number, part: (typeof PARTS)[number]) => `facts.${COVERED_PERSONS}.${n}.${part}`

function Record({
  instrument,
  persons,
}: {
  readonly instrument: string
  readonly persons: readonly Covered[]
}) {
  const [shown, setShown] = useState(Math.max(1, persons.length))
  const recorded: Readonly<{ [name: string]: string }> = Object.fromEntries(
    Array.from({ length: PERSONS_MAX }, (_, n) =>
      PARTS.map((part) => [nameOf(n, part), String(persons[n]?.[part] ?? '')] as const),
    ).flat(),
  )
  const { form, field, values, problem, busy } = useForm<{ [name: string]: string }, unknown>({
    initial: recorded,
    toWrite: (values) => ({
      method: 'PUT',
      path: `/v1/instruments/${instrument}/rule-facts`,
      body: { investor: null, facts: { [COVERED_PERSONS]: factOf(values) } },
    }),
    onDone: () => toast(t('law.factRecorded')),
  })
  return (
    <form {...form} id="covered" className="mt-4 space-y-4" aria-label={t('law.covered')}>
      {Array.from({ length: shown }, (_, n) => (
        <Person key={n} n={n} field={(part) => field(nameOf(n, part))} />
      ))}
      <ProblemNote error={problem} />
      <div className="flex flex-wrap gap-2">
        {shown < PERSONS_MAX && <Button onClick={() => setShown(shown + 1)}>{t('law.addCovered')}</Button>}
        <Button
          look="primary"
          type="submit"
          busy={busy}
          disabled={Object.entries(recorded).every(([name, value]) => values[name] === value)}
        >
          {t('law.record')}
        </Button>
      </div>
    </form>
  )
}

/** The persons whose role was chosen; none takes the fact back. A day without an event is not sent. */
function factOf(values: Readonly<{ [name: string]: string }>): readonly Covered[] | null {
  const persons = Array.from({ length: PERSONS_MAX }, (_, n): Covered => {
    const of = (part: (typeof PARTS)[number]) => values[nameOf(n, part)] ?? ''
    const orNull = (text: string) => (text === '' ? null : text)
    const hasEvent = yesOrNo(of('hasEvent'))
    return {
      role: of('role'),
      votingPct: of('role') === 'owner' ? orNull(of('votingPct')) : null,
      hasQuestionnaire: of('signedOn') !== '',
      signedOn: orNull(of('signedOn')),
      hasEvent,
      eventOn: hasEvent === true ? orNull(of('eventOn')) : null,
      disclosed: hasEvent === true ? yesOrNo(of('disclosed')) : null,
    }
  }).filter(({ role }) => role !== '')
  return persons.length === 0 ? null : persons
}

function yesOrNo(text: string): boolean | null {
  return text === '' ? null : text === 'true'
}

function Person({
  n,
  field,
}: {
  readonly n: number
  readonly field: (part: (typeof PARTS)[number]) => Field
}) {
  const yesNo = [
    ['', t('onboarding.choose')],
    ['false', t('onboarding.no')],
    ['true', t('onboarding.yes')],
  ] as const
  return (
    <fieldset className="grid gap-4 rounded-[10px] border border-line p-4 sm:grid-cols-2">
      <legend className="px-1 font-semibold">{t('onboarding.person', { n: n + 1 })}</legend>
      <SelectField
        label={t('law.coveredRole')}
        options={[['', t('onboarding.choose')], ...ROLES.map((role) => [role, t(`law.${role}`)] as const)]}
        {...field('role')}
      />
      {field('role').value === 'owner' && (
        <TextField label={t('law.votingPct')} inputMode="decimal" {...field('votingPct')} />
      )}
      <TextField label={t('law.signedOn')} hint={t('law.signedOnHint')} type="date" {...field('signedOn')} />
      <SelectField label={t('law.hasEvent')} options={yesNo} {...field('hasEvent')} />
      {field('hasEvent').value === 'true' && (
        <>
          <TextField label={t('law.eventDay')} type="date" {...field('eventOn')} />
          <SelectField label={t('law.isDisclosed')} options={yesNo} {...field('disclosed')} />
        </>
      )}
    </fieldset>
  )
}

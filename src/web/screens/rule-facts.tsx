import { useForm, type Field } from '../form.ts'
import type { InstrumentRules } from '../../../sdk/src/operations.ts'
import type { AskedFact } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useData } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

type About = {
  readonly instrument: string
  /** Null records it about the instrument. */
  readonly investor: string | null
}

/** What the rules ask, each fact as it is answered: only what was changed is recorded. */
export function FactsForm({
  instrument,
  investor,
  asked,
  recorded,
  missing,
}: About & {
  readonly asked: readonly AskedFact[]
  readonly recorded: InstrumentRules['facts']
  readonly missing: InstrumentRules['missing']
}) {
  const before = (fact: AskedFact) => {
    const value = recorded.find(({ name }) => name === fact.name)?.value
    return value === undefined ? '' : textOf(fact, value)
  }
  // Only what is typed is kept here: what is recorded meanwhile shows at once, and nothing that was typed is lost.
  const changedIn = (typed: Readonly<Record<string, string>>) =>
    asked.filter((fact) => (typed[`facts.${fact.name}`] ?? before(fact)) !== before(fact))
  const { form, field, values, problem, busy } = useForm<Record<string, string>, unknown>({
    initial: {},
    toWrite: (typed) => {
      const facts = changedIn(typed).map((fact) => [
        fact.name,
        factOf(fact, typed[`facts.${fact.name}`] ?? ''),
      ])
      return write({ instrument, investor }, Object.fromEntries(facts) as Readonly<Record<string, unknown>>)
    },
    onDone: () => toast(t('law.factRecorded')),
  })
  return (
    <form
      {...form}
      id="record"
      aria-label={t('law.recorded')}
      className="card grid items-start gap-5 px-5 py-5 sm:grid-cols-2"
    >
      {asked.map((fact) => {
        const key = `facts.${fact.name}`
        const by = missing.find(({ name }) => name === fact.name)
        const hint = by === undefined ? undefined : `${by.rule}, ${by.citation}`
        return (
          <FactField
            key={fact.name}
            fact={fact}
            hint={hint}
            field={{ ...field(key), value: values[key] ?? before(fact) }}
          />
        )
      })}
      <div className="space-y-3 sm:col-span-2">
        <ProblemNote error={problem} />
        <Button type="submit" busy={busy} disabled={changedIn(values).length === 0}>
          {t('law.record')}
        </Button>
      </div>
    </form>
  )
}

/** As `FactsForm`, of an investor. */
export function InvestorFactsForm({
  investor,
  ...form
}: Omit<Parameters<typeof FactsForm>[0], 'investor' | 'recorded'> & { readonly investor: string }) {
  const { facts } = useData<Pick<InstrumentRules, 'facts'>>(`/v1/instruments/${form.instrument}/rule-facts`, {
    investor,
  })
  return <FactsForm {...form} investor={investor} recorded={facts} />
}

/** Any fact, by the key that its rule has for it. */
export function FactByKey({
  instrument,
  investor,
  asked,
  name,
}: About & { readonly asked: readonly AskedFact[]; readonly name: string }) {
  const { form, field, values, problem, busy } = useForm<Record<string, string>, unknown>({
    initial: { name },
    toWrite: (now) => {
      const key = now['name'] ?? ''
      const fact = asked.find((each) => each.name === key) ?? null
      return write({ instrument, investor }, { [key]: factOf(fact, now[`facts.${key}`] ?? '') })
    },
    onDone: () => toast(t('law.factRecorded')),
  })
  return (
    <form {...form} className="mt-4 flex flex-wrap items-end gap-3">
      <TextField label={t('law.factName')} {...field('name')} />
      <TextField label={t('law.value')} {...field(`facts.${values['name'] ?? ''}`)} />
      <Button type="submit" busy={busy}>
        {t('law.record')}
      </Button>
      <ProblemNote error={problem} />
    </form>
  )
}

function FactField({
  fact: { about, kind, choices },
  hint,
  field,
}: {
  readonly fact: AskedFact
  readonly hint: string | undefined
  readonly field: Field
}) {
  const shared = { label: about, hint, ...field }
  const none = ['', t('law.notRecorded')] as const
  switch (kind) {
    case 'yes-no':
      return (
        <SelectField
          {...shared}
          options={[none, ['true', t('classification.yes')], ['false', t('classification.no')]]}
        />
      )
    case 'choice':
      return (
        <SelectField
          {...shared}
          options={[none, ...choices.map((each) => [each, choiceWord(each)] as const)]}
        />
      )
    case 'date':
      return <TextField type="date" {...shared} />
    case 'number':
      return <TextField inputMode="decimal" {...shared} />
    case 'texts':
      return (
        <TextField
          {...shared}
          hint={[hint, t('law.textsHint')].filter((part) => part !== undefined).join('. ')}
        />
      )
    default:
      return <TextField {...shared} />
  }
}

/** A word is a status’s; a name of the law, as 3(c)(1), stays what it is. */
function choiceWord(choice: string): string {
  return /^[a-z_-]+$/i.test(choice) ? statusWord(choice.replaceAll('_', '-')) : choice
}

function write({ instrument, investor }: About, facts: Readonly<Record<string, unknown>>) {
  return {
    method: 'PUT' as const,
    path: `/v1/instruments/${instrument}/rule-facts`,
    body: { investor, facts },
  }
}

/** A recorded value, which is JSON unless it is a text, as its field holds it. */
function textOf({ kind }: AskedFact, value: string): string {
  if (kind !== 'texts') return value
  const read: unknown = JSON.parse(value)
  return Array.isArray(read) ? read.join(', ') : value
}

/** What a field holds as the fact that is sent: null takes it back. What is of no kind known here is taken for what it looks like. */
function factOf(fact: AskedFact | null, text: string): unknown {
  const trimmed = text.trim()
  if (trimmed === '') return null
  const kind =
    fact?.kind ?? (/^(true|false)$/.test(trimmed) ? 'yes-no' : trimmed.startsWith('[') ? 'other' : 'text')
  if (kind === 'yes-no') return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed
  if (kind === 'texts' && !trimmed.startsWith('[')) return trimmed.split(/\s*,\s*/)
  if (kind !== 'texts' && kind !== 'other') return trimmed
  try {
    return JSON.parse(trimmed) as unknown
  } catch {
    return trimmed
  }
}

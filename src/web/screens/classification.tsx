import { getRouteApi } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import type { Classification, Instrument } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData, useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { joined } from '../format.ts'
import { t } from '../text.ts'
import { InstrumentTabs } from './instrument-tabs.tsx'

const route = getRouteApi('/instruments/$instrument/classification')

/** Whether a token is a security: the questions, what the answers come to prong by prong, and who approved otherwise. */
export function ClassificationScreen() {
  const { instrument: id } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const path = `/v1/instruments/${id}/classification`
  const found = useData<Classification>(path)
  const { role } = useUser()
  return (
    <Page
      title={t('classification.of', { name: instrument.name })}
      lede={t('classification.noAdvice')}
      actions={
        found.result !== null && (
          <Button className="print:hidden" onClick={() => window.print()}>
            {t('classification.print')}
          </Button>
        )
      }
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      {found.result !== null && <Result found={found} result={found.result} />}
      {role === 'auditor' ? null : <Questions key={found.answeredAt} path={path} found={found} />}
      {role === 'officer' && found.result !== null && found.approvers < 2 && <NotSecurity path={path} />}
    </Page>
  )
}

function Result({
  found,
  result,
}: {
  readonly found: Classification
  readonly result: NonNullable<Classification['result']>
}) {
  return (
    <>
      <Facts
        columns={4}
        items={[
          [t('classification.result'), statusWord(result.result)],
          [t('classification.category'), result.category],
          [t('law.legalReview'), <ReviewMark key="review" review={result.legalReview} />],
          [t('classification.answeredAt'), <DateText key="at" value={found.answeredAt} time />],
          [
            t('law.hash'),
            found.packSha256 && <HashText key="hash" value={found.packSha256} label={t('law.hash')} />,
          ],
          [t('classification.approvers'), found.approvers === 0 ? null : String(found.approvers)],
          [t('classification.reasons'), joined(result.reasons.map(statusWord))],
        ]}
      />
      <Section title={t('classification.prongs')} className="mt-10!">
        <ul className="card divide-y divide-line">
          {result.prongs.map((prong) => (
            <li key={prong.id} className="px-5 py-4">
              <div className="flex flex-wrap items-center justify-between gap-3">
                <span className="font-medium">{prong.title}</span>
                <StatusChip status={prong.met === null ? 'open-question' : prong.met ? 'met' : 'not-met'} />
              </div>
              <p className="mt-1">{prong.sentence}</p>
              <p className="mt-1 text-sm text-ink-soft">
                {joined(prong.answers.map(({ name, yes }) => `${name}: ${answerWord(yes)}`))}
              </p>
              <p className="mt-1 text-sm text-ink-soft">
                <bdi>{prong.citation}</bdi>
              </p>
            </li>
          ))}
        </ul>
      </Section>
    </>
  )
}

function answerWord(yes: boolean | null): string {
  return yes === null ? t('classification.unknown') : t(yes ? 'classification.yes' : 'classification.no')
}

function Questions({ path, found }: { readonly path: string; readonly found: Classification }) {
  const [answers, setAnswers] = useState<Readonly<Record<string, boolean | null>>>(found.answers ?? {})
  const [months, setMonths] = useState(found.maturityMonths?.toString() ?? '')
  const write = useWrite<Classification>({ onDone: () => toast(t('classification.saved')) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const maturityMonths = /^\d{1,4}$/.test(months) ? Number(months) : null
    write.mutate({ method: 'PUT', path, body: { answers, maturityMonths } })
  }
  return (
    <Section
      title={t('classification.questions')}
      note={t('classification.questionsNote')}
      className="print:hidden"
    >
      <form onSubmit={submit} className="space-y-4">
        <div className="card divide-y divide-line">
          {found.questions.map(({ name, text }) => (
            <fieldset key={name} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
              <legend className="float-left w-full max-w-prose lg:w-auto">
                <span className="me-2 font-mono text-sm text-ink-soft">{name}</span>
                {text}
              </legend>
              <div className="flex gap-4">
                {[true, false, null].map((yes) => (
                  <label key={String(yes)} className="inline-flex min-h-8 items-center gap-2">
                    <input
                      type="radio"
                      name={name}
                      className="size-4.5 accent-(--accent)"
                      checked={(answers[name] ?? null) === yes}
                      onChange={() => setAnswers((before) => ({ ...before, [name]: yes }))}
                    />
                    {answerWord(yes)}
                  </label>
                ))}
              </div>
            </fieldset>
          ))}
        </div>
        <TextField
          label={t('classification.maturity')}
          hint={t('classification.maturityHint')}
          inputMode="numeric"
          value={months}
          onChange={(event) => setMonths(event.target.value)}
        />
        <ProblemNote error={write.error} />
        <Button look="primary" type="submit" busy={write.isPending}>
          {t('classification.save')}
        </Button>
      </form>
    </Section>
  )
}

function NotSecurity({ path }: { readonly path: string }) {
  const { form, field, problem, busy } = useForm<{ opinionSha256: string }, unknown>({
    initial: { opinionSha256: '' },
    toWrite: (body) => ({ path: `${path}/not-security`, body }),
    onDone: () => toast(t('classification.approved')),
  })
  return (
    <Section
      title={t('classification.notSecurity')}
      note={t('classification.notSecurityNote')}
      className="print:hidden"
    >
      <form {...form} className="max-w-xl space-y-4">
        <TextField
          label={t('classification.opinion')}
          hint={t('classification.opinionHint')}
          {...field('opinionSha256')}
        />
        <ProblemNote error={problem} />
        <Button look="danger" type="submit" busy={busy}>
          {t('classification.approve')}
        </Button>
      </form>
    </Section>
  )
}

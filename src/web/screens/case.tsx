import { getRouteApi, Link } from '@tanstack/react-router'
import type { Updates } from '../../investor/kyc-case.ts'
import type { CaseDetail, Investor } from '../../../sdk/src/operations.ts'
import { countryName, joined } from '../format.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { SelectField, TextArea } from '../parts/field.tsx'
import { Facts, Page, Section } from '../parts/page.tsx'
import { AnswerCard } from '../parts/answers.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, useWrite } from '../query.ts'
import { happenedWord, statusWord } from '../status.ts'
import { t } from '../text.ts'
import { folded } from '../timeline.ts'
import { CaseOwners, nameOf } from './case-owners.tsx'
import { CasePapers } from './case-papers.tsx'
import { Written } from './case-written.tsx'
import { Decisions } from './investor.tsx'

const route = getRouteApi('/cases/$case')

/** Everything an officer knows of one investor, and what they can decide. */
export function CaseScreen() {
  const { case: id } = route.useParams()
  const file = useData<CaseDetail>(`/v1/cases/${id}`)
  const investor = useData<Investor>(`/v1/investors/${id}`)
  const waits = file.status === 'processing' || file.status === 'manual-review'
  const isAsked = file.status === 'updates-required'
  const isApproved = file.status === 'verified' || file.status === 'expired'
  // An approval is renewed by the same looks as it is given.
  const isExamined = waits || isAsked || isApproved
  const unchecked = file.unchecked.map((node) => nameOf(file.answers.owners, node) ?? '')
  return (
    <Page
      title={file.investor.displayName}
      eyebrow={
        <Link to="/cases" search={{}}>
          {t('nav.cases')}
        </Link>
      }
      lede={<StatusChip status={file.status} />}
      actions={
        <>
          <Assignment file={file} />
          {(waits || file.status === 'expired') && <Written kind="request" id={id} />}
          {file.status === 'verified' && <Written kind="ask" id={id} />}
          {(waits || isAsked) && <Written kind="examine" id={id} />}
          {file.status !== 'none' && <Decisions investor={investor} unchecked={unchecked} />}
        </>
      }
    >
      {file.updates !== null && <AskedUpdates id={id} updates={file.updates} />}
      {file.reviewReasons.length > 0 && (
        <section aria-labelledby="reasons" className="card mb-6 p-4">
          <h2 id="reasons" className="font-semibold">
            {t('case.reasons')}
          </h2>
          <ul className="mt-1 list-disc ps-5">
            {file.reviewReasons.map((reason) => (
              <li key={reason}>{t(`case.${reason}`)}</li>
            ))}
          </ul>
        </section>
      )}
      {unchecked.length > 0 && isExamined && (
        <p className="mb-6 font-medium">{t('case.unchecked', { names: joined(unchecked) })}</p>
      )}
      <Facts
        columns={4}
        items={[
          [t('case.email'), file.email],
          [t('cases.kind'), statusWord(file.investor.kind)],
          [t('cases.country'), countryName(file.investor.country)],
          [t('cases.kycUntil'), file.kycUntil && <DateText key="until" value={file.kycUntil} />],
          [t('cases.assignee'), file.assignee?.displayName ?? t('cases.unassigned')],
          [t('cases.due'), file.dueAt && <DateText key="due" value={file.dueAt} time />],
          [t('case.submittedBy'), file.submittedBy?.displayName],
          [t('case.submittedAt'), file.submittedAt && <DateText key="sent" value={file.submittedAt} time />],
          [t('case.examinedBy'), file.examinedBy?.displayName],
        ]}
      />
      <Checks file={file} />
      <CasePapers
        investor={id}
        said={(['identity', 'company', 'check'] as const).map((step) => (
          <AnswerCard
            key={step}
            title={t(`onboarding.${step}`)}
            answer={file.answers[step]}
            kind={file.investor.kind}
          />
        ))}
      />
      {file.answers.owners !== null && (
        <CaseOwners file={file} owners={file.answers.owners} canExamine={isExamined} />
      )}
      <AnswersOf file={file} />
      <Comments file={file} />
      <Section title={t('case.timeline')}>
        <ol className="card divide-y divide-line">
          {folded(file.timeline).map(({ first: { at, by, action }, last, times }, n) => (
            <li key={n} className="flex flex-wrap justify-between gap-x-6 px-5 py-2.5">
              <span className="font-medium">
                {times === 1
                  ? happenedWord(action)
                  : t('case.repeated', { what: happenedWord(action), times })}
              </span>
              <span className="text-sm text-ink-soft">
                {by.displayName ?? t('case.system')} · <DateText value={at} time />
                {times > 1 && (
                  <>
                    {' – '}
                    <DateText value={last.at} time />
                  </>
                )}
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </Page>
  )
}

function Assignment({ file }: { readonly file: CaseDetail }) {
  const assign = useWrite<unknown>({ onDone: () => toast(t('case.done')) })
  const take = file.assignee === null
  return (
    <Button
      busy={assign.isPending}
      onClick={() => assign.mutate({ path: `/v1/cases/${file.investor.id}/assignment`, body: { take } })}
    >
      {t(take ? 'case.take' : 'case.release')}
    </Button>
  )
}

/** What was asked of somebody whose approval stands, until an officer is content. */
function AskedUpdates({ id, updates }: { readonly id: string; readonly updates: Updates }) {
  const close = useWrite<unknown>({ onDone: () => toast(t('case.done')) })
  return (
    <section aria-label={statusWord('updates-required')} className="card mb-6 space-y-3 p-4">
      <p className="font-medium">{t(`case.${updates}`)}</p>
      <ProblemNote error={close.error} />
      <Button
        busy={close.isPending}
        onClick={() => close.mutate({ path: `/v1/cases/${id}/updates-acceptance` })}
      >
        {t(updates === 'answered' ? 'case.acceptAnswer' : 'case.withdrawRequest')}
      </Button>
    </section>
  )
}

function Checks({ file }: { readonly file: CaseDetail }) {
  return (
    <Section title={t('case.checks')}>
      {file.checks.length === 0 ? (
        <p className="text-ink-soft">{t('case.noChecks')}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {file.checks.map((check) => (
            <li
              key={`${check.provider} ${check.ref}`}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-3"
            >
              <span className="min-w-0 font-medium break-words">
                {statusWord(check.provider)}
                {check.of !== 'applicant' &&
                  ` · ${nameOf(file.answers.owners, check.of) ?? t('case.formerPerson')}`}
              </span>
              <span className="text-sm text-ink-soft">{check.labels.join(', ')}</span>
              <DateText value={check.resultAt ?? check.startedAt} time />
              <StatusChip status={check.result} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

const STEPS = ['address', 'tax', 'financial'] as const

/** What else the applicant said, step beside step. */
function AnswersOf({ file: { answers, investor } }: { readonly file: CaseDetail }) {
  const given = STEPS.filter((step) => answers[step] !== null)
  return (
    <Section title={t('case.answers')}>
      {given.length === 0 ? (
        <p className="text-ink-soft">{t('case.noAnswers')}</p>
      ) : (
        <div className="grid gap-4 lg:grid-cols-2">
          {given.map((step) => (
            <AnswerCard
              key={step}
              title={t(`onboarding.${step}`)}
              answer={answers[step]}
              kind={investor.kind}
            />
          ))}
        </div>
      )}
    </Section>
  )
}

function Comments({ file }: { readonly file: CaseDetail }) {
  const { form, field, problem, busy, set } = useForm<{ visibility: string; text: string }, unknown>({
    initial: { visibility: 'internal', text: '' },
    toWrite: (body) => ({ path: `/v1/cases/${file.investor.id}/comments`, body }),
    onDone: () => set('text', ''),
  })
  return (
    <Section title={t('case.comments')}>
      <div className="grid gap-4 lg:grid-cols-2">
        {(['internal', 'public'] as const).map((visibility) => {
          const list = file.comments.filter((comment) => comment.visibility === visibility)
          return (
            <section key={visibility} aria-label={t(`case.${visibility}`)} className="card min-w-0 p-5">
              <h3 className="mb-3 font-semibold">{t(`case.${visibility}`)}</h3>
              {list.length === 0 ? (
                <p className="text-ink-soft">{t('case.noComments')}</p>
              ) : (
                <ul className="space-y-3">
                  {list.map((comment) => (
                    <li key={comment.id}>
                      <p className="break-words whitespace-pre-wrap">{comment.text}</p>
                      <p className="text-sm text-ink-soft">
                        {comment.by.displayName ?? t('case.system')} · <DateText value={comment.at} time />
                      </p>
                    </li>
                  ))}
                </ul>
              )}
            </section>
          )
        })}
      </div>
      <form {...form} className="mt-4 max-w-xl space-y-4">
        <SelectField
          label={t('case.visibility')}
          options={[
            ['internal', t('case.internal')],
            ['public', t('case.public')],
          ]}
          {...field('visibility')}
        />
        <TextArea label={t('case.comment')} rows={3} {...field('text')} />
        <ProblemNote error={problem} />
        <Button type="submit" busy={busy}>
          {t('case.addComment')}
        </Button>
      </form>
    </Section>
  )
}

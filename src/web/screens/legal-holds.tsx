import { useState } from 'react'
import type { InvestorKind } from '../../investor/investor.ts'
import type { Erasure, LegalHold } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { instantText } from '../format.ts'
import { AnswerCard } from '../parts/answers.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField, TextArea } from '../parts/field.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** What becomes of somebody’s data: whether they are to be erased, what keeps them, and the holds that officers place. */
export function DataAndHolds({
  investor,
  kind,
  canAct,
}: {
  readonly investor: string
  readonly kind: InvestorKind
  readonly canAct: boolean
}) {
  const path = `/v1/investors/${investor}`
  const { status, blockers, holds, former } = useData<Erasure>(`${path}/erasure`)
  return (
    <Section title={t('holds.title')} note={t('holds.note')}>
      <div className="card space-y-3 px-5 py-4">
        <p className="font-medium">{t(status === 'none' ? 'holds.notAsked' : `holds.${status}`)}</p>
        {status !== 'erased' && (
          <>
            {blockers.length === 0 ? (
              <p className="text-ink-soft">{t('holds.nothingKeeps')}</p>
            ) : (
              <ul className="list-disc space-y-1 ps-5">
                {blockers.map(({ code, detail }) => (
                  <li key={code}>{detail}</li>
                ))}
              </ul>
            )}
          </>
        )}
        {canAct && status !== 'erased' && (
          <div className="flex flex-wrap gap-2">
            {status === 'none' ? (
              <ReviewedAction
                look="secondary"
                label={t('holds.ask')}
                title={t('holds.ask')}
                review={<p>{t('holds.askReview')}</p>}
                confirm={t('holds.ask')}
                write={{ path: `${path}/erasure`, body: {} }}
                onDone={() => toast(t('holds.asked'))}
              />
            ) : (
              <ReviewedAction
                look="danger"
                label={t('holds.erase')}
                title={t('holds.erase')}
                review={<p>{t('holds.eraseReview')}</p>}
                confirm={t('holds.erase')}
                write={{ path: `${path}/erasure/completion`, body: {} }}
                onDone={() => toast(t('holds.erasedNow'))}
              />
            )}
            <Place path={`${path}/holds`} />
          </div>
        )}
      </div>
      <h3 className="mt-6 mb-2 font-semibold">{t('holds.holds')}</h3>
      {holds.length === 0 ? (
        <Empty>{t('holds.none')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {holds.map((hold) => (
            <Hold key={hold.id} hold={hold} path={`${path}/holds/${hold.id}`} canAct={canAct} />
          ))}
        </ul>
      )}
      {former !== null && <Former former={former} kind={kind} files={`${path}/files`} />}
    </Section>
  )
}

/** What was replaced or taken back while a hold stood. */
function Former({
  former: { answers, facts, papers },
  kind,
  files,
}: {
  readonly former: NonNullable<Erasure['former']>
  readonly kind: InvestorKind
  readonly files: string
}) {
  if (answers.length + facts.length === 0 && papers.length === 0) return null
  return (
    <>
      <h3 className="mt-6 mb-2 font-semibold">{t('holds.former')}</h3>
      <p className="mb-2 text-ink-soft">{t('holds.formerNote')}</p>
      <div className="grid gap-4 lg:grid-cols-2">
        {answers.flatMap(({ until, name, answers: lost }) =>
          FORMER_STEPS.map((step) => (
            <AnswerCard
              key={`${until} ${step}`}
              title={t('holds.until', {
                step: t(`onboarding.${step}`),
                date: instantText(until),
                name: name ?? '',
              })}
              answer={lost[step]}
              kind={kind}
            />
          )),
        )}
      </div>
      <ul className="mt-2 space-y-1">
        {facts.flatMap(({ until, facts: lost }) =>
          Object.entries(lost).map(([name, value]) => (
            <li key={`${until} ${name}`} className="break-words">
              {t('holds.formerFact', { name, value, date: instantText(until) })}
            </li>
          )),
        )}
        {papers.map(({ id, kind: paper, displayName, takenBackAt }) => (
          <li key={id}>
            <a className="link text-accent underline" href={`${files}/${id}`} download={displayName ?? paper}>
              {t('holds.takenBack', {
                name: displayName ?? statusWord(paper),
                date: instantText(takenBackAt),
              })}
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

const FORMER_STEPS = ['identity', 'company', 'address', 'tax', 'owners', 'financial', 'check'] as const

function Hold({
  hold,
  path,
  canAct,
}: {
  readonly hold: LegalHold
  readonly path: string
  readonly canAct: boolean
}) {
  const { ground, reason, placedAt, liftAskedAt, liftedAt } = hold
  const state = liftedAt !== null ? 'lifted' : liftAskedAt !== null ? 'lift-asked' : 'standing'
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
      <div className="min-w-0">
        <p className="font-medium">{t(`holds.${ground}`)}</p>
        {reason !== null && <p className="break-words text-ink-soft">{reason}</p>}
        <p className="text-sm text-ink-soft">
          <DateText value={placedAt} />
        </p>
      </div>
      <span className="flex flex-wrap items-center gap-2">
        <StatusChip status={state} />
        {canAct && liftedAt === null && (
          <ReviewedAction<LegalHold>
            look="secondary"
            label={t('holds.lift')}
            title={t('holds.lift')}
            review={<p>{t('holds.liftReview')}</p>}
            confirm={t('holds.lift')}
            write={{ method: 'DELETE', path }}
            onDone={(lifted) => toast(t(lifted.liftedAt === null ? 'holds.liftAsked' : 'holds.lifted'))}
          />
        )}
      </span>
    </li>
  )
}

function Place({ path }: { readonly path: string }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ ground: string; reason: string }, unknown>({
    initial: { ground: 'dispute', reason: '' },
    toWrite: (body) => ({ path, body }),
    onDone: () => {
      setOpen(false)
      toast(t('holds.placed'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('holds.place')}</Button>
      <Dialog title={t('holds.place')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <SelectField
            label={t('holds.ground')}
            options={(['dispute', 'authority'] as const).map(
              (ground) => [ground, t(`holds.${ground}`)] as const,
            )}
            {...field('ground')}
          />
          <TextArea label={t('holds.reason')} rows={3} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('holds.place')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

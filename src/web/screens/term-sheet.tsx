import { useNavigate } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { useState } from 'react'
import { send, type Write } from '../api.ts'
import type { PlannedChange, TermSheetFinding, TermSheetPlan } from '../../../sdk/src/operations.ts'
import { unitsText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useUser } from '../session.ts'
import { t, unbroken } from '../text.ts'

type Planned = { readonly yaml: string; readonly plan: TermSheetPlan }

/** A term sheet as a file: what applying it would change, like a diff, and then the application. */
export function TermSheet() {
  const [yaml, setYaml] = useState('')
  const [planned, setPlanned] = useState<Planned | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)
  const navigate = useNavigate()
  const { role } = useUser()

  async function makePlan() {
    setBusy(true)
    setError(null)
    try {
      setPlanned({ yaml, plan: await send<TermSheetPlan>({ path: '/v1/term-sheets/plan', body: { yaml } }) })
    } catch (caught) {
      setPlanned(null)
      setError(caught instanceof Error ? caught : new Error(t('error.screen')))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Page title={t('nav.termSheet')} lede={t('termSheet.lede')}>
      <div className="grid gap-8 lg:grid-cols-2">
        <div className="space-y-4">
          <TextFileDrop
            label={t('termSheet.choose')}
            hint={t('termSheet.hint')}
            accept=".yaml,.yml"
            onText={setYaml}
          />
          <TextArea
            label={t('termSheet.yaml')}
            className="font-mono text-sm"
            dir="ltr"
            rows={22}
            spellCheck={false}
            value={yaml}
            onChange={(event) => setYaml(event.target.value)}
          />
          <Button look="primary" busy={busy} disabled={yaml.trim() === ''} onClick={() => void makePlan()}>
            {t('termSheet.plan')}
          </Button>
        </div>
        <div aria-live="polite" className="min-w-0 space-y-4">
          <ProblemNote error={error} />
          {planned === null && error === null && <Empty>{t('termSheet.nothingYet')}</Empty>}
          {planned !== null && (
            <PlanView
              plan={planned.plan}
              apply={{ path: '/v1/term-sheets/apply', body: { yaml: planned.yaml } }}
              stale={planned.yaml !== yaml}
              onApplied={({ asset }) => {
                // An administrator may apply a sheet, and sees no business by that.
                if (role === 'issuer') void navigate({ to: '/assets/$asset', params: { asset }, search: {} })
              }}
            />
          )}
        </div>
      </div>
    </Page>
  )
}

/** What applying a sheet would change, with what is wrong with it; and its application. */
export function PlanView({
  plan,
  apply,
  stale,
  onApplied,
}: {
  readonly plan: TermSheetPlan
  readonly apply: Write
  /** Whether it is the plan of a text that has changed since. */
  readonly stale: boolean
  readonly onApplied: (applied: Applied) => void
}) {
  const real = plan.changes.filter((change) => change.sign !== '=')
  if (plan.errors.length > 0)
    return <Findings title={t('termSheet.mistakes', { count: plan.errors.length })} findings={plan.errors} />
  return (
    <>
      {plan.warnings.length > 0 && (
        <Findings title={t('termSheet.warnings', { count: plan.warnings.length })} findings={plan.warnings} />
      )}
      <Section title={t('termSheet.changes')} note={noteOf(plan, real.length)}>
        <ul className="card overflow-hidden text-sm">
          {plan.changes.map((change) => (
            <ChangeLine key={`${change.sign} ${change.what} ${change.details.join()}`} change={change} />
          ))}
        </ul>
        {plan.law.length > 0 && (
          <div className="mt-6">
            <h3 className="font-semibold">{t('termSheet.law')}</h3>
            <p className="mb-2 text-sm text-ink-soft">{t('termSheet.lawNote')}</p>
            <ul className="card divide-y divide-line">
              {plan.law.map(({ text }) => (
                <li key={text} className="px-5 py-3 text-sm">
                  {text}
                </li>
              ))}
            </ul>
          </div>
        )}
        {plan.later.length > 0 && (
          <div className="mt-6">
            <h3 className="font-semibold">{t('termSheet.later')}</h3>
            <p className="mb-2 text-sm text-ink-soft">{t('termSheet.laterNote')}</p>
            <ul className="card divide-y divide-line">
              {plan.later.map(({ step, who, text }) => (
                <li key={step} className="px-5 py-3">
                  <span className="font-medium">{t(`termSheet.${WHO[who]}`)}</span>
                  {': '}
                  {text}
                </li>
              ))}
            </ul>
          </div>
        )}
        {real.length > 0 && (
          <div className="mt-4">
            <ReviewedAction<Applied>
              label={t('termSheet.apply')}
              title={t('termSheet.applyTitle')}
              review={<p>{t('termSheet.applyReview', { count: real.length })}</p>}
              confirm={t('termSheet.apply')}
              disabled={stale || !plan.applicable}
              write={apply}
              onDone={(applied) => {
                toast(t('termSheet.applied'))
                onApplied(applied)
              }}
            />
          </div>
        )}
      </Section>
    </>
  )
}

type Applied = { readonly asset: string }

function noteOf(plan: TermSheetPlan, changes: number): string {
  if (changes === 0) return t('termSheet.noChanges')
  return t(plan.gasComplete ? 'termSheet.gas' : 'termSheet.gasAtLeast', { gas: unitsText(plan.gas) })
}

function Findings({
  title,
  findings,
}: {
  readonly title: string
  readonly findings: readonly TermSheetFinding[]
}) {
  return (
    <Section title={title}>
      <ul className="card divide-y divide-line">
        {findings.map((finding) => (
          <li key={`${finding.line}:${finding.column} ${finding.path} ${finding.code}`} className="px-5 py-3">
            <p className="font-medium">{finding.message}</p>
            <p className="font-mono text-sm break-words text-ink-soft">
              {t('termSheet.place', { line: finding.line, column: finding.column })} {finding.path}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const SIGNS: Record<PlannedChange['sign'], string> = {
  '+': 'bg-good-soft text-good',
  '~': 'bg-warn-soft text-warn',
  '-': 'bg-bad-soft text-bad',
  '!': 'bg-bad-soft text-bad',
  '=': 'text-ink-soft',
}

function ChangeLine({ change }: { readonly change: PlannedChange }) {
  return (
    <li className={clsx('grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-3 px-4 py-1.5', SIGNS[change.sign])}>
      <span>{change.sign}</span>
      <div className="min-w-0 break-words">
        <p>{change.what}</p>
        <ul>
          {change.details.map((detail) => (
            <li key={detail} className="ps-4">
              <bdi>{unbroken(detail)}</bdi>
            </li>
          ))}
          {change.code !== null && <li className="ps-4">{change.code}</li>}
        </ul>
      </div>
      {change.gas !== null && (
        <span className="whitespace-nowrap">{t('termSheet.gas', { gas: unitsText(change.gas) })}</span>
      )}
    </li>
  )
}

const WHO = {
  subscribers: 'subscribers',
  officer: 'officer',
  'two-people': 'twoPeople',
  elsewhere: 'elsewhere',
} as const

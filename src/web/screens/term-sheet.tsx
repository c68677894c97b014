import { clsx } from 'clsx'
import { useState } from 'react'
import { send } from '../api.ts'
import type { Plan, PlanChange } from '../data.ts'
import { unitsText } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { TextArea } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { t } from '../text.ts'

type Planned = { readonly yaml: string; readonly plan: Plan }

/** A term sheet as a file: what applying it would change, like a diff, and then the application. */
export function TermSheet() {
  const [yaml, setYaml] = useState('')
  const [planned, setPlanned] = useState<Planned | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const [busy, setBusy] = useState(false)

  async function makePlan() {
    setBusy(true)
    setError(null)
    try {
      setPlanned({ yaml, plan: await send<Plan>({ path: '/v1/term-sheets/plan', body: { yaml } }) })
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
          <FileDrop
            label={t('termSheet.choose')}
            hint={t('termSheet.hint')}
            accept=".yaml,.yml"
            onFile={(file) => void file.text().then(setYaml)}
          />
          <TextArea
            label={t('termSheet.yaml')}
            rows={22}
            spellCheck={false}
            value={yaml}
            onChange={(event) => setYaml(event.target.value)}
          />
          <Button look="primary" busy={busy} disabled={yaml.trim() === ''} onClick={() => void makePlan()}>
            {t('termSheet.plan')}
          </Button>
        </div>
        <div role="status" className="min-w-0 space-y-4">
          <ProblemNote error={error} />
          {planned === null && error === null && <Empty>{t('termSheet.nothingYet')}</Empty>}
          {planned !== null && <PlanView planned={planned} stale={planned.yaml !== yaml} />}
        </div>
      </div>
    </Page>
  )
}

function PlanView({ planned, stale }: { readonly planned: Planned; readonly stale: boolean }) {
  const { plan, yaml } = planned
  const real = plan.changes.filter((change) => change.sign !== '=')
  if (plan.errors.length > 0)
    return (
      <Section title={t('termSheet.mistakes', { count: plan.errors.length })}>
        <ul className="card divide-y divide-line">
          {plan.errors.map((mistake) => (
            <li key={`${mistake.line}:${mistake.column} ${mistake.path}`} className="px-5 py-3">
              <p className="font-medium">{mistake.message}</p>
              <p className="font-mono text-sm text-ink-soft">
                {t('termSheet.place', { line: mistake.line, column: mistake.column })} {mistake.path}
              </p>
            </li>
          ))}
        </ul>
      </Section>
    )
  return (
    <Section
      title={t('termSheet.changes')}
      note={real.length === 0 ? t('termSheet.noChanges') : t('termSheet.gas', { gas: unitsText(plan.gas) })}
    >
      <ul className="card overflow-x-auto font-mono text-sm">
        {plan.changes.map((change) => (
          <ChangeLine key={`${change.sign} ${change.what} ${change.detail}`} change={change} />
        ))}
      </ul>
      {real.length > 0 && (
        <div className="mt-4">
          <ReviewedAction
            label={t('termSheet.apply')}
            title={t('termSheet.applyTitle')}
            review={<p>{t('termSheet.applyReview', { count: real.length })}</p>}
            confirm={t('termSheet.apply')}
            disabled={stale}
            rehearse={false}
            write={{ path: '/v1/term-sheets/apply', body: { yaml } }}
            onDone={() => toast(t('termSheet.applied'))}
          />
        </div>
      )}
    </Section>
  )
}

function ChangeLine({ change }: { readonly change: PlanChange }) {
  return (
    <li
      className={clsx(
        'flex gap-3 px-4 py-1.5',
        change.sign === '+' && 'bg-good-soft text-good',
        change.sign === '~' && 'bg-warn-soft text-warn',
        change.sign === '-' && 'bg-bad-soft text-bad',
        change.sign === '=' && 'text-ink-soft',
      )}
    >
      <span aria-hidden>{change.sign}</span>
      <span className="min-w-0 flex-1 whitespace-pre-wrap">
        {change.what} {change.detail}
      </span>
      {change.gas !== null && (
        <span className="whitespace-nowrap">{t('termSheet.gas', { gas: unitsText(change.gas) })}</span>
      )}
    </li>
  )
}

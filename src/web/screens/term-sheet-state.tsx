import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useState } from 'react'
import { get } from '../api.ts'
import type { ExportedSheet, SheetDrift } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { LOOK_AGAIN_MS } from '../query.ts'
import { saveFile } from '../save-file.ts'
import { t, unbroken } from '../text.ts'

/** Whether the term sheet, the records and the chain say the same, and the term sheet as a file. */
export function TermSheetState({ instrument }: { readonly instrument: string }) {
  const path = `/v1/instruments/${instrument}/drift`
  const drift = useQuery({
    queryKey: [path],
    queryFn: () => get<SheetDrift>(path),
    refetchInterval: ({ state }) =>
      state.data?.differences.some(({ underWay }) => underWay) === true ? LOOK_AGAIN_MS : false,
  })
  const [problem, setProblem] = useState<Error | null>(null)
  return (
    <Section
      title={t('documents.termSheet')}
      note={t('drift.note')}
      actions={<SaveSheet instrument={instrument} onProblem={setProblem} />}
    >
      <div aria-live="polite">
        <ProblemNote error={problem ?? drift.error} />
        {drift.data !== undefined && <Differences drift={drift.data} />}
      </div>
    </Section>
  )
}

function Differences({ drift: { differences, against } }: { readonly drift: SheetDrift }) {
  if (differences.length === 0)
    return <p className="card px-5 py-3">{t(against === 'applied' ? 'drift.none' : 'drift.noneOfRecords')}</p>
  return (
    <ul className="card divide-y divide-line">
      {differences.map((each) => (
        <li key={`${each.where} ${each.what} ${each.field ?? ''}`} className="px-5 py-3">
          <p className="font-medium break-words">
            {each.what}
            {each.field !== null && `, ${each.field}`}
          </p>
          <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 text-sm break-words">
            <dt className="text-ink-soft">{t('drift.sheet')}</dt>
            <dd>{each.sheet === null ? t('drift.nothing') : unbroken(each.sheet)}</dd>
            <dt className="text-ink-soft">{t(each.where === 'chain' ? 'drift.chain' : 'drift.records')}</dt>
            <dd className={clsx(each.underWay || 'text-bad')}>
              {each.world === null ? t('drift.nothing') : unbroken(each.world)}
              {each.underWay && `, ${t('drift.underWay')}`}
            </dd>
          </dl>
        </li>
      ))}
    </ul>
  )
}

function SaveSheet({
  instrument,
  onProblem,
}: {
  readonly instrument: string
  readonly onProblem: (problem: Error | null) => void
}) {
  const [busy, setBusy] = useState(false)

  async function save() {
    setBusy(true)
    onProblem(null)
    try {
      const { key, yaml, source } = await get<ExportedSheet>(`/v1/instruments/${instrument}/term-sheet`)
      saveFile(`${key}.yaml`, yaml, 'application/yaml')
      toast(t(source === 'applied' ? 'drift.savedApplied' : 'drift.savedRecords'))
    } catch (caught) {
      onProblem(caught instanceof Error ? caught : new Error(t('error.screen')))
    } finally {
      setBusy(false)
    }
  }

  return (
    <Button small busy={busy} onClick={() => void save()}>
      {t('drift.save')}
    </Button>
  )
}

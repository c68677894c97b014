import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { send } from '../api.ts'
import type { TermSheetDraft, TermSheetPlan } from '../../../sdk/src/operations.ts'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useWrite } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { PlanView } from './term-sheet.tsx'

/** The term sheet that was written, what would become of it, and its application. */
export function DraftReview({ draft, path }: { readonly draft: TermSheetDraft; readonly path: string }) {
  // Of a text that has been saved since, or changed in another step, nothing is kept.
  const [edited, setEdited] = useState({ of: draft.yaml, yaml: draft.yaml })
  const yaml = edited.of === draft.yaml ? edited.yaml : draft.yaml
  const save = useWrite<TermSheetDraft>()
  const navigate = useNavigate()
  const { role } = useUser()
  const plan = useQuery({
    queryKey: ['/v1/term-sheets/plan', draft.yaml],
    queryFn: () => send<TermSheetPlan>({ path: '/v1/term-sheets/plan', body: { yaml: draft.yaml } }),
  })

  function onApplied({ asset }: { readonly asset: string }) {
    // An administrator may apply a sheet, and sees no business by that.
    if (role === 'issuer') void navigate({ to: '/assets/$asset', params: { asset }, search: {} })
    else void navigate({ to: '/new-asset', search: {} })
  }

  return (
    <div className="space-y-8">
      <div aria-live="polite" className="min-w-0 space-y-4">
        <ProblemNote error={plan.error} />
        {plan.data !== undefined && (
          <PlanView
            plan={plan.data}
            // With its application the draft is gone, both or neither.
            apply={{ path: `${path}/publication`, body: { sha256: draft.sha256 } }}
            stale={yaml !== draft.yaml || plan.isFetching}
            onApplied={onApplied}
          />
        )}
      </div>
      <Section title={t('termSheet.yaml')} note={t('newAsset.yamlNote')}>
        <div className="space-y-3">
          <TextArea
            label={t('newAsset.text')}
            className="font-mono text-sm"
            dir="ltr"
            rows={24}
            spellCheck={false}
            value={yaml}
            onChange={(event) => setEdited({ of: draft.yaml, yaml: event.target.value })}
          />
          <ProblemNote error={save.error} />
          <Button
            busy={save.isPending}
            disabled={yaml === draft.yaml}
            onClick={() => save.mutate({ method: 'PUT', path, body: { yaml } })}
          >
            {t('newAsset.saveText')}
          </Button>
        </div>
      </Section>
    </div>
  )
}

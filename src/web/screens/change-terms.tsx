import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { get, send } from '../api.ts'
import type { TermSheetDraft } from '../../../sdk/src/operations.ts'
import type { ExportedSheet } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { t } from '../text.ts'

/** Begins a draft from the term sheet as it is in force now: its last step shows what would change, and applies it. */
export function ChangeTerms({ instrument }: { readonly instrument: string }) {
  const navigate = useNavigate()
  const begin = useMutation({
    mutationFn: async () => {
      const { yaml } = await get<ExportedSheet>(`/v1/instruments/${instrument}/term-sheet`)
      return send<TermSheetDraft>({ path: '/v1/term-sheet-drafts', body: { yaml } })
    },
    onSuccess: ({ id }) => void navigate({ to: '/new-asset/$draft', params: { draft: id }, search: {} }),
  })
  return (
    <>
      <Button busy={begin.isPending} onClick={() => begin.mutate()}>
        {t('newAsset.change')}
      </Button>
      <ProblemNote error={begin.error} />
    </>
  )
}

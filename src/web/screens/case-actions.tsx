import { BULK_ACTIONS, type BulkAction } from '../../investor/kyc-case.ts'
import type { Case } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { BulkActions, type BulkAnswer } from '../parts/bulk-actions.tsx'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { t } from '../text.ts'

type Item = { readonly investor: string }
type Answer = BulkAnswer<Item>

/** What an officer does to all chosen cases at once; those that were refused stay chosen, and say why. */
export function CaseActions({
  cases,
  chosen,
  onDone,
}: {
  readonly cases: readonly Case[]
  readonly chosen: ReadonlySet<string>
  readonly onDone: () => void
}) {
  const nameOf = (id: string) => cases.find(({ investor }) => investor.id === id)?.investor.displayName ?? id
  return (
    <BulkActions<BulkAction, Item>
      actions={BULK_ACTIONS}
      chosen={t('cases.chosen', { count: chosen.size })}
      labelOf={(action) => t(`cases.bulk-${action}`)}
      done={(count) => t('cases.bulkDone', { count })}
      keyOf={({ investor }) => investor}
      nameOf={({ investor }) => nameOf(investor)}
      onDone={onDone}
    >
      {(action, answered) => <Confirm action={action} chosen={chosen} nameOf={nameOf} onDone={answered} />}
    </BulkActions>
  )
}

function Confirm({
  action,
  chosen,
  nameOf,
  onDone,
}: {
  readonly action: BulkAction
  readonly chosen: ReadonlySet<string>
  readonly nameOf: (id: string) => string
  readonly onDone: (answer: Answer) => void
}) {
  const { form, field, problem, busy } = useForm<{ comment: string }, Answer>({
    initial: { comment: '' },
    toWrite: ({ comment }) => ({
      path: '/v1/case-actions',
      body: { action, investors: [...chosen], ...(comment === '' ? {} : { comment }) },
    }),
    fieldOf: { COMMENT_MISSING: 'comment' },
    onDone,
  })
  return (
    <form {...form} className="space-y-4">
      <p>{[...chosen].map(nameOf).join(', ')}</p>
      <p className="text-ink-soft">{t('cases.bulkReview')}</p>
      {action === 'request-updates' && (
        <TextArea label={t('cases.bulkComment')} rows={3} {...field('comment')} />
      )}
      <ProblemNote error={problem} />
      <div className="flex justify-end">
        <Button look="primary" type="submit" busy={busy}>
          {t(`cases.bulk-${action}`)}
        </Button>
      </div>
    </form>
  )
}

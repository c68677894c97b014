import { BOARD_ACTIONS, type BoardAction } from '../../offering/board/board.ts'
import type { RaiseBoardRow } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { BulkActions, type BulkAnswer } from '../parts/bulk-actions.tsx'
import { Button } from '../parts/button.tsx'
import { TextArea } from '../parts/field.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { t } from '../text.ts'

type Item = { readonly subscription: string }
type Answer = BulkAnswer<Item>
type Chosen = {
  readonly offering: string
  readonly rows: readonly RaiseBoardRow[]
  readonly chosen: ReadonlySet<string>
}

/** What is done to all chosen subscriptions at once; where some were refused they stay chosen, and say why. */
export function RaiseActions({ onDone, ...of }: Chosen & { readonly onDone: () => void }) {
  return (
    <BulkActions<BoardAction, Item>
      actions={BOARD_ACTIONS}
      chosen={t('raise.chosen', { count: of.chosen.size })}
      labelOf={(action) => t(`raise.bulk-${action}`)}
      done={(count) => t('raise.bulkDone', { count })}
      keyOf={({ subscription }) => subscription}
      nameOf={({ subscription }) => nameOf(of.rows, subscription)}
      onDone={onDone}
    >
      {(action, answered) => <Confirm action={action} {...of} onDone={answered} />}
    </BulkActions>
  )
}

function Confirm({
  action,
  offering,
  rows,
  chosen,
  onDone,
}: Chosen & { readonly action: BoardAction; readonly onDone: (answer: Answer) => void }) {
  const { form, field, problem, busy } = useForm<{ reason: string }, Answer>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({
      path: `/v1/offerings/${offering}/subscription-actions`,
      body: { action, subscriptions: [...chosen], ...(reason === '' ? {} : { reason }) },
    }),
    fieldOf: { REASON_MISSING: 'reason' },
    onDone,
  })
  return (
    <form {...form} className="space-y-4">
      <p>{[...chosen].map((id) => nameOf(rows, id)).join(', ')}</p>
      <p className="text-ink-soft">{t(`raise.bulkReview-${action}`)}</p>
      {action === 'reject' && <TextArea label={t('raise.bulkReason')} rows={3} {...field('reason')} />}
      <ProblemNote error={problem} />
      <div className="flex justify-end">
        <Button look={action === 'reject' ? 'danger' : 'primary'} type="submit" busy={busy}>
          {t(`raise.bulk-${action}`)}
        </Button>
      </div>
    </form>
  )
}

function nameOf(rows: readonly RaiseBoardRow[], id: string): string {
  return rows.find((row) => row.id === id)?.investor.displayName ?? t('raise.erased')
}

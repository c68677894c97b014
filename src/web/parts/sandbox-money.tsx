import type { Money as AmountValue } from '../../../sdk/src/operations.ts'
import { useWrite } from '../query.ts'
import { useSession } from '../session.ts'
import { t } from '../text.ts'
import { Button } from './button.tsx'
import { ProblemNote } from './problem-note.tsx'
import { toast } from './toast.tsx'

/** Where money is missing, a sandbox makes it: nowhere else could it come from. Shown in a sandbox alone. */
export function SandboxMoney({ to, amount }: { readonly to: string; readonly amount: AmountValue }) {
  const { sandbox } = useSession()
  const make = useWrite<unknown>({ onDone: () => toast(t('sandbox.moneyComes')) })
  if (!sandbox) return null
  return (
    <>
      <ProblemNote error={make.error} />
      <Button
        small
        busy={make.isPending}
        onClick={() => make.mutate({ path: '/v1/sandbox/money', body: { to, amount: amount.amount } })}
      >
        {t('sandbox.money', { amount: amount.display })}
      </Button>
    </>
  )
}

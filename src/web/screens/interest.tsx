import { Link } from '@tanstack/react-router'
import type { Offering, Subscription } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { ABOUT_THE_AMOUNT, AmountField } from '../parts/amount-field.tsx'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { useData, type List } from '../query.ts'
import { t } from '../text.ts'

/** For an investor who cannot subscribe yet: to say for how much they would. */
export function Interest({ offering, investor }: { readonly offering: Offering; readonly investor: string }) {
  const [told] = useData<List<Subscription>>('/v1/subscriptions', {
    offering: offering.id,
    state: 'interest',
  }).items
  const { form, field, problem, busy } = useForm<{ amount: string }, unknown>({
    initial: { amount: told?.amount.amount ?? '' },
    toWrite: ({ amount }) => ({ path: `/v1/offerings/${offering.id}/interest`, body: { investor, amount } }),
    fieldOf: ABOUT_THE_AMOUNT,
    onDone: () => toast(t('interest.sent')),
  })
  return (
    <Section title={t('interest.title')} note={t('interest.note')}>
      {told !== undefined && (
        <p className="mb-4">
          <Link
            to="/subscriptions/$subscription"
            params={{ subscription: told.id }}
            search={{}}
            className="text-accent hover:underline"
          >
            {t('interest.is', { amount: told.amount.display })}
          </Link>
        </p>
      )}
      <form {...form} className="card max-w-xl space-y-4 p-5 sm:p-6">
        <AmountField offering={offering} {...field('amount')} />
        <ProblemNote error={problem} />
        <Button type="submit" busy={busy}>
          {t('interest.send')}
        </Button>
      </form>
    </Section>
  )
}

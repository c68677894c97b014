import type { Invitation, Offering } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'

const nameOf = ({ investor: { id, displayName } }: Invitation) => displayName ?? id.slice(-8)

const COLUMNS: readonly Column<Invitation>[] = [
  { id: 'investor', header: t('invitation.investor'), text: nameOf, cell: nameOf },
  {
    id: 'since',
    header: t('invitation.since'),
    text: (row) => row.invitedAt,
    cell: (row) => <DateText value={row.invitedAt} time />,
  },
]

/** Who may see and buy what is not open to everybody; the issuer changes the list. */
export function Invitations({ offering }: { readonly offering: Offering }) {
  const { role } = useUser()
  const path = `/v1/offerings/${offering.id}/invitations`
  const rows = useRows<Invitation>(path)
  const remove: Column<Invitation> = {
    id: 'remove',
    header: t('invitation.remove'),
    action: true,
    text: () => '',
    cell: (row) => (
      <ReviewedAction
        look="secondary"
        label={t('invitation.remove')}
        title={t('invitation.removeTitle', { who: nameOf(row) })}
        review={<p>{t('invitation.removeReview')}</p>}
        confirm={t('invitation.removeConfirm')}
        write={{ path: `${path}/${row.investor.id}`, method: 'DELETE', body: undefined }}
        onDone={() => toast(t('invitation.removed'))}
      />
    ),
  }
  return (
    <Section title={t('invitation.title')} note={t('invitation.note')}>
      <DataTable
        name="invited-"
        label={t('invitation.title')}
        columns={role === 'issuer' ? [...COLUMNS, remove] : COLUMNS}
        rows={rows}
        keyOf={(row) => row.investor.id}
        empty={<Empty>{t('invitation.empty')}</Empty>}
      />
      {role === 'issuer' && (offering.status === 'open' || offering.status === 'opening') && (
        <Invite path={path} />
      )}
    </Section>
  )
}

function Invite({ path }: { readonly path: string }) {
  const { form, field, problem, busy, set } = useForm<{ who: string }, unknown>({
    initial: { who: '' },
    toWrite: ({ who }) => ({
      path,
      body: who.includes('@') ? { email: who.trim() } : { investor: who.trim() },
    }),
    fieldOf: { INVESTOR_UNKNOWN: 'who', INVESTOR_AMBIGUOUS: 'who' },
    onDone: () => {
      set('who', '')
      toast(t('invitation.invited'))
    },
  })
  return (
    <form {...form} className="mt-4 max-w-xl space-y-3">
      <TextField
        label={t('invitation.who')}
        hint={t('invitation.whoHint')}
        autoComplete="off"
        {...field('who')}
      />
      <ProblemNote error={problem} />
      <Button type="submit" busy={busy}>
        {t('invitation.invite')}
      </Button>
    </form>
  )
}

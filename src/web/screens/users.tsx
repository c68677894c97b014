import { useState } from 'react'
import { ROLES } from '../../kernel/role.ts'
import type { AssetSummary, Investor, UserAccount } from '../data.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextField } from '../parts/field.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Secret } from '../parts/secret.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { useRows, useWrite } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'

/** Who may sign in, and the one-time links that let somebody choose a password. */
export function Users() {
  const rows = useRows<UserAccount>('/v1/users')
  const [link, setLink] = useState<string | null>(null)
  const recover = useWrite<{ link: string }>({ onDone: (answer) => setLink(answer.link) })
  const columns: readonly Column<UserAccount>[] = [
    {
      id: 'name',
      header: t('user.name'),
      filter: 'text',
      text: (row) => `${row.displayName} ${row.email}`,
      cell: (row) => (
        <div>
          <div className="font-medium">{row.displayName}</div>
          <div className="text-sm font-normal text-ink-soft">{row.email}</div>
        </div>
      ),
    },
    {
      id: 'role',
      header: t('user.role'),
      filter: 'choice',
      text: (row) => t(`role.${row.role}`),
      cell: (row) => t(`role.${row.role}`),
    },
    {
      id: 'status',
      header: t('distribution.status'),
      filter: 'choice',
      text: (row) => statusWord(row.status),
      cell: (row) => <StatusChip status={row.status} />,
    },
    {
      id: 'recover',
      header: t('user.access'),
      text: () => '',
      cell: (row) => (
        <Button small onClick={() => recover.mutate({ path: `/v1/users/${row.id}/recovery`, body: {} })}>
          {t('user.newLink')}
          <span className="sr-only"> {row.displayName}</span>
        </Button>
      ),
    },
  ]
  return (
    <Page title={t('nav.users')} lede={t('users.lede')} actions={<NewUser onLink={setLink} />}>
      <ProblemNote error={recover.error} />
      <DataTable
        label={t('nav.users')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty>{t('users.empty')}</Empty>}
      />
      <Dialog title={t('user.linkTitle')} open={link !== null} onClose={() => setLink(null)}>
        {link !== null && <Secret value={link} label={t('user.linkNote')} />}
      </Dialog>
    </Page>
  )
}

type Values = { name: string; email: string; role: string; issuer: string; investor: string }

function NewUser({ onLink }: { readonly onLink: (link: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('users.new')}
      </Button>
      <Dialog title={t('users.new')} open={open} onClose={() => setOpen(false)}>
        <NewUserForm
          onCancel={() => setOpen(false)}
          onDone={(link) => {
            setOpen(false)
            toast(t('users.added'))
            if (link !== null) onLink(link)
          }}
        />
      </Dialog>
    </>
  )
}

function NewUserForm({
  onCancel,
  onDone,
}: {
  readonly onCancel: () => void
  readonly onDone: (link: string | null) => void
}) {
  const assets = useRows<AssetSummary>('/v1/assets')
  const investors = useRows<Investor>('/v1/investors')
  const issuers = [...new Map(assets.items.map((asset) => [asset.issuer.id, asset.issuer.name]))]
  const { form, field, values, problem, busy } = useForm<Values, { link?: string }>({
    initial: { name: '', email: '', role: 'officer', issuer: '', investor: '' },
    toWrite: ({ issuer, investor, ...rest }) => ({
      path: '/v1/users',
      body: {
        ...rest,
        issuer: rest.role === 'issuer' && issuer !== '' ? issuer : null,
        investor: rest.role === 'investor' && investor !== '' ? investor : null,
      },
    }),
    onDone: (answer) => onDone(answer.link ?? null),
  })
  return (
    <form {...form} className="space-y-4">
      <TextField label={t('user.name')} autoComplete="off" {...field('name')} />
      <TextField label={t('signIn.email')} type="email" autoComplete="off" {...field('email')} />
      <SelectField
        label={t('user.role')}
        options={ROLES.map((role) => [role, t(`role.${role}`)])}
        {...field('role')}
      />
      {values.role === 'issuer' && (
        <SelectField
          label={t('asset.issuer')}
          options={[['', t('user.choose')], ...issuers]}
          {...field('issuer')}
        />
      )}
      {values.role === 'investor' && (
        <SelectField
          label={t('role.investor')}
          options={[
            ['', t('user.choose')],
            ...investors.items.map((investor) => [investor.id, investor.displayName] as const),
          ]}
          {...field('investor')}
        />
      )}
      <ProblemNote error={problem} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('users.add')}
        </Button>
      </div>
    </form>
  )
}

import { useState } from 'react'
import type { User } from '../../../sdk/src/operations.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Secret } from '../parts/secret.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { useRows, useWrite } from '../query.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { RoleAndBounds, withBounds, type Bounds } from './role-and-bounds.tsx'

/** Who may sign in, and the one-time links that let somebody choose a password. */
export function Users() {
  const rows = useRows<User>('/v1/users')
  const [link, setLink] = useState<string | null>(null)
  const recover = useWrite<{ link: string }>({ onDone: (answer) => setLink(answer.link) })
  const columns: readonly Column<User>[] = [
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
      action: true,
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
    <Page
      title={t('nav.users')}
      lede={t('users.lede')}
      actions={
        <>
          <NewIssuer />
          <NewUser onLink={setLink} />
        </>
      }
    >
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

type Values = Bounds & { displayName: string; email: string }

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
            onLink(link)
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
  readonly onDone: (link: string) => void
}) {
  const { form, field, values, problem, busy } = useForm<Values, { link: string }>({
    initial: { displayName: '', email: '', role: 'officer', issuer: '', investor: '' },
    toWrite: (values) => ({ path: '/v1/users', body: withBounds(values) }),
    fieldOf: { EMAIL_TAKEN: 'email' },
    onDone: (answer) => onDone(answer.link),
  })
  return (
    <form {...form} className="space-y-4">
      <TextField label={t('user.name')} autoComplete="off" {...field('displayName')} />
      <TextField label={t('signIn.email')} type="email" autoComplete="off" {...field('email')} />
      <RoleAndBounds values={values} field={field} />
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

function NewIssuer() {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('issuers.new')}</Button>
      <Dialog title={t('issuers.new')} open={open} onClose={() => setOpen(false)}>
        <NewIssuerForm
          onCancel={() => setOpen(false)}
          onDone={() => {
            setOpen(false)
            toast(t('issuers.added'))
          }}
        />
      </Dialog>
    </>
  )
}

function NewIssuerForm({ onCancel, onDone }: { readonly onCancel: () => void; readonly onDone: () => void }) {
  const { form, field, problem, busy } = useForm<
    { name: string; key: string; form: string; jurisdiction: string },
    unknown
  >({
    initial: { name: '', key: '', form: '', jurisdiction: '' },
    toWrite: (values) => ({ path: '/v1/issuers', body: values }),
    fieldOf: { KEY_FORMAT: 'key', ISSUER_KNOWN: 'key', JURISDICTION_UNKNOWN: 'jurisdiction' },
    onDone,
  })
  return (
    <form {...form} className="space-y-4">
      <p className="text-sm text-ink-soft">{t('issuers.note')}</p>
      <TextField label={t('user.name')} autoComplete="off" {...field('name')} />
      <TextField label={t('issuers.key')} hint={t('issuers.keyHint')} autoComplete="off" {...field('key')} />
      <TextField
        label={t('issuers.form')}
        hint={t('issuers.formHint')}
        autoComplete="off"
        {...field('form')}
      />
      <TextField
        label={t('issuers.jurisdiction')}
        hint={t('issuers.jurisdictionHint')}
        autoComplete="off"
        {...field('jurisdiction')}
      />
      <ProblemNote error={problem} />
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
        <Button onClick={onCancel}>{t('action.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('issuers.add')}
        </Button>
      </div>
    </form>
  )
}

import { useState } from 'react'
import { KEY_DAYS_MAX } from '../../access/user.ts'
import type { Key } from '../../../sdk/src/operations.ts'
import { yearsLater } from '../days.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Secret } from '../parts/secret.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useRows } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { RoleAndBounds, withBounds, type Bounds } from './role-and-bounds.tsx'

/** The keys that programs use in place of a person. */
export function Keys() {
  const rows = useRows<Key>('/v1/keys')
  const { now } = useSession()
  const [secret, setSecret] = useState<string | null>(null)
  const statusOf = (key: Key) =>
    key.revokedAt !== null ? 'revoked' : key.expiresAt <= now ? 'expired' : 'active'
  const columns: readonly Column<Key>[] = [
    {
      id: 'label',
      header: t('key.label'),
      filter: 'text',
      text: (row) => row.name,
      cell: (row) => (
        <div>
          <div className="font-medium">{row.name}</div>
          <code className="font-mono text-[0.8125rem] font-normal text-ink-soft">{row.prefix}…</code>
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
      id: 'expiresAt',
      header: t('key.expiresAt'),
      text: (row) => row.expiresAt,
      cell: (row) => <DateText value={row.expiresAt} />,
    },
    {
      id: 'lastUsedAt',
      header: t('key.lastUsedAt'),
      text: (row) => row.lastUsedAt ?? '',
      cell: (row) => <DateText value={row.lastUsedAt} time />,
    },
    {
      id: 'status',
      header: t('distribution.status'),
      filter: 'choice',
      text: (row) => statusWord(statusOf(row)),
      cell: (row) => <StatusChip status={statusOf(row)} />,
    },
    {
      id: 'revoke',
      header: t('key.action'),
      action: true,
      text: () => '',
      cell: (row) =>
        row.revokedAt === null && (
          <ReviewedAction
            look="danger"
            label={t('key.revoke')}
            title={t('key.revokeTitle', { name: row.name })}
            review={<p>{t('key.revokeReview')}</p>}
            confirm={t('key.revoke')}
            write={{ method: 'DELETE', path: `/v1/keys/${row.id}` }}
            onDone={() => toast(t('key.revoked'))}
          />
        ),
    },
  ]
  return (
    <Page title={t('nav.keys')} lede={t('keys.lede')} actions={<NewKey onKey={setSecret} />}>
      <DataTable
        label={t('nav.keys')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty action={<NewKey onKey={setSecret} />}>{t('keys.empty')}</Empty>}
      />
      <Dialog title={t('key.made')} open={secret !== null} onClose={() => setSecret(null)}>
        {secret !== null && <Secret value={secret} label={t('key.madeNote')} />}
      </Dialog>
    </Page>
  )
}

type Values = Bounds & { name: string; expiresAt: string }

function NewKey({ onKey }: { readonly onKey: (secret: string) => void }) {
  const { now } = useSession()
  const { role, issuer, investor } = useUser()
  const [open, setOpen] = useState(false)
  const { form, field, values, problem, busy } = useForm<Values, { key: string }>({
    // A key of anybody but an administrator may what they may.
    initial: {
      name: '',
      expiresAt: yearsLater(now, 1),
      role: role === 'administrator' ? 'auditor' : role,
      issuer: issuer ?? '',
      investor: investor ?? '',
    },
    toWrite: ({ expiresAt: until, ...rest }) => ({
      path: '/v1/keys',
      body: {
        ...(role === 'administrator' ? withBounds(rest) : { ...rest, issuer, investor }),
        ...(until === '' ? {} : { expiresAt: `${until}T00:00:00Z` }),
      },
    }),
    fieldOf: { KEY_LIFETIME: 'expiresAt' },
    onDone: (answer) => {
      setOpen(false)
      onKey(answer.key)
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('keys.new')}
      </Button>
      <Dialog title={t('keys.new')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextField label={t('key.label')} hint={t('key.labelHint')} autoComplete="off" {...field('name')} />
          {role === 'administrator' && <RoleAndBounds values={values} field={field} />}
          <TextField
            label={t('key.expiresAt')}
            hint={t('key.expiresHint', { days: KEY_DAYS_MAX })}
            type="date"
            {...field('expiresAt')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('keys.add')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Webhook } from '../../../sdk/src/operations.ts'
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
import { t } from '../text.ts'

const COLUMNS: readonly Column<Webhook>[] = [
  {
    id: 'url',
    header: t('webhook.url'),
    filter: 'text',
    text: (row) => row.url,
    cell: (row) => (
      <Link
        to="/webhooks/$webhook"
        params={{ webhook: row.id }}
        search={{}}
        className="font-medium break-all text-accent hover:underline"
      >
        {row.url}
      </Link>
    ),
  },
  {
    id: 'events',
    header: t('webhook.events'),
    text: (row) => row.events.join(' '),
    cell: (row) => <code className="font-mono text-[0.8125rem]">{row.events.join(' ')}</code>,
  },
  {
    id: 'createdAt',
    header: t('webhook.createdAt'),
    text: (row) => row.createdAt,
    cell: (row) => <DateText value={row.createdAt} time />,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    filter: 'choice',
    text: wordOf,
    cell: (row) => <StatusChip status={row.removedAt === null ? 'active' : 'disabled'} word={wordOf(row)} />,
  },
  {
    id: 'remove',
    header: t('key.action'),
    action: true,
    text: () => '',
    cell: (row) =>
      row.removedAt === null && (
        <ReviewedAction
          look="danger"
          label={t('webhook.remove')}
          title={t('webhook.removeTitle')}
          review={<p>{t('webhook.removeReview', { url: row.url })}</p>}
          confirm={t('webhook.remove')}
          write={{ method: 'DELETE', path: `/v1/webhooks/${row.id}` }}
          onDone={() => toast(t('webhook.removed'))}
        />
      ),
  },
]

function wordOf({ removedAt }: Webhook): string {
  return t(removedAt === null ? 'webhook.isActive' : 'webhook.isRemoved')
}

/** Addresses that are told what is written to the audit log. */
export function Webhooks() {
  const rows = useRows<Webhook>('/v1/webhooks')
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Page title={t('webhook.title')} lede={t('webhook.lede')} actions={<NewWebhook onSecret={setSecret} />}>
      <DataTable
        label={t('webhook.title')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty action={<NewWebhook onSecret={setSecret} />}>{t('webhook.empty')}</Empty>}
      />
      <Dialog title={t('webhook.made')} open={secret !== null} onClose={() => setSecret(null)}>
        {secret !== null && <Secret value={secret} label={t('webhook.secretNote')} />}
      </Dialog>
    </Page>
  )
}

function NewWebhook({ onSecret }: { readonly onSecret: (secret: string) => void }) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ url: string; events: string }, { secret: string }>({
    initial: { url: '', events: '*' },
    toWrite: ({ url, events }) => ({
      path: '/v1/webhooks',
      body: { url, events: events.split(/[\s,]+/).filter((event) => event !== '') },
    }),
    onDone: ({ secret }) => {
      setOpen(false)
      onSecret(secret)
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('webhook.new')}
      </Button>
      <Dialog title={t('webhook.new')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <TextField
            label={t('webhook.url')}
            hint={t('webhook.urlHint')}
            autoComplete="off"
            {...field('url')}
          />
          <TextField
            label={t('webhook.events')}
            hint={t('webhook.eventsHint')}
            autoComplete="off"
            {...field('events')}
          />
          <ProblemNote error={problem} />
          <Button look="primary" type="submit" busy={busy}>
            {t('webhook.add')}
          </Button>
        </form>
      </Dialog>
    </>
  )
}

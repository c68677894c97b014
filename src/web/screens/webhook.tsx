import { getRouteApi, Link } from '@tanstack/react-router'
import type { Delivery, Webhook } from '../../../sdk/src/operations.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { Empty, Page } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useData, useRows } from '../query.ts'
import { t } from '../text.ts'

const route = getRouteApi('/webhooks/$webhook')

const LOOK = { waiting: 'waiting', delivered: 'success', 'given-up': 'failed' } as const

const COLUMNS: readonly Column<Delivery>[] = [
  {
    id: 'at',
    header: t('movements.at'),
    text: (row) => row.event.at,
    cell: (row) => <DateText value={row.event.at} time />,
  },
  {
    id: 'type',
    header: t('webhook.event'),
    filter: 'choice',
    text: (row) => row.event.type,
    cell: (row) => <code className="font-mono text-[0.8125rem]">{row.event.type}</code>,
  },
  {
    id: 'status',
    header: t('distribution.status'),
    filter: 'choice',
    text: (row) => t(`webhook.${row.status}`),
    cell: (row) => <StatusChip status={LOOK[row.status]} word={t(`webhook.${row.status}`)} />,
  },
  {
    id: 'attempts',
    header: t('mail.attempts'),
    numeric: true,
    text: (row) => String(row.attempts),
    order: (row) => row.attempts,
    cell: (row) => row.attempts,
  },
  { id: 'answer', header: t('mail.answer'), filter: 'choice', text: answerOf, cell: answerOf },
  {
    id: 'nextAt',
    header: t('webhook.nextAt'),
    text: (row) => row.nextAt ?? '',
    cell: (row) => <DateText value={row.nextAt} time />,
  },
]

function answerOf({ lastStatus, lastFailure }: Delivery): string {
  if (lastFailure !== null) return t(`webhook.${lastFailure}`)
  return lastStatus === null ? '–' : `HTTP ${lastStatus}`
}

/** What was sent to one address, and what became of it. */
export function WebhookScreen() {
  const { webhook: id } = route.useParams()
  const rows = useRows<Delivery>(`/v1/webhooks/${id}/deliveries`, {}, ({ status }) => status === 'waiting')
  const hook = useData<Webhook>(`/v1/webhooks/${id}`)
  return (
    <Page
      title={t('webhook.deliveries')}
      eyebrow={
        <Link to="/webhooks" search={{}}>
          {t('webhook.title')}
        </Link>
      }
      lede={<span className="break-all">{hook.url}</span>}
      actions={
        hook.removedAt === null && (
          <ReviewedAction<Delivery>
            look="secondary"
            label={t('webhook.ping')}
            title={t('webhook.ping')}
            review={<p>{t('webhook.pingReview', { url: hook.url })}</p>}
            confirm={t('webhook.ping')}
            write={{ path: `/v1/webhooks/${id}/ping`, body: {} }}
            onDone={(delivery) => toast(`${t(`webhook.${delivery.status}`)}: ${answerOf(delivery)}`)}
          />
        )
      }
    >
      <DataTable
        label={t('webhook.deliveries')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.event.id}
        empty={<Empty>{t('webhook.noDeliveries')}</Empty>}
      />
    </Page>
  )
}

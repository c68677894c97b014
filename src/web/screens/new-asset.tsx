import { Link, useNavigate } from '@tanstack/react-router'
import type { TermSheetDraft } from '../../../sdk/src/operations.ts'
import type { DraftSummary } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { ReviewedAction } from '../parts/dialog.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useList, useWrite } from '../query.ts'
import { t } from '../text.ts'

/** Where a new asset begins: with nothing, with a file, or where a draft was left. */
export function NewAsset() {
  const navigate = useNavigate()
  const drafts = useList<DraftSummary>('/v1/term-sheet-drafts')
  const begin = useWrite<TermSheetDraft>({
    onDone: ({ id }) => void navigate({ to: '/new-asset/$draft', params: { draft: id }, search: {} }),
  })
  const start = (body: { readonly yaml?: string }) => begin.mutate({ path: '/v1/term-sheet-drafts', body })
  return (
    <Page
      title={t('newAsset.title')}
      lede={t('newAsset.lede')}
      eyebrow={
        <Link to="/assets" search={{}}>
          {t('nav.assets')}
        </Link>
      }
      actions={
        <Button look="primary" busy={begin.isPending} onClick={() => start({})}>
          {t('newAsset.begin')}
        </Button>
      }
    >
      <ProblemNote error={begin.error} />
      <Section title={t('newAsset.drafts')} note={t('newAsset.draftsNote')}>
        <DataTable
          label={t('newAsset.drafts')}
          columns={COLUMNS}
          rows={drafts}
          keyOf={({ id }) => id}
          empty={<Empty>{t('newAsset.noDrafts')}</Empty>}
        />
      </Section>
      <Section title={t('newAsset.file')} note={t('newAsset.fileNote')}>
        <TextFileDrop
          label={t('termSheet.choose')}
          hint={t('newAsset.fileHint')}
          accept=".yaml,.yml"
          onText={(yaml) => start({ yaml })}
        />
      </Section>
    </Page>
  )
}

const COLUMNS: readonly Column<DraftSummary>[] = [
  {
    id: 'name',
    header: t('newAsset.name'),
    text: (draft) => nameOf(draft),
    cell: (draft) => (
      <Link to="/new-asset/$draft" params={{ draft: draft.id }} search={{}} className="link font-medium">
        {nameOf(draft)}
      </Link>
    ),
  },
  {
    id: 'key',
    header: t('newAsset.key'),
    text: ({ key }) => key ?? '',
    cell: ({ key }) => <span className="font-mono text-sm break-all">{key ?? '–'}</span>,
  },
  {
    id: 'saved',
    header: t('newAsset.savedAt'),
    text: ({ savedAt }) => savedAt,
    cell: ({ savedAt }) => <DateText value={savedAt} time />,
  },
  {
    id: 'delete',
    header: t('newAsset.delete'),
    text: () => '',
    cell: (draft) => <DeleteDraft draft={draft} />,
  },
]

function DeleteDraft({ draft }: { readonly draft: DraftSummary }) {
  return (
    <ReviewedAction
      look="secondary"
      label={
        <>
          {t('newAsset.delete')}
          <span className="sr-only">: {nameOf(draft)}</span>
        </>
      }
      title={t('newAsset.deleteTitle')}
      review={<p>{t('newAsset.deleteReview', { name: nameOf(draft) })}</p>}
      confirm={t('newAsset.delete')}
      write={{ method: 'DELETE', path: `/v1/term-sheet-drafts/${draft.id}` }}
      onDone={() => toast(t('newAsset.deleted'))}
    />
  )
}

function nameOf({ name, key }: DraftSummary): string {
  return name ?? key ?? t('newAsset.unnamed')
}

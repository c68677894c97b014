import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { VISIBILITIES } from '../../issuer/data-room.ts'
import type { Instrument } from '../../../sdk/src/operations.ts'
import {
  dataRoomPath,
  isAnchoring,
  type DataRoomDocument,
  type DataRoomVersion,
  type Reading,
} from '../data-room.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog, ReviewedAction } from '../parts/dialog.tsx'
import { SelectField } from '../parts/field.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { loaded, useData, useRows, useWrite, type List } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { AnchorState, SaveLink, Upload } from './data-room-parts.tsx'
import { NotFound } from './error.tsx'

const route = getRouteApi('/instruments/$instrument/data-room/$document')

/** One document: its versions, who may read it, and who did. */
export function DataRoomDocumentScreen() {
  const { instrument: id, document: wanted } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const { items } = useData<List<DataRoomDocument>>(dataRoomPath(id), {}, ({ items: all }) =>
    all.some(isAnchoring),
  )
  const { role } = useUser()
  const document = items.find((each) => each.id === wanted)
  if (document === undefined) return <NotFound />
  return (
    <Page
      title={document.title}
      eyebrow={
        <Link to="/instruments/$instrument/data-room" params={{ instrument: id }} search={{}}>
          {t('dataRoom.title')}
        </Link>
      }
      actions={
        role === 'issuer' && (
          <>
            {!document.withdrawn && <Withdraw instrument={id} document={document} />}
            <ChangeVisibility instrument={id} document={document} />
            <Upload instrument={id} document={document} />
          </>
        )
      }
    >
      <Facts
        items={[
          [t('dataRoom.of'), instrument.name],
          [t('dataRoom.kind'), statusWord(document.kind)],
          [
            t('dataRoom.visibility'),
            document.withdrawn ? (
              <StatusChip key="withdrawn" status="cancelled" word={t('dataRoom.withdrawnVersion')} />
            ) : (
              t(`dataRoom.${document.visibility}`)
            ),
          ],
        ]}
      />
      <Versions instrument={id} document={document} />
      {(role === 'issuer' || role === 'auditor') && <Readers instrument={id} document={document} />}
    </Page>
  )
}

type Of = { readonly instrument: string; readonly document: DataRoomDocument }

function Versions({ instrument, document }: Of) {
  const { role } = useUser()
  const again = useWrite<unknown>({ onDone: () => toast(t('dataRoom.askedAgain')) })
  const columns: readonly Column<DataRoomVersion>[] = [
    {
      id: 'version',
      header: t('dataRoom.readVersion'),
      text: ({ version }) => String(version),
      order: ({ version }) => version,
      cell: (version) => (
        <>
          {t('dataRoom.version', { version: version.version })}
          {', '}
          <DateText value={version.at} time />
        </>
      ),
    },
    {
      id: 'file',
      header: t('dataRoom.size'),
      text: ({ bytes }) => String(bytes ?? ''),
      order: ({ bytes }) => bytes ?? 0,
      cell: (version) =>
        version.bytes === null ? (
          <StatusChip status="cancelled" word={t('dataRoom.withdrawnVersion')} />
        ) : (
          <>
            <SaveLink
              instrument={instrument}
              document={document}
              version={version}
              words={t('dataRoom.save')}
            />{' '}
            <span className="text-ink-soft">
              {t('dataRoom.bytes', { kilobytes: Math.ceil(version.bytes / 1_000) })}
            </span>
          </>
        ),
    },
    {
      id: 'sha256',
      header: t('documents.sha256'),
      text: ({ sha256 }) => sha256 ?? '',
      cell: ({ sha256 }) =>
        sha256 === null ? '–' : <HashText value={sha256} label={t('documents.sha256')} />,
    },
    {
      id: 'anchor',
      header: t('dataRoom.anchor'),
      text: ({ anchor }) => anchor?.state ?? '',
      cell: ({ anchor }) => (
        <>
          <AnchorState anchor={anchor} />
          {role === 'issuer' && anchor?.state === 'failed' && (
            <Button
              small
              busy={again.isPending}
              onClick={() =>
                again.mutate({ path: `${dataRoomPath(instrument)}/${document.id}/anchoring`, body: {} })
              }
            >
              {t('dataRoom.again')}
            </Button>
          )}
        </>
      ),
    },
    {
      id: 'by',
      header: t('dataRoom.broughtBy'),
      text: ({ by }) => by ?? '',
      cell: ({ by }) => (by === null ? '–' : <code className="font-mono text-xs break-all">{by}</code>),
    },
  ]
  return (
    <Section title={t('dataRoom.versions')} note={t('dataRoom.note')}>
      <DataTable
        name="versions."
        label={t('dataRoom.versions')}
        columns={columns}
        rows={loaded(document.versions.toReversed())}
        keyOf={({ version }) => String(version)}
        empty={<Empty>{t('dataRoom.empty')}</Empty>}
      />
      <ProblemNote error={again.error} />
    </Section>
  )
}

function Readers({ instrument, document }: Of) {
  const rows = useRows<Reading>(`${dataRoomPath(instrument)}/${document.id}/readings`)
  const columns: readonly Column<Reading>[] = [
    {
      id: 'reader',
      header: t('dataRoom.reader'),
      filter: 'text',
      text: ({ reader }) => reader,
      cell: ({ reader }) => <code className="font-mono text-xs break-all">{reader}</code>,
    },
    {
      id: 'version',
      header: t('dataRoom.readVersion'),
      text: ({ version }) => String(version),
      order: ({ version }) => version,
      cell: ({ version }) => t('dataRoom.version', { version }),
    },
    {
      id: 'at',
      header: t('dataRoom.readAt'),
      text: ({ at }) => at,
      cell: ({ at }) => <DateText value={at} time />,
    },
  ]
  return (
    <Section title={t('dataRoom.readers')} note={t('dataRoom.readersNote')}>
      <DataTable
        name="readers."
        label={t('dataRoom.readers')}
        columns={columns}
        rows={rows}
        keyOf={({ reader, version, at }) => `${reader} ${version} ${at}`}
        empty={<Empty>{t('dataRoom.noReaders')}</Empty>}
      />
    </Section>
  )
}

function ChangeVisibility({ instrument, document }: Of) {
  const [open, setOpen] = useState(false)
  const { form, field, problem, busy } = useForm<{ visibility: string }, unknown>({
    initial: { visibility: document.visibility },
    toWrite: (body) => ({
      method: 'PUT',
      path: `${dataRoomPath(instrument)}/${document.id}/visibility`,
      body,
    }),
    onDone: () => {
      setOpen(false)
      toast(t('dataRoom.changed'))
    },
  })
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('dataRoom.change')}</Button>
      <Dialog title={t('dataRoom.change')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('dataRoom.changeNote')}</p>
          <SelectField
            label={t('dataRoom.visibility')}
            options={VISIBILITIES.map((each) => [each, t(`dataRoom.${each}`)] as const)}
            {...field('visibility')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('dataRoom.change')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

function Withdraw({ instrument, document }: Of) {
  return (
    <ReviewedAction
      label={t('dataRoom.withdraw')}
      title={t('dataRoom.withdrawTitle', { title: document.title })}
      review={<p className="text-ink-soft">{t('dataRoom.withdrawNote')}</p>}
      confirm={t('dataRoom.withdraw')}
      write={{ path: `${dataRoomPath(instrument)}/${document.id}/withdrawal`, body: {} }}
      look="danger"
      onDone={() => toast(t('dataRoom.withdrawn'))}
    />
  )
}

import { getRouteApi, Link } from '@tanstack/react-router'
import type { Instrument } from '../../../sdk/src/operations.ts'
import { dataRoomPath, isAnchoring, type DataRoomDocument } from '../data-room.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText } from '../parts/values.tsx'
import { loaded, useData, type List } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import { AnchorState, CheckFile, Upload } from './data-room-parts.tsx'
import { InstrumentTabs } from './instrument-tabs.tsx'

const route = getRouteApi('/instruments/$instrument/data-room')

/** The data room of an instrument: every document that there is for whoever looks, newest version first. */
export function DataRoom() {
  const { instrument: id } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const { items } = useData<List<DataRoomDocument>>(dataRoomPath(id), {}, ({ items: all }) =>
    all.some(isAnchoring),
  )
  const { role } = useUser()
  const mayUpload = role === 'issuer'
  return (
    <Page
      title={t('dataRoom.title')}
      eyebrow={
        <Link to="/assets/$asset" params={{ asset: instrument.asset }} search={{}}>
          {instrument.name}
        </Link>
      }
      lede={t('dataRoom.lede', { name: instrument.name })}
      actions={mayUpload && <Upload instrument={id} document={null} />}
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <Section title={t('dataRoom.list')} note={t('dataRoom.note')}>
        <DataTable
          label={t('dataRoom.list')}
          columns={columnsOf(id)}
          rows={loaded(items)}
          keyOf={(row) => row.id}
          empty={<Empty>{t(mayUpload ? 'dataRoom.empty' : 'dataRoom.emptyForReader')}</Empty>}
        />
        <CheckFile instrument={id} />
      </Section>
    </Page>
  )
}

function columnsOf(instrument: string): readonly Column<DataRoomDocument>[] {
  return [
    {
      id: 'title',
      header: t('dataRoom.document'),
      text: ({ title }) => title,
      filter: 'text',
      cell: ({ id, title }) => (
        <Link
          to="/instruments/$instrument/data-room/$document"
          params={{ instrument, document: id }}
          search={{}}
          className="font-medium text-accent hover:underline"
        >
          {title}
        </Link>
      ),
    },
    {
      id: 'kind',
      header: t('dataRoom.kind'),
      filter: 'choice',
      text: ({ kind }) => statusWord(kind),
      cell: ({ kind }) => statusWord(kind),
    },
    {
      id: 'visibility',
      header: t('dataRoom.visibility'),
      filter: 'choice',
      text: ({ visibility }) => t(`dataRoom.${visibility}`),
      cell: ({ visibility, withdrawn }) =>
        withdrawn ? (
          <StatusChip status="cancelled" word={t('dataRoom.withdrawnVersion')} />
        ) : (
          t(`dataRoom.${visibility}`)
        ),
    },
    {
      id: 'newest',
      header: t('dataRoom.newest'),
      text: ({ versions }) => versions.at(-1)?.at ?? '',
      cell: ({ versions }) => (
        <>
          {t('dataRoom.version', { version: versions.length })}, <DateText value={versions.at(-1)?.at} />
        </>
      ),
    },
    {
      id: 'anchor',
      header: t('dataRoom.anchor'),
      text: ({ versions }) => versions.at(-1)?.anchor?.state ?? '',
      cell: ({ versions }) => <AnchorState anchor={versions.at(-1)?.anchor ?? null} />,
    },
  ]
}

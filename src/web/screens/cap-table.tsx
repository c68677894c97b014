import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { CSV_COLUMNS } from '../../cap-table/csv-columns.ts'
import { useSearchState } from '../address.ts'
import { ApiError, get, type Write } from '../api.ts'
import type { Asset, CapTableReading, Instrument } from '../../../sdk/src/operations.ts'
import type { KeptCapTable, KeptCapTableAnswer } from '../data.ts'
import { useForm } from '../form.ts'
import { AsOf } from '../parts/as-of.tsx'
import { Button, buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { TextField } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Empty, Figures, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { loaded, useData, useWrite } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { t } from '../text.ts'
import { percentText, unitsText } from '../format.ts'
import { decimalOrder } from '../table-state.ts'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { inBase64 } from './papers.tsx'

const route = getRouteApi('/instruments/$instrument/cap-table')

type CapTableFile = { readonly name: string; readonly content: string; readonly format: 'ocf' | 'csv' }
type Line = CapTableReading['fullyDiluted']['lines'][number]
type Finding = CapTableReading['findings'][number]

/** The register of a day for a company's cap table, and a company's cap table as its file tells it. */
export function CapTable() {
  const { instrument: id } = route.useParams()
  const { now } = useSession()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const { role } = useUser()
  const { issuer } = useData<Asset>(`/v1/assets/${instrument.asset}`)
  const [formedOn, setFormedOn] = useState(issuer.formedOn ?? '')
  const [read, setRead] = useState<{ n: number; reading: CapTableReading; file: CapTableFile } | null>(null)
  return (
    <Page
      title={t('capTable.title')}
      eyebrow={
        <Link to="/assets/$asset" params={{ asset: instrument.asset }} search={{}}>
          {instrument.name}
        </Link>
      }
      lede={t('capTable.lede', { name: instrument.name })}
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <Section title={t('capTable.units')} note={t('capTable.unitsNote')}>
        <div className="max-w-xl space-y-4">
          <TextField
            label={t('capTable.formedOn')}
            hint={t('capTable.formedOnHint')}
            type="date"
            value={formedOn}
            onChange={(event) => setFormedOn(event.target.value)}
          />
          <a
            className={buttonClass('secondary')}
            href={`/v1/instruments/${id}/cap-table.zip${formedOn === '' ? '' : `?formedOn=${formedOn}`}`}
            download
          >
            <Download className="size-4" aria-hidden />
            {t('capTable.download')}
          </a>
        </div>
      </Section>
      <KeptTable instrument={id} today={now.slice(0, 10)} />
      <Section title={t('capTable.read')} note={t('capTable.readNote')}>
        <ReadCapTable
          today={now.slice(0, 10)}
          onRead={(reading, file) => setRead((before) => ({ n: (before?.n ?? 0) + 1, reading, file }))}
        />
      </Section>
      {read !== null && (
        <div aria-live="polite" className="mt-10">
          {role === 'issuer' && read.reading.accepted && (
            <KeepIt
              key={`${read.n} ${formedOn}`}
              instrument={id}
              file={read.file}
              formedOn={formedOn}
              onKept={() => setRead(null)}
            />
          )}
          <Told reading={read.reading} name="read." />
        </div>
      )}
    </Page>
  )
}

/** The cap table that is kept: on the chosen day, beside the units of the register, with all of its versions. */
function KeptTable({ instrument, today }: { readonly instrument: string; readonly today: string }) {
  const [{ asOf }, setSearch] = useSearchState()
  const [price, setPrice] = useState('')
  const [typed, setTyped] = useState(price)
  const asked = { asOf: asOf ?? today, price }
  const path = `/v1/instruments/${instrument}/cap-table`
  const kept = useQuery({
    queryKey: [path, asked],
    queryFn: () => get<KeptCapTable>(path, asked).catch(noneIsNull),
    placeholderData: (before) => before,
  })
  return (
    <Section title={t('capTable.kept')} note={t('capTable.keptNote')}>
      <ProblemNote error={kept.error} />
      {kept.data === null && <Empty>{t('capTable.keptNone')}</Empty>}
      {kept.data != null && (
        <>
          <AsOf
            value={asOf}
            first={firstDay(kept.data)}
            today={today}
            note={{ now: t('capTable.asOfNow'), close: t('capTable.asOfClose') }}
            onChange={(day) => setSearch({ asOf: day })}
          />
          <form
            className="mb-6 grid max-w-md items-end gap-4 sm:grid-cols-[1fr_auto]"
            onSubmit={(event) => {
              event.preventDefault()
              setPrice(typed)
            }}
          >
            <TextField
              label={t('capTable.price')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" busy={kept.isFetching}>
              {t('capTable.tell')}
            </Button>
          </form>
          <Comparison units={kept.data.units} />
          <div className="mt-8">
            <Told reading={kept.data} name="kept." />
          </div>
          <Versions path={path} versions={kept.data.versions} />
        </>
      )}
    </Section>
  )
}

/** The day of the oldest security, from which the table tells anything. */
function firstDay({ securities }: CapTableReading): string | null {
  return securities.map(({ issuedOn }) => issuedOn).toSorted()[0] ?? null
}

function noneIsNull(error: Error): null {
  if (error instanceof ApiError && error.code === 'CAP_TABLE_MISSING') return null
  throw error
}

function Comparison({ units }: { readonly units: KeptCapTable['units'] }) {
  if (units === null) return null
  return (
    <Figures
      items={[
        [t('capTable.inRegister'), unitsText(units.units)],
        [t('capTable.inTable'), unitsText(units.shares)],
        [
          t('capTable.agreement'),
          <StatusChip
            key="agreement"
            status={units.agree ? 'verified' : 'failed'}
            word={t(units.agree ? 'capTable.agree' : 'capTable.differ')}
          />,
        ],
      ]}
    />
  )
}

function Versions({
  path,
  versions,
}: {
  readonly path: string
  readonly versions: KeptCapTable['versions']
}) {
  const { role } = useUser()
  return (
    <Section title={t('capTable.versions')}>
      <ul className="card divide-y divide-line">
        {versions.map(({ version, at, objects, sha256 }) => (
          <li
            key={version}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-5"
          >
            <span>
              {role === 'auditor' ? (
                t('dataRoom.version', { version })
              ) : (
                <a className="link" href={`${path}/package?version=${version}`} download>
                  {t('dataRoom.version', { version })}
                </a>
              )}
              <span className="ms-3 text-sm text-ink-soft">
                <DateText value={at} time />, {t('capTable.objects', { count: objects })}
              </span>
            </span>
            <span className="text-sm text-ink-soft">
              {t('documents.sha256')} <HashText value={sha256} label={t('documents.sha256')} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What keeping a file that was read would change, and the press that keeps it. */
function KeepIt({
  instrument,
  file: { content, format },
  formedOn,
  onKept,
}: {
  readonly instrument: string
  readonly file: CapTableFile
  readonly formedOn: string
  readonly onKept: () => void
}) {
  const [tokenClass, setTokenClass] = useState('')
  const [told, setTold] = useState<KeptCapTableAnswer | null>(null)
  const rehearse = useWrite<KeptCapTableAnswer>({ onDone: setTold })
  const keep = useWrite<KeptCapTableAnswer>({
    onDone: ({ version }) => {
      toast(t('capTable.wasKept', { version }))
      onKept()
    },
  })
  const write: Write = {
    path: `/v1/instruments/${instrument}/cap-table`,
    body: {
      content,
      format,
      ...(tokenClass === '' ? {} : { tokenClass }),
      ...(formedOn === '' ? {} : { formedOn }),
    },
  }
  return (
    <Section title={t('capTable.keep')} note={t('capTable.keepNote')}>
      <div className="max-w-xl space-y-4">
        <TextField
          label={t('capTable.tokenClass')}
          hint={t('capTable.tokenClassHint')}
          value={tokenClass}
          onChange={(event) => {
            setTokenClass(event.target.value)
            setTold(null)
          }}
        />
        <ProblemNote error={rehearse.error ?? keep.error} />
        {told === null ? (
          <Button busy={rehearse.isPending} onClick={() => rehearse.mutate({ ...write, dryRun: true })}>
            {t('capTable.compare')}
          </Button>
        ) : (
          <>
            <p>{told.isNew ? t('capTable.changes', told.changes) : t('capTable.same')}</p>
            <Button
              look="primary"
              disabled={!told.isNew}
              busy={keep.isPending}
              onClick={() => keep.mutate(write)}
            >
              {t('capTable.keepIt')}
            </Button>
          </>
        )}
      </div>
      {told !== null && told.changes.shown.length > 0 && (
        <div className="mt-6">
          <DataTable
            name="changes."
            label={t('capTable.changed')}
            columns={CHANGE_COLUMNS}
            rows={loaded(told.changes.shown)}
            keyOf={({ type, id }) => `${type} ${id}`}
            empty={<Empty>{t('capTable.same')}</Empty>}
          />
        </div>
      )}
    </Section>
  )
}

type ShownChange = KeptCapTableAnswer['changes']['shown'][number]

const CHANGE_COLUMNS: readonly Column<ShownChange>[] = [
  {
    id: 'change',
    header: t('capTable.change'),
    filter: 'choice',
    text: ({ change }) => t(`capTable.${change}`),
    cell: ({ change }) => t(`capTable.${change}`),
  },
  { id: 'type', header: t('capTable.object'), text: ({ type }) => type, cell: ({ type }) => type },
  { id: 'id', header: t('capTable.id'), text: ({ id }) => id, cell: ({ id }) => id },
  {
    id: 'fields',
    header: t('capTable.fields'),
    text: ({ fields }) => fields.join(', '),
    cell: ({ fields }) => fields.join(', '),
  },
]

function ReadCapTable({
  today,
  onRead,
}: {
  readonly today: string
  readonly onRead: (reading: CapTableReading, file: CapTableFile) => void
}) {
  const [file, setFile] = useState<CapTableFile | null>(null)
  const { form, field, problem, busy } = useForm<{ asOf: string; price: string }, CapTableReading>({
    initial: { asOf: today, price: '' },
    toWrite: ({ asOf, price }) => ({
      path: '/v1/cap-tables/reading',
      body: {
        content: file?.content ?? '',
        format: file?.format ?? 'csv',
        asOf,
        ...(price === '' ? {} : { price }),
      },
    }),
    onDone: (reading) => {
      if (file !== null) onRead(reading, file)
    },
  })
  return (
    <form {...form} className="max-w-xl space-y-4">
      <FileDrop
        label={t('capTable.choose')}
        hint={file?.name ?? t('capTable.hint', { columns: CSV_COLUMNS.join(', ') })}
        accept=".zip,.csv"
        onFile={(chosen) =>
          void inBase64(chosen).then((content) =>
            setFile({
              name: chosen.name,
              content,
              format: chosen.name.toLowerCase().endsWith('.zip') ? 'ocf' : 'csv',
            }),
          )
        }
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label={t('capTable.asOf')} type="date" {...field('asOf')} />
        <TextField label={t('capTable.price')} hint={t('capTable.priceHint')} {...field('price')} />
      </div>
      <ProblemNote error={problem} />
      <Button look="primary" type="submit" disabled={file === null || busy}>
        {t('capTable.show')}
      </Button>
    </form>
  )
}

/** @param name of its tables in the address */
function Told({ reading, name }: { readonly reading: CapTableReading; readonly name: string }) {
  const { accepted, findings, fullyDiluted, stakeholders } = reading
  const names = new Map(stakeholders.map(({ id, name }) => [id, name]))
  return (
    <div>
      {!accepted && <p className="mb-6 font-medium text-bad">{t('capTable.refused')}</p>}
      {findings.length > 0 && (
        <Section title={t('capTable.findings')}>
          <DataTable
            name={`${name}findings.`}
            label={t('capTable.findings')}
            columns={FINDING_COLUMNS}
            rows={loaded(findings)}
            keyOf={({ path, code, detail }) => `${path} ${code} ${detail}`}
            empty={<Empty>{t('capTable.noFindings')}</Empty>}
          />
        </Section>
      )}
      {accepted && (
        <Section title={t('capTable.shares')}>
          <Figures items={[[t('capTable.shares'), unitsText(fullyDiluted.shares)]]} />
          {fullyDiluted.isOverpromised && (
            <p className="mt-3 font-medium text-bad">{t('capTable.overpromised')}</p>
          )}
          <div className="mt-6">
            <DataTable
              name={`${name}shares.`}
              label={t('capTable.shares')}
              columns={lineColumns(names)}
              rows={loaded(fullyDiluted.lines)}
              keyOf={({ security, of, kind }) => `${kind} ${security ?? of}`}
              empty={<Empty>{t('capTable.empty')}</Empty>}
            />
          </div>
        </Section>
      )}
    </div>
  )
}

const FINDING_COLUMNS: readonly Column<Finding>[] = [
  { id: 'where', header: t('capTable.where'), text: ({ path }) => path, cell: ({ path }) => path },
  { id: 'what', header: t('capTable.what'), text: ({ detail }) => detail, cell: ({ detail }) => detail },
]

function lineColumns(names: ReadonlyMap<string, string>): readonly Column<Line>[] {
  const holder = ({ stakeholder }: Line) =>
    stakeholder === null ? t('capTable.left') : (names.get(stakeholder) ?? stakeholder)
  const shares = (line: Line) => (line.shares === null ? t('capTable.unknown') : unitsText(line.shares))
  const percent = (line: Line) => (line.percent === null ? '–' : percentText(line.percent))
  return [
    { id: 'holder', header: t('capTable.holder'), filter: 'text', text: holder, cell: holder },
    {
      id: 'kind',
      header: t('capTable.kind'),
      filter: 'choice',
      text: ({ kind }) => t(`capTable.${kind}`),
      cell: ({ kind }) => t(`capTable.${kind}`),
    },
    {
      id: 'token',
      header: t('capTable.token'),
      filter: 'choice',
      text: ({ isToken }) => t(isToken ? 'capTable.isToken' : 'capTable.noToken'),
      cell: ({ isToken }) => t(isToken ? 'capTable.isToken' : 'capTable.noToken'),
    },
    { id: 'of', header: t('capTable.of'), text: ({ of }) => of, cell: ({ of }) => of },
    {
      id: 'shares',
      header: t('capTable.number'),
      numeric: true,
      text: shares,
      order: (line) => decimalOrder(line.shares ?? '0'),
      cell: shares,
    },
    {
      id: 'percent',
      header: t('capTable.percent'),
      numeric: true,
      text: percent,
      order: (line) => decimalOrder(line.percent ?? '0'),
      cell: percent,
    },
  ]
}

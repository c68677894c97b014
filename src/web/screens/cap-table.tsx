import { getRouteApi, Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { CSV_COLUMNS } from '../../cap-table/csv.ts'
import type { CapTableReading, Instrument } from '../data.ts'
import { useForm } from '../form.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { TextField } from '../parts/field.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { Empty, Figures, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { loaded, useData } from '../query.ts'
import { useSession } from '../session.ts'
import { t } from '../text.ts'
import { unitsText } from '../format.ts'
import { decimalOrder } from '../table-state.ts'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { inBase64 } from './papers.tsx'

const route = getRouteApi('/instruments/$instrument/cap-table')

type Line = CapTableReading['fullyDiluted']['lines'][number]
type Finding = CapTableReading['findings'][number]

/** The register of a day for a company's cap table, and a company's cap table as its file tells it. */
export function CapTable() {
  const { instrument: id } = route.useParams()
  const { now } = useSession()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const [reading, setReading] = useState<CapTableReading | null>(null)
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
        <a className={buttonClass('secondary')} href={`/v1/instruments/${id}/cap-table.zip`} download>
          <Download className="size-4" aria-hidden />
          {t('capTable.download')}
        </a>
      </Section>
      <Section title={t('capTable.read')} note={t('capTable.readNote')}>
        <ReadCapTable today={now.slice(0, 10)} onRead={setReading} />
      </Section>
      {reading !== null && <Told reading={reading} />}
    </Page>
  )
}

function ReadCapTable({
  today,
  onRead,
}: {
  readonly today: string
  readonly onRead: (reading: CapTableReading) => void
}) {
  const [file, setFile] = useState<{ name: string; content: string } | null>(null)
  const { form, field, problem, busy } = useForm<{ asOf: string; price: string }, CapTableReading>({
    initial: { asOf: today, price: '' },
    toWrite: ({ asOf, price }) => ({
      path: '/v1/cap-tables/reading',
      body: {
        content: file?.content ?? '',
        format: file?.name.toLowerCase().endsWith('.zip') === true ? 'ocf' : 'csv',
        asOf,
        ...(price === '' ? {} : { price }),
      },
    }),
    onDone: onRead,
  })
  return (
    <form {...form} className="max-w-xl space-y-4">
      <FileDrop
        label={t('capTable.choose')}
        hint={file?.name ?? t('capTable.hint', { columns: CSV_COLUMNS.join(', ') })}
        accept=".zip,.csv"
        onFile={(chosen) => void inBase64(chosen).then((content) => setFile({ name: chosen.name, content }))}
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

function Told({ reading }: { readonly reading: CapTableReading }) {
  const { accepted, findings, fullyDiluted, stakeholders } = reading
  const names = new Map(stakeholders.map(({ id, name }) => [id, name]))
  return (
    <div aria-live="polite" className="mt-10">
      {!accepted && <p className="mb-6 font-medium text-bad">{t('capTable.refused')}</p>}
      {findings.length > 0 && (
        <Section title={t('capTable.findings')}>
          <DataTable
            name="findings."
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
              name="shares."
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
  const percent = (line: Line) => (line.percent === null ? '–' : `${line.percent} %`)
  return [
    { id: 'holder', header: t('capTable.holder'), filter: 'text', text: holder, cell: holder },
    {
      id: 'kind',
      header: t('capTable.kind'),
      filter: 'choice',
      text: ({ kind }) => t(`capTable.${kind}`),
      cell: ({ kind }) => t(`capTable.${kind}`),
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

import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FORM_C_FILINGS } from '../../filing/form-c.ts'
import { isToldByFormD } from '../../filing/form-d.ts'
import type { Offering } from '../../../sdk/src/operations.ts'
import type { Obligation } from '../data.ts'
import { useForm } from '../form.ts'
import { percentOf } from '../format.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/field.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useAllRows, useList } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { exemptionText, statusWord } from '../status.ts'
import { t } from '../text.ts'

const COLUMNS: readonly Column<Obligation>[] = [
  {
    id: 'what',
    header: t('filings.what'),
    filter: 'choice',
    text: ({ code }) => t(`filings.${code}`),
    cell: ({ code, citation, offering, instrument }) => (
      <div>
        <div className="font-medium">{t(`filings.${code}`)}</div>
        <div className="text-xs text-ink-soft">
          <bdi>{citation}</bdi>
        </div>
        <FormCLink code={code} offering={offering} name={instrument.name} />
      </div>
    ),
  },
  {
    id: 'offering',
    header: t('filings.offering'),
    filter: 'choice',
    text: ({ instrument }) => instrument.name,
    cell: ({ offering, instrument }) => (
      <Link
        to="/offerings/$offering"
        params={{ offering }}
        search={{}}
        className="text-accent hover:underline"
      >
        {instrument.name}
      </Link>
    ),
  },
  {
    id: 'since',
    header: t('filings.since'),
    text: ({ since }) => since,
    cell: ({ since }) => <DateText value={since} />,
  },
  {
    id: 'due',
    header: t('filings.due'),
    text: ({ due }) => due,
    cell: ({ due }) => <DateText value={due} />,
  },
  {
    id: 'status',
    header: t('filings.status'),
    filter: 'choice',
    text: ({ status }) => statusWord(status),
    cell: ({ status }) => <StatusChip status={status} />,
  },
  {
    id: 'filed',
    header: t('filings.filedOn'),
    text: ({ filedOn }) => filedOn ?? '',
    cell: ({ filedOn, reference }) => (
      <div>
        <DateText value={filedOn} />
        {reference !== null && <div className="font-mono text-xs break-all text-ink-soft">{reference}</div>}
      </div>
    ),
  },
]

const FILE: Column<Obligation> = {
  id: 'file',
  header: t('filings.file'),
  action: true,
  text: () => '',
  cell: (row) => (row.status === 'filed' ? null : <File obligation={row} />),
}

/** What is to be filed because of offerings, the next due first; and what is known for it. */
export function Filings() {
  const { role } = useUser()
  const obligations = useList<Obligation>('/v1/obligations')
  return (
    <Page title={t('filings.title')} lede={t('filings.lede')}>
      <Section title={t('filings.calendar')}>
        <DataTable
          label={t('filings.calendar')}
          columns={role === 'issuer' ? [...COLUMNS, FILE] : COLUMNS}
          rows={obligations}
          keyOf={({ offering, code }) => `${offering} ${code}`}
          empty={<Empty>{t('filings.none')}</Empty>}
        />
      </Section>
      <Drafts />
    </Page>
  )
}

function File({ obligation }: { readonly obligation: Obligation }) {
  const [open, setOpen] = useState(false)
  const { now } = useSession()
  const { code, offering } = obligation
  const { form, field, problem, busy } = useForm<{ filedOn: string; reference: string }, unknown>({
    initial: { filedOn: now.slice(0, 10), reference: '' },
    toWrite: (body) => ({ path: `/v1/offerings/${offering}/filings`, body: { code, ...body } }),
    onDone: () => {
      setOpen(false)
      toast(t('filings.filed'))
    },
    fieldOf: { DATE_IN_FUTURE: 'filedOn', FILING_KNOWN: 'reference' },
  })
  const what = t(`filings.${code}`)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        {t('filings.file')}
        <span className="sr-only">
          : {what}, {obligation.instrument.name}
        </span>
      </Button>
      <Dialog title={t('filings.fileTitle', { what })} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('filings.fileNote')}</p>
          <TextField label={t('filings.day')} type="date" {...field('filedOn')} />
          <TextField
            label={t('filings.reference')}
            hint={t('filings.referenceHint')}
            {...field('reference')}
          />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('filings.file')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** The way to the draft of what is filed on Form C; nothing for other duties. */
function FormCLink({
  code,
  offering,
  name,
}: {
  readonly code: Obligation['code']
  readonly offering: string
  readonly name: string
}) {
  const filing = FORM_C_FILINGS.find((each) => each === code)
  return filing === undefined ? null : (
    <Link
      to="/offerings/$offering/form-c"
      params={{ offering }}
      search={{ filing }}
      className="text-accent hover:underline"
    >
      {t('filings.draft')}
      <span className="sr-only">
        : {t(`filings.${filing}`)}, {name}
      </span>
    </Link>
  )
}

/** How far each offering has come, and the draft of what is filed for it. */
function Drafts() {
  const { items } = useAllRows<Offering>('/v1/offerings')
  const told = items.filter(({ exemption }) => isToldByFormD(exemption) || exemption === 'reg-cf')
  if (told.length === 0) return null
  return (
    <Section title={t('filings.drafts')}>
      <ul className="card divide-y divide-line">
        {told.map(({ id, instrument, exemption, raised, target }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
            <div className="min-w-0">
              <div className="font-medium">{instrument.name}</div>
              <p className="text-sm text-ink-soft">
                {exemptionText(exemption)} ·{' '}
                {t('filings.progress', {
                  percent: percentOf(raised.amount, target.amount),
                  raised: raised.display,
                  target: target.display,
                })}
              </p>
            </div>
            {isToldByFormD(exemption) && (
              <Link
                to="/offerings/$offering/form-d"
                params={{ offering: id }}
                search={{}}
                className="text-accent hover:underline"
              >
                {t('filings.formDLink')}
                <span className="sr-only">: {instrument.name}</span>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  AssetSummary,
  Operations,
  RuleDecision,
  RuleImpact,
  RulePackVersion,
} from '../../../sdk/src/operations.ts'
import { get } from '../api.ts'
import { useForm } from '../form.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { SelectField, TextArea, TextField } from '../parts/field.tsx'
import { TextFileDrop } from '../parts/file-drop.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { DateText } from '../parts/values.tsx'
import { useList, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { joined } from '../format.ts'
import { sentenceIn, t, textIn } from '../text.ts'
import { ImpactList, ReasonList, rulesOf } from './rule-parts.tsx'
import { ReviewDoubt } from './rule-review.tsx'

/** The rules of law: what waits, their packs, what is proposed, how near limits are, and what a change would do. */
export function Rules() {
  const { role } = useUser()
  const packs = useList<RulePackVersion>('/v1/rule-packs')
  const proposed = packs.items.filter(({ state }) => state === 'proposed' || state === 'delivered')
  return (
    <Page title={t('nav.rules')} lede={t('law.lede')} actions={role === 'officer' && <Propose />}>
      {role !== 'issuer' && (
        <>
          <Waiting canDecide={role === 'officer'} />
          <p className="mt-4">
            <Link to="/decisions" search={{}} className="font-medium text-accent hover:underline">
              {t('law.allDecisions')}
            </Link>
          </p>
        </>
      )}
      {proposed.length > 0 && role !== 'issuer' && (
        <Section title={t('law.proposals')}>
          <ul className="card divide-y divide-line">
            {proposed.map((one) => (
              <li key={one.sha256} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
                <Link
                  to="/rule-proposals/$sha256"
                  params={{ sha256: one.sha256 }}
                  search={{}}
                  className="font-medium text-accent hover:underline"
                >
                  {one.pack} {one.version}
                </Link>
                <span className="text-ink-soft">{textIn(one.reason)}</span>
                <DateText value={one.effectiveFrom} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Instruments />
      {role !== 'issuer' && <WhatIf packs={packs.items.filter(({ state }) => state === 'active')} />}
      <Section title={t('law.packs')} note={t('law.packsNote')}>
        <DataTable
          name="p"
          label={t('law.packs')}
          columns={COLUMNS}
          rows={packs}
          keyOf={(row) => row.sha256}
          empty={<Empty>{t('law.noPacks')}</Empty>}
        />
      </Section>
    </Page>
  )
}

const COLUMNS: readonly Column<RulePackVersion>[] = [
  {
    id: 'pack',
    header: t('law.pack'),
    filter: 'text',
    text: (row) => row.pack,
    cell: (row) => (
      <Link
        to="/rules/$pack"
        params={{ pack: row.pack }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.pack}
      </Link>
    ),
  },
  {
    id: 'rules',
    header: t('nav.rules'),
    filter: 'text',
    text: (row) => joined(row.rules.map(({ title }) => sentenceIn(title))),
    cell: (row) => joined(row.rules.map(({ title }) => sentenceIn(title))),
  },
  { id: 'version', header: t('law.version'), text: (row) => row.version, cell: (row) => row.version },
  {
    id: 'state',
    header: t('law.state'),
    filter: 'choice',
    text: (row) => statusWord(row.state),
    cell: (row) => <StatusChip status={row.state} />,
  },
  {
    id: 'from',
    header: t('law.effectiveFrom'),
    text: (row) => row.effectiveFrom,
    cell: (row) => <DateText value={row.effectiveFrom} />,
  },
  {
    id: 'review',
    header: t('law.legalReview'),
    filter: 'choice',
    text: (row) => row.legalReview,
    cell: (row) => <ReviewMark review={row.legalReview} />,
  },
]

function Instruments() {
  const assets = useList<AssetSummary>('/v1/assets')
  const items = assets.items.flatMap(({ instrument }) => instrument ?? [])
  return (
    <Section title={t('law.counters')} note={t('law.countersNote')}>
      <DataTable
        name="i"
        label={t('law.counters')}
        columns={INSTRUMENT_COLUMNS}
        rows={{ ...assets, items }}
        keyOf={(row) => row.id}
        empty={<Empty>{t('law.noInstruments')}</Empty>}
      />
    </Section>
  )
}

const INSTRUMENT_COLUMNS: readonly Column<NonNullable<AssetSummary['instrument']>>[] = [
  {
    id: 'name',
    header: t('distribution.instrument'),
    filter: 'text',
    text: (row) => row.name,
    cell: (row) => (
      <Link
        to="/instruments/$instrument/rules"
        params={{ instrument: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        {row.name}
      </Link>
    ),
  },
  { id: 'symbol', header: t('asset.symbol'), text: (row) => row.symbol, cell: (row) => row.symbol },
]

function Waiting({ canDecide }: { readonly canDecide: boolean }) {
  const rows = useRows<RuleDecision>('/v1/rule-decisions', { state: 'waiting' })
  const [opened, setOpened] = useState<RuleDecision | null>(null)
  const columns: readonly Column<RuleDecision>[] = [
    {
      id: 'investor',
      header: t('law.investor'),
      filter: 'text',
      text: (row) => row.investor.displayName,
      cell: (row) => (
        <Button small look="quiet" className="text-accent!" onClick={() => setOpened(row)}>
          {row.investor.displayName}
        </Button>
      ),
    },
    {
      id: 'action',
      header: t('law.wants'),
      text: (row) => row.action,
      cell: (row) => statusWord(row.action),
    },
    {
      id: 'reasons',
      header: t('law.reasons'),
      filter: 'text',
      text: rulesOf,
      cell: rulesOf,
    },
    {
      id: 'at',
      header: t('law.asked'),
      text: (row) => row.decidedAt,
      cell: (row) => <DateText value={row.decidedAt} time />,
    },
  ]
  return (
    <Section title={t('law.waiting')} note={t('law.waitingNote')}>
      <DataTable
        name="w"
        label={t('law.waiting')}
        columns={columns}
        rows={rows}
        keyOf={(row) => row.id}
        empty={<Empty>{t('law.nothingWaits')}</Empty>}
      />
      <Dialog title={t('law.review')} open={opened !== null} onClose={() => setOpened(null)}>
        {opened !== null && (
          <div className="space-y-4">
            <ReasonList reasons={opened.reasons} about={opened} />
            <ReviewDoubt decision={opened} canDecide={canDecide} onDone={() => setOpened(null)} />
          </div>
        )}
      </Dialog>
    </Section>
  )
}

function Propose() {
  const [open, setOpen] = useState(false)
  const [file, setFile] = useState<{ readonly name: string; readonly text: string } | null>(null)
  const { form, field, problem, busy } = useForm<{ reason: string }, unknown>({
    initial: { reason: '' },
    toWrite: ({ reason }) => ({ path: '/v1/rule-packs', body: { pack: packOf(file?.text), reason } }),
    onDone: () => {
      setOpen(false)
      setFile(null)
      toast(t('law.proposed'))
    },
  })
  return (
    <>
      <Button look="primary" onClick={() => setOpen(true)}>
        {t('law.propose')}
      </Button>
      <Dialog title={t('law.propose')} open={open} onClose={() => setOpen(false)}>
        <form {...form} className="space-y-4">
          <p className="text-ink-soft">{t('law.proposeNote')}</p>
          <TextFileDrop
            label={t('law.file')}
            hint={file?.name ?? t('law.noFile')}
            accept=".json,application/json"
            onText={(text, name) => setFile({ name, text })}
          />
          <TextArea label={t('law.reason')} rows={3} {...field('reason')} />
          <ProblemNote error={problem} />
          <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end">
            <Button onClick={() => setOpen(false)}>{t('action.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('law.propose')}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  )
}

/** The file's object; what is none is sent as an empty one, and the server says what is missing. */
function packOf(text: string | undefined): unknown {
  try {
    const read: unknown = JSON.parse(text ?? '{}')
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : {}
  } catch {
    return {}
  }
}

type PackInForce = Operations['GET /v1/rule-packs/{pack}']['answer']

function WhatIf({ packs }: { readonly packs: readonly RulePackVersion[] }) {
  const [impact, setImpact] = useState<RuleImpact | null>(null)
  // The answer to another question does not stand below a refusal of this one.
  const asked = (path: string, body: object) => {
    setImpact(null)
    return { path, body }
  }
  const [pack, setPack] = useState('US-REGD')
  const inForce = useQuery({
    queryKey: [`/v1/rule-packs/${pack}`, {}],
    queryFn: () => get<PackInForce>(`/v1/rule-packs/${pack}`),
  })
  const rules = inForce.data?.rules.filter(({ params }) => params.length > 0) ?? []
  // Of another pack another rule is chosen, and of another rule another parameter: the first.
  const choice = (values: { readonly rule: string; readonly param: string }) => {
    const rule = rules.find(({ id }) => id === values.rule) ?? rules[0]
    return { rule, one: rule?.params.find(({ name }) => name === values.param) ?? rule?.params[0] }
  }
  const param = useForm<{ rule: string; param: string; value: string }, RuleImpact>({
    initial: { rule: '506B', param: 'maxNonAccreditedPurchasers', value: '' },
    toWrite: (values) => {
      const { rule: of, one: asks } = choice(values)
      return asked('/v1/rule-what-if', {
        pack,
        rule: of?.id ?? '',
        param: asks?.name ?? '',
        value: valueOf(values.value.trim(), asks?.value ?? ''),
      })
    },
    fieldOf: { WHAT_IF_UNFIT: 'param', WHAT_IF_NUMBER: 'value', WHAT_IF_SHAPE: 'value' },
    onDone: setImpact,
  })
  const { rule, one } = choice(param.values)
  const country = useForm<{ country: string; isAllowed: string }, RuleImpact>({
    initial: { country: '', isAllowed: 'false' },
    toWrite: ({ country: of, isAllowed }) =>
      asked('/v1/country-what-if', {
        country: of.trim().toUpperCase(),
        isAllowed: isAllowed === 'true',
      }),
    onDone: setImpact,
  })
  return (
    <Section title={t('law.whatIf')} note={t('law.whatIfNote')}>
      <div className="grid gap-6 lg:grid-cols-2">
        <form {...param.form} className="card space-y-4 p-5">
          <SelectField
            label={t('law.pack')}
            options={packs.map(({ pack: name }) => [name, name] as const)}
            name="pack"
            value={pack}
            onChange={({ target }) => setPack(target.value)}
          />
          <SelectField
            label={t('law.rule')}
            options={rules.map(({ id, title }) => [id, sentenceIn(title)] as const)}
            {...param.field('rule')}
            value={rule?.id ?? ''}
          />
          <SelectField
            label={t('law.param')}
            options={rule?.params.map(({ name }) => [name, name] as const) ?? []}
            {...param.field('param')}
            value={one?.name ?? ''}
          />
          <TextField
            label={t('law.value')}
            hint={one === undefined ? undefined : t('law.valueNow', { value: one.value })}
            {...param.field('value')}
          />
          <ProblemNote error={param.problem} />
          <Button type="submit" busy={param.busy}>
            {t('law.askParam')}
          </Button>
        </form>
        <form {...country.form} className="card space-y-4 self-start p-5">
          <TextField
            label={t('law.country')}
            hint={t('law.countryHint')}
            maxLength={2}
            {...country.field('country')}
          />
          <SelectField
            label={t('law.itsResidents')}
            options={[
              ['false', t('law.couldNotHold')],
              ['true', t('law.couldHold')],
            ]}
            {...country.field('isAllowed')}
          />
          <ProblemNote error={country.problem} />
          <Button type="submit" busy={country.busy}>
            {t('law.askCountry')}
          </Button>
        </form>
      </div>
      {impact !== null && <ImpactList impact={impact} />}
    </Section>
  )
}

/** A value as packs write it: as JSON where the present one is a number, a list or an object, else as text. */
function valueOf(text: string, now: string): unknown {
  if (!/^(\d+|[[{].*)$/s.test(now)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ACTIONS } from '../../restriction/rule-pack.ts'
import { OUTCOMES } from '../../restriction/rule.ts'
import { useAsked } from '../address.ts'
import { get, withParams } from '../api.ts'
import type { InstrumentRules, RuleDecision } from '../../../sdk/src/operations.ts'
import type { Replayed } from '../data.ts'
import { Button } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Facts, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { DateText, HashText } from '../parts/values.tsx'
import { useData, useRows } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import type { Ask } from '../table-state.ts'
import { t } from '../text.ts'
import { ReasonList, rulesOf } from './rule-parts.tsx'
import { ReviewDoubt } from './rule-review.tsx'

const route = getRouteApi('/decisions/$decision')

/** A decision of the rules of law as it was kept, and made again from its packs and facts. */
export function DecisionScreen() {
  const { decision: id } = route.useParams()
  const decision = useData<RuleDecision>(`/v1/rule-decisions/${id}`)
  const { role } = useUser()
  const path = `/v1/instruments/${decision.instrument}/rules`
  const rules = useQuery({
    queryKey: [path, {}],
    queryFn: () => get<InstrumentRules>(path),
    enabled: role === 'officer' && decision.state === 'waiting',
  })
  return (
    <Page
      title={t('law.decision')}
      eyebrow={
        <Link to="/decisions" search={{}}>
          {t('law.decisions')}
        </Link>
      }
      lede={<StatusChip status={decision.outcome} />}
    >
      <Facts
        columns={4}
        items={[
          [t('law.asked'), <DateText key="at" value={decision.decidedAt} time />],
          [t('law.investor'), <Person key="investor" of={decision.investor} />],
          ...(decision.seller === null
            ? []
            : [[t('law.seller'), <Person key="seller" of={decision.seller} />] as const]),
          [t('law.wants'), statusWord(decision.action)],
          [t('law.state'), <StatusChip key="state" status={decision.state} />],
        ]}
      />
      <Section title={t('law.reasons')}>
        {decision.reasons.length === 0 ? (
          <Empty>{t('law.noReasons')}</Empty>
        ) : (
          <div className="card p-5">
            <ReasonList
              reasons={decision.reasons}
              about={decision}
              recorded={rules.data?.facts.map(({ name }) => name) ?? []}
            />
          </div>
        )}
      </Section>
      {decision.state === 'waiting' && (
        <Section title={t('law.review')}>
          <div className="card max-w-2xl p-5">
            <ReviewDoubt decision={decision} canDecide={role === 'officer'} />
          </div>
        </Section>
      )}
      <Replay path={`/v1/rule-decisions/${id}/replay`} />
    </Page>
  )
}

function Replay({ path }: { readonly path: string }) {
  const [told, setTold] = useState<Replayed | Error | null>(null)
  const [busy, setBusy] = useState(false)

  function replay() {
    setBusy(true)
    get<Replayed>(path, {})
      .then(setTold, setTold)
      .finally(() => setBusy(false))
  }

  return (
    <Section title={t('law.replay')} note={t('law.replayNote')}>
      <Button look="primary" busy={busy} onClick={replay}>
        {t('law.replayNow')}
      </Button>
      <div aria-live="polite" className="mt-4">
        {told instanceof Error && <ProblemNote error={told} />}
        {told !== null && !(told instanceof Error) && (
          <>
            <p className="mb-3 font-medium">
              {t(
                told.same === null ? 'law.replayErased' : told.same ? 'law.replaySame' : 'law.replayDiffers',
              )}
            </p>
            <ul className="card divide-y divide-line">
              {told.packs.map((pack) => (
                <Line key={pack.recorded} what={`${pack.pack} ${pack.version}`} of={pack} />
              ))}
              <Line what={t('law.replayFacts')} of={told.facts} />
              <Line what={t('law.replayResult')} of={told.result} />
            </ul>
          </>
        )}
      </div>
    </Section>
  )
}

function Line({ what, of }: { readonly what: string; readonly of: Replayed['facts'] }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3">
      <span className="font-medium">{what}</span>
      <span className="flex flex-wrap items-center gap-3">
        <HashText value={of.recorded} label={t('law.replayRecorded', { what })} />
        {of.now !== null && <HashText value={of.now} label={t('law.replayAgain', { what })} />}
        <StatusChip status={of.recorded === of.now ? 'agrees' : of.now === null ? 'not-known' : 'differs'} />
      </span>
    </li>
  )
}

const COLUMNS: readonly Column<RuleDecision>[] = [
  {
    id: 'at',
    header: t('law.asked'),
    text: (row) => row.decidedAt,
    cell: (row) => (
      <Link
        to="/decisions/$decision"
        params={{ decision: row.id }}
        search={{}}
        className="font-medium text-accent hover:underline"
      >
        <DateText value={row.decidedAt} time />
      </Link>
    ),
  },
  {
    id: 'investor',
    header: t('law.investor'),
    text: (row) => row.investor.displayName,
    cell: (row) => <Person of={row.investor} />,
  },
  {
    id: 'action',
    header: t('law.wants'),
    text: (row) => statusWord(row.action),
    cell: (row) => statusWord(row.action),
  },
  {
    id: 'outcome',
    header: t('law.outcome'),
    text: (row) => statusWord(row.outcome),
    cell: (row) => <StatusChip status={row.outcome} />,
  },
  {
    id: 'reasons',
    header: t('law.reasons'),
    text: rulesOf,
    cell: (row) => rulesOf(row) || '–',
  },
]

/** By what the server sorts. */
const SORTED_COLUMNS = ['at']

const ASKS: readonly Ask[] = [
  { param: 'name', label: t('law.investor'), kind: 'text', has: true },
  {
    param: 'outcome',
    label: t('law.outcome'),
    kind: 'choice',
    choices: OUTCOMES.map((outcome) => [outcome, statusWord(outcome)] as const),
  },
  {
    param: 'action',
    label: t('law.wants'),
    kind: 'choice',
    choices: ACTIONS.map((action) => [action, statusWord(action)] as const),
  },
  { param: 'rule', label: t('law.reasons'), kind: 'text', has: true },
  { param: 'from', label: t('table.from'), kind: 'day' },
  { param: 'until', label: t('table.until'), kind: 'day' },
]

/** Everything that was decided by rules of law, the youngest first. */
export function Decisions() {
  const asked = useAsked(ASKS, SORTED_COLUMNS)
  const rows = useRows<RuleDecision>('/v1/rule-decisions', asked)
  return (
    <Page
      title={t('law.decisions')}
      eyebrow={
        <Link to="/rules" search={{}}>
          {t('nav.rules')}
        </Link>
      }
      lede={t('law.decisionsLede')}
    >
      <DataTable
        label={t('law.decisions')}
        columns={COLUMNS}
        rows={rows}
        keyOf={(row) => row.id}
        sorts={SORTED_COLUMNS}
        asks={ASKS}
        csv={withParams('/v1/rule-decisions.csv', asked)}
        empty={<Empty>{t('law.noDecisions')}</Empty>}
      />
    </Page>
  )
}

function Person({ of }: { readonly of: RuleDecision['investor'] }) {
  return (
    <Link
      to="/investors/$investor"
      params={{ investor: of.id }}
      search={{}}
      className="text-accent hover:underline"
    >
      {of.displayName}
    </Link>
  )
}

import { getRouteApi, Link } from '@tanstack/react-router'
import { useSearchState } from '../address.ts'
import type {
  Instrument,
  InstrumentRules,
  LegalCounter,
  RulePackVersion,
} from '../../../sdk/src/operations.ts'
import { countryName, percentText } from '../format.ts'
import { useForm } from '../form.ts'
import { Button, buttonClass } from '../parts/button.tsx'
import { SelectField } from '../parts/field.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { ReviewMark } from '../parts/review-mark.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { toast } from '../parts/toast.tsx'
import { useData } from '../query.ts'
import { useUser } from '../session.ts'
import { t } from '../text.ts'
import { COVERED_PERSONS, CoveredPersons } from './covered-persons.tsx'
import { InstrumentTabs } from './instrument-tabs.tsx'
import { FactByKey, FactsForm, InvestorFactsForm } from './rule-facts.tsx'
import { FactValue, MissingFacts, ReasonList } from './rule-parts.tsx'

const route = getRouteApi('/instruments/$instrument/rules')

/** Which rules an instrument is under, how near each limit is, and what is recorded for them. */
export function InstrumentRulesScreen() {
  const { instrument: id } = route.useParams()
  const instrument = useData<Instrument>(`/v1/instruments/${id}`)
  const rules = useData<InstrumentRules>(`/v1/instruments/${id}/rules`)
  const { role } = useUser()
  const [{ fact = '', investor = null }] = useSearchState()
  const covered = rules.facts.find(({ name }) => name === COVERED_PERSONS)?.value ?? null
  const others = rules.facts.filter(({ name }) => name !== COVERED_PERSONS)
  const known = new Set([...others, ...rules.missing].map(({ name }) => name)).add(fact)
  const asked = rules.asked.filter(
    ({ name, of }) =>
      name !== COVERED_PERSONS && (investor === null ? of === 'issuer' && known.has(name) : name === fact),
  )
  const isOfficer = role === 'officer'
  const inForm = new Set(isOfficer && investor === null ? asked.map(({ name }) => name) : [])
  const listed = others.filter(({ name }) => !inForm.has(name))
  const isByKey = fact !== '' && fact !== COVERED_PERSONS && asked.length === 0
  const limits = rules.counters.filter((counter) => counter.asked)
  const otherLimits = rules.counters.filter((counter) => !counter.asked)
  const isCoveredAsked = rules.missing.some(({ name }) => name === COVERED_PERSONS)
  return (
    <Page
      title={instrument.name}
      lede={t('law.noAdvice')}
      actions={
        <Link
          to="/instruments/$instrument/classification"
          params={{ instrument: id }}
          search={{}}
          className={buttonClass('secondary')}
        >
          {t('classification.title')}
        </Link>
      }
    >
      <InstrumentTabs asset={instrument.asset} instrument={id} />
      <Section title={t('law.limits')} note={t('law.limitsNote')}>
        {limits.length === 0 ? <Empty>{t('law.noLimits')}</Empty> : <Counters counters={limits} />}
        {otherLimits.length > 0 && (
          <details className="mt-4">
            <summary className="cursor-pointer text-accent">{t('law.otherLimits')}</summary>
            <div className="mt-3">
              <Counters counters={otherLimits} />
            </div>
          </details>
        )}
      </Section>
      <Section title={t('law.under')} note={t('law.underNote')}>
        {rules.packs.length === 0 ? (
          <Empty>{t('law.underNone')}</Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {rules.packs.map(({ pack, version, pinned, legalReview }) => (
              <li key={pack} className="flex flex-wrap items-center justify-between gap-3 px-5 py-3">
                <Link
                  to="/rules/$pack"
                  params={{ pack }}
                  search={{}}
                  className="font-medium text-accent hover:underline"
                >
                  {pack} {version}
                </Link>
                <StatusChip status={pinned ? 'pinned' : 'implied'} />
                <ReviewMark review={legalReview} />
              </li>
            ))}
          </ul>
        )}
        {role === 'officer' && <Pin instrument={id} />}
      </Section>
      {rules.blocked.length > 0 && (
        <Section title={t('law.blocked')} note={t('law.blockedNote')}>
          <ReasonList reasons={rules.blocked} />
        </Section>
      )}
      {!isOfficer && rules.missing.length > 0 && (
        <Section title={t('law.toRecord')} note={t('law.toRecordNote')}>
          <MissingFacts missing={rules.missing} />
        </Section>
      )}
      {(covered !== null || isCoveredAsked || fact === COVERED_PERSONS) && (
        <CoveredPersons instrument={id} value={covered} />
      )}
      <Section title={t('law.recorded')} note={t('law.recordedNote')}>
        {listed.length > 0 && (
          <dl className="card mb-4 divide-y divide-line">
            {listed.map(({ name, value }) => (
              <div key={name} className="flex flex-wrap justify-between gap-3 px-5 py-3">
                <dt>
                  {rules.asked.find((one) => one.name === name)?.about}{' '}
                  <code className="font-mono text-sm text-ink-soft">{name}</code>
                </dt>
                <dd className="font-medium wrap-anywhere">
                  <FactValue value={value} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {isOfficer && investor !== null && <ForInvestor investor={investor} />}
        {isOfficer && asked.length > 0 && investor === null && (
          <FactsForm
            key={fact}
            {...{ instrument: id, investor, asked, recorded: others, missing: rules.missing }}
          />
        )}
        {isOfficer && asked.length > 0 && investor !== null && (
          <InvestorFactsForm
            key={`${fact} ${investor}`}
            {...{ instrument: id, investor, asked, missing: rules.missing }}
          />
        )}
        {isOfficer && (
          <details className="mt-4" open={isByKey} id={isByKey ? 'record' : undefined}>
            <summary className="cursor-pointer text-accent">{t('law.otherFact')}</summary>
            <FactByKey
              key={`${fact} ${investor}`}
              instrument={id}
              investor={investor}
              asked={rules.asked}
              name={isByKey ? fact : ''}
            />
          </details>
        )}
      </Section>
    </Page>
  )
}

function Counters({ counters }: { readonly counters: readonly LegalCounter[] }) {
  return (
    <ul className="card divide-y divide-line">
      {counters.map((one) => (
        <CounterItem key={`${one.pack} ${one.rule} ${one.what} ${one.country ?? ''}`} counter={one} />
      ))}
    </ul>
  )
}

function ForInvestor({ investor }: { readonly investor: string }) {
  return (
    <p className="mb-3 text-ink-soft">
      {t('law.recordFor')}{' '}
      <Link
        to="/investors/$investor"
        params={{ investor }}
        search={{}}
        className="text-accent hover:underline"
      >
        {t('law.investor')}
      </Link>
    </p>
  )
}

function CounterItem({ counter }: { readonly counter: LegalCounter }) {
  const { used, limit, left, unit } = counter
  const said = (text: string) => (unit === 'percent' ? percentText(grouped(text)) : grouped(text))
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-3">
      <div className="min-w-0">
        <div className="font-medium">
          {t(`law.${counter.what}`)}
          {counter.country !== null && `, ${countryName(counter.country)}`}
        </div>
        <div className="mt-1 flex flex-wrap items-center gap-2 text-sm text-ink-soft">
          <bdi>{counter.citation}</bdi> <ReviewMark review={counter.legalReview} />
        </div>
      </div>
      <div className="tabular-nums sm:text-end">
        <div className="font-semibold">
          {used === null || limit === null
            ? t('law.notKnown')
            : t('law.usedOf', { used: said(used), limit: said(limit) })}
        </div>
        <div className="text-sm text-ink-soft">
          {left === null
            ? limit !== null && t('law.most', { limit: said(limit) })
            : t('law.left', { left: said(left) })}
          {counter.leftOut > 0 && ` · ${t('law.leftOut', { count: counter.leftOut })}`}
        </div>
      </div>
    </li>
  )
}

function grouped(text: string): string {
  return text.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
}

function Pin({ instrument }: { readonly instrument: string }) {
  const { items } = useData<{ items: readonly RulePackVersion[] }>('/v1/rule-packs')
  const active = items.filter(({ state }) => state === 'active')
  const { form, field, values, problem, busy } = useForm<{ pack: string }, unknown>({
    initial: { pack: '' },
    toWrite: (body) => ({ path: `/v1/instruments/${instrument}/rule-packs`, body }),
    onDone: () => toast(t('law.pinned')),
  })
  return (
    <form {...form} className="mt-4 flex flex-wrap items-end gap-3">
      <SelectField
        label={t('law.pack')}
        options={active.map(({ pack }) => [pack, pack] as const)}
        {...field('pack')}
      />
      <Button type="submit" busy={busy} disabled={values.pack === ''}>
        {t('law.pin')}
      </Button>
      <ProblemNote error={problem} />
    </form>
  )
}

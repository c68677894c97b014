import { getRouteApi, Link } from '@tanstack/react-router'
import { language } from '../../messages/message.ts'
import type { AnchoredDocument, Asset, Coupon, Valuation } from '../../../sdk/src/operations.ts'
import { countryName, dateText, joined, jurisdictionName, percentText, unitsText } from '../format.ts'
import { periodEnds, whenPaid, whoIsPaid } from '../income-words.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { StepChart } from '../parts/line-chart.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { loaded, useData } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { exemptionText, schemeName, statusWord } from '../status.ts'
import { t } from '../text.ts'
import { ChangeTerms } from './change-terms.tsx'
import { AnchorState, CheckFile } from './data-room-parts.tsx'
import { RepaymentSection } from './repayment.tsx'
import { TermSheetState } from './term-sheet-state.tsx'
import { CarrySection, PreferenceSection } from './waterfall.tsx'
import { InstrumentTabs } from './instrument-tabs.tsx'

const route = getRouteApi('/assets/$asset')

export function AssetScreen() {
  const { asset: id } = route.useParams()
  const asset = useData<Asset>(
    `/v1/assets/${id}`,
    {},
    (read) =>
      read.instrument?.status === 'deploying' || read.documents.some(({ anchored }) => anchored === null),
  )
  const { instrument } = asset
  const { role } = useUser()

  return (
    <Page
      title={asset.name}
      eyebrow={
        <Link to="/assets" search={{}}>
          {t('nav.assets')}
        </Link>
      }
      lede={asset.address}
      actions={
        instrument !== null && (
          <>
            {role === 'issuer' && <ChangeTerms instrument={instrument.id} />}
            <a className={buttonClass('secondary')} href={`/proof/${instrument.id}?lang=${language()}`}>
              {t('asset.proof')}
            </a>
          </>
        )
      }
    >
      {instrument !== null && <InstrumentTabs asset={asset.id} instrument={instrument.id} />}
      {instrument !== null && (
        <Figures
          items={[
            [
              t('asset.valuation'),
              <Amount key="valuation" value={asset.latestValuation?.amount} />,
              asset.latestValuation === null ? null : <DateText value={asset.latestValuation.date} />,
            ],
            [
              t('asset.unitsIssued'),
              <UnitAmount
                key="units"
                units={instrument.unitsIssued}
                display={instrument.unitsIssuedDisplay}
              />,
              t('asset.ofMax', { max: instrument.unitsMaxDisplay }),
            ],
            [t('asset.unitPrice'), <Amount key="price" value={instrument.unitPrice} />],
            [t('asset.status'), <StatusChip key="status" status={instrument.status} />, instrument.symbol],
          ]}
        />
      )}
      <div className="mt-10 grid gap-x-10 gap-y-10 lg:grid-cols-2 [&>section]:mt-0">
        <CompanySection title={t('asset.issuer')} company={asset.issuer} />
        <SpvSection spv={asset.spv} />
        {asset.income !== null && <IncomeSection asset={asset} income={asset.income} />}
        {asset.coupon !== null && <CouponSection coupon={asset.coupon} />}
        {asset.rules !== null && <RulesSection asset={asset} rules={asset.rules} />}
      </div>
      {asset.carry !== null && instrument !== null && (
        <CarrySection carry={asset.carry} instrument={instrument} />
      )}
      {asset.preference !== null && instrument !== null && (
        <PreferenceSection preference={asset.preference} instrument={instrument} />
      )}
      {asset.coupon !== null && instrument?.status === 'live' && (
        <RepaymentSection instrument={instrument.id} />
      )}
      <Section title={t('asset.facts')}>
        <Facts
          columns={4}
          items={[
            ...asset.facts.map(({ label, value }) => [label, value] as const),
            ...asset.identifiers.map(({ scheme, value }) => [schemeName(scheme), value] as const),
            [
              t('asset.identityHash'),
              <HashText key="identity" value={asset.identityHash} label={t('asset.identityHash')} />,
            ],
          ]}
        />
      </Section>
      {asset.risks.length > 0 && (
        <Section title={t('risks.title')} note={t('risks.own')}>
          <dl className="max-w-2xl space-y-4">
            {asset.risks.map(({ title, text }) => (
              <div key={title}>
                <dt className="font-medium">{title}</dt>
                <dd className="text-ink-soft">{text}</dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      <Valuations asset={asset} />
      {instrument !== null && role !== 'investor' && <TermSheetState instrument={instrument.id} />}
      <Documents documents={asset.documents} instrument={instrument?.id ?? null} />
      {instrument !== null && instrument.token !== null && (
        <Section title={t('asset.onChain')} note={t('asset.onChainNote')}>
          <Facts
            items={[
              [t('asset.token'), <HashText key="token" value={instrument.token} label={t('asset.token')} />],
            ]}
          />
        </Section>
      )}
    </Page>
  )
}

export function CompanySection({
  title,
  company,
  note,
  more = [],
}: {
  readonly title: string
  readonly company: Omit<Asset['issuer'], 'id'>
  readonly note?: string
  readonly more?: readonly (readonly [string, string | null])[]
}) {
  return (
    <Section title={title} note={note}>
      <Facts
        columns={2}
        items={[
          [t('company.name'), company.name],
          [t('company.form'), company.form],
          [t('company.jurisdiction'), jurisdictionName(company.jurisdiction)],
          [t('company.registryNumber'), company.registryNumber],
          [t('company.lei'), company.lei],
          [t('company.formedOn'), company.formedOn && dateText(company.formedOn)],
          ...more.filter(([, value]) => value !== null),
        ]}
      />
    </Section>
  )
}

/** The company that holds an asset, with who owns it, what it holds, and what keeps it apart. */
export function SpvSection({ spv }: { readonly spv: Asset['spv'] }) {
  return (
    <CompanySection
      title={t('asset.spv')}
      company={spv}
      note={t('asset.spvNote')}
      more={[
        ...spv.owners.map((owner) => [t('company.owner'), t('company.percent', owner)] as const),
        [t('company.holds'), spv.holds],
        [t('company.ringFence'), spv.ringFence],
      ]}
    />
  )
}

/** What of the income goes to holders, and when. */
export function IncomeSection({
  asset,
  income,
}: {
  readonly asset: Asset
  readonly income: NonNullable<Asset['income']>
}) {
  return (
    <Section title={t('income.policy')}>
      <Facts
        columns={2}
        items={[
          [t('income.payout'), t('income.ofNet', { percent: percentText(income.payoutBps / 100) })],
          [t('income.frequency'), whenPaid(income)],
          [t('income.periodsEnd'), periodEnds(income)],
          [t('income.record'), whoIsPaid(income)],
          [t('income.currency'), asset.instrument?.unitPrice.currency],
        ]}
      />
    </Section>
  )
}

/** What interest is paid on a face value, and until when. */
export function CouponSection({ coupon }: { readonly coupon: Coupon }) {
  return (
    <Section title={t('coupon.title')} note={t('coupon.note')}>
      <Facts
        columns={2}
        items={[
          [t('coupon.rate'), t('coupon.rateOf', { rate: coupon.rate, face: coupon.faceValue.display })],
          [t('coupon.frequency'), t(`coupon.${coupon.frequency}`)],
          [t('coupon.dayCount'), coupon.dayCount],
          [t('coupon.from'), <DateText key="from" value={coupon.from} />],
          [t('coupon.maturity'), <DateText key="maturity" value={coupon.maturity} />],
        ]}
      />
    </Section>
  )
}

function RulesSection({
  asset,
  rules,
}: {
  readonly asset: Asset
  readonly rules: NonNullable<Asset['rules']>
}) {
  return (
    <Section title={t('rules.title')}>
      <Facts
        columns={2}
        items={[
          [t('rules.countries'), countriesText(rules.countries)],
          [t('rules.accredited'), rules.accreditedOnly ? t('rules.accreditedOnly') : t('rules.everybody')],
          [
            t('rules.holdersMax'),
            rules.holdersMax === null ? t('rules.noLimit') : unitsText(String(rules.holdersMax)),
          ],
          [t('rules.usHoldersMax'), rules.usHoldersMax],
          [t('rules.nonAccreditedHoldersMax'), rules.nonAccreditedHoldersMax],
          [
            t('rules.balanceMax'),
            rules.balanceMax === null ? t('rules.noLimit') : unitsText(rules.balanceMax),
          ],
          [t('rules.exemption'), asset.offering === null ? null : exemptionText(asset.offering.exemption)],
          [
            t('rules.lockUp'),
            asset.offering === null ? null : t('rules.days', { count: asset.offering.lockUpDays }),
          ],
        ]}
      />
    </Section>
  )
}

/** What the asset was found to be worth, by whom and with which document, and whether more than that is asked for. */
export function Valuations({ asset: { valuations, aboveValuation: above } }: { readonly asset: Asset }) {
  const { now } = useSession()
  const ascending = valuations.toSorted((a, b) => a.date.localeCompare(b.date))
  const columns: readonly Column<Valuation>[] = [
    {
      id: 'date',
      header: t('valuation.date'),
      text: (row) => row.date,
      cell: (row) => <DateText value={row.date} />,
    },
    {
      id: 'amount',
      header: t('valuation.amount'),
      numeric: true,
      text: (row) => row.amount.amount,
      cell: (row) => <Amount value={row.amount} />,
    },
    {
      id: 'method',
      header: t('valuation.method'),
      text: (row) => statusWord(row.method),
      cell: (row) => statusWord(row.method),
    },
    {
      id: 'appraiser',
      header: t('valuation.appraiser'),
      text: (row) => row.appraiser,
      cell: (row) => row.appraiser,
    },
    {
      id: 'document',
      header: t('valuation.document'),
      text: (row) => row.document?.sha256 ?? '',
      cell: (row) => <Appraisal document={row.document} />,
    },
  ]
  return (
    <Section title={t('valuation.title')} note={t('valuation.note')}>
      {above !== null && (
        <p className="mb-3 rounded-[10px] bg-warn-soft px-5 py-4 text-warn">
          {t('valuation.above', {
            raised: above.raised.display,
            valuation: above.valuation.display,
            costs: above.costs.display,
          })}
        </p>
      )}
      {ascending.length > 1 && (
        <div className="card mb-3 p-4">
          <StepChart
            label={t('valuation.chart', { count: ascending.length })}
            until={now}
            points={ascending.map((valuation) => ({
              date: valuation.date,
              // A float for the pixels of a drawing alone; the figures stand in the table.
              value: Number(valuation.amount.amount),
            }))}
          />
        </div>
      )}
      <DataTable
        name="valuations."
        label={t('valuation.title')}
        columns={columns}
        rows={loaded(ascending.toReversed())}
        keyOf={(row) => `${row.date} ${row.method} ${row.appraiser}`}
        empty={<Empty>{t('valuation.empty')}</Empty>}
      />
    </Section>
  )
}

/** The appraisal to save, for whom it is there; and its hash, which the term sheet names, for everybody. */
function Appraisal({ document }: { readonly document: Valuation['document'] }) {
  if (document === null) return '–'
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      {document.path !== null && (
        <a className="link" href={document.path} download>
          {document.title}
        </a>
      )}
      <HashText value={document.sha256} label={t('documents.sha256')} />
    </span>
  )
}

/** The term sheets that were in force, and a place to check any document of the instrument. */
function Documents({
  documents,
  instrument,
}: {
  readonly documents: readonly AnchoredDocument[]
  readonly instrument: string | null
}) {
  return (
    <Section title={t('documents.title')} note={t('documents.note')}>
      {documents.length === 0 ? (
        <Empty>{t('documents.empty')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {documents.map((document) => (
            <li
              key={document.sha256}
              className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-4 py-3 sm:px-5"
            >
              <span className="font-medium">
                {t('documents.termSheet')}, {t('dataRoom.version', { version: document.version })}
              </span>
              <span className="flex flex-wrap items-center gap-x-5 text-sm text-ink-soft">
                <span>
                  {t('documents.sha256')} <HashText value={document.sha256} label={t('documents.sha256')} />
                </span>
                <AnchorState
                  anchor={{
                    state: document.anchored === null ? 'pending' : 'anchored',
                    block: document.anchored?.block ?? null,
                    at: document.anchored?.at ?? null,
                    tx: document.anchored?.tx ?? null,
                    failure: null,
                  }}
                />
              </span>
            </li>
          ))}
        </ul>
      )}
      {instrument !== null && <CheckFile instrument={instrument} />}
    </Section>
  )
}

function countriesText(countries: 'any' | readonly string[]): string {
  if (countries === 'any') return t('rules.anyCountry')
  return countries.length <= 4
    ? joined(countries.map(countryName))
    : t('rules.countriesCount', {
        count: countries.length,
        us: countries.includes('US') ? t('rules.usIncluded') : t('rules.usExcluded'),
      })
}

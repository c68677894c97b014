import { getRouteApi, Link } from '@tanstack/react-router'
import { FileCheck2, FileX2 } from 'lucide-react'
import { useState } from 'react'
import type { Asset, AssetDocument, Company, Valuation } from '../data.ts'
import { countryName, unitsText } from '../format.ts'
import { buttonClass } from '../parts/button.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import { StepChart } from '../parts/line-chart.tsx'
import { Empty, Facts, Figures, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, HashText, UnitAmount } from '../parts/values.tsx'
import { loaded, useData } from '../query.ts'
import { useSession } from '../session.ts'
import { sameHash, sha256Of } from '../sha256.ts'
import { exemptionText, statusWord } from '../status.ts'
import { t } from '../text.ts'
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
          <a className={buttonClass('secondary')} href={`/proof/${instrument.id}`}>
            {t('asset.proof')}
          </a>
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
        <CompanySection title={t('asset.spv')} company={asset.spv} note={t('asset.spvNote')} />
        {asset.income !== null && <IncomeSection asset={asset} income={asset.income} />}
        {asset.rules !== null && <RulesSection asset={asset} rules={asset.rules} />}
      </div>
      {(asset.facts.length > 0 || asset.identifiers.length > 0) && (
        <Section title={t('asset.facts')}>
          <Facts
            columns={4}
            items={[
              ...asset.facts.map(({ label, value }) => [label, value] as const),
              ...asset.identifiers.map(({ scheme, value }) => [scheme, value] as const),
            ]}
          />
        </Section>
      )}
      <Valuations valuations={asset.valuations} />
      <Documents documents={asset.documents} />
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

function CompanySection({
  title,
  company,
  note,
}: {
  readonly title: string
  readonly company: Company
  readonly note?: string
}) {
  return (
    <Section title={title} note={note}>
      <Facts
        columns={2}
        items={[
          [t('company.name'), company.name],
          [t('company.form'), company.form],
          [t('company.jurisdiction'), company.jurisdiction],
          [t('company.registryNumber'), company.registryNumber],
          [t('company.lei'), company.lei],
        ]}
      />
    </Section>
  )
}

function IncomeSection({
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
          [t('income.payout'), t('income.ofNet', { percent: percentOfBps(income.payoutBps) })],
          [t('income.frequency'), t('income.monthlyOn', { day: income.payDay })],
          [t('income.record'), t('income.closeOfLastDay')],
          [t('income.currency'), asset.instrument?.unitPrice.currency],
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

function Valuations({ valuations }: { readonly valuations: readonly Valuation[] }) {
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
  ]
  return (
    <Section title={t('valuation.title')} note={t('valuation.note')}>
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

type Check = { readonly file: string; readonly hash: string; readonly match: AssetDocument | null }

function Documents({ documents }: { readonly documents: readonly AssetDocument[] }) {
  const [check, setCheck] = useState<Check | null>(null)

  async function compare(file: File) {
    const hash = await sha256Of(file)
    setCheck({ file: file.name, hash, match: documents.find((each) => sameHash(each.sha256, hash)) ?? null })
  }

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
                {isLink(document.uri) ? (
                  <a href={document.uri} rel="noreferrer" className="text-accent hover:underline">
                    {document.name}
                  </a>
                ) : (
                  document.name
                )}
              </span>
              <span className="flex flex-wrap items-center gap-x-5 text-sm text-ink-soft">
                <span>
                  {t('documents.sha256')} <HashText value={document.sha256} label={t('documents.sha256')} />
                </span>
                {document.anchored === null ? (
                  t('documents.notAnchored')
                ) : (
                  <span>
                    {t('documents.anchored', { block: document.anchored.block })}{' '}
                    <HashText value={document.anchored.tx} label={t('documents.transaction')} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div className="mt-3">
        <FileDrop
          label={t('documents.check')}
          hint={t('documents.checkHint')}
          onFile={(file) => void compare(file)}
        />
      </div>
      <div aria-live="polite">{check !== null && <CheckResult check={check} />}</div>
    </Section>
  )
}

/** Documents of ours are served by the platform itself; others stand wherever their issuer put them. */
function isLink(uri: string): boolean {
  return uri.startsWith('/v1/') || uri.startsWith('https://')
}

function CheckResult({ check }: { readonly check: Check }) {
  const Icon = check.match === null ? FileX2 : FileCheck2
  return (
    <div
      className={
        check.match === null
          ? 'mt-3 flex gap-3 rounded-lg bg-bad-soft px-4 py-3 text-bad'
          : 'mt-3 flex gap-3 rounded-lg bg-good-soft px-4 py-3 text-good'
      }
    >
      <Icon className="mt-0.5 size-5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">
          {check.match === null
            ? t('documents.noMatch', { file: check.file })
            : t('documents.match', { file: check.file, document: check.match.name })}
        </p>
        <p className="font-mono text-xs break-all">{check.hash}</p>
      </div>
    </div>
  )
}

function countriesText(countries: 'any' | readonly string[]): string {
  if (countries === 'any') return t('rules.anyCountry')
  return countries.length <= 4
    ? countries.map(countryName).join(', ')
    : t('rules.countriesCount', {
        count: countries.length,
        us: countries.includes('US') ? t('rules.usIncluded') : t('rules.usExcluded'),
      })
}

function percentOfBps(bps: number): string {
  return `${bps / 100} %`
}

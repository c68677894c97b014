import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSearchState } from '../address.ts'
import { get } from '../api.ts'
import type {
  AssetSummary,
  BankAccount,
  JournalEntry,
  Offering,
  TrialBalance,
} from '../../../sdk/src/operations.ts'
import type { Posting } from '../data.ts'
import { AsOf } from '../parts/as-of.tsx'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { Amount, DateText, HashText } from '../parts/values.tsx'
import { loaded, useAllRows, useData, useList, useRows, type List } from '../query.ts'
import { useSession } from '../session.ts'
import { statusWord } from '../status.ts'
import { decimalOrder } from '../table-state.ts'
import { t } from '../text.ts'

const ofOffering = getRouteApi('/offerings/$offering/books')
const ofIssuer = getRouteApi('/issuers/$issuer/books')

export function OfferingBooks() {
  const { offering } = ofOffering.useParams()
  const { instrument } = useData<Offering>(`/v1/offerings/${offering}`)
  return (
    <Books
      path={`/v1/offerings/${offering}`}
      name={instrument.name}
      eyebrow={
        <Link to="/offerings/$offering/closing" params={{ offering }} search={{}}>
          {t('offering.toClosing')}
        </Link>
      }
    />
  )
}

export function IssuerBooks() {
  const { issuer } = ofIssuer.useParams()
  const { items } = useData<List<AssetSummary>>('/v1/assets')
  return (
    <Books
      path={`/v1/issuers/${issuer}`}
      name={items.find((asset) => asset.issuer.id === issuer)?.issuer.name ?? issuer}
      eyebrow={
        <Link to="/bank" search={{}}>
          {t('bank.title')}
        </Link>
      }
    />
  )
}

/** The links from money at banks to the books of each issuer. */
export function BooksOfIssuers() {
  const { items } = useList<AssetSummary>('/v1/assets')
  const issuers = [...new Map(items.map(({ issuer }) => [issuer.id, issuer])).values()]
  if (issuers.length === 0) return null
  return (
    <Section title={t('books.title')} note={t('books.note')}>
      <ul className="card divide-y divide-line">
        {issuers.map(({ id, name }) => (
          <li key={id} className="px-5 py-3">
            <Link
              to="/issuers/$issuer/books"
              params={{ issuer: id }}
              search={{}}
              className="text-accent hover:underline"
            >
              {t('books.of', { name })}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** What the accounts of these books hold on a day, and the entries behind it. */
function Books({
  path,
  name,
  eyebrow,
}: {
  readonly path: string
  readonly name: string
  readonly eyebrow: ReactNode
}) {
  const accounts = useAccountColumns()
  const journal = useRows<JournalEntry>(`${path}/journal`)
  const lines = journal.items.flatMap(({ postings, ...entry }) =>
    postings.map((posting, i) => ({ ...posting, entry, key: `${entry.id} ${i}` })),
  )
  return (
    <Page title={t('books.of', { name })} eyebrow={eyebrow} lede={t('books.lede')}>
      <Section title={t('books.trial')}>
        <Trial path={`${path}/trial-balance`} columns={accounts} />
      </Section>
      <Section title={t('books.journal')} note={t('books.journalNote')}>
        <DataTable<Line>
          name="j"
          label={t('books.journal')}
          columns={[...ENTRY_COLUMNS, ...accounts]}
          rows={{ ...journal, items: lines }}
          keyOf={({ key }) => key}
          empty={<Empty>{t('books.noEntries')}</Empty>}
          csv={`${path}/journal.csv`}
        />
      </Section>
    </Page>
  )
}

function Trial({ path, columns }: { readonly path: string; readonly columns: readonly Column<Posting>[] }) {
  const { now } = useSession()
  const [{ asOf }, setSearch] = useSearchState()
  const at = asOf === undefined ? undefined : `${asOf}T23:59:59.999999999Z`
  const balance = useQuery({
    queryKey: [path, { at }],
    queryFn: () => get<TrialBalance>(path, { at }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <AsOf
        value={asOf}
        first={null}
        today={now.slice(0, 10)}
        note={{ now: t('books.trialNow'), close: t('books.trialClose') }}
        onChange={(day) => setSearch({ asOf: day })}
      />
      <ProblemNote error={balance.error} />
      {balance.data !== undefined && (
        <>
          <DataTable
            name="b"
            label={t('books.trial')}
            columns={columns}
            rows={loaded(balance.data.accounts)}
            keyOf={({ account, offering, bankAccount, debit, credit }) =>
              [account, offering, bankAccount, (debit ?? credit)?.currency].join(' ')
            }
            empty={<Empty>{t('books.noAccounts')}</Empty>}
          />
          {balance.data.totals.map(({ currency, sum }) => {
            const isZero = !/[1-9]/.test(sum)
            return (
              <p key={currency} className={`mt-3 font-medium ${isZero ? 'text-good' : 'text-bad'}`}>
                {t(isZero ? 'books.balanced' : 'books.broken', { currency, sum })}
              </p>
            )
          })}
        </>
      )}
    </>
  )
}

type Line = Posting & { readonly entry: Omit<JournalEntry, 'postings'>; readonly key: string }

const ENTRY_COLUMNS: readonly Column<Line>[] = [
  {
    id: 'at',
    header: t('books.at'),
    text: ({ entry }) => entry.at,
    cell: ({ entry }) => <DateText value={entry.at} time />,
  },
  {
    id: 'event',
    header: t('books.event'),
    filter: 'choice',
    text: ({ entry }) => statusWord(entry.event),
    cell: ({ entry }) => (
      <div>
        {statusWord(entry.event)}
        {entry.reverses !== null && (
          <div className="text-xs text-ink-soft">
            {t('books.reverses')} <HashText value={entry.reverses} label={t('books.reverses')} />
          </div>
        )}
      </div>
    ),
  },
  {
    id: 'subject',
    header: t('books.subject'),
    filter: 'text',
    text: ({ entry }) => entry.subject,
    cell: ({ entry }) => <HashText value={entry.subject} label={t('books.subject')} />,
  },
]

/** The account of a posting by its names, and its side. */
function useAccountColumns(): readonly Column<Posting>[] {
  const offerings = useAllRows<Offering>('/v1/offerings')
  const banks = useList<BankAccount>('/v1/bank-accounts')
  const nameOf = ({ account, bankAccount }: Posting) => {
    const bank = banks.items.find(({ id }) => id === bankAccount)
    return bank === undefined ? t(`books.${account}`) : `${t(`books.${account}`)}: ${bank.name}`
  }
  const bookOf = ({ offering }: Posting) =>
    offering === null
      ? t('books.own')
      : (offerings.items.find(({ id }) => id === offering)?.instrument.name ?? offering)
  const side = (which: 'debit' | 'credit'): Column<Posting> => ({
    id: which,
    header: t(`books.${which}`),
    numeric: true,
    text: (row) => row[which]?.amount ?? '',
    order: (row) => decimalOrder(row[which]?.amount ?? '0'),
    cell: (row) => <Amount value={row[which]} />,
  })
  return [
    {
      id: 'account',
      header: t('books.account'),
      filter: 'choice',
      text: (row) => `${nameOf(row)} (${bookOf(row)})`,
      cell: (row) => (
        <div>
          {nameOf(row)}
          <div className="text-xs text-ink-soft">{bookOf(row)}</div>
        </div>
      ),
    },
    side('debit'),
    side('credit'),
  ]
}

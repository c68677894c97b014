import { clsx } from 'clsx'
import { BANK_ENTRY_STATUSES } from '../../bank/deposit-match.ts'
import { useAsked } from '../address.ts'
import { withParams } from '../api.ts'
import type { BankAccount, BankEntry, BankStatement } from '../../../sdk/src/operations.ts'
import { dateText } from '../format.ts'
import { DataTable, type Column } from '../parts/data-table.tsx'
import { Empty, Page, Section } from '../parts/page.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText } from '../parts/values.tsx'
import { useData, useRows, type List } from '../query.ts'
import { useUser } from '../session.ts'
import { statusWord } from '../status.ts'
import { t } from '../text.ts'
import type { Ask } from '../table-state.ts'
import { AddBankAccount, BringBankStatement } from './bank-bring.tsx'
import { ConfirmDeposits, DecideEntry } from './bank-decide.tsx'
import { BooksOfIssuers } from './books.tsx'

const COLUMNS: readonly Column<BankEntry>[] = [
  {
    id: 'payer',
    header: t('bank.payer'),
    text: (row) => row.payer ?? '',
    cell: (row) => row.payer ?? <span className="text-ink-soft">{t('bank.unnamed')}</span>,
  },
  {
    id: 'bookedOn',
    header: t('bank.bookedOn'),
    text: (row) => row.bookedOn,
    cell: (row) => <DateText value={row.bookedOn} />,
  },
  {
    id: 'account',
    header: t('bank.account'),
    text: (row) => row.account.name,
    cell: (row) => row.account.name,
  },
  {
    id: 'amount',
    header: t('bank.amount'),
    numeric: true,
    text: (row) => row.amount.amount,
    cell: (row) => <Amount value={row.amount} />,
  },
  {
    id: 'reference',
    header: t('bank.reference'),
    text: (row) => row.reference ?? '',
    cell: (row) => <code className="font-mono text-xs break-all">{row.reference ?? '–'}</code>,
  },
  {
    id: 'status',
    header: t('bank.status'),
    text: (row) => statusWord(row.status),
    cell: (row) => <StatusChip status={row.status} />,
  },
]

/** What waits stands with where and why it does, and how long, so that a desk shows all of it at once. */
const WAITING: readonly Column<BankEntry>[] = [
  {
    id: 'payer',
    header: t('bank.payer'),
    text: (row) => `${row.payer ?? ''} ${row.account.name}`,
    cell: (row) => (
      <>
        {row.payer ?? <span className="text-ink-soft">{t('bank.unnamed')}</span>}
        <div className="text-sm text-ink-soft">{row.account.name}</div>
      </>
    ),
  },
  ...COLUMNS.filter(({ id }) => id === 'amount' || id === 'reference'),
  {
    id: 'open',
    header: t('bank.open'),
    numeric: true,
    text: (row) => (row.owed ?? row.open).amount,
    cell: (row) => <Amount value={row.owed ?? row.open} />,
  },
  {
    id: 'status',
    header: t('bank.why'),
    prose: true,
    text: (row) => statusWord(row.status),
    cell: (row) => (
      <>
        <StatusChip status={row.status} />
        {row.explanation !== null && (
          <div className="mt-1 min-w-40 text-sm">
            {row.explanation}
            <div className="font-mono text-xs text-ink-soft">{row.reason}</div>
          </div>
        )}
      </>
    ),
  },
  {
    id: 'bookedOn',
    header: t('bank.age'),
    text: (row) => String(row.waitingDays ?? ''),
    cell: (row) => (
      <>
        {t('bank.days', { count: row.waitingDays ?? 0 })}
        <div className="text-sm text-ink-soft">
          <DateText value={row.bookedOn} />
        </div>
      </>
    ),
  },
]

const DECISION: Column<BankEntry> = {
  id: 'decide',
  header: t('bank.decide'),
  action: true,
  text: () => '',
  cell: (row) => <DecideEntry entry={row} />,
}

/** What is on its way back waits for the bank; an officer may call that off. */
const CALL_OFF: Column<BankEntry> = {
  ...DECISION,
  cell: (row) => (row.status === 'returning' ? <DecideEntry entry={row} /> : null),
}

/** By what the server sorts; how long something waits is counted from the day on which the bank booked it. */
const SORTED_COLUMNS = ['bookedOn', 'amount']

const STATUS_ASK: Ask = {
  param: 'status',
  label: t('bank.status'),
  kind: 'choice',
  choices: BANK_ENTRY_STATUSES.map((status) => [status, statusWord(status)] as const),
}
/** Who paid is for officers. */
const PAYER_ASK: Ask = { param: 'payer', label: t('bank.payer'), kind: 'text', has: true }
const asksOf = (accounts: readonly BankAccount[]): readonly Ask[] => [
  {
    param: 'account',
    label: t('bank.account'),
    kind: 'choice',
    choices: accounts.map(({ id, name }) => [id, name] as const),
  },
  { param: 'reference', label: t('bank.reference'), kind: 'text' },
  { param: 'from', label: t('table.from'), kind: 'day' },
  { param: 'until', label: t('table.until'), kind: 'day' },
]

/** Money at banks: what waits for a decision first, then everything, and where it came from. */
export function Bank() {
  const { role } = useUser()
  const isOfficer = role === 'officer'
  const { items: accounts } = useData<List<BankAccount>>('/v1/bank-accounts')
  const asks = [...(isOfficer ? [PAYER_ASK] : []), ...asksOf(accounts)]
  const ofWaiting = { ...useAsked(asks, SORTED_COLUMNS, 'w.'), status: 'waiting' }
  const waiting = useRows<BankEntry>('/v1/bank-entries', ofWaiting)
  const asked = useAsked([STATUS_ASK, ...asks], SORTED_COLUMNS, 'e.')
  const entries = useRows<BankEntry>('/v1/bank-entries', asked)
  const proposed = waiting.items.filter(({ status }) => status === 'proposed')
  return (
    <Page
      title={t('bank.title')}
      lede={t('bank.lede')}
      actions={
        isOfficer && (
          <>
            <AddBankAccount />
            {accounts.length > 0 && <BringBankStatement accounts={accounts} />}
          </>
        )
      }
    >
      <Section
        title={t('bank.waiting')}
        note={t('bank.waitingNote')}
        actions={isOfficer && <ConfirmDeposits entries={proposed} />}
      >
        <DataTable
          name="w."
          sorts={SORTED_COLUMNS}
          asks={asks}
          label={t('bank.waiting')}
          columns={isOfficer ? [...WAITING, DECISION] : WAITING}
          rows={waiting}
          keyOf={(row) => row.id}
          empty={<Empty>{t('bank.nothingWaits')}</Empty>}
          csv={withParams('/v1/bank-entries.csv', ofWaiting)}
        />
      </Section>
      <Section title={t('bank.entries')}>
        <DataTable
          name="e."
          sorts={SORTED_COLUMNS}
          asks={[STATUS_ASK, ...asks]}
          label={t('bank.entries')}
          columns={isOfficer ? [...COLUMNS, CALL_OFF] : COLUMNS}
          rows={entries}
          keyOf={(row) => row.id}
          empty={<Empty>{t('bank.noEntries')}</Empty>}
          csv={withParams('/v1/bank-entries.csv', asked)}
        />
      </Section>
      <Statements accounts={accounts} />
      <Section title={t('bank.accounts')}>
        {accounts.length === 0 ? (
          <Empty>{t('bank.noAccounts')}</Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {accounts.map((account) => (
              <li
                key={account.id}
                className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-3"
              >
                <span className="font-medium">{account.name}</span>
                <span>
                  <code className="font-mono text-sm break-all">{account.number}</code> {account.currency}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <BooksOfIssuers />
    </Page>
  )
}

function Statements({ accounts }: { readonly accounts: readonly BankAccount[] }) {
  const { items } = useData<List<BankStatement>>('/v1/bank-statements')
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return (
    <Section title={t('bank.statements')}>
      {items.length === 0 ? (
        <Empty>{t('bank.noStatements')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {items.map((statement) => (
            <li
              key={statement.id}
              className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-5 py-3"
            >
              <div>
                <div className="font-medium">{names.get(statement.account)}</div>
                <div className="text-sm text-ink-soft">
                  <DateText value={statement.importedAt} time />
                </div>
              </div>
              <div className="text-sm text-ink-soft">
                {t('bank.counts', {
                  taken: statement.taken,
                  known: statement.known,
                  pending: statement.pending,
                })}
                {statement.opening !== null && statement.closing !== null && (
                  <div>
                    {t('bank.balances', {
                      opening: statement.opening.display,
                      closing: statement.closing.display,
                    })}
                  </div>
                )}
              </div>
              {statement.breaks.map((one, i) => (
                <p
                  key={i}
                  className={clsx(
                    'w-full rounded-md px-3 py-2 text-sm',
                    one.what === 'missing' ? 'bg-bad-soft text-bad' : 'bg-warn-soft text-warn',
                  )}
                >
                  {breakText(one)}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function breakText({ what, after, before, amount }: BankStatement['breaks'][number]): string {
  if (what === 'repeated' || after === null || before === null || amount === null) return t('bank.repeated')
  return t('bank.missing', { after: dateText(after), before: dateText(before), amount: amount.display })
}

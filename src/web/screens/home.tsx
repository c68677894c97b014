import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowRight, CheckCircle2, CircleDot } from 'lucide-react'
import type { ReactNode } from 'react'
import type { CaseTab } from '../../investor/kyc-case.ts'
import { useAllDistributions } from '../all-distributions.ts'
import { get } from '../api.ts'
import type {
  Case,
  DistributionSummary,
  Investor,
  Key,
  ListVersion,
  Offering,
  RuleDecision,
  RulePackVersion,
  Subscription,
  User,
} from '../../../sdk/src/operations.ts'
import type { Inbox, Mail, Obligation, WaitingPayment } from '../data.ts'
import { dateText, periodText } from '../format.ts'
import { useOwnHoldings, useOwnIncome } from '../own.ts'
import { withCapital } from '../parts/capital-column.tsx'
import { LoadingRows } from '../parts/data-table.tsx'
import { Empty, Figures, Page, Section } from '../parts/page.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { StatusChip } from '../parts/status-chip.tsx'
import { Amount, DateText, UnitAmount } from '../parts/values.tsx'
import { useAllRows, useData, useList, useRows, type Rows } from '../query.ts'
import { useSession, useUser } from '../session.ts'
import { distributionStanding } from '../status.ts'
import {
  applicationTasks,
  caseTasks,
  claimTasks,
  closingTasks,
  distributionTasks,
  doubtTasks,
  factTasks,
  filingTasks,
  firstAssetTask,
  listTasks,
  packTasks,
  NAMED_MAX,
  proceedsTasks,
  renewalTasks,
  renewBy,
  subscriptionTasks,
  userTasks,
  windowTasks,
  type Task,
} from '../tasks.ts'
import { t, unbroken } from '../text.ts'

/** What waits for the person, and the figures they come for. */
export function Home() {
  const user = useUser()
  return (
    <Page title={t('home.title', { name: user.displayName })} lede={t(`home.${user.role}`)}>
      {user.role === 'issuer' && <IssuerHome />}
      {user.role === 'officer' && <OfficerHome />}
      {user.role === 'auditor' && <AuditorHome />}
      {user.role === 'administrator' && <AdministratorHome />}
      {user.role === 'investor' && user.investor !== null && <InvestorHome investor={user.investor} />}
    </Page>
  )
}

function IssuerHome() {
  const { now } = useSession()
  const { id: own } = useUser()
  const payments = useList<WaitingPayment>('/v1/proceeds-payments')
  const distributions = useAllDistributions()
  const offerings = useAllRows<Offering>('/v1/offerings')
  const obligations = useList<Obligation>('/v1/obligations')
  const tasks = [
    ...(isRead(offerings) ? firstAssetTask(offerings.items) : []),
    ...closingTasks(offerings.items),
    ...proceedsTasks(payments.items, own),
    ...windowTasks(offerings.items, now),
    ...filingTasks(obligations.items, now),
    ...distributionTasks(distributions.items, now),
  ]
  return (
    <>
      <Tasks tasks={tasks} reads={[distributions, offerings, obligations, payments]} />
      <Raises offerings={offerings.items} />
      <Latest distributions={distributions} />
    </>
  )
}

function OfficerHome() {
  const { now } = useSession()
  const { id: own, issuer } = useUser()
  const doubts = useRows<RuleDecision>('/v1/rule-decisions', { state: 'waiting' })
  const packs = useList<RulePackVersion>('/v1/rule-packs')
  const payments = useList<WaitingPayment>('/v1/proceeds-payments')
  const few = { limit: NAMED_MAX }
  const counts = useQuery({
    queryKey: ['/v1/cases/counts', {}],
    queryFn: () => get<{ counts: Record<CaseTab, number> }>('/v1/cases/counts'),
  })
  const applications = useRows<Case>('/v1/cases', { tab: 'new', ...few })
  const reviews = useRows<Case>('/v1/cases', { tab: 'manual-review', ...few })
  const renewals = useRows<Investor>('/v1/investors', { endsBy: renewBy(now), ...few })
  const claimers = useRows<Investor>('/v1/investors', { claim: 'pending', status: 'verified', ...few })
  const offerings = useAllRows<Offering>('/v1/offerings')
  const obligations = useList<Obligation>('/v1/obligations')
  const lists = useList<ListVersion & { isStale: boolean }>('/v1/screening/lists')
  const distributions = useAllDistributions()
  // Told once all of it is there: what is counted and what is named belong together.
  const people = [applications, reviews, renewals].every(isRead) ? counts.data?.counts : undefined
  return (
    <>
      <Tasks
        tasks={[
          ...(isRead(lists) ? listTasks(lists.items) : []),
          ...closingTasks(offerings.items),
          ...proceedsTasks(payments.items, own),
          ...factTasks(offerings.items),
          ...filingTasks(obligations.items, now),
          ...doubtTasks(doubts.items, own, doubts.more !== null),
          // Rules are the same for all issuers: whoever is an officer of one does not bring them in.
          ...(issuer === null ? packTasks(packs.items, own) : []),
          ...claimTasks(claimers.items, claimers.more !== null),
          ...(people === undefined
            ? []
            : [
                ...caseTasks('new', applications.items, people['new']),
                ...caseTasks('manual-review', reviews.items, people['manual-review']),
                ...renewalTasks(renewals.items, people['expiring-60']),
              ]),
        ]}
        reads={[
          lists,
          payments,
          doubts,
          packs,
          claimers,
          offerings,
          obligations,
          applications,
          reviews,
          renewals,
          { loading: counts.isPending, error: counts.error },
        ]}
      />
      <Raises offerings={offerings.items} />
      <Latest distributions={distributions} />
    </>
  )
}

function AuditorHome() {
  const distributions = useAllDistributions()
  const open = distributions.items.filter((each) => each.reconciliation?.balanced === false)
  const tasks = open.map((each): Task => ({
    key: each.id,
    text: t('task.unbalanced', { instrument: each.instrument.name, month: periodText(each) }),
    to: `/distributions/${each.id}`,
  }))
  return (
    <>
      <Tasks tasks={tasks} reads={[distributions]} />
      <Latest distributions={distributions} />
    </>
  )
}

function AdministratorHome() {
  const users = useRows<User>('/v1/users')
  const keys = useRows<Key>('/v1/keys')
  const mails = useRows<Mail>('/v1/mails')
  return (
    <>
      <Tasks tasks={isRead(users) ? userTasks(users.items) : []} reads={[users]} />
      <Section title={t('home.installation')}>
        <Figures
          items={[
            [t('nav.users'), isRead(users) ? users.items.length : '–'],
            [t('nav.keys'), isRead(keys) ? keys.items.filter((key) => key.revokedAt === null).length : '–'],
            [
              t('home.mailsWaiting'),
              isRead(mails) ? mails.items.filter((mail) => mail.sentAt === null).length : '–',
            ],
          ]}
        />
      </Section>
    </>
  )
}

function InvestorHome({ investor }: { readonly investor: string }) {
  const { now } = useSession()
  const subscriptions = useRows<Subscription>('/v1/subscriptions')
  const holdings = useOwnHoldings(investor)
  const income = useOwnIncome(investor)
  const own = useData<Investor>(`/v1/investors/${investor}`)
  const parked = income.filter(({ entitlement }) => entitlement.status === 'parked')
  const application = applicationTasks(own)
  const payments = parked.map(({ distribution, entitlement }): Task => ({
    key: distribution.id,
    text: t('task.parked', { amount: entitlement.amount.display, month: periodText(distribution) }),
    to: `/distributions/${distribution.id}/${entitlement.wallet}`,
  }))
  return (
    <>
      <Tasks
        tasks={[...application, ...subscriptionTasks(subscriptions.items, now), ...payments]}
        reads={[subscriptions]}
      />
      {holdings.length > 0 && (
        <Section title={t('nav.holdings')}>
          <Figures
            items={holdings.map(({ instrument, holder }) => [
              instrument.name,
              <UnitAmount
                key="units"
                units={holder.units}
                display={t('home.units', { units: holder.unitsDisplay })}
              />,
              unbroken(holder.shareDisplay),
            ])}
          />
        </Section>
      )}
      <Section title={t('home.latestIncome')}>
        {income.length === 0 ? (
          <Empty>{t('ownIncome.empty')}</Empty>
        ) : (
          <ul className="card divide-y divide-line">
            {income.slice(0, 6).map(({ distribution, entitlement }) => (
              <Line
                key={`${distribution.id} ${entitlement.wallet}`}
                to={`/distributions/${distribution.id}/${entitlement.wallet}`}
                title={distribution.instrument.name}
                note={withCapital(periodText(distribution), entitlement.amount, entitlement.capital)}
              >
                <span className="font-semibold">
                  <Amount value={entitlement.amount} />
                </span>
                <StatusChip status={entitlement.status} />
              </Line>
            ))}
          </ul>
        )}
      </Section>
    </>
  )
}

type Read = Pick<Rows<unknown>, 'loading' | 'error'>

const isRead = ({ loading, error }: Read): boolean => !loading && error === null

/** What is to be done, of what the reads say: that nothing is cannot be told before all of them have. */
function Tasks({ tasks, reads }: { readonly tasks: readonly Task[]; readonly reads: readonly Read[] }) {
  const error = reads.find((each) => each.error !== null)?.error ?? null
  return (
    <>
      <Section title={t('home.waiting')}>
        {error !== null && <ProblemNote error={error} />}
        {tasks.length === 0 && error === null && !reads.every(isRead) ? (
          <LoadingRows />
        ) : tasks.length === 0 && error === null ? (
          <p className="card flex items-center gap-3 px-5 py-5 text-ink-soft">
            <CheckCircle2 className="size-5 text-good" aria-hidden />
            {t('home.nothing')}
          </p>
        ) : tasks.length === 0 ? null : (
          <ul className="card divide-y divide-line">
            {tasks.map((task) => (
              <li key={task.key} className="relative flex items-center gap-3 px-5 py-3.5 hover:bg-sunken">
                <CircleDot className="size-4.5 shrink-0 text-warn" aria-hidden />
                <Link
                  to={task.to}
                  search={{}}
                  className="min-w-0 flex-1 font-medium after:absolute after:inset-0"
                >
                  {task.text}
                </Link>
                <ArrowRight className="size-4 shrink-0 text-ink-faint" aria-hidden />
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Unread />
    </>
  )
}

/** The newest messages that were not read yet; the inbox has the rest. */
const UNREAD_SHOWN = 3

function Unread() {
  const inbox = useQuery({ queryKey: ['/v1/inbox', {}], queryFn: () => get<Inbox>('/v1/inbox') })
  const unread = inbox.data?.items.filter((notice) => notice.readAt === null) ?? []
  if (unread.length === 0) return null
  return (
    <Section title={t('home.unread')} actions={<AllOf to="/inbox" what={t('inbox.title')} />}>
      <ul className="card divide-y divide-line">
        {unread.slice(0, UNREAD_SHOWN).map((notice) => (
          <li key={notice.id} className="relative px-5 py-3.5 hover:bg-sunken">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4">
              <Link
                to={notice.link ?? '/inbox'}
                search={{}}
                className="font-medium after:absolute after:inset-0"
              >
                {notice.title}
              </Link>
              <span className="text-sm text-ink-soft">
                <DateText value={notice.at} />
              </span>
            </div>
            <p className="mt-0.5 text-sm text-ink-soft">{notice.text}</p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function AllOf({ to, what }: { readonly to: string; readonly what: string }) {
  return (
    <Link to={to} search={{}} className="text-sm text-accent hover:underline">
      {t('home.all')}
      <span className="sr-only"> {what}</span>
    </Link>
  )
}

/** How far each open raise has come. */
function Raises({ offerings }: { readonly offerings: readonly Offering[] }) {
  const open = offerings.filter(({ status }) => status === 'open')
  if (open.length === 0) return null
  return (
    <Section title={t('home.raises')} actions={<AllOf to="/offerings" what={t('nav.offerings')} />}>
      <ul className="card divide-y divide-line">
        {open.map((each) => (
          <Line
            key={each.id}
            to={`/offerings/${each.id}/raise`}
            title={each.instrument.name}
            note={t('offerings.until', { day: dateText(each.closes) })}
          >
            <span>
              <span className="font-semibold">
                <Amount value={each.raised} />
              </span>{' '}
              {t('offering.ofTarget', { target: each.target.display })}
            </span>
            <StatusChip status={each.status} />
          </Line>
        ))}
      </ul>
    </Section>
  )
}

function Latest({ distributions }: { readonly distributions: Rows<DistributionSummary> }) {
  return (
    <Section
      title={t('home.latestDistributions')}
      actions={<AllOf to="/distributions" what={t('distributions.title')} />}
    >
      {distributions.error !== null ? (
        <ProblemNote error={distributions.error} />
      ) : distributions.loading ? (
        <LoadingRows />
      ) : distributions.items.length === 0 ? (
        <Empty>{t('distributions.empty')}</Empty>
      ) : (
        <ul className="card divide-y divide-line">
          {distributions.items.slice(0, 6).map((each) => (
            <Line
              key={each.id}
              to={`/distributions/${each.id}`}
              title={each.instrument.name}
              note={withCapital(periodText(each), each.declared, each.capital.paid)}
            >
              <span className="font-semibold">
                <Amount value={each.declared ?? each.amount} />
              </span>
              <StatusChip status={distributionStanding(each)} />
            </Line>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Line({
  to,
  title,
  note,
  children,
}: {
  readonly to: string
  readonly title: string
  readonly note: string
  readonly children: ReactNode
}) {
  return (
    <li className="relative flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-5 py-3 hover:bg-sunken">
      <div className="min-w-0">
        <Link to={to} search={{}} className="font-medium after:absolute after:inset-0">
          {title}
        </Link>
        <p className="text-sm text-ink-soft">{note}</p>
      </div>
      <div className="flex items-center gap-4">{children}</div>
    </li>
  )
}

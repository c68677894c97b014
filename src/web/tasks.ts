import { RESERVED_STATES, type SubscriptionState } from '../offering/subscription/subscription-state.ts'
import type {
  Case,
  DistributionSummary,
  Investor,
  ListVersion,
  Offering,
  RuleDecision,
  RulePackVersion,
  Subscription,
  User,
} from '../../sdk/src/operations.ts'
import type { Obligation, WaitingPayment } from './data.ts'
import { dayAfter } from './days.ts'
import { dateText, instantText, monthText, periodText } from './format.ts'
import { t } from './text.ts'

/** One thing that waits for a person, and where it is done. */
export type Task = { readonly key: string; readonly text: string; readonly to: string }

/** Approvals that run out within this many days are worth a look now. */
const EXPIRY_DAYS = 60
/** What is to be filed within this many days waits for somebody. */
const FILING_DAYS = 14

/** So many of a kind are told by name; of more, one line tells. */
export const NAMED_MAX = 20

/** Tasks of one kind, each by itself; where they are too many, or not all of them were read, `whole` in their place. */
function byName(tasks: readonly Task[], hasMore: boolean, whole: Task): readonly Task[] {
  return hasMore || tasks.length > NAMED_MAX ? [whole] : tasks
}

/** What an issuer's people have to do about distributions: money, statements, and payments that did not arrive. */
export function distributionTasks(distributions: readonly DistributionSummary[], now: string): Task[] {
  return distributions.flatMap((each): Task[] => {
    const named = { instrument: each.instrument.name, month: periodText(each) }
    const to = `/distributions/${each.id}`
    if (each.waiting?.code === 'RECORD_DATE_MISSED')
      return [{ key: each.id, to, text: t('task.recordDate', named) }]
    if (each.waiting?.code === 'PROCEEDS_NOT_THERE')
      return [{ key: each.id, to, text: t('task.bookProceeds', named) }]
    if (each.status === 'underfunded') {
      const { display: amount } = each.lacking ?? each.missing
      return [{ key: each.id, to, text: t('task.fund', { ...named, amount }) }]
    }
    if (each.status === 'scheduled' && each.monthsMissing.length > 0 && each.recordAt <= now)
      return [
        {
          key: each.id,
          to: `/instruments/${each.instrument.id}/distributions`,
          text: t('task.statement', { ...named, month: monthText(each.monthsMissing.join(', ')) }),
        },
      ]
    if (/[1-9]/.test(each.parked.amount))
      return [{ key: each.id, to, text: t('task.retry', { ...named, amount: each.parked.display }) }]
    return []
  })
}

/** Offerings whose closing somebody prepared, for a second person. */
export function closingTasks(offerings: readonly Offering[]): Task[] {
  return offerings
    .filter(({ status, closingPrepared }) => status === 'open' && closingPrepared)
    .map(({ id, instrument }) => ({
      key: id,
      to: `/offerings/${id}/closing`,
      text: t('task.closing', { instrument: instrument.name }),
    }))
}

/** Payments out of what was raised that somebody else prepared, where each is confirmed. */
export function proceedsTasks(payments: readonly WaitingPayment[], own: string): Task[] {
  return payments
    .filter(({ prepared }) => prepared.by !== own)
    .map(({ id, offering, distribution, instrument, amount }) => ({
      key: id,
      to: distribution === null ? `/offerings/${offering}/closing` : `/distributions/${distribution}`,
      text: t('task.proceeds', { amount: amount.display, instrument: instrument.name }),
    }))
}

/** Offerings whose window is over, or of which everything is paid for, and nobody has prepared the closing of. */
export function windowTasks(offerings: readonly Offering[], now: string): Task[] {
  return offerings
    .filter(({ status, closingPrepared }) => status === 'open' && !closingPrepared)
    .flatMap(({ id, instrument, closesAt, raised, target }) => {
      const isOver = Date.parse(closesAt) <= Date.parse(now)
      if (!isOver && raised.amount !== target.amount) return []
      const text = t(isOver ? 'task.closeOver' : 'task.closeSold', { instrument: instrument.name })
      return [{ key: `${id} close`, to: `/offerings/${id}/closing`, text }]
    })
}

/** Offerings that wait for what the rules ask of the issuer and an officer records. */
export function factTasks(offerings: readonly Offering[]): Task[] {
  return offerings
    .filter(({ factsMissing }) => factsMissing > 0)
    .map(({ id, instrument }) => ({
      key: `${id} facts`,
      to: `/instruments/${instrument.id}/rules`,
      text: t('task.facts', { instrument: instrument.name }),
    }))
}

/** What is to be filed soon, or should have been. */
export function filingTasks(obligations: readonly Obligation[], now: string): Task[] {
  const soon = dayAfter(now, FILING_DAYS)
  return obligations
    .filter(({ status, due }) => status === 'overdue' || (status === 'due' && due <= soon))
    .map(({ code, offering, instrument, status, due }) => ({
      key: `${offering} ${code}`,
      to: '/filings',
      text: t(status === 'overdue' ? 'task.filingLate' : 'task.filing', {
        instrument: instrument.name,
        due: dateText(due),
        what: t(`filings.${code}`),
      }),
    }))
}

/** Units that are kept for an investor who has not paid yet. */
export function subscriptionTasks(subscriptions: readonly Subscription[], now: string): Task[] {
  return subscriptions
    .filter(
      ({ state, validBefore }) =>
        (RESERVED_STATES as readonly SubscriptionState[]).includes(state) && validBefore > now,
    )
    .map(({ id, offering, instrument, unitsDisplay, validBefore }) => ({
      key: id,
      to: `/offerings/${offering}/subscribe`,
      text: t('task.subscribe', {
        units: unitsDisplay,
        instrument: instrument.name,
        until: instantText(validBefore),
      }),
    }))
}

/** The last day of the approvals that an officer renews now. */
export function renewBy(now: string): string {
  return dayAfter(now, EXPIRY_DAYS)
}

/** Investors to decide about, and what approved ones answered: the cases of a pile, of which there are so many. */
export function caseTasks(
  pile: 'new' | 'manual-review',
  cases: readonly Pick<Case, 'investor' | 'updates'>[],
  count: number,
): readonly Task[] {
  const named = cases.map(({ investor: { id, displayName: name }, updates }) => ({
    key: id,
    to: `/cases/${id}`,
    text: t(updates === 'answered' ? 'task.answered' : 'task.decide', { name }),
  }))
  const text = t(pile === 'new' ? 'task.decideMany' : 'task.reviewMany', { count })
  return byName(named, count > named.length, { key: pile, to: '/cases', text })
}

/** Approvals that run out, or have, of which there are so many. */
export function renewalTasks(investors: readonly Investor[], count: number): readonly Task[] {
  const named = investors.map((investor) => ({
    key: `${investor.id} expiry`,
    // Nobody renews what a custodian was approved for until custody ends.
    text: t(isForCustody(investor) ? 'task.custody' : 'task.renew', {
      name: investor.displayName,
      until: investor.kycUntil === null ? '' : dateText(investor.kycUntil),
    }),
    to: `/investors/${investor.id}`,
  }))
  const whole = { key: 'expiry', to: '/cases', text: t('task.renewMany', { count, days: EXPIRY_DAYS }) }
  return byName(named, count > named.length, whole)
}

/** Claims of approved investors to be accredited that an officer verifies or refuses. */
export function claimTasks(claimers: readonly Investor[], hasMore: boolean): readonly Task[] {
  const named = claimers.map(({ id, displayName: name }) => ({
    key: `${id} claim`,
    to: `/investors/${id}`,
    text: t('task.claim', { name }),
  }))
  const whole = { key: 'claims', to: '/investors', text: t('task.claimMany', { count: NAMED_MAX }) }
  return byName(named, hasMore, whole)
}

function isForCustody({ kycUntil, custodyEnds }: Investor): boolean {
  return kycUntil !== null && custodyEnds !== null && kycUntil >= custodyEnds
}

/** Doubts of the law that wait for the word of this officer, who has not given one of two yet. */
export function doubtTasks(waiting: readonly RuleDecision[], own: string, hasMore: boolean): readonly Task[] {
  const named = waiting
    .filter(({ firstCleared }) => firstCleared?.by !== own)
    .map(({ id, investor, firstCleared }) => ({
      key: id,
      to: `/decisions/${id}`,
      text: t(firstCleared === null ? 'task.doubt' : 'task.doubtSecond', { name: investor.displayName }),
    }))
  return byName(named, hasMore, {
    key: 'doubts',
    to: '/rules',
    text: t('task.doubtMany', { count: NAMED_MAX }),
  })
}

/** Versions of rule packs that came with the software, or that another officer proposed. */
export function packTasks(versions: readonly RulePackVersion[], own: string): Task[] {
  return versions
    .filter(({ state, proposedBy }) => state === 'delivered' || (state === 'proposed' && proposedBy !== own))
    .map(({ sha256, pack, version, state }) => ({
      key: sha256,
      to: `/rule-proposals/${sha256}`,
      text: t(state === 'delivered' ? 'task.packDelivered' : 'task.packProposed', { pack, version }),
    }))
}

/** What comes first where nothing is on sale yet. */
export function firstAssetTask(offerings: readonly Offering[]): Task[] {
  return offerings.length === 0 ? [{ key: 'first-asset', to: '/new-asset', text: t('task.firstAsset') }] : []
}

/** Lists of sanctions that keep an officer from deciding: none is there, or one is too old. */
export function listTasks(lists: readonly (ListVersion & { readonly isStale: boolean })[]): Task[] {
  if (lists.length === 0) return [{ key: 'lists', to: '/screening', text: t('task.noList') }]
  return lists
    .filter(({ isStale }) => isStale)
    .map(({ id, list }) => ({ key: id, to: '/screening', text: t('task.staleList', { list }) }))
}

/** What an administrator has to do about people: let the first ones in, and mind those who were. */
export function userTasks(users: readonly User[]): Task[] {
  const invited = users.filter(({ status }) => status === 'invited').length
  if (invited > 0) return [{ key: 'invited', to: '/users', text: t('task.invited', { count: invited }) }]
  return users.length === 1 ? [{ key: 'first-user', to: '/users', text: t('task.firstUser') }] : []
}

/** What an applicant has to do themselves. */
export function applicationTasks({
  kycStatus,
  updatesAsked,
  wallets,
}: Pick<Investor, 'kycStatus' | 'updatesAsked' | 'wallets'>): Task[] {
  if (kycStatus === 'none') return [{ key: 'application', to: '/onboarding', text: t('task.apply') }]
  if (kycStatus === 'updates-required')
    return [{ key: 'application', to: '/onboarding', text: t('task.updates') }]
  const hasWallet = wallets.some(({ status }) => status !== 'rejected' && status !== 'cancelled')
  return [
    ...(updatesAsked ? [{ key: 'asked', to: '/onboarding', text: t('task.asked') }] : []),
    ...(kycStatus === 'verified' && !hasWallet
      ? [{ key: 'wallet', to: '/profile', text: t('task.wallet') }]
      : []),
  ]
}

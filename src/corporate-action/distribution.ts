import { couponIn, couponsOf } from '../instrument/coupon.ts'
import { MONTHS_BETWEEN } from '../instrument/frequency.ts'
import {
  incomeDates,
  monthCount,
  monthsUpTo,
  periodOf,
  type IncomeCalendar,
} from '../instrument/income-calendar.ts'
import type { InstrumentTerms } from '../instrument/instrument.ts'
import type { DistributionId, InstrumentId, StatementId } from '../kernel/ids.ts'
import { mulDivDown } from '../kernel/money.ts'
import { ok, refuse, type Facts, type Refusal, type Result } from '../kernel/result.ts'
import { closeOfDay, dateIn, startOfDay } from '../kernel/time.ts'
import type { Period } from './income.ts'

/**
 * How far a distribution has come.
 *
 * `scheduled` the record date is announced · `declaring` the declaration is on its way to the chain ·
 * `underfunded` declared, and the treasury has too little · `funding` the money is on its way to the distributor ·
 * `paying` holders are being paid · `closing` everyone was paid or parked and the remainder is being carried ·
 * `closed` the books of it are shut · `nothing-to-pay` the month left nothing · `set-off` a correction downwards,
 * taken from the distributions that follow.
 */
export type DistributionStatus = (typeof DISTRIBUTION_STATUSES)[number]
export const DISTRIBUTION_STATUSES = [
  'scheduled',
  'declaring',
  'underfunded',
  'funding',
  'paying',
  'closing',
  'closed',
  'nothing-to-pay',
  'set-off',
] as const

/** One payout of the income of a month, or of several. Amounts are minor units of the payment currency. */
export type Distribution = {
  readonly id: DistributionId
  readonly instrument: InstrumentId
  /** The last month whose income it pays; of a coupon, the month of its date. */
  readonly period: Period
  /** The income of how many months it pays, of which `period` is the last; 1 of a coupon. */
  readonly months: number
  readonly kind: 'regular' | 'correction'
  readonly correctionOf: DistributionId | null
  /** Why the first was wrong, in the words of whoever corrected it. */
  readonly reason: string | null
  readonly status: DistributionStatus
  readonly recordDate: Temporal.PlainDate
  /** Movements before this instant count. */
  readonly recordAt: Temporal.Instant
  /** The token's number of this record date; null until the chain gave it one. */
  readonly recordId: number | null
  readonly payAt: Temporal.Instant
  /** Of its last month; of a correction, the first that came in for it. */
  readonly statement: StatementId | null
  /** Of its other months. */
  readonly statementsBeside: readonly StatementId[]
  readonly net: bigint | null
  readonly payoutBps: number
  /** What the policy pays for the month, less what is set off; negative for a correction downwards. */
  readonly amount: bigint | null
  /** What earlier corrections downwards took from this one; of a correction, those of the same months. */
  readonly setOff: bigint
  /** The distributor's number; null until it is declared on the chain for good. */
  readonly chainId: bigint | null
  /** `amount` and what was carried in: what the holders share. */
  readonly declared: bigint | null
  readonly carriedIn: bigint | null
  /** What it waits for; null while it goes on by itself. */
  readonly waiting: { readonly reason: Waiting; readonly facts: Facts } | null
}

/** One event of the distributor, as the chain says it. Hexadecimal text; addresses in the EIP-55 spelling. */
export type DistributorEvent = {
  readonly kind:
    | 'declared'
    | 'funded'
    | 'paid'
    | 'parked'
    | 'pushed'
    | 'closed'
    | 'withheld'
    | 'remitted'
    | 'expired'
    /** The registry blocks the holder, whose money is never handed over; and blocks them no longer. */
    | 'held'
    | 'released'
  readonly chainId: bigint
  readonly ref: string | null
  /** Of a declaration: the token in lower case, and its number of the record date. */
  readonly record: { readonly token: string; readonly id: number } | null
  readonly wallet: string | null
  readonly amount: bigint
  /** Carried in by a declaration, carried on by a close; zero in every other event. */
  readonly carried: bigint
  /** Of a withholding: the rate, in basis points of the gross amount. */
  readonly bps: number | null
}

/** Units of one wallet at the record date. */
export type Holding = { readonly wallet: string; readonly units: bigint }
export type Entitlement = { readonly wallet: string; readonly units: bigint; readonly amount: bigint }

/** Why a payment is parked: the registry blocks the wallet, or the payment token did not let it reach the wallet. */
export const PARKED_REASONS = ['blocked', 'refused'] as const
export type ParkedReason = (typeof PARKED_REASONS)[number]

/**
 * What became of what somebody is owed. `too-little-to-pay`: less than a minor unit, which is never paid and carried on with what
 * rounding leaves · `unclaimed`: parked once, and handed over since nobody claimed it; what was held back then is still parked.
 */
export const PAYMENT_STATUSES = ['due', 'paid', 'parked', 'unclaimed', 'too-little-to-pay'] as const
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]

/** By what those who are owed something are sorted: their address, in whose order they are paid, their units, or what they are owed. */
export const ENTITLEMENT_SORTS = ['wallet', '-wallet', '-units', 'units', '-amount', 'amount'] as const
export type EntitlementSort = (typeof ENTITLEMENT_SORTS)[number]

export type EntitlementRefusal = 'NO_ELIGIBLE_HOLDERS' | 'NOTHING_TO_DISTRIBUTE'

/**
 * What each holder of the record date is owed: `declared × units ÷ supply`, rounded down, exactly as `Distributor`
 * computes it. What rounding leaves is carried into the next distribution, so
 * `declared = Σ entitlements + carried`.
 *
 * @param declared minor units of the payment currency, above zero
 * @param holders  holdings above zero
 */
export function entitlements(
  declared: bigint,
  holders: readonly Holding[],
): Result<{ readonly owed: Entitlement[]; readonly carried: bigint }, EntitlementRefusal> {
  if (declared <= 0n) return refuse('NOTHING_TO_DISTRIBUTE')
  const supply = holders.reduce((sum, holder) => sum + holder.units, 0n)
  if (supply === 0n) return refuse('NO_ELIGIBLE_HOLDERS')
  const owed = holders.map(({ wallet, units }) => ({
    wallet,
    units,
    amount: mulDivDown(declared, units, supply),
  }))
  return ok({ owed, carried: declared - owed.reduce((sum, { amount }) => sum + amount, 0n) })
}

/** The token takes no record date that is further ahead: the last one keeps every earlier one out. */
export const RECORD_DATE_DAYS_AHEAD_MAX = 92

/** Whether the token takes a record date so far ahead. */
export function isTooFarAhead(recordAt: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(recordAt, now.add({ hours: 24 * RECORD_DATE_DAYS_AHEAD_MAX })) > 0
}

/** The token takes no record date that is nearer to the last one. */
const RECORD_DATES_APART_MIN_HOURS = 1

/**
 * Whether the token takes a record date after those that it has: an hour or more after the last of them.
 *
 * @param latest null when it has none
 */
export function isInOrder(recordAt: Temporal.Instant, latest: Temporal.Instant | null): boolean {
  return (
    latest === null ||
    Temporal.Instant.compare(recordAt, latest.add({ hours: RECORD_DATES_APART_MIN_HOURS })) >= 0
  )
}

/** So many days before a coupon's date its record date is announced. */
export const COUPON_NOTICE_DAYS = 7

/** When the holders of a distribution are fixed, and when they are paid, in the issuer's time zone. */
export type Dates = Pick<Distribution, 'recordDate' | 'recordAt' | 'payAt'>
type Terms = Pick<InstrumentTerms, 'income' | 'coupon' | 'timeZone'>

/**
 * The dates of a distribution: for income those that its calendar names; for a coupon the holders of the end of the day before
 * its date, paid as that day begins. Null for a month that is not the last of a period of income, or without a coupon.
 */
export function datesOf({ income, coupon, timeZone }: Terms, period: Period): Dates | null {
  if (coupon === null) {
    if (income === null || !periodOf(income, period).equals(period)) return null
    const { recordDate, payDate } = incomeDates(income, period)
    return { recordDate, recordAt: closeOfDay(recordDate, timeZone), payAt: startOfDay(payDate, timeZone) }
  }
  const due = couponIn(coupon, period)
  if (due === null) return null
  const at = startOfDay(due.end, timeZone)
  return { recordDate: due.end.subtract({ days: 1 }), recordAt: at, payAt: at }
}

/**
 * How many months of income a distribution pays, of which `period` is the last; a coupon counts as one. A month that is paid
 * with an earlier one is no part of it, though the calendar may be another since.
 *
 * @param last the newest period before it that has a distribution; null where it is the first
 */
export function monthsPaid(
  { income, coupon, offering }: Pick<InstrumentTerms, 'income' | 'coupon' | 'offering'>,
  period: Period,
  last: Period | null,
): number {
  if (coupon !== null || income === null) return 1
  const first = firstPeriod(offering.closes)
  const next = last?.add({ months: 1 }) ?? first
  return monthCount(income, period, Temporal.PlainYearMonth.compare(first, next) > 0 ? first : next)
}

/** The months whose income a distribution pays, the first first. */
export function monthsOf({ period, months }: Pick<Distribution, 'period' | 'months'>): Period[] {
  return monthsUpTo(period, months)
}

/** The statements that it was declared from: of income that the chain alone knows, and of interest, none. */
export function statementsOf({
  statement,
  statementsBeside,
}: Pick<Distribution, 'statement' | 'statementsBeside'>): StatementId[] {
  return statement === null ? [] : [...statementsBeside, statement]
}

/** What a distribution is of, as the interfaces write it: `2026-12`, or `2026-10/2026-12` where it is of several months. */
export function periodName(distribution: Pick<Distribution, 'period' | 'months'>): string {
  const { period, months } = distribution
  return months === 1 ? period.toString() : `${monthsOf(distribution)[0]!.toString()}/${period.toString()}`
}

/** The period whose record date is the next to come, named by its last month. */
export function nextPeriod(income: IncomeCalendar, timeZone: string, now: Temporal.Instant): Period {
  const running = periodOf(income, dateIn(now, timeZone).toPlainYearMonth())
  const before = running.subtract({ months: MONTHS_BETWEEN[income.frequency] })
  const { recordDate } = incomeDates(income, before)
  return Temporal.Instant.compare(closeOfDay(recordDate, timeZone), now) > 0 ? before : running
}

/** The period whose record date is to be announced by itself, on the issuer's day; null where none is. */
export function periodDue(
  {
    income,
    coupon,
    offering,
    timeZone,
  }: Pick<InstrumentTerms, 'income' | 'coupon' | 'offering' | 'timeZone'>,
  now: Temporal.Instant,
): Period | null {
  const today = dateIn(now, timeZone)
  if (coupon !== null) {
    const last = today.add({ days: COUPON_NOTICE_DAYS })
    const due = couponsOf(coupon).find(
      ({ end }) => Temporal.PlainDate.compare(end, today) > 0 && Temporal.PlainDate.compare(end, last) <= 0,
    )
    return due?.end.toPlainYearMonth() ?? null
  }
  if (income === null) return null
  const period = nextPeriod(income, timeZone, now)
  const { compare } = Temporal.PlainYearMonth
  // Announced as its last month begins: what the token is told of a later day keeps every earlier one out.
  const isAhead = compare(today.toPlainYearMonth(), period) < 0
  return isAhead || compare(period, firstPeriod(offering.closes)) < 0 ? null : period
}

/** The months of the coupons whose record date is over, the first first. */
export function couponsPast(
  { coupon, timeZone }: Pick<InstrumentTerms, 'coupon' | 'timeZone'>,
  now: Temporal.Instant,
): Period[] {
  if (coupon === null) return []
  return couponsOf(coupon)
    .filter(({ end }) => Temporal.Instant.compare(startOfDay(end, timeZone), now) <= 0)
    .map(({ end }) => end.toPlainYearMonth())
}

/**
 * The periods of income whose record date is over, the first first.
 *
 * @param last the newest period that has a distribution; null before there is any
 */
export function periodsPast(
  { income, offering, timeZone }: Pick<InstrumentTerms, 'income' | 'offering' | 'timeZone'>,
  last: Period | null,
  now: Temporal.Instant,
): Period[] {
  if (income === null) return []
  const first = periodOf(income, last === null ? firstPeriod(offering.closes) : last.add({ months: 1 }))
  const { months } = first.until(nextPeriod(income, timeZone, now), { largestUnit: 'month' })
  const step = MONTHS_BETWEEN[income.frequency]
  return Array.from({ length: Math.max(0, months / step) }, (_, i) => first.add({ months: i * step }))
}

/**
 * The first month whose income is distributed: the one after the offering's window closes. In a month in which units
 * are still being sold, those who came early would share with those who came late.
 */
export function firstPeriod(offeringCloses: Temporal.PlainDate): Period {
  return offeringCloses.toPlainYearMonth().add({ months: 1 })
}

/** Where the announcement of a record date is. `missed`: the token takes it no more, since that moment has passed. */
export type Announcement =
  | { readonly state: 'announced' | 'under-way' | 'due' | 'missed' }
  | { readonly state: 'failed'; readonly failures: number; readonly again: Temporal.Instant }

/**
 * What to do about the announcement of a record date. It is asked for again by itself until the token refuses it for
 * good: record dates are announced before they come, and in their order.
 *
 * @param known.again  when the next try is due; null when none has failed
 * @param known.latest the latest record date that the token has; null when it has none
 */
export function announcementState(known: {
  readonly isAnnounced: boolean
  readonly isUnderWay: boolean
  readonly failures: number
  readonly again: Temporal.Instant | null
  readonly recordAt: Temporal.Instant
  readonly latest: Temporal.Instant | null
  readonly now: Temporal.Instant
}): Announcement {
  const { compare } = Temporal.Instant
  if (known.isAnnounced) return { state: 'announced' }
  if (known.isUnderWay) return { state: 'under-way' }
  if (compare(known.recordAt, known.now) <= 0 || !isInOrder(known.recordAt, known.latest))
    return { state: 'missed' }
  if (known.again === null || compare(known.again, known.now) <= 0) return { state: 'due' }
  return { state: 'failed', failures: known.failures, again: known.again }
}

/** Why a record date cannot be announced again, or another one chosen. */
export type RecordDateRefusal =
  | 'NOT_FOUND'
  | 'RECORD_DATE_ANNOUNCED'
  | 'RECORD_DATE_EARLY'
  | 'RECORD_DATE_PAST'
  | 'RECORD_DATE_TOO_FAR'
  | 'RECORD_DATE_OUT_OF_ORDER'
  | 'RECORD_DATE_TOO_SOON'
  | 'TRANSACTION_UNDER_WAY'
  | 'INSTRUMENT_NOT_LIVE'
  | 'PROTOCOL_NOT_DEPLOYED'

/** What is known when it is asked what happens next. Amounts in minor units of the payment currency. */
export type Progress = {
  readonly distribution: Distribution
  readonly now: Temporal.Instant
  readonly announcement: Announcement
  /** The chain's final block is at or past the record instant, and the end of a split it falls into: the holders are fixed. */
  readonly recordFinal: boolean
  /** Months of it whose statement has not come in. */
  readonly monthsMissing: readonly Period[]
  /**
   * The chain holds a declaration for this record date that is not in the books here: the database was restored from a
   * backup that is older than the chain, or somebody else declared. Paying again could pay twice.
   */
  readonly unknownDeclaration: boolean
  /** Transactions that tell the distributor what it is to withhold: until they are final nothing is declared. */
  readonly withholdingOpen: number
  /** What the distributor received for it. */
  readonly funded: bigint
  readonly closedOnChain: boolean
  readonly treasury: Treasury
  /** Transactions of it that are under way. */
  readonly underWay: number
  /** Transactions that failed, by the step that asked for them: after a few, people look before it is taken again. */
  readonly failures: Readonly<Partial<Record<Step, number>>>
  /** Holders whom the distributor has yet to reach: to pay, to park, or to pass who is owed less than a minor unit. */
  readonly open: number
}

/** What a distribution that lacks money finds where it comes from. Amounts in minor units of the payment currency. */
export type Treasury = {
  readonly managed: boolean
  /** A transaction of it is not final: its balance and the books need not agree. */
  readonly moving: boolean
  readonly balance: bigint
  /** What of the balance was raised from investors, by the books, or goes back to them with other distributions: it pays no income here. */
  readonly proceeds: bigint
}

/** So many failed transactions of a step stop a distribution from taking it by itself. */
const FAILURES_MAX = 3

export type Step = 'withhold' | 'declare' | 'fund' | 'ask-for-funds' | 'push' | 'close'
export type Waiting =
  | 'RECORD_DATE_FUTURE'
  | 'NOT_DUE'
  | 'STATEMENT_MISSING'
  | 'UNDERFUNDED'
  | 'PROCEEDS_PAY_NO_INCOME'
  | 'PROCEEDS_NOT_THERE'
  | 'CHAIN_HALTED'
  | 'ANNOUNCEMENT_FAILED'
  | 'RECORD_DATE_MISSED'
  | 'TRANSACTION_UNDER_WAY'
  | 'TRANSACTIONS_FAILED'
  | 'UNKNOWN_DECLARATION'
  | 'NOTHING_LEFT_TO_DO'

/**
 * The next step of a distribution, or what it waits for. Asked again after every change, by the schedule, by a settled
 * transaction and by people alike, so that a distribution interrupted anywhere goes on from where it is.
 */
export function nextStep(p: Progress): Result<Step, Waiting> {
  const step = stepAhead(p)
  // What failed on the way here may have been done by others: only what is to be done now counts.
  const failures = step.ok ? (p.failures[step.value] ?? 0) : 0
  return failures >= FAILURES_MAX ? refuse('TRANSACTIONS_FAILED', { failures: String(failures) }) : step
}

function stepAhead(p: Progress): Result<Step, Waiting> {
  const { distribution: d } = p
  if (d.status === 'closed' || d.status === 'nothing-to-pay' || d.status === 'set-off')
    return refuse('NOTHING_LEFT_TO_DO')
  if (p.underWay > 0) return refuse('TRANSACTION_UNDER_WAY')
  if (p.closedOnChain) return refuse('NOTHING_LEFT_TO_DO')
  if (d.chainId === null) {
    const { announcement } = p
    if (announcement.state === 'missed')
      return refuse('RECORD_DATE_MISSED', { recordDate: d.recordDate.toString() })
    if (announcement.state === 'failed')
      return refuse('ANNOUNCEMENT_FAILED', {
        failures: String(announcement.failures),
        again: announcement.again.toString(),
      })
    if (d.recordId === null || !p.recordFinal)
      return refuse('RECORD_DATE_FUTURE', { recordDate: d.recordDate.toString() })
    if (Temporal.Instant.compare(p.now, d.payAt) < 0) return refuse('NOT_DUE', { payAt: d.payAt.toString() })
    if (p.unknownDeclaration) return refuse('UNKNOWN_DECLARATION')
    if (p.monthsMissing.length > 0)
      return refuse('STATEMENT_MISSING', { period: p.monthsMissing.map(String).join(', ') })
    return ok(p.withholdingOpen > 0 ? 'withhold' : 'declare')
  }
  const missing = missingFunds(d, p.funded)
  if (missing > 0n) {
    if (p.treasury.moving) return refuse('TRANSACTION_UNDER_WAY')
    if (lackingFunds(missing, p.treasury) === 0n) return ok('fund')
    return d.status === 'underfunded' ? shortage(missing, p.treasury) : ok('ask-for-funds')
  }
  return ok(p.open > 0 ? 'push' : 'close')
}

function shortage(missing: bigint, treasury: Treasury): Refusal<Waiting> {
  const { managed, balance, proceeds } = treasury
  const facts = { missing: String(lackingFunds(missing, treasury)) }
  if (!managed) return refuse('UNDERFUNDED', facts)
  // Somebody has paid out of it past the platform: whatever comes in would be taken for what they paid.
  if (proceeds > balance)
    return refuse('PROCEEDS_NOT_THERE', { ...facts, proceeds: String(proceeds), balance: String(balance) })
  return balance >= missing
    ? refuse('PROCEEDS_PAY_NO_INCOME', { ...facts, proceeds: String(proceeds) })
    : refuse('UNDERFUNDED', facts)
}

/** What the distributor still has to receive, exactly. What was carried in is there already. */
export function missingFunds(distribution: Distribution, funded: bigint): bigint {
  if (distribution.declared === null || distribution.carriedIn === null) return 0n
  const missing = distribution.declared - distribution.carriedIn - funded
  return missing > 0n ? missing : 0n
}

/**
 * What of a holder’s amount came out of what investors had paid in: their part of all that did, rounded down. None before the
 * chain says that it is declared.
 */
export function capitalIn(
  amount: bigint,
  { capital, declared }: { readonly capital: bigint; readonly declared: bigint },
): bigint {
  return capital === 0n || declared === 0n ? 0n : mulDivDown(amount, capital, declared)
}

/** What of `missing` the treasury cannot give: of its own money, without what was raised from investors. */
export function lackingFunds(missing: bigint, treasury: Omit<Treasury, 'moving'>): bigint {
  if (!treasury.managed) return missing
  const own = treasury.balance > treasury.proceeds ? treasury.balance - treasury.proceeds : 0n
  return missing > own ? missing - own : 0n
}

/**
 * Splits holders into pushes. The distributor pays in ascending order of address and remembers how far it came; each
 * push stays well under the 16,777,216 gas that one transaction may use (EIP-7825).
 *
 * @param cursor the highest address pushed so far in lower case, or '' when none was
 */
export function pushes(
  wallets: readonly string[],
  cursor: string,
): { readonly push: string[][]; readonly retry: string[][] } {
  const ascending = [...wallets].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const ahead = ascending.filter((wallet) => wallet.toLowerCase() > cursor)
  const behind = ascending.filter((wallet) => wallet.toLowerCase() <= cursor)
  return { push: chunks(ahead), retry: chunks(behind) }
}

/** Gas of one payee at its worst: a fresh payee, a checkpoint to look up, and a payment that is parked. */
const GAS_PER_PAYEE = 110_000
const GAS_PER_PUSH = 14_000_000
export const PAYEES_PER_PUSH = Math.floor(GAS_PER_PUSH / GAS_PER_PAYEE)

function chunks(list: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(list.length / PAYEES_PER_PUSH) }, (_, i) =>
    list.slice(i * PAYEES_PER_PUSH, (i + 1) * PAYEES_PER_PUSH),
  )
}

/** The sums of one distribution: declared = paid + parked + withheld + unclaimed + carried once it is closed. */
export type Reconciliation = {
  readonly declared: bigint
  readonly paid: bigint
  readonly parked: bigint
  /** Kept back for the tax authority, remitted or not. */
  readonly withheld: bigint
  /** Parked once, and handed over since nobody claimed it. */
  readonly unclaimed: bigint
  readonly carried: bigint
  /** Owed to holders whom the chain has neither paid nor parked yet. */
  readonly open: bigint
  readonly balanced: boolean
}

/** Adds a distribution up. `carried` is null until it is closed; then nothing may be open. */
export function reconcile(sums: {
  readonly declared: bigint
  readonly owed: bigint
  readonly paid: bigint
  readonly parked: bigint
  readonly withheld: bigint
  readonly unclaimed: bigint
  readonly carried: bigint | null
}): Reconciliation {
  const { declared, paid, parked, withheld, unclaimed } = sums
  const open = sums.owed - paid - parked - withheld - unclaimed
  const carried = sums.carried ?? declared - sums.owed
  const balanced =
    declared === paid + parked + withheld + unclaimed + carried + open &&
    open >= 0n &&
    (sums.carried === null || open === 0n)
  return { declared, paid, parked, withheld, unclaimed, carried, open, balanced }
}

/** What is taken from a correction downwards, to make up for it. */
export type SetOff = { readonly correction: DistributionId; readonly amount: bigint }

/** What of a correction downwards no distribution has made up for yet. */
export type OpenSetOff = SetOff & { readonly correctionOf: DistributionId }

/**
 * Takes what an amount makes up for of corrections downwards: in their order, and no more than there is of either.
 *
 * @param amount zero or more
 */
export function takeSetOff(
  amount: bigint,
  open: readonly SetOff[],
): { readonly setOff: bigint; readonly setOffs: SetOff[] } {
  const setOffs: SetOff[] = []
  let left = amount
  for (const { correction, amount: most } of open) {
    const taken = most < left ? most : left
    if (taken > 0n) setOffs.push({ correction, amount: taken })
    left -= taken
  }
  return { setOff: amount - left, setOffs }
}

/**
 * What a correction pays: the difference between what the right statement would have paid and what was declared so far. More
 * first takes back what of an earlier correction downwards has not been made up for: its holders have that already. Less is
 * set off against the distributions that follow, since money that was paid stays with its holders. None is a correction too,
 * where months of loss left nothing to pay before and after it.
 *
 * @param open corrections downwards of the same distribution
 */
export function correctionFigures(
  { rightly, declaredSoFar }: { readonly rightly: bigint; readonly declaredSoFar: bigint },
  open: readonly SetOff[],
): Pick<Distribution, 'amount' | 'setOff' | 'status'> & { readonly setOffs: readonly SetOff[] } {
  const difference = rightly - declaredSoFar
  const taken = takeSetOff(difference > 0n ? difference : 0n, open)
  const amount = difference - taken.setOff
  const status = amount === 0n ? 'nothing-to-pay' : amount > 0n ? 'scheduled' : 'set-off'
  return { ...taken, amount, status }
}

import { instruments } from '../instrument/instrument.service.ts'
import { MONTHS_BETWEEN } from '../instrument/frequency.ts'
import { periodOf, type IncomeCalendar } from '../instrument/income-calendar.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { newId, type DistributionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { closeOfDay, startOfDay } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { nextTry } from '../platform/chain/again.ts'
import { listIntents, recordIntent, type Intent } from '../platform/chain/intents.ts'
import { haltedReason } from '../platform/chain/watcher-store.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import { enqueueNotice } from '../platform/outbox.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt, registerBegins } from '../register/register.service.ts'
import { declareRecordDateCall } from './distribution.chain.ts'
import { blank, load } from './distribution.service.ts'
import {
  announcementState,
  couponsPast,
  datesOf,
  firstPeriod,
  isInOrder,
  isTooFarAhead,
  nextPeriod,
  periodDue,
  periodName,
  periodsPast,
  RECORD_DATE_DAYS_AHEAD_MAX,
  type Announcement,
  type Dates,
  type Distribution,
  type RecordDateRefusal,
} from './distribution.ts'
import {
  insertDistribution,
  selectDistributionIds,
  selectUnannounced,
  updateRecordDate,
  updateWaiting,
} from './distribution.store.ts'
import { selectLatestRecordAt, selectRecordAts } from './distributor-event.store.ts'
import type { Period } from './income.ts'

/** The purpose of the transaction that announces a record date. */
export const ANNOUNCEMENT = 'distribution.record-date'

const INTENTS_MAX = 10_000

/* SCHEDULING */

export type ScheduleRefusal =
  | 'NO_INCOME_POLICY'
  | 'NO_COUPON_IN_MONTH'
  | 'MONTH_WITHIN_PERIOD'
  | 'PERIOD_BEFORE_FIRST'
  | 'INSTRUMENT_NOT_LIVE'
  | 'RECORD_DATE_PAST'
  | 'RECORD_DATE_TOO_FAR'
  | 'ALREADY_SCHEDULED'
  | 'PERIOD_OUT_OF_ORDER'
  | 'CHAIN_HALTED'
  | 'PROTOCOL_NOT_DEPLOYED'

/**
 * Announces the record date of a distribution: the close of the day that the calendar of the income names for the period that
 * ends with a month, in the issuer's time zone; or of the day before the coupon that is paid in the month.
 * It must lie in the future, so that nobody learns only afterwards which day counted.
 */
export async function scheduleDistribution(
  work: Work,
  instrument: Instrument,
  period: Period,
): Promise<Result<DistributionId, ScheduleRefusal>> {
  if (instrument.income === null && instrument.coupon === null) return refuse('NO_INCOME_POLICY')
  if (instrument.status !== 'live' || instrument.token === null) return refuse('INSTRUMENT_NOT_LIVE')
  const dates = datesOf(instrument, period)
  if (dates === null) return noneIn(instrument, period)
  const first = firstOf(instrument)
  if (first !== null && Temporal.PlainYearMonth.compare(period, first) < 0)
    return refuse('PERIOD_BEFORE_FIRST', { period: period.toString(), first: first.toString() })
  if (Temporal.Instant.compare(dates.recordAt, work.now) <= 0)
    return refuse('RECORD_DATE_PAST', { recordDate: dates.recordDate.toString() })

  await lockFor(work.db, `distribution:${instrument.id}`)
  const existing = await selectDistributionIds(work.db, {
    instrument: instrument.id,
    period: period.toString(),
  })
  if (existing.length > 0) return refuse('ALREADY_SCHEDULED', { period: period.toString() })
  // What comes before the newest is looked for no more. Who was owed something is not known while the chain is not read.
  const halted = await haltedReason(work.db)
  if (halted === null) await scheduleMissed(work, instrument)
  else if ((await past(work, instrument)).length > 0) return refuse('CHAIN_HALTED', { halted })
  const missing = await periodBefore(work, instrument, period)
  if (missing !== null) return refuse('PERIOD_OUT_OF_ORDER', missing)
  if (isTooFarAhead(dates.recordAt, work.now)) return tooFar(dates.recordDate)

  const id = newId('dst')
  const last = await newestPeriod(work.db, instrument)
  await insertDistribution(work.db, { ...blank(id, instrument, period, last), ...dates }, work.now)
  const announced = await announceRecordDate(work, { id, ...dates }, instrument)
  if (!announced.ok) return announced
  await appendAudit(work, {
    action: 'distribution.scheduled',
    subject: id,
    detail: { instrument: instrument.id, period: period.toString(), recordAt: dates.recordAt.toString() },
  })
  return ok(id)
}

function noneIn({ income }: Instrument, period: Period) {
  const facts = { period: period.toString() }
  return income === null
    ? refuse('NO_COUPON_IN_MONTH', facts)
    : refuse('MONTH_WITHIN_PERIOD', { ...facts, last: periodOf(income, period).toString() })
}

/** The first period of income, whose holders have bought before it or within it; null of interest. */
function firstOf({ income, offering }: Instrument): Period | null {
  return income === null ? null : periodOf(income, firstPeriod(offering.closes))
}

/**
 * The token takes record dates in their order only: after a later one, an earlier month could never be paid. Null when
 * this month's is the next, else the month that stands in its way.
 */
async function periodBefore(
  work: Work,
  instrument: Instrument,
  period: Period,
): Promise<{ readonly period: string; readonly other: string } | null> {
  const { compare } = Temporal.PlainYearMonth
  const { income } = instrument
  const last = await newestPeriod(work.db, instrument)
  // Between two coupons there are months without one.
  const before = income === null ? null : period.subtract({ months: MONTHS_BETWEEN[income.frequency] })
  const isGap =
    income !== null &&
    before !== null &&
    compare(period, firstToCome(instrument, income, work.now)) > 0 &&
    (last === null || compare(last, before) < 0)
  const other = last !== null && compare(last, period) > 0 ? last : isGap ? before : null
  return other === null ? null : { period: period.toString(), other: other.toString() }
}

/** The newest period that has a distribution. */
async function newestPeriod(db: Db, instrument: Instrument): Promise<Period | null> {
  const [newest] = await selectDistributionIds(db, { instrument: instrument.id })
  return newest === undefined ? null : ((await load(db, newest))?.distribution.period ?? null)
}

/** The first period whose record date can be announced still. */
function firstToCome(
  { offering, timeZone }: Instrument,
  income: IncomeCalendar,
  now: Temporal.Instant,
): Period {
  const first = periodOf(income, firstPeriod(offering.closes))
  const next = nextPeriod(income, timeZone, now)
  return Temporal.PlainYearMonth.compare(first, next) > 0 ? first : next
}

/**
 * Sees to it that each instrument that pays income has the record date of a period announced once its last month has begun, and
 * each with a coupon that of the next one; and that one whose record date has passed unannounced is there to be given another.
 * Returns how many were.
 */
export async function scheduleDue(work: Work): Promise<number> {
  let scheduled = 0
  for (const instrument of await instruments(work.db)) {
    if (instrument.status !== 'live') continue
    scheduled += await scheduleMissed(work, instrument)
    const period = periodDue(instrument, work.now)
    if (period === null) continue
    if ((await holdersAt(work.db, instrument, { newest: true, at: work.now })).length === 0) continue
    const done = await scheduleDistribution(work, instrument, period)
    if (done.ok) scheduled++
  }
  return scheduled
}

/**
 * What was owed to the holders of a record date is owed still where nobody announced it in time, since nothing ran: it is paid to
 * those of a day that the issuer chooses. `announceAgain` says so to the issuer.
 */
async function scheduleMissed(work: Work, instrument: Instrument): Promise<number> {
  if ((await missed(work, instrument)).length === 0) return 0
  await lockFor(work.db, `distribution:${instrument.id}`)
  const found = await missed(work, instrument)
  for (const { period, dates } of found) {
    const id = newId('dst')
    const last = await newestPeriod(work.db, instrument)
    await insertDistribution(work.db, { ...blank(id, instrument, period, last), ...dates }, work.now)
    await appendAudit(work, {
      action: 'distribution.scheduled',
      subject: id,
      detail: { instrument: instrument.id, period: period.toString(), recordAt: dates.recordAt.toString() },
    })
  }
  return found.length
}

/** What was owed to somebody when its record date passed, and has no distribution; the first first. */
async function missed(
  { db, now }: Work,
  instrument: Instrument,
): Promise<{ readonly period: Period; readonly dates: Dates }[]> {
  const found = []
  for (const period of await past({ db, now }, instrument)) {
    const dates = datesOf(instrument, period)
    if (dates === null) continue
    const of = { instrument: instrument.id, period: period.toString() }
    if ((await selectDistributionIds(db, of)).length > 0) continue
    if (await isOwed(db, instrument, dates.recordAt)) found.push({ period, dates })
  }
  return found
}

/** What has its record date behind it: the periods after the newest that has a distribution, or the coupons. */
async function past({ db, now }: Pick<Work, 'db' | 'now'>, instrument: Instrument): Promise<Period[]> {
  return instrument.coupon === null
    ? periodsPast(instrument, await newestPeriod(db, instrument), now)
    : couponsPast(instrument, now)
}

/** Whether somebody held units at a moment that has passed. */
export async function isOwed(db: Db, instrument: Instrument, recordAt: Temporal.Instant): Promise<boolean> {
  const begins = await registerBegins(db, instrument)
  if (begins === null || Temporal.Instant.compare(recordAt, begins) <= 0) return false
  return (await holdersAt(db, instrument, { before: recordAt })).length > 0
}

/* ANNOUNCING */

/** Asks for the transaction that announces a distribution's record date; each further try is a wish of its own. */
export async function announceRecordDate(
  work: Work,
  distribution: Pick<Distribution, 'id' | 'recordAt'>,
  instrument: Instrument,
): Promise<Result<null, 'PROTOCOL_NOT_DEPLOYED' | 'INSTRUMENT_NOT_LIVE'>> {
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  if (instrument.token === null) return refuse('INSTRUMENT_NOT_LIVE')
  const attempt = (await announcementsOf(work.db, distribution.id)).length
  await recordIntent(
    work.db,
    {
      key: `${distribution.id}:${ANNOUNCEMENT}${attempt === 0 ? '' : `:${attempt}`}`,
      purpose: ANNOUNCEMENT,
      subject: distribution.id,
      from: protocol.operator,
      to: instrument.token,
      data: declareRecordDateCall(distribution.recordAt),
    },
    work.now,
  )
  return ok(null)
}

function announcementsOf(db: Db, id: DistributionId): Promise<Intent[]> {
  return listIntents(db, { subject: id, purpose: ANNOUNCEMENT, limit: INTENTS_MAX })
}

/** Whether the record date of a distribution is announced, on its way, to be tried again, or cannot be any more. */
export async function announcementOf(
  db: Db,
  distribution: Distribution,
  instrument: Instrument,
  now: Temporal.Instant,
): Promise<Announcement> {
  const data = declareRecordDateCall(distribution.recordAt).toLowerCase()
  // Of another date that was chosen before, nothing counts but that it is no longer under way.
  const intents = await announcementsOf(db, distribution.id)
  const tried = intents.filter((intent) => intent.data === data && intent.status === 'failure')
  return announcementState({
    isAnnounced: distribution.recordId !== null,
    isUnderWay: intents.some(({ settledAt }) => settledAt === null),
    failures: tried.length,
    again: nextTry(tried),
    recordAt: distribution.recordAt,
    latest: instrument.token === null ? null : await selectLatestRecordAt(db, instrument.token),
    now,
  })
}

/** Distributions whose record date the chain may not have. */
export function unannounced(db: Db): Promise<DistributionId[]> {
  return selectUnannounced(db)
}

/**
 * Announces again what could not be announced, when its time has come; true when it did. Where the record date can no
 * longer be announced, the issuer is told to choose another.
 */
export async function announceAgain(work: Work, id: DistributionId): Promise<boolean> {
  await lockFor(work.db, id)
  const found = await load(work.db, id)
  if (found === null || found.distribution.status !== 'scheduled') return false
  const { distribution, instrument } = found
  const announcement = await announcementOf(work.db, distribution, instrument, work.now)
  if (announcement.state === 'due') return (await announceRecordDate(work, distribution, instrument)).ok
  if (announcement.state === 'missed') await tellMissed(work, distribution, instrument)
  else if (announcement.state === 'failed')
    await updateWaiting(work.db, id, {
      reason: 'ANNOUNCEMENT_FAILED',
      facts: { failures: String(announcement.failures), again: announcement.again.toString() },
    })
  else if (distribution.waiting?.reason === 'ANNOUNCEMENT_FAILED') await updateWaiting(work.db, id, null)
  return false
}

async function tellMissed(work: Work, distribution: Distribution, instrument: Instrument): Promise<void> {
  const recordDate = distribution.recordDate.toString()
  const isNews = await updateWaiting(work.db, distribution.id, {
    reason: 'RECORD_DATE_MISSED',
    facts: { recordDate },
  })
  if (!isNews) return
  await appendAudit(work, { action: 'distribution.record-date-missed', subject: distribution.id })
  await enqueueNotice(work, {
    topic: 'distribution.record-date-missed',
    subject: distribution.id,
    audience: { role: 'issuer', issuer: instrument.issuer },
    facts: { period: periodName(distribution), instrument: instrument.name, recordDate },
  })
}

/**
 * Has a record date that is not on the chain announced now, or chooses another: the close of a later day, or a moment
 * that was announced already, for another month. The month is then paid to the holders of that day.
 *
 * @param day null keeps the date and asks again
 */
export async function chooseRecordDate(
  work: Work,
  id: DistributionId,
  day: Temporal.PlainDate | null,
): Promise<Result<null, RecordDateRefusal>> {
  await lockFor(work.db, id)
  const found = await load(work.db, id)
  if (found === null) return refuse('NOT_FOUND')
  const { instrument } = found
  if (found.distribution.recordId !== null || found.distribution.kind !== 'regular')
    return refuse('RECORD_DATE_ANNOUNCED', { recordDate: found.distribution.recordDate.toString() })
  if ((await announcementsOf(work.db, id)).some(({ settledAt }) => settledAt === null))
    return refuse('TRANSACTION_UNDER_WAY')
  const distribution = day === null ? found.distribution : movedTo(found.distribution, day, instrument)
  const refusal = await dateRefusal(work, distribution, instrument)
  if (refusal !== null) return refusal
  await updateRecordDate(work.db, id, distribution)
  const known = instrument.token === null ? [] : await selectRecordAts(work.db, instrument.token)
  if (!known.some((at) => at.equals(distribution.recordAt))) {
    const announced = await announceRecordDate(work, distribution, instrument)
    if (!announced.ok) return announced
  }
  await updateWaiting(work.db, id, null)
  await appendAudit(work, {
    action: 'distribution.record-date-chosen',
    subject: id,
    detail: { recordAt: distribution.recordAt.toString() },
  })
  return ok(null)
}

/** The same with the holders of the close of `day`, paid the day after at the earliest. */
function movedTo(distribution: Distribution, day: Temporal.PlainDate, instrument: Instrument): Distribution {
  const zone = instrument.timeZone
  const { payAt } = datesOf(instrument, distribution.period) ?? distribution
  const dayAfter = startOfDay(day.add({ days: 1 }), zone)
  return {
    ...distribution,
    recordDate: day,
    recordAt: closeOfDay(day, zone),
    payAt: Temporal.Instant.compare(payAt, dayAfter) < 0 ? dayAfter : payAt,
  }
}

function tooFar(recordDate: Temporal.PlainDate) {
  return refuse('RECORD_DATE_TOO_FAR', {
    recordDate: recordDate.toString(),
    days: String(RECORD_DATE_DAYS_AHEAD_MAX),
  })
}

async function dateRefusal(
  work: Work,
  { period, recordDate, recordAt }: Distribution,
  instrument: Instrument,
): Promise<Extract<Result<never, RecordDateRefusal>, { ok: false }> | null> {
  const facts = { recordDate: recordDate.toString() }
  const { timeZone, token } = instrument
  // Under a calendar that came later its month may end no period: it has ended, at the least.
  const first = datesOf(instrument, period)?.recordDate ?? period.toPlainDate({ day: period.daysInMonth })
  if (Temporal.PlainDate.compare(recordDate, first) < 0)
    return refuse('RECORD_DATE_EARLY', { ...facts, first: first.toString() })
  if (Temporal.Instant.compare(recordAt, work.now) <= 0) return refuse('RECORD_DATE_PAST', facts)
  if (isTooFarAhead(recordAt, work.now)) return tooFar(recordDate)
  const known = token === null ? [] : await selectRecordAts(work.db, token)
  const last = known.at(-1)
  if (last === undefined || isInOrder(recordAt, last) || known.some((at) => at.equals(recordAt))) return null
  const local = last.toZonedDateTimeISO(timeZone)
  const lastDay = local.subtract({ nanoseconds: 1 }).toPlainDate()
  // Only the close of a day can be chosen again: a ballot, or whoever else has the office, may have named any moment.
  return closeOfDay(lastDay, timeZone).equals(last)
    ? refuse('RECORD_DATE_OUT_OF_ORDER', { ...facts, last: lastDay.toString() })
    : refuse('RECORD_DATE_TOO_SOON', {
        ...facts,
        last: local.toPlainDateTime().toString({ smallestUnit: 'second' }).replace('T', ' '),
      })
}

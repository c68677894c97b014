import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import { newId, type DistributionId } from '../kernel/ids.ts'
import { ok, refuse, type Result } from '../kernel/result.ts'
import { dateIn } from '../kernel/time.ts'
import { appendAudit } from '../platform/audit.ts'
import { recordIntent } from '../platform/chain/intents.ts'
import type { Projection } from '../platform/chain/projection.ts'
import { lockFor, type Db } from '../platform/db/database.ts'
import type { Work } from '../platform/work.ts'
import { holdersAt } from '../register/register.service.ts'
import {
  declareRecordDateCall,
  decodeDistributor,
  decodeRecordDate,
  distributionRef,
} from './distribution.chain.ts'
import {
  calendar,
  firstPeriod,
  missingFunds,
  reconcile,
  type Distribution,
  type Reconciliation,
} from './distribution.ts'
import {
  insertDistribution,
  insertDistributorEvent,
  insertRecordDate,
  selectDeclaringTransaction,
  selectDistribution,
  selectDistributionIds,
  selectEntitlements,
  selectInstrumentOf,
  selectOpen,
  selectSums,
  type EntitlementRow,
  type Sums,
} from './distribution.store.ts'
import type { Period } from './income.ts'

export type { EntitlementRow } from './distribution.store.ts'

/** The purpose of the transaction that announces a record date. */
export const ANNOUNCEMENT = 'distribution.record-date'

/* READING */

/** Every distribution that something may happen to at `now`, oldest record date first. */
export function openDistributions(db: Db, now: Temporal.Instant): Promise<DistributionId[]> {
  return selectOpen(db, now)
}

/** A distribution with everything that is known of it: its instrument, the chain's sums, what it waits for. */
export type DistributionView = {
  readonly distribution: Distribution
  readonly instrument: Instrument
  readonly sums: Sums
  readonly entitled: { readonly holders: number; readonly owed: bigint }
  readonly reconciliation: Reconciliation | null
  readonly missing: bigint
  readonly declaredIn: string | null
}

export async function distributionView(db: Db, id: DistributionId): Promise<DistributionView | null> {
  const found = await load(db, id)
  if (found === null) return null
  const { distribution, instrument } = found
  const sums = await sumsOf(db, distribution)
  const rows = await selectEntitlements(db, id, distribution.chainId)
  const owed = rows.reduce((sum, row) => sum + row.amount, 0n)
  return {
    distribution,
    instrument,
    sums,
    entitled: { holders: rows.length, owed },
    reconciliation:
      distribution.declared === null || rows.length === 0
        ? null
        : reconcile({ declared: distribution.declared, owed, ...sums }),
    missing: missingFunds(distribution, sums.funded),
    declaredIn: await selectDeclaringTransaction(db, distributionRef(id)),
  }
}

/** An instrument's distributions, the newest month first and corrections after what they correct. */
export async function distributions(db: Db, instrument: Instrument): Promise<DistributionView[]> {
  const ids = await selectDistributionIds(db, { instrument: instrument.id })
  const views = await Promise.all(ids.map((id) => distributionView(db, id)))
  return views.flatMap((view) => view ?? [])
}

/** Who is owed what, in ascending order of address, and what became of it. */
export async function entitlementsOf(
  db: Db,
  distribution: Distribution,
  page: { readonly after?: string; readonly wallet?: string; readonly limit?: number } = {},
): Promise<EntitlementRow[]> {
  return selectEntitlements(db, distribution.id, distribution.chainId, page)
}

/** A distribution with its instrument, or null; only an instrument on the chain has any. */
export async function load(
  db: Db,
  id: DistributionId,
): Promise<{ distribution: Distribution; instrument: Instrument } | null> {
  const instrumentId = await selectInstrumentOf(db, id)
  const instrument = instrumentId === null ? null : await instrumentById(db, instrumentId)
  if (instrument === null || instrument.token === null) return null
  const distribution = await selectDistribution(db, id, { token: instrument.token, ref: distributionRef(id) })
  return distribution === null ? null : { distribution, instrument }
}

const NO_SUMS: Sums = { funded: 0n, paid: 0n, parked: 0n, carried: null, cursor: '' }

/** What the chain has done for it so far. */
export function sumsOf(db: Db, distribution: Distribution): Promise<Sums> {
  return distribution.chainId === null ? Promise.resolve(NO_SUMS) : selectSums(db, distribution.chainId)
}

/* SCHEDULING */

export type ScheduleRefusal =
  | 'NO_INCOME_POLICY'
  | 'INSTRUMENT_NOT_LIVE'
  | 'RECORD_DATE_PAST'
  | 'ALREADY_SCHEDULED'
  | 'PERIOD_OUT_OF_ORDER'
  | 'PROTOCOL_NOT_DEPLOYED'

/**
 * Announces the record date of a month's distribution: the close of the month's last day in the issuer's time zone.
 * It must lie in the future, so that nobody learns only afterwards which day counted.
 */
export async function scheduleDistribution(
  work: Work,
  instrument: Instrument,
  period: Period,
): Promise<Result<DistributionId, ScheduleRefusal>> {
  if (instrument.income === null) return refuse('NO_INCOME_POLICY')
  if (instrument.status !== 'live' || instrument.token === null) return refuse('INSTRUMENT_NOT_LIVE')
  const protocol = await protocolAddresses(work.db)
  if (protocol === null) return refuse('PROTOCOL_NOT_DEPLOYED')
  const dates = calendar(period, instrument.timeZone)
  if (Temporal.Instant.compare(dates.recordAt, work.now) <= 0)
    return refuse('RECORD_DATE_PAST', { recordDate: dates.recordDate.toString() })

  await lockFor(work.db, `distribution:${instrument.id}`)
  const existing = await selectDistributionIds(work.db, {
    instrument: instrument.id,
    period: period.toString(),
  })
  if (existing.length > 0) return refuse('ALREADY_SCHEDULED', { period: period.toString() })
  const missing = await periodBefore(work, instrument, period)
  if (missing !== null) return refuse('PERIOD_OUT_OF_ORDER', missing)

  const id = newId('dst')
  await insertDistribution(work.db, { ...blank(id, instrument, period), ...dates }, work.now)
  await recordIntent(
    work.db,
    {
      key: `${id}:${ANNOUNCEMENT}`,
      purpose: ANNOUNCEMENT,
      subject: id,
      from: protocol.operator,
      to: instrument.token,
      data: declareRecordDateCall(dates.recordAt),
    },
    work.now,
  )
  await appendAudit(work, {
    action: 'distribution.scheduled',
    subject: id,
    detail: { instrument: instrument.id, period: period.toString(), recordAt: dates.recordAt.toString() },
  })
  return ok(id)
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
  const [newest] = await selectDistributionIds(work.db, { instrument: instrument.id })
  const last = newest === undefined ? null : ((await load(work.db, newest))?.distribution.period ?? null)
  const running = dateIn(work.now, instrument.timeZone).toPlainYearMonth()
  const first = firstPeriod(instrument.offering.closes)
  const begin = compare(first, running) > 0 ? first : running
  const before = period.subtract({ months: 1 })
  const isGap = compare(period, begin) > 0 && (last === null || compare(last, before) < 0)
  const other = last !== null && compare(last, period) > 0 ? last : isGap ? before : null
  return other === null ? null : { period: period.toString(), other: other.toString() }
}

/** A regular distribution of which nothing is known but its dates. */
export function blank(id: DistributionId, instrument: Instrument, period: Period): Distribution {
  return {
    id,
    instrument: instrument.id,
    period,
    kind: 'regular',
    correctionOf: null,
    reason: null,
    status: 'scheduled',
    ...calendar(period, instrument.timeZone),
    recordId: null,
    statement: null,
    net: null,
    payoutBps: instrument.income?.payoutBps ?? 0,
    amount: null,
    setOff: 0n,
    chainId: null,
    declared: null,
    carriedIn: null,
  }
}

/**
 * Sees to it that each instrument that pays income has the record date of the running month announced. Returns how
 * many were.
 */
export async function scheduleDue(work: Work): Promise<number> {
  let scheduled = 0
  for (const instrument of await instruments(work.db)) {
    if (instrument.income === null || instrument.status !== 'live') continue
    const period = dateIn(work.now, instrument.timeZone).toPlainYearMonth()
    if (Temporal.PlainYearMonth.compare(period, firstPeriod(instrument.offering.closes)) < 0) continue
    if ((await holdersAt(work.db, instrument, { newest: true, at: work.now })).length === 0) continue
    const done = await scheduleDistribution(work, instrument, period)
    if (done.ok) scheduled++
  }
  return scheduled
}

/* THE CHAIN'S SIDE */

/** What the chain says about record dates (the tokens) and distributions (the distributor). */
export const distributionProjection: Projection = {
  name: 'corporate-action',
  addresses: async (db) => {
    const protocol = await protocolAddresses(db)
    const tokens = (await instruments(db)).flatMap(({ token }) => token ?? [])
    return protocol === null ? [] : [protocol.distributor, ...tokens]
  },
  apply: async (tx, block, logs) => {
    const distributor = (await protocolAddresses(tx))?.distributor.toLowerCase()
    for (const log of logs) {
      const fact = log.address === distributor ? decodeDistributor(log) : decodeRecordDate(log)
      const at = { blockHash: block.hash, logIndex: log.logIndex, txHash: log.txHash }
      if (fact?.kind === 'record-date') await insertRecordDate(tx, { ...at, token: log.address, ...fact })
      else if (fact !== null) await insertDistributorEvent(tx, at, fact)
    }
  },
}

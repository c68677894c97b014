import { instrumentById, instruments } from '../instrument/instrument.service.ts'
import type { Instrument } from '../instrument/instrument.ts'
import { protocolAddresses } from '../instrument/protocol.service.ts'
import type { DistributionId, InstrumentId } from '../kernel/ids.ts'
import type { Projection } from '../platform/chain/projection.ts'
import { capitalReturned } from '../offering/closing/proceeds.service.ts'
import type { ProceedsPayment } from '../offering/closing/proceeds.ts'
import type { Db } from '../platform/db/database.ts'
import type { Placed, Slice } from '../platform/db/page.ts'
import { decodeDistributor, decodeRecordDate, distributionRef } from './distribution.chain.ts'
import {
  datesOf,
  missingFunds,
  monthsOf,
  monthsPaid,
  reconcile,
  type Distribution,
  type EntitlementSort,
  type Reconciliation,
  type SetOff,
} from './distribution.ts'
import {
  insertDistributorEvent,
  insertRecordDate,
  selectDeclaringTransaction,
  selectSums,
  type Sums,
} from './distributor-event.store.ts'
import {
  selectDistribution,
  selectDistributionIds,
  selectDistributionsByStatement,
  selectInstrumentOf,
  selectOpen,
  selectSetOffs,
} from './distribution.store.ts'
import {
  selectEntitled,
  selectEntitlements,
  type EntitlementFilter,
  type Entitled,
  type EntitlementRow,
} from './entitlement.store.ts'
import { newestStatements } from './income.service.ts'
import type { Period } from './income.ts'

export type { EntitlementRow } from './entitlement.store.ts'

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
  readonly entitled: Entitled
  readonly reconciliation: Reconciliation | null
  readonly missing: bigint
  /** Months whose statement has to come in before it is declared. */
  readonly monthsMissing: readonly Period[]
  /** Paid out of what was raised, and the payment out of it that waits for a second person. */
  readonly capital: { readonly paid: bigint; readonly open: ProceedsPayment | null }
  readonly declaredIn: string | null
}

export async function distributionView(db: Db, id: DistributionId): Promise<DistributionView | null> {
  const found = await load(db, id)
  if (found === null) return null
  const { distribution, instrument } = found
  const sums = await sumsOf(db, distribution)
  const entitled = await selectEntitled(db, id)
  return {
    distribution,
    instrument,
    sums,
    entitled,
    reconciliation:
      distribution.declared === null || entitled.holders === 0
        ? null
        : reconcile({ declared: distribution.declared, owed: entitled.owed, ...sums }),
    missing: missingFunds(distribution, sums.funded),
    monthsMissing: distribution.amount === null ? await monthsMissing(db, distribution, instrument) : [],
    capital: capitalOf(distribution, await capitalReturned(db, id)),
    declaredIn:
      instrument.token === null
        ? null
        : await selectDeclaringTransaction(db, { token: instrument.token, ref: distributionRef(id) }),
  }
}

function capitalOf(
  { declared }: Distribution,
  payments: readonly ProceedsPayment[],
): DistributionView['capital'] {
  const paid = payments.reduce(
    (sum, { status, amount }) => (status === 'paid' ? sum + amount.minor : sum),
    0n,
  )
  return {
    // Whoever takes from the treasury with its key what was given back may have it given back twice.
    paid: declared === null || paid < declared ? paid : declared,
    open: payments.find(({ status }) => status === 'prepared') ?? null,
  }
}

/** Months whose statement has to come in before it is declared: what was computed, by a coupon or a correction, waits for none. */
export async function monthsMissing(
  db: Db,
  distribution: Distribution,
  instrument: Instrument,
): Promise<Period[]> {
  if (distribution.kind === 'correction' || instrument.coupon !== null) return []
  const months = monthsOf(distribution)
  const newest = await newestStatements(db, instrument.id, months)
  return months.filter((_, i) => newest[i] === undefined)
}

/** What of a distribution is paid out of what was raised from investors: no income, a return of capital. */
export async function capitalPaid(db: Db, distribution: Distribution): Promise<bigint> {
  return capitalOf(distribution, await capitalReturned(db, distribution.id)).paid
}

/** An instrument's distributions, the newest month first and corrections after what they correct; or one month's. */
export async function distributions(
  db: Db,
  instrument: Instrument,
  period?: Period,
): Promise<DistributionView[]> {
  const ids = await selectDistributionIds(db, {
    instrument: instrument.id,
    ...(period === undefined ? {} : { period: period.toString() }),
  })
  const views = await Promise.all(ids.map((id) => distributionView(db, id)))
  return views.flatMap((view) => view ?? [])
}

/** What came of an instrument's statements; one that was replaced, or whose pay date has not come, is not among them. */
export function distributionsByStatement(
  db: Db,
  instrument: InstrumentId,
): ReturnType<typeof selectDistributionsByStatement> {
  return selectDistributionsByStatement(db, instrument)
}

/** From which corrections downwards a distribution took what it set off. */
export function setOffsOf(db: Db, id: DistributionId): Promise<SetOff[]> {
  return selectSetOffs(db, id)
}

/** Who is owed what, and what became of it; all of them in ascending order of address, where no slice is asked for. */
export async function entitlementsOf(
  db: Db,
  distribution: Distribution,
  filter: EntitlementFilter = {},
  slice?: Slice<EntitlementSort>,
): Promise<Placed<EntitlementRow>[]> {
  return selectEntitlements(db, distribution.id, distribution.chainId, filter, slice)
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

const NO_SUMS: Sums = {
  funded: 0n,
  paid: 0n,
  parked: 0n,
  withheld: 0n,
  remitted: 0n,
  unclaimed: 0n,
  carried: null,
  cursor: '',
}

/** What the chain has done for it so far. */
export function sumsOf(db: Db, distribution: Distribution): Promise<Sums> {
  return distribution.chainId === null ? Promise.resolve(NO_SUMS) : selectSums(db, distribution.chainId)
}

/**
 * A regular distribution of which nothing is known but its dates.
 *
 * @param last the newest period before it that has a distribution; null where it is the first
 */
export function blank(
  id: DistributionId,
  instrument: Instrument,
  period: Period,
  last: Period | null,
): Distribution {
  return {
    id,
    instrument: instrument.id,
    period,
    months: monthsPaid(instrument, period, last),
    kind: 'regular',
    correctionOf: null,
    reason: null,
    status: 'scheduled',
    ...sureDates(instrument, period),
    recordId: null,
    statement: null,
    statementsBeside: [],
    net: null,
    // Of interest, all of it is paid.
    payoutBps: instrument.coupon === null ? (instrument.income?.payoutBps ?? 0) : 10_000,
    amount: null,
    setOff: 0n,
    chainId: null,
    declared: null,
    carriedIn: null,
    waiting: null,
  }
}

function sureDates(instrument: Instrument, period: Period) {
  const dates = datesOf(instrument, period)
  if (dates === null) throw new Error(`${instrument.key} pays nothing for ${period.toString()}`)
  return dates
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

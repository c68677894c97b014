import { sql } from 'kysely'
import type { CountedInvestor } from '../../investor/investor.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { dateIn } from '../../kernel/time.ts'
import type { Db } from '../../platform/db/database.ts'
import { isAtBank, isKept } from '../kept.store.ts'
import { raiseStatus } from './raise-status.store.ts'
import {
  PAID_STATES,
  RAISE_STATUSES,
  REPLACED,
  RESERVED_STATES,
  type RaiseStatus,
  type SubscriptionState,
} from './subscription-state.ts'
import { tables } from './subscription.store.ts'
import { UNPAID_DAYS, type Subscription } from './subscription.ts'

/** Reservations of an investor that ran out unpaid, of those that count, and when the last of them did. */
export async function selectUnpaid(
  db: Db,
  offering: OfferingId,
  investor: InvestorId,
  now: Temporal.Instant,
): Promise<{ readonly count: number; readonly last: Temporal.Instant | null }> {
  return tables(db)
    .selectFrom('subscription')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<Temporal.Instant | null>`max(valid_before)`.as('last'),
    ])
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where((eb) =>
      eb.or([
        eb.and([eb('state', 'in', [...RESERVED_STATES]), eb.not(isAtBank)]),
        eb.and([eb('state', '=', 'expired'), eb('reason', '=', 'NOT_PAID')]),
      ]),
    )
    .where('valid_before', '<=', now)
    .where('valid_before', '>', now.subtract({ hours: 24 * UNPAID_DAYS }))
    .executeTakeFirstOrThrow()
}

/** How often an investor has asked for units since, anywhere, in vain or only to ask for others in their place. */
export async function selectAttempts(db: Db, investor: InvestorId, since: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ attempts: number }>`
    select (
      (select count(*) from subscription_refusal where investor = ${investor} and asked_at > ${since.toString()})
      + (select count(*) from subscription where investor = ${investor} and reason = ${REPLACED}
           and state = 'withdrawn' and created_at > ${since.toString()})
    )::int as attempts`.execute(db)
  return rows[0]?.attempts ?? 0
}

/** A subscription that counts against limits, and on which day of Coordinated Universal Time it was made. */
export type LiveSubscription = Pick<Subscription, 'offering' | 'units' | 'amount'> & {
  readonly buyer: CountedInvestor
  readonly soldOn: Temporal.PlainDate
  readonly isIssued: boolean
}

/** Subscriptions that count against limits: paid, issued, or reserved and kept; all but `without`, of these `buyers` or of all. */
export async function selectLive(
  db: Db,
  offerings: readonly string[],
  {
    since,
    now,
    without,
    buyers,
  }: {
    /** From when on those count that are paid or issued; null counts all of them. */
    readonly since: Temporal.Instant | null
    readonly now: Temporal.Instant
    readonly without: SubscriptionId | null
    readonly buyers: readonly InvestorId[] | null
  },
): Promise<LiveSubscription[]> {
  if (offerings.length === 0) return []
  // Of tens of thousands no more than is counted, and the buyer with each: asking for them by their ids takes twice as long.
  const rows = await tables(db)
    .selectFrom('subscription')
    .innerJoin('investor', 'investor.id', 'subscription.investor')
    .select([
      ...(['offering', 'investor', 'units', 'amount', 'kind', 'country', 'accredited_until'] as const),
      sql<Temporal.PlainDate>`(subscription.created_at at time zone 'UTC')::date`.as('sold_on'),
      sql<boolean>`state = 'issued'`.as('is_issued'),
    ])
    .where('offering', 'in', [...offerings])
    .where('subscription.id', '<>', without ?? '')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('status', '=', 'confirmed'),
          ...(since === null ? [] : [eb('subscription.created_at', '>', since)]),
        ]),
        eb('status', '=', 'pending'),
        isKept(now),
      ]),
    )
    .$if(buyers !== null, (query) =>
      query.where(sql<boolean>`subscription.investor = any(${[...buyers!]}::text[])`),
    )
    .orderBy('subscription.id')
    .execute()
  return rows.map((row) => ({
    offering: row.offering as OfferingId,
    buyer: {
      id: row.investor as InvestorId,
      kind: row.kind,
      country: row.country,
      accreditedUntil: row.accredited_until,
    },
    units: row.units,
    amount: row.amount,
    soldOn: row.sold_on,
    isIssued: row.is_issued,
  }))
}

/** What an investor has paid in an offering, or is paying, and not got back: minor units of the payment currency. */
export async function selectPaidBy(db: Db, offering: OfferingId, investor: InvestorId): Promise<bigint> {
  const row = await tables(db)
    .selectFrom('subscription')
    .select(sql<bigint | null>`sum(coalesce(cost, amount))`.as('amount'))
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('state', 'in', ['funded', ...PAID_STATES])
    .executeTakeFirstOrThrow()
  return row.amount ?? 0n
}

/** How many subscriptions there are of a kind, their base units, and minor units of the payment currency. */
type Total = { readonly count: number; readonly units: bigint; readonly amount: bigint }

/**
 * Counts, units and money of an offering's subscriptions, by state; reservations that ran out or were replaced are left out. Units are those
 * that were allotted where the closing has said so, and the money is what they cost.
 */
export async function selectTotals(
  db: Db,
  offering: OfferingId,
  now: Temporal.Instant,
): Promise<readonly (Total & { readonly state: SubscriptionState })[]> {
  return totals(db, offering, now).select('state').groupBy('state').execute()
}

/** As `selectTotals`, by what the investors wait for, without those that are over. */
export async function selectRaiseTotals(
  db: Db,
  offering: OfferingId,
  now: Temporal.Instant,
): Promise<readonly (Total & { readonly status: RaiseStatus })[]> {
  const rows = await totals(db, offering, now)
    .select(raiseStatus(dateIn(now, 'UTC')).as('raise'))
    .groupBy(sql.ref('raise'))
    .execute()
  return RAISE_STATUSES.flatMap((status) =>
    rows.flatMap(({ raise, ...sums }) => (raise === status ? [{ status, ...sums }] : [])),
  )
}

function totals(db: Db, offering: OfferingId, now: Temporal.Instant) {
  return tables(db)
    .selectFrom('subscription')
    .select((eb) => [
      eb.fn.countAll<number>().as('count'),
      sql<bigint>`sum(coalesce(allotted, units))`.as('units'),
      sql<bigint>`sum(coalesce(cost, amount))`.as('amount'),
    ])
    .where('offering', '=', offering)
    .where('reason', 'is distinct from', REPLACED)
    .where((eb) => eb.or([eb('state', 'not in', [...RESERVED_STATES]), isKept(now)]))
}

/** When the last subscription of those that are paid for came. */
export async function selectLastPaid(db: Db, offering: OfferingId): Promise<Temporal.Instant | null> {
  const row = await tables(db)
    .selectFrom('subscription')
    .innerJoin('subscription_event', 'subscription_event.subscription', 'subscription.id')
    .select((eb) => eb.fn.max('subscription_event.at').as('at'))
    .where('offering', '=', offering)
    .where('state', 'in', [...PAID_STATES])
    .where('to_state', '=', 'confirmed')
    .executeTakeFirst()
  return row?.at ?? null
}

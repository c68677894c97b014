import { sql, type Selectable } from 'kysely'
import { getAddress, type Address } from 'viem'
import type { CountedInvestor } from '../../investor/investor.ts'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import { amountKey, inOrder, type Placed, type Slice } from '../../platform/db/page.ts'
import { isKept } from '../kept.store.ts'
import { raiseStatus } from './raise-status.store.ts'
import {
  STATES,
  type IssuanceStatus,
  type RaiseStatus,
  type SubscriptionSort,
  type SubscriptionState,
  type SubscriptionStatus,
} from './subscription-state.ts'
import type { Subscription } from './subscription.ts'

type SubscriptionTable = {
  id: string
  offering: string
  investor: string
  wallet: string | null
  units: bigint
  amount: bigint
  currency: number
  status: SubscriptionStatus
  issuance: IssuanceStatus | null
  state: SubscriptionState
  number: bigint | null
  is_fiat: boolean
  fiat_due: bigint | null
  fiat_recorded_at: Temporal.Instant | null
  leaving_since: Temporal.Instant | null
  wire_told_at: Temporal.Instant | null
  allotted: bigint | null
  cost: bigint | null
  agreement: Subscription['agreement']
  valid_before: Temporal.Instant
  reason: string | null
  created_at: Temporal.Instant
  settled_at: Temporal.Instant | null
  since: Temporal.Instant
  interest_tried_at: Temporal.Instant | null
}

/** What is read of those who buy. */
type InvestorColumns = {
  id: string
  kind: CountedInvestor['kind']
  country: string
  accredited_until: Temporal.PlainDate | null
}

type EventTable = {
  subscription: string
  from_state: SubscriptionState | null
  to_state: SubscriptionState
  reason: string | null
  at: Temporal.Instant
  by: string
}

/** The rows of subscriptions, for the stores of this folder. */
export const tables = (db: Db) =>
  db.withTables<{
    subscription: SubscriptionTable
    investor: InvestorColumns
    subscription_event: EventTable
  }>()

export function toSubscription(row: Selectable<SubscriptionTable>): Subscription {
  return {
    id: row.id as SubscriptionId,
    offering: row.offering as OfferingId,
    investor: row.investor as InvestorId,
    wallet: row.wallet === null ? null : getAddress(row.wallet),
    units: row.units,
    amount: row.amount,
    currency: row.currency,
    state: row.state,
    number: row.number,
    isFiat: row.is_fiat,
    allotted: row.allotted,
    cost: row.cost,
    agreement: row.agreement,
    createdAt: row.created_at,
    validBefore: row.valid_before,
    reason: row.reason,
  }
}

export async function insertSubscription(db: Db, s: Subscription, by: string): Promise<void> {
  const { status, issuance } = STATES[s.state]
  await tables(db)
    .insertInto('subscription')
    .values({
      id: s.id,
      offering: s.offering,
      investor: s.investor,
      wallet: s.wallet,
      units: s.units,
      amount: s.amount,
      currency: s.currency,
      status,
      issuance,
      state: s.state,
      number: s.number,
      is_fiat: s.isFiat,
      fiat_due: null,
      fiat_recorded_at: null,
      allotted: s.allotted,
      cost: s.cost,
      agreement: s.agreement,
      valid_before: s.validBefore,
      reason: s.reason,
      created_at: s.createdAt,
      settled_at: null,
      since: s.createdAt,
      interest_tried_at: null,
    })
    .execute()
  await insertEvent(db, { subscription: s.id, from: null, to: s.state, reason: null, at: s.createdAt, by })
}

/** A step of a subscription. */
export type SubscriptionEvent = {
  readonly subscription: SubscriptionId
  readonly from: SubscriptionState | null
  readonly to: SubscriptionState
  readonly reason: string | null
  readonly at: Temporal.Instant
  readonly by: string
}

async function insertEvent(db: Db, { subscription, from, to, ...event }: SubscriptionEvent): Promise<void> {
  await tables(db)
    .insertInto('subscription_event')
    .values({ subscription, from_state: from, to_state: to, ...event })
    .execute()
}

export async function selectEvents(db: Db, subscription: SubscriptionId): Promise<SubscriptionEvent[]> {
  const rows = await tables(db)
    .selectFrom('subscription_event')
    .selectAll()
    .where('subscription', '=', subscription)
    .orderBy(sql`seq`)
    .execute()
  return rows.map(({ from_state: from, to_state: to, reason, at, by }) => {
    return { subscription, from, to, reason, at, by }
  })
}

/** What becomes known of a subscription with a step. */
export type SubscriptionChange = {
  readonly number?: bigint
  readonly allotted?: bigint
  readonly cost?: bigint
  readonly isFiat?: boolean
  /** An interest is taken up: what is asked for, from this step on. */
  readonly asked?: Pick<Subscription, 'units' | 'amount' | 'currency' | 'wallet' | 'validBefore'>
}

/** Takes a subscription a step further. Nothing happens, and false is answered, when it is not where it was any more. */
export async function updateState(
  db: Db,
  { subscription, from, to, reason, at, by }: SubscriptionEvent & { readonly from: SubscriptionState },
  { isFiat, asked, ...change }: SubscriptionChange = {},
): Promise<boolean> {
  const { status, issuance, next } = STATES[to]
  const moved = await tables(db)
    .updateTable('subscription')
    .set({
      state: to,
      status,
      issuance,
      since: at,
      ...change,
      ...(isFiat === undefined ? {} : { is_fiat: isFiat }),
      ...(asked === undefined
        ? {}
        : {
            units: asked.units,
            amount: asked.amount,
            currency: asked.currency,
            wallet: asked.wallet,
            valid_before: asked.validBefore,
            created_at: at,
          }),
      ...(reason === null ? {} : { reason }),
      ...(next.length === 0 ? { settled_at: at } : {}),
    })
    .where('id', '=', subscription)
    .where('state', '=', from)
    .returning('id')
    .executeTakeFirst()
  if (moved === undefined) return false
  await insertEvent(db, { subscription, from, to, reason, at, by })
  return true
}

/** Until when units are kept for it, and it can be paid. */
export async function updateValidBefore(db: Db, id: SubscriptionId, until: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('subscription').set({ valid_before: until }).where('id', '=', id).execute()
}

/** One claim fetches all that waits for a wallet in an offering and a currency: none of it is parked any more. It is answered. */
export async function markClaimed(db: Db, subscription: Subscription): Promise<Subscription[]> {
  const rows = await tables(db)
    .updateTable('subscription')
    .set({ reason: 'REFUND_CLAIMED' })
    .where('offering', '=', subscription.offering)
    .where('wallet', '=', subscription.wallet)
    .where('currency', '=', subscription.currency)
    .where('reason', '=', 'REFUND_PARKED')
    .where('is_fiat', '=', false)
    .returningAll()
    .execute()
  return rows.map(toSubscription)
}

/** Offerings in which an investor, or somebody from this wallet, subscribed, whatever became of it. */
export async function selectOfferingsOf(
  db: Db,
  by: { readonly wallet: Address } | { readonly investor: InvestorId },
): Promise<OfferingId[]> {
  const query = tables(db).selectFrom('subscription').select('offering').distinct().orderBy('offering')
  const rows = await (
    'wallet' in by ? query.where('wallet', '=', by.wallet) : query.where('investor', '=', by.investor)
  ).execute()
  return rows.map(({ offering }) => offering as OfferingId)
}

/** Keeps subscriptions from others until the end of the transaction: all that it moves, before the first is written to the log. */
export async function holdSubscriptions(db: Db, ids: readonly SubscriptionId[]): Promise<void> {
  for (const id of [...new Set(ids)].sort()) await lockFor(db, id)
}

/** Subscriptions of an offering in one of these states, in the order of their numbers, then of time. */
export async function selectInStates(
  db: Db,
  offering: OfferingId,
  states: readonly SubscriptionState[],
): Promise<Subscription[]> {
  const rows = await tables(db)
    .selectFrom('subscription')
    .selectAll()
    .where('offering', '=', offering)
    .where('state', 'in', [...states])
    .orderBy('number')
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toSubscription)
}

export async function selectSubscription(db: Db, id: SubscriptionId): Promise<Subscription | null> {
  const row = await tables(db).selectFrom('subscription').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toSubscription(row)
}

export async function selectSubscriptions(
  db: Db,
  filter: {
    /** Only those of these offerings; null is of all. */
    readonly offerings: readonly OfferingId[] | null
    readonly investor: InvestorId | null
    readonly wallet: Address | null
    readonly states: readonly SubscriptionState[] | null
    /** What their investors wait for, on a day of Coordinated Universal Time; undefined is anything. */
    readonly raise?: { readonly status: RaiseStatus; readonly today: Temporal.PlainDate } | undefined
  },
  slice: Slice<SubscriptionSort>,
  /** By offering, of its units and of its currency. */
  decimals: { readonly units: ReadonlyMap<string, number>; readonly amount: ReadonlyMap<string, number> },
): Promise<Placed<Subscription>[]> {
  if (filter.offerings?.length === 0) return []
  let query = tables(db).selectFrom('subscription').selectAll()
  if (filter.offerings !== null) query = query.where('offering', 'in', [...filter.offerings])
  if (filter.investor !== null) query = query.where('investor', '=', filter.investor)
  if (filter.wallet !== null)
    query = query.where(sql<boolean>`lower(wallet) = ${filter.wallet.toLowerCase()}`)
  if (filter.states !== null) query = query.where('state', 'in', [...filter.states])
  if (filter.raise !== undefined)
    query = query.where(raiseStatus(filter.raise.today), '=', filter.raise.status)
  const of = sql.ref('offering')
  const keys = {
    at: [{ of: sql.ref('created_at'), type: 'timestamptz' as const }],
    units: [amountKey(sql.ref('units'), { of, decimals: decimals.units })],
    amount: [amountKey(sql.ref('amount'), { of, decimals: decimals.amount })],
  }
  const rows = await inOrder(query, keys, [{ of: sql.ref('id'), type: 'text' }], slice).execute()
  return rows.map((row) => ({ ...toSubscription(row), place: row.place }))
}

/** What an investor has reserved of an offering and is kept for them. */
export async function selectReservation(
  db: Db,
  offering: OfferingId,
  investor: InvestorId,
  now: Temporal.Instant,
): Promise<Subscription | null> {
  const row = await tables(db)
    .selectFrom('subscription')
    .selectAll()
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where(isKept(now))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? null : toSubscription(row)
}

import { sql, type ColumnType, type Generated, type Selectable } from 'kysely'
import type { DecisionId, InstrumentId, InvestorId, IssuerId, OfferingId, RefusalId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { isBehind, type Place } from '../platform/db/page.ts'
import type { AttemptKind, RefusalReason } from './refusal/refusal.ts'

type RefusalTable = {
  id: string
  seq: Generated<number>
  offering: string
  instrument: string
  investor: string
  wallet: string
  amount: bigint
  reasons: ColumnType<readonly RefusalReason[], string, never>
  decision: string | null
  asked_by: string
  asked_at: Temporal.Instant
}
type AttemptTable = {
  id: string
  kind: string
  issuer: string | null
  instrument: string | null
  investor: string | null
  asked: string
  reasons: ColumnType<readonly Omit<RefusalReason, 'facts'>[], string, never>
  asked_by: string
  asked_at: Temporal.Instant
}
const tables = (db: Db) =>
  db.withTables<{ subscription_refusal: RefusalTable; refused_attempt: AttemptTable }>()

/** A subscription that was refused. */
export type SubscriptionRefused = {
  readonly id: RefusalId
  readonly offering: OfferingId
  readonly instrument: InstrumentId
  readonly investor: InvestorId
  readonly wallet: string
  /** Minor units of the payment currency. */
  readonly amount: bigint
  readonly reasons: readonly RefusalReason[]
  readonly decision: DecisionId | null
  readonly askedBy: string
  readonly askedAt: Temporal.Instant
}

function toRefused(row: Selectable<RefusalTable>): SubscriptionRefused {
  return {
    id: row.id as RefusalId,
    offering: row.offering as OfferingId,
    instrument: row.instrument as InstrumentId,
    investor: row.investor as InvestorId,
    wallet: row.wallet,
    amount: row.amount,
    reasons: row.reasons,
    decision: row.decision as DecisionId | null,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  }
}

export async function insertRefused(db: Db, one: SubscriptionRefused): Promise<void> {
  await tables(db)
    .insertInto('subscription_refusal')
    .values({
      id: one.id,
      offering: one.offering,
      instrument: one.instrument,
      investor: one.investor,
      wallet: one.wallet,
      amount: one.amount,
      reasons: JSON.stringify(one.reasons),
      decision: one.decision,
      asked_by: one.askedBy,
      asked_at: one.askedAt,
    })
    .execute()
}

/** Whether a decision stopped a subscription before anything was reserved. */
export async function isStoppedBy(db: Db, decision: DecisionId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('subscription_refusal')
    .select('id')
    .where('decision', '=', decision)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** A part of the list of all refusals: before a place in it, within days; by one of its reasons and about one investor. */
export type RefusalPage = {
  readonly reason: string | null
  readonly investor: InvestorId | null
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
  readonly before: Place | null
  readonly limit: number
}

/** Refused subscriptions from the youngest back, those before a place in the list of all refusals. */
export async function selectRefusedSubscriptions(
  db: Db,
  filter: RefusalPage & { readonly instruments: readonly InstrumentId[] },
): Promise<SubscriptionRefused[]> {
  if (filter.instruments.length === 0) return []
  let query = tables(db)
    .selectFrom('subscription_refusal')
    .selectAll()
    .where('instrument', 'in', [...filter.instruments])
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  const { reason, investor, from, to, before } = filter
  if (reason !== null) query = query.where(hasReason(reason))
  if (investor !== null) query = query.where('investor', '=', investor)
  if (from !== null) query = query.where('asked_at', '>=', from)
  if (to !== null) query = query.where('asked_at', '<', to)
  if (before !== null) query = query.where(isBehind(before, 'asked_at', 'id'))
  return (await query.execute()).map(toRefused)
}

function hasReason(reason: string) {
  return sql<boolean>`reasons @> ${JSON.stringify([{ reason }])}::jsonb`
}

/** A refused attempt that has no table of its own. */
export type AttemptRefused = {
  readonly id: RefusalId
  readonly kind: AttemptKind
  readonly issuer: IssuerId | null
  readonly instrument: InstrumentId | null
  readonly investor: InvestorId | null
  readonly asked: string
  readonly reasons: readonly Omit<RefusalReason, 'facts'>[]
  readonly askedBy: string
  readonly askedAt: Temporal.Instant
}

export async function insertAttempt(db: Db, one: AttemptRefused): Promise<void> {
  await tables(db)
    .insertInto('refused_attempt')
    .values({
      id: one.id,
      kind: one.kind,
      issuer: one.issuer,
      instrument: one.instrument,
      investor: one.investor,
      asked: one.asked,
      reasons: JSON.stringify(one.reasons),
      asked_by: one.askedBy,
      asked_at: one.askedAt,
    })
    .execute()
}

/**
 * Refused attempts from the youngest back, those before a place in the list of all refusals.
 *
 * @param filter.issuer     whose business they are; null for all
 * @param filter.instrument the one that they are about; null for all, and for those about none
 */
export async function selectAttempts(
  db: Db,
  filter: RefusalPage & { readonly issuer: IssuerId | null; readonly instrument: InstrumentId | null },
): Promise<AttemptRefused[]> {
  let query = tables(db)
    .selectFrom('refused_attempt')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  const { issuer, instrument, reason, investor, from, to, before } = filter
  if (issuer !== null) query = query.where('issuer', '=', issuer)
  if (instrument !== null) query = query.where('instrument', '=', instrument)
  if (reason !== null) query = query.where(hasReason(reason))
  if (investor !== null) query = query.where('investor', '=', investor)
  if (from !== null) query = query.where('asked_at', '>=', from)
  if (to !== null) query = query.where('asked_at', '<', to)
  if (before !== null) query = query.where(isBehind(before, 'asked_at', 'id'))
  return (await query.execute()).map((row) => ({
    id: row.id as RefusalId,
    kind: row.kind as AttemptKind,
    issuer: row.issuer as IssuerId | null,
    instrument: row.instrument as InstrumentId | null,
    investor: row.investor as InvestorId | null,
    asked: row.asked,
    reasons: row.reasons,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
  }))
}

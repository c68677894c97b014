import { sql } from 'kysely'
import type { InvestorId, OfferingId, SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { SuitabilityOutcome } from './suitability.ts'

type Tables = {
  risk_text: {
    sha256: string
    risk: string
    version: number
    title: string
    body: string
    kept_at: Temporal.Instant
  }
  risk_confirmation: {
    offering: string
    investor: string
    sha256: string
    confirmed_at: Temporal.Instant
    confirmed_by: string
  }
  suitability: {
    offering: string
    investor: string
    outcome: SuitabilityOutcome
    answered_at: Temporal.Instant
    acknowledged_at: Temporal.Instant | null
  }
  subscription: {
    id: string
    offering: string
    investor: string
    wire_at: Temporal.Instant | null
  }
}
const tables = (db: Db) => db.withTables<Tables>()

/** Whose way to which units it is. */
export type Place = { readonly offering: OfferingId; readonly investor: InvestorId }

/** A risk as it is told. */
export type RiskText = {
  readonly risk: string
  readonly version: number
  readonly title: string
  readonly text: string
  readonly sha256: string
}

/** Keeps what somebody confirmed to have read; confirming again changes nothing. False when it was confirmed before. */
export async function insertConfirmation(
  db: Db,
  { offering, investor }: Place,
  { risk, version, title, text, sha256 }: RiskText,
  at: Temporal.Instant,
  by: string,
): Promise<boolean> {
  await tables(db)
    .insertInto('risk_text')
    .values({ sha256, risk, version, title, body: text, kept_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const row = await tables(db)
    .insertInto('risk_confirmation')
    .values({ offering, investor, sha256, confirmed_at: at, confirmed_by: by })
    .onConflict((conflict) => conflict.doNothing())
    .returning('sha256')
    .executeTakeFirst()
  return row !== undefined
}

/** When each text was confirmed. */
export async function selectConfirmations(
  db: Db,
  { offering, investor }: Place,
): Promise<Map<string, Temporal.Instant>> {
  const rows = await tables(db)
    .selectFrom('risk_confirmation')
    .select(['sha256', 'confirmed_at'])
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .execute()
  return new Map(rows.map((row) => [row.sha256, row.confirmed_at]))
}

/** Those of these subscriptions whose investor has confirmed all of these texts. */
export async function selectConfirmed(
  db: Db,
  ids: readonly SubscriptionId[],
  texts: readonly string[],
): Promise<ReadonlySet<SubscriptionId>> {
  if (ids.length === 0) return new Set()
  const rows = await tables(db)
    .selectFrom('subscription')
    .select('id')
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .where(hasConfirmed(texts))
    .execute()
  return new Set(rows.map(({ id }) => id as SubscriptionId))
}

/** Of a row of `subscription`: whether its investor has confirmed all of these texts. */
export function hasConfirmed(texts: readonly string[]) {
  return sql<boolean>`(
    select count(*) from risk_confirmation c
      where c.offering = subscription.offering and c.investor = subscription.investor
        and c.sha256 = any(${[...texts]}::text[])
  ) = ${texts.length}`
}

/** Keeps the outcome of the answers; new answers take the place of old ones, and an acknowledgement goes with those. */
export async function upsertSuitability(
  db: Db,
  { offering, investor }: Place,
  outcome: SuitabilityOutcome,
  at: Temporal.Instant,
): Promise<void> {
  const values = { outcome, answered_at: at, acknowledged_at: null }
  await tables(db)
    .insertInto('suitability')
    .values({ offering, investor, ...values })
    .onConflict((conflict) => conflict.columns(['offering', 'investor']).doUpdateSet(values))
    .execute()
}

/** The warning is acknowledged; the first time counts. False when nobody was warned. */
export async function markAcknowledged(
  db: Db,
  { offering, investor }: Place,
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('suitability')
    .set({ acknowledged_at: sql`coalesce(acknowledged_at, ${at})` })
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .where('outcome', '=', 'warned')
    .returning('investor')
    .executeTakeFirst()
  return row !== undefined
}

export async function selectSuitability(
  db: Db,
  { offering, investor }: Place,
): Promise<{ readonly outcome: SuitabilityOutcome; readonly acknowledged: boolean } | null> {
  const row = await tables(db)
    .selectFrom('suitability')
    .select(['outcome', 'acknowledged_at'])
    .where('offering', '=', offering)
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row === undefined ? null : { outcome: row.outcome, acknowledged: row.acknowledged_at !== null }
}

/** The investor pays at a bank; the first time counts. */
export async function markWire(db: Db, id: SubscriptionId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('subscription')
    .set({ wire_at: sql`coalesce(wire_at, ${at})` })
    .where('id', '=', id)
    .execute()
}

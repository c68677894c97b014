import { sql } from 'kysely'
import type { InvestorId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import { lockFor, type Db } from '../../platform/db/database.ts'
import type { SuitabilityStanding } from './subscription-steps.ts'
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
  suitability_answer: {
    offering: string
    investor: string
    version: number
    outcome: SuitabilityOutcome
    answered_at: Temporal.Instant
  }
  suitability_acknowledgement: {
    offering: string
    investor: string
    version: number
    acknowledged_at: Temporal.Instant
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

/** Keeps the outcome of the answers beside those of earlier ones; answers which version they are. */
export async function insertSuitability(
  db: Db,
  { offering, investor }: Place,
  outcome: SuitabilityOutcome,
  at: Temporal.Instant,
): Promise<number> {
  // Versions count on without a gap: nobody else answers meanwhile.
  await lockFor(db, `suitability:${offering}:${investor}`)
  const { version } = await tables(db)
    .insertInto('suitability_answer')
    .values({
      offering,
      investor,
      version: sql<number>`(
        select coalesce(max(version), 0) + 1 from suitability_answer
          where offering = ${offering} and investor = ${investor}
      )`,
      outcome,
      answered_at: at,
    })
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** The warning of the last answers is acknowledged; the first time counts. False when nobody was warned. */
export async function insertAcknowledgement(db: Db, place: Place, at: Temporal.Instant): Promise<boolean> {
  const standing = await selectSuitability(db, place)
  if (standing?.outcome !== 'warned') return false
  const { offering, investor } = place
  await tables(db)
    .insertInto('suitability_acknowledgement')
    .values({ offering, investor, version: standing.version, acknowledged_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}

/** What the last answers came to. */
export async function selectSuitability(
  db: Db,
  { offering, investor }: Place,
): Promise<SuitabilityStanding | null> {
  return (await selectSuitabilityOf(db, offering, [investor])).get(investor) ?? null
}

/** As `selectSuitability`, for many at once; who has not answered is left out. */
export async function selectSuitabilityOf(
  db: Db,
  offering: OfferingId,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, SuitabilityStanding>> {
  const rows = await tables(db)
    .selectFrom('suitability_answer as a')
    .leftJoin('suitability_acknowledgement as k', (join) =>
      join
        .onRef('k.offering', '=', 'a.offering')
        .onRef('k.investor', '=', 'a.investor')
        .onRef('k.version', '=', 'a.version'),
    )
    .select(['a.investor', 'a.version', 'a.outcome', 'k.acknowledged_at'])
    .distinctOn('a.investor')
    .where('a.offering', '=', offering)
    .where(sql<boolean>`a.investor = any(${[...investors]}::text[])`)
    .orderBy('a.investor')
    .orderBy('a.version', 'desc')
    .execute()
  return new Map(
    rows.map(({ investor, version, outcome, acknowledged_at: at }) => [
      investor as InvestorId,
      { version, outcome, acknowledged: at !== null },
    ]),
  )
}

/** The investor pays at a bank; the first time counts. */
export async function markWire(db: Db, id: SubscriptionId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('subscription')
    .set({ wire_at: sql`coalesce(wire_at, ${at})` })
    .where('id', '=', id)
    .execute()
}

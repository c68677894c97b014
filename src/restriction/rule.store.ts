import { sql, type ColumnType, type Generated, type Selectable } from 'kysely'
import type { DecisionId, InstrumentId, InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { inOrder, type Placed, type Slice } from '../platform/db/page.ts'
import type { Json } from './rule-pack.ts'
import type { PackVersion } from './rule-version.ts'
import type { Outcome, RecordedReason } from './rule.ts'
import type { DecisionSort, DecisionState, StoredDecision } from './judgement.ts'

type JsonColumn<T> = ColumnType<T, string, string>
type PackTable = {
  sha256: string
  pack: string
  version: string
  content: JsonColumn<Json>
  state: PackVersion['state']
  effective_from: Temporal.PlainDate
  proposed_by: string
  proposed_at: Temporal.Instant
  reason: string
  decided_by: string | null
  decided_at: Temporal.Instant | null
}
type PinTable = { instrument: string; pack: string; pinned_by: string; pinned_at: Temporal.Instant }
type FactTable = {
  instrument: string
  name: string
  value: JsonColumn<Json>
  recorded_by: string
  recorded_at: Temporal.Instant
}
type DecisionTable = {
  id: string
  seq: Generated<number>
  action: string
  instrument: string
  investor: string
  seller: string | null
  outcome: Outcome
  record: string
  state: DecisionState
  doubts: string | null
  cleared_by: string | null
  decided_at: Temporal.Instant
  reviewed_by: string | null
  reviewed_at: Temporal.Instant | null
  review_reason: string | null
  first_cleared_by: string | null
  first_cleared_at: Temporal.Instant | null
  first_cleared_reason: string | null
}
type RuleTables = {
  rule_pack: PackTable
  rule_pin: PinTable
  rule_fact: FactTable
  rule_decision: DecisionTable
}
const tables = (db: Db) => db.withTables<RuleTables>()

/* PACKS */

/** Every version without its content: that never changes under its hash, and is read once. */
export async function selectPackVersions(db: Db): Promise<Omit<PackVersion, 'content'>[]> {
  const rows = await tables(db)
    .selectFrom('rule_pack')
    .select([
      'sha256',
      'pack',
      'version',
      'state',
      'effective_from',
      'proposed_by',
      'proposed_at',
      'reason',
      'decided_by',
      'decided_at',
      sql<string>`content ->> 'timeZone'`.as('time_zone'),
    ])
    .orderBy('pack')
    .orderBy('proposed_at')
    .orderBy('version')
    .execute()
  return rows.map((row) => ({
    sha256: row.sha256,
    pack: row.pack,
    version: row.version,
    timeZone: row.time_zone,
    state: row.state,
    effectiveFrom: row.effective_from,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    reason: row.reason,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
  }))
}

export async function selectPackContent(db: Db, sha256: string): Promise<Json> {
  const { content } = await tables(db)
    .selectFrom('rule_pack')
    .select('content')
    .where('sha256', '=', sha256)
    .executeTakeFirstOrThrow()
  return content
}

/** Keeps versions; one that is there stays as it is. */
export async function insertPackVersions(db: Db, versions: readonly PackVersion[]): Promise<void> {
  if (versions.length === 0) return
  await tables(db)
    .insertInto('rule_pack')
    .values(
      versions.map((one) => ({
        sha256: one.sha256,
        pack: one.pack,
        version: one.version,
        content: JSON.stringify(one.content),
        state: one.state,
        effective_from: one.effectiveFrom,
        proposed_by: one.proposedBy,
        proposed_at: one.proposedAt,
        reason: one.reason,
        decided_by: one.decidedBy,
        decided_at: one.decidedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

export async function updatePackState(
  db: Db,
  sha256: string,
  decided: {
    readonly state: 'active' | 'rejected'
    readonly by: string
    readonly at: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .updateTable('rule_pack')
    .set({ state: decided.state, decided_by: decided.by, decided_at: decided.at })
    .where('sha256', '=', sha256)
    .execute()
}

/* WHAT AN INSTRUMENT IS UNDER */

export async function selectPins(db: Db, instrument: InstrumentId): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('rule_pin')
    .select('pack')
    .where('instrument', '=', instrument)
    .orderBy('pack')
    .execute()
  return rows.map(({ pack }) => pack)
}

export async function insertPin(
  db: Db,
  pin: {
    readonly instrument: InstrumentId
    readonly pack: string
    readonly by: string
    readonly at: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .insertInto('rule_pin')
    .values({ instrument: pin.instrument, pack: pin.pack, pinned_by: pin.by, pinned_at: pin.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function selectFacts(db: Db, instrument: InstrumentId): Promise<Record<string, Json>> {
  const rows = await tables(db)
    .selectFrom('rule_fact')
    .select(['name', 'value'])
    .where('instrument', '=', instrument)
    .orderBy('name')
    .execute()
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

/** A fact of every instrument of which it is recorded. */
export async function selectFactOfAll(db: Db, name: string): Promise<Map<InstrumentId, Json>> {
  const rows = await tables(db)
    .selectFrom('rule_fact')
    .select(['instrument', 'value'])
    .where('name', '=', name)
    .execute()
  return new Map(rows.map(({ instrument, value }) => [instrument as InstrumentId, value]))
}

export async function upsertFact(
  db: Db,
  fact: {
    readonly instrument: InstrumentId
    readonly name: string
    readonly value: Json
    readonly by: string
    readonly at: Temporal.Instant
  },
): Promise<void> {
  const said = { value: JSON.stringify(fact.value), recorded_by: fact.by, recorded_at: fact.at }
  await tables(db)
    .insertInto('rule_fact')
    .values({ instrument: fact.instrument, name: fact.name, ...said })
    .onConflict((conflict) => conflict.columns(['instrument', 'name']).doUpdateSet(said))
    .execute()
}

/* DECISIONS */

function toDecision(row: Selectable<DecisionTable>): StoredDecision {
  return {
    id: row.id as DecisionId,
    action: row.action,
    instrument: row.instrument as InstrumentId,
    investor: row.investor as InvestorId,
    seller: row.seller as InvestorId | null,
    outcome: row.outcome,
    record: row.record,
    state: row.state,
    doubts: row.doubts,
    clearedBy: row.cleared_by as DecisionId | null,
    decidedAt: row.decided_at,
    reviewedBy: row.reviewed_by,
    reviewReason: row.review_reason,
    firstCleared:
      row.first_cleared_by === null || row.first_cleared_at === null || row.first_cleared_reason === null
        ? null
        : { by: row.first_cleared_by, at: row.first_cleared_at, reason: row.first_cleared_reason },
  }
}

export async function insertDecision(db: Db, one: StoredDecision): Promise<void> {
  await tables(db)
    .insertInto('rule_decision')
    .values({
      id: one.id,
      action: one.action,
      instrument: one.instrument,
      investor: one.investor,
      seller: one.seller,
      outcome: one.outcome,
      record: one.record,
      state: one.state,
      doubts: one.doubts,
      cleared_by: one.clearedBy,
      decided_at: one.decidedAt,
      reviewed_by: null,
      reviewed_at: null,
      review_reason: null,
    })
    .execute()
}

export async function selectDecision(db: Db, id: DecisionId): Promise<StoredDecision | null> {
  const row = await tables(db).selectFrom('rule_decision').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toDecision(row)
}

export type DecisionFilter = {
  readonly instruments: readonly InstrumentId[]
  readonly state: DecisionState | null
  readonly action: string | null
  readonly outcome: Outcome | null
  /** Of these alone; null is of all. */
  readonly investors: readonly InvestorId[] | null
  /** With a reason that has all of one of these; null is any, and none. */
  readonly reasons: readonly Partial<Pick<RecordedReason, 'pack' | 'rule' | 'code'>>[] | null
  /** From this instant on, and before that one. */
  readonly from: Temporal.Instant | null
  readonly to: Temporal.Instant | null
}

/** The decisions that fit. */
export async function selectDecisions(
  db: Db,
  { instruments, state, action, outcome, investors, reasons, from, to }: DecisionFilter,
  slice: Slice<DecisionSort>,
): Promise<Placed<StoredDecision>[]> {
  if (instruments.length === 0) return []
  let query = tables(db)
    .selectFrom('rule_decision')
    .selectAll()
    .where('instrument', 'in', [...instruments])
  if (state !== null) query = query.where('state', '=', state)
  if (action !== null) query = query.where('action', '=', action)
  if (outcome !== null) query = query.where('outcome', '=', outcome)
  if (investors !== null) query = query.where(sql<boolean>`investor = any(${[...investors]}::text[])`)
  if (reasons !== null) {
    const wanted = reasons.map((reason) => JSON.stringify([reason]))
    query = query.where(sql<boolean>`record::jsonb -> 'reasons' @> any(${wanted}::jsonb[])`)
  }
  if (from !== null) query = query.where('decided_at', '>=', from)
  if (to !== null) query = query.where('decided_at', '<', to)
  const rows = await inOrder(query, { at: [] }, [{ of: sql.ref('seq'), type: 'bigint' }], slice).execute()
  return rows.map((row) => ({ ...toDecision(row), place: row.place }))
}

/** Decisions on the same that an officer has before them, or has cleared since. */
export async function selectReviewed(
  db: Db,
  about: {
    readonly instrument: InstrumentId
    readonly investor: InvestorId
    readonly since: Temporal.Instant
  },
): Promise<StoredDecision[]> {
  const rows = await tables(db)
    .selectFrom('rule_decision')
    .selectAll()
    .where('instrument', '=', about.instrument)
    .where('investor', '=', about.investor)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'waiting'),
        eb.and([eb('state', '=', 'cleared'), eb('reviewed_at', '>', about.since)]),
      ]),
    )
    .orderBy('seq')
    .execute()
  return rows.map(toDecision)
}

/** Keeps the first of two words that clear a decision. */
export async function updateFirstCleared(
  db: Db,
  id: DecisionId,
  word: { readonly by: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .updateTable('rule_decision')
    .set({ first_cleared_by: word.by, first_cleared_at: word.at, first_cleared_reason: '' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

/** Takes a decision from before the officer: what it asked has been answered since. */
export async function updatePassed(db: Db, id: DecisionId): Promise<void> {
  await tables(db)
    .updateTable('rule_decision')
    .set({ state: 'passed' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

export async function updateReviewed(
  db: Db,
  id: DecisionId,
  review: {
    readonly state: 'cleared' | 'refused'
    readonly by: string
    readonly at: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .updateTable('rule_decision')
    .set({ state: review.state, reviewed_by: review.by, reviewed_at: review.at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute()
}

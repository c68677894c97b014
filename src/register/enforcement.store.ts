import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Address } from '../instrument/instrument.ts'
import type { InstrumentId, IntentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type {
  Effect,
  Enforcement,
  EnforcementId,
  EnforcementKind,
  EnforcementOrder,
  EnforcementReason,
  EnforcementStatus,
  Position,
} from './enforcement.ts'
import type { Hash } from './register.ts'

type StoredPosition = {
  readonly units: string
  readonly frozen: string
  readonly walletFrozen: boolean
}
type StoredEffect = {
  readonly wallet: string
  readonly before: StoredPosition
  readonly after: StoredPosition
}
type EnforcementTable = {
  id: string
  seq: Generated<number>
  instrument: string
  kind: EnforcementKind
  wallet: string
  to_wallet: string | null
  units: bigint | null
  reason: EnforcementReason
  document: string
  status: EnforcementStatus
  effects: ColumnType<readonly StoredEffect[], string, string>
  asked_by: string
  asked_at: Temporal.Instant
  decided_by: string | null
  intent: string | null
  tx: string | null
  failure: string | null
  ended_at: Temporal.Instant | null
}
const tables = (db: Db) => db.withTables<{ enforcement: EnforcementTable }>()

function toEnforcement(row: Selectable<EnforcementTable>): Enforcement {
  return {
    id: row.id as EnforcementId,
    instrument: row.instrument as InstrumentId,
    // The table's checks say which kind has which columns.
    order: {
      kind: row.kind,
      wallet: row.wallet as Address,
      ...(row.to_wallet === null ? {} : { to: row.to_wallet as Address }),
      ...(row.units === null ? {} : { units: row.units }),
    } as EnforcementOrder,
    reason: row.reason,
    document: row.document,
    status: row.status,
    effects: row.effects.map(({ wallet, before, after }) => ({
      wallet: wallet as Address,
      before: toPosition(before),
      after: toPosition(after),
    })),
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    decidedBy: row.decided_by,
    tx: row.tx as Hash | null,
    failure: row.failure,
  }
}

function toPosition({ units, frozen, walletFrozen }: StoredPosition): Position {
  return { units: BigInt(units), frozen: BigInt(frozen), walletFrozen }
}

function stored(effects: readonly Effect[]): string {
  return JSON.stringify(effects, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

export async function insertEnforcement(db: Db, one: Enforcement, intent: IntentId | null): Promise<void> {
  const { order } = one
  await tables(db)
    .insertInto('enforcement')
    .values({
      id: one.id,
      instrument: one.instrument,
      kind: order.kind,
      wallet: order.wallet,
      to_wallet: 'to' in order ? order.to : null,
      units: 'units' in order ? order.units : null,
      reason: one.reason,
      document: one.document,
      status: one.status,
      effects: stored(one.effects),
      asked_by: one.askedBy,
      asked_at: one.askedAt,
      decided_by: null,
      intent,
      tx: null,
      failure: null,
      ended_at: null,
    })
    .execute()
}

export async function selectEnforcement(db: Db, id: EnforcementId): Promise<Enforcement | null> {
  const row = await tables(db).selectFrom('enforcement').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toEnforcement(row)
}

export async function selectByIntent(db: Db, intent: IntentId): Promise<Enforcement | null> {
  const row = await tables(db)
    .selectFrom('enforcement')
    .selectAll()
    .where('intent', '=', intent)
    .executeTakeFirst()
  return row === undefined ? null : toEnforcement(row)
}

/** Whether a measure on one of these wallets has not ended. */
export async function hasOpenEnforcement(
  db: Db,
  instrument: InstrumentId,
  wallets: readonly Address[],
): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('enforcement')
    .select('id')
    .where('instrument', '=', instrument)
    .where('status', 'in', ['waiting', 'pending'])
    .where((eb) => eb.or([eb('wallet', 'in', [...wallets]), eb('to_wallet', 'in', [...wallets])]))
    .executeTakeFirst()
  return row !== undefined
}

export type EnforcementFilter = {
  readonly instruments: readonly InstrumentId[]
  /** Older than this one. */
  readonly after: string | null
  readonly limit: number
}

/** Measures, the youngest first. */
export async function selectEnforcements(db: Db, filter: EnforcementFilter): Promise<Enforcement[]> {
  const { instruments, after } = filter
  if (instruments.length === 0) return []
  let query = tables(db)
    .selectFrom('enforcement')
    .selectAll()
    .where('instrument', 'in', [...instruments])
    .orderBy('seq', 'desc')
    .limit(filter.limit)
  if (after !== null)
    query = query.where('seq', '<', (eb) =>
      eb.selectFrom('enforcement as last').where('last.id', '=', after).select('last.seq'),
    )
  return (await query.execute()).map(toEnforcement)
}

export async function updateDecided(
  db: Db,
  id: EnforcementId,
  decided:
    | {
        readonly status: 'pending'
        readonly by: string
        readonly intent: IntentId
        readonly effects: readonly Effect[]
      }
    | { readonly status: 'declined'; readonly by: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .updateTable('enforcement')
    .set({
      status: decided.status,
      decided_by: decided.by,
      ...(decided.status === 'pending'
        ? { intent: decided.intent, effects: stored(decided.effects) }
        : { ended_at: decided.at }),
    })
    .where('id', '=', id)
    .execute()
}

export async function updateEnded(
  db: Db,
  id: EnforcementId,
  ended: {
    readonly status: 'done' | 'failed'
    readonly tx: Hash | null
    readonly failure: string | null
    readonly at: Temporal.Instant
  },
): Promise<void> {
  await tables(db)
    .updateTable('enforcement')
    .set({ status: ended.status, tx: ended.tx, failure: ended.failure, ended_at: ended.at })
    .where('id', '=', id)
    .execute()
}

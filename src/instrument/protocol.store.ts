import type { Selectable } from 'kysely'
import type { IntentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Address } from './instrument.ts'
import type { ProtocolStep } from './protocol.ts'

type ProtocolTable = {
  one: boolean
  chain_id: number
  operator: string
  asked_at: Temporal.Instant
  ready_at: Temporal.Instant | null
}
type StepTable = {
  step: ProtocolStep
  address: string
  intent: string | null
  attempt: number
  failure: string | null
  asked_at: Temporal.Instant
  done_at: Temporal.Instant | null
}
type ProtocolTables = { protocol: ProtocolTable; protocol_step: StepTable }

const tables = (db: Db) => db.withTables<ProtocolTables>()

export type ProtocolRow = {
  readonly chainId: number
  readonly operator: Address
  readonly readyAt: Temporal.Instant | null
}

/** One step of the deployment, from the moment it was asked for. */
export type StepRow = {
  readonly step: ProtocolStep
  readonly address: Address
  readonly intent: IntentId | null
  readonly attempt: number
  /** Why the newest attempt failed, in one sentence; null while it has not. */
  readonly failure: string | null
  readonly doneAt: Temporal.Instant | null
}

export async function selectProtocol(db: Db): Promise<ProtocolRow | null> {
  const row = await tables(db).selectFrom('protocol').selectAll().executeTakeFirst()
  return row === undefined
    ? null
    : { chainId: row.chain_id, operator: row.operator as Address, readyAt: row.ready_at }
}

export async function insertProtocol(
  db: Db,
  row: { readonly chainId: number; readonly operator: Address },
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('protocol')
    .values({ one: true, chain_id: row.chainId, operator: row.operator, asked_at: at, ready_at: null })
    .execute()
}

export async function updateReady(db: Db, at: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('protocol').set({ ready_at: at }).execute()
}

function toStep(row: Selectable<StepTable>): StepRow {
  return {
    step: row.step,
    address: row.address as Address,
    intent: row.intent as IntentId | null,
    attempt: row.attempt,
    failure: row.failure,
    doneAt: row.done_at,
  }
}

export async function selectSteps(db: Db): Promise<StepRow[]> {
  const rows = await tables(db).selectFrom('protocol_step').selectAll().orderBy('step').execute()
  return rows.map(toStep)
}

export async function selectStepByIntent(db: Db, intent: IntentId): Promise<StepRow | null> {
  const row = await tables(db)
    .selectFrom('protocol_step')
    .selectAll()
    .where('intent', '=', intent)
    .executeTakeFirst()
  return row === undefined ? null : toStep(row)
}

/** Writes a step as asked for, or asked for again: an older failure is forgotten. */
export async function upsertStep(
  db: Db,
  row: {
    readonly step: ProtocolStep
    readonly address: Address
    readonly intent: IntentId | null
    readonly attempt: number
    readonly doneAt: Temporal.Instant | null
  },
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    address: row.address,
    intent: row.intent,
    attempt: row.attempt,
    failure: null,
    asked_at: at,
    done_at: row.doneAt,
  }
  await tables(db)
    .insertInto('protocol_step')
    .values({ step: row.step, ...values })
    .onConflict((conflict) => conflict.column('step').doUpdateSet(values))
    .execute()
}

export async function updateStepDone(db: Db, step: ProtocolStep, at: Temporal.Instant): Promise<void> {
  await tables(db).updateTable('protocol_step').set({ done_at: at }).where('step', '=', step).execute()
}

export async function updateStepFailed(db: Db, step: ProtocolStep, failure: string): Promise<void> {
  await tables(db).updateTable('protocol_step').set({ failure }).where('step', '=', step).execute()
}

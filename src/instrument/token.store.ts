import type { Selectable } from 'kysely'
import type { InstrumentId, IntentId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Anchor, InstrumentDocument } from './token.ts'

type DocumentTable = {
  instrument: string
  name: string
  version: number
  uri: string
  sha256: string
  recorded_at: Temporal.Instant
  anchored_block: number | null
  anchored_tx: string | null
  anchored_at: Temporal.Instant | null
}
type StepTable = {
  instrument: string
  step: string
  attempt: number
  intent: string
  status: 'asked' | 'done' | 'failed'
  failure: string | null
  asked_at: Temporal.Instant
  settled_at: Temporal.Instant | null
}
type TokenTables = { instrument_document: DocumentTable; instrument_step: StepTable }

const tables = (db: Db) => db.withTables<TokenTables>()

/** A transaction that was asked for on behalf of an instrument. */
export type TokenStep = {
  readonly instrument: InstrumentId
  readonly step: string
  readonly attempt: number
  readonly intent: IntentId
  readonly status: 'asked' | 'done' | 'failed'
  /** Why it failed, in one sentence. */
  readonly failure: string | null
}

function toStep(row: Selectable<StepTable>): TokenStep {
  return {
    instrument: row.instrument as InstrumentId,
    step: row.step,
    attempt: row.attempt,
    intent: row.intent as IntentId,
    status: row.status,
    failure: row.failure,
  }
}

/** The newest attempt of each step, by step. */
export async function selectSteps(db: Db, instrument: InstrumentId): Promise<TokenStep[]> {
  const rows = await tables(db)
    .selectFrom('instrument_step')
    .selectAll()
    .distinctOn('step')
    .where('instrument', '=', instrument)
    .orderBy('step')
    .orderBy('attempt', 'desc')
    .execute()
  return rows.map(toStep)
}

export async function selectStepByIntent(db: Db, intent: IntentId): Promise<TokenStep | null> {
  const row = await tables(db)
    .selectFrom('instrument_step')
    .selectAll()
    .where('intent', '=', intent)
    .executeTakeFirst()
  return row === undefined ? null : toStep(row)
}

export async function insertStep(
  db: Db,
  row: Pick<TokenStep, 'instrument' | 'step' | 'attempt' | 'intent'>,
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('instrument_step')
    .values({ ...row, status: 'asked', failure: null, asked_at: at, settled_at: null })
    .execute()
}

export async function updateStep(
  db: Db,
  step: TokenStep,
  outcome: { readonly status: 'done' | 'failed'; readonly failure: string | null },
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .updateTable('instrument_step')
    .set({ ...outcome, settled_at: at })
    .where('instrument', '=', step.instrument)
    .where('step', '=', step.step)
    .where('attempt', '=', step.attempt)
    .execute()
}

function toDocument(row: Selectable<DocumentTable>): InstrumentDocument {
  const { anchored_block: block, anchored_tx: tx, anchored_at: at } = row
  return {
    name: row.name,
    version: row.version,
    uri: row.uri,
    sha256: row.sha256,
    recordedAt: row.recorded_at,
    anchored: block === null || tx === null ? null : { block, tx, at },
  }
}

/** Every document in every version: by name, the oldest version first. */
export async function selectDocuments(db: Db, instrument: InstrumentId): Promise<InstrumentDocument[]> {
  const rows = await tables(db)
    .selectFrom('instrument_document')
    .selectAll()
    .where('instrument', '=', instrument)
    .orderBy('name')
    .orderBy('version')
    .execute()
  return rows.map(toDocument)
}

export async function insertDocument(
  db: Db,
  instrument: InstrumentId,
  document: Omit<InstrumentDocument, 'anchored'>,
): Promise<void> {
  await tables(db)
    .insertInto('instrument_document')
    .values({
      instrument,
      name: document.name,
      version: document.version,
      uri: document.uri,
      sha256: document.sha256,
      recorded_at: document.recordedAt,
      anchored_block: null,
      anchored_tx: null,
      anchored_at: null,
    })
    .execute()
}

export async function updateAnchored(
  db: Db,
  instrument: InstrumentId,
  document: { readonly name: string; readonly version: number },
  anchored: Anchor,
): Promise<void> {
  await tables(db)
    .updateTable('instrument_document')
    .set({ anchored_block: anchored.block, anchored_tx: anchored.tx, anchored_at: anchored.at })
    .where('instrument', '=', instrument)
    .where('name', '=', document.name)
    .where('version', '=', document.version)
    .execute()
}

import type { Generated, Selectable } from 'kysely'
import type { Address } from '../instrument/instrument.ts'
import type { InstrumentId, IntentId, InvestorId, IssuerId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import {
  OPEN_RECOVERY,
  type ApprovingOfficer,
  type EvidenceId,
  type Recovery,
  type RecoveryId,
  type MoveKind,
  type RecoveryMove,
  type RecoveryStatus,
} from './recovery.ts'
import type { Hash } from './register.ts'

type RecoveryTable = {
  id: string
  seq: Generated<number>
  investor: string
  lost: string
  fresh: string
  evidence: string
  status: RecoveryStatus
  message: string
  asked_at: Temporal.Instant
  asked_by: string
  not_before: Temporal.Instant | null
  ended_at: Temporal.Instant | null
  stopped_by: string | null
}
type MoveTable = {
  recovery: string
  instrument: string
  kind: MoveKind
  attempt: number
  intent: string
  units: bigint
  status: RecoveryMove['status']
  tx: string | null
  failure: string | null
}
type RecoveryTables = {
  wallet_recovery: RecoveryTable
  wallet_recovery_approval: {
    recovery: string
    approved_by: string
    approved_at: Temporal.Instant
    issuer: string | null
  }
  wallet_recovery_move: MoveTable
  investor_of_issuer: { issuer: string; investor: string }
}
const tables = (db: Db) => db.withTables<RecoveryTables>()

function toRecovery(row: Selectable<RecoveryTable>): Recovery {
  return {
    id: row.id as RecoveryId,
    investor: row.investor as InvestorId,
    lost: row.lost as Address,
    fresh: row.fresh as Address,
    evidence: row.evidence as EvidenceId,
    status: row.status,
    message: row.message,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    notBefore: row.not_before,
    endedAt: row.ended_at,
  }
}

export async function insertRecovery(db: Db, recovery: Recovery): Promise<void> {
  await tables(db)
    .insertInto('wallet_recovery')
    .values({
      id: recovery.id,
      investor: recovery.investor,
      lost: recovery.lost,
      fresh: recovery.fresh,
      evidence: recovery.evidence,
      status: recovery.status,
      message: recovery.message,
      asked_at: recovery.askedAt,
      asked_by: recovery.askedBy,
      not_before: recovery.notBefore,
      ended_at: recovery.endedAt,
      stopped_by: null,
    })
    .execute()
}

export async function selectRecovery(db: Db, id: RecoveryId): Promise<Recovery | null> {
  const row = await tables(db)
    .selectFrom('wallet_recovery')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toRecovery(row)
}

export async function hasOpenRecovery(db: Db, investor: InvestorId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('wallet_recovery')
    .select('id')
    .where('investor', '=', investor)
    .where('status', 'in', [...OPEN_RECOVERY])
    .executeTakeFirst()
  return row !== undefined
}

export type RecoveryFilter = {
  readonly investor: InvestorId | null
  /** Only those of investors whom this issuer knows. */
  readonly knownTo: IssuerId | null
  /** Older than this one. */
  readonly after: string | null
  readonly limit: number
}

/** Recoveries, the youngest first. */
export async function selectRecoveries(db: Db, filter: RecoveryFilter): Promise<Recovery[]> {
  const { investor, knownTo, after } = filter
  let query = tables(db)
    .selectFrom('wallet_recovery')
    .selectAll('wallet_recovery')
    .orderBy('seq', 'desc')
    .limit(filter.limit)
  if (investor !== null) query = query.where('investor', '=', investor)
  if (knownTo !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('investor_of_issuer as known')
          .select('known.investor')
          .where('known.issuer', '=', knownTo)
          .whereRef('known.investor', '=', 'wallet_recovery.investor'),
      ),
    )
  if (after !== null)
    query = query.where('seq', '<', (eb) =>
      eb.selectFrom('wallet_recovery as last').where('last.id', '=', after).select('last.seq'),
    )
  return (await query.execute()).map(toRecovery)
}

/** Those whose time has come, or that are on their way; the oldest first. */
export async function selectDue(db: Db, now: Temporal.Instant): Promise<RecoveryId[]> {
  const rows = await tables(db)
    .selectFrom('wallet_recovery')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('status', '=', 'running'),
        eb.and([eb('status', '=', 'approved'), eb('not_before', '<=', now)]),
      ]),
    )
    .orderBy('seq')
    .execute()
  return rows.map(({ id }) => id as RecoveryId)
}

export async function updateRecovery(
  db: Db,
  id: RecoveryId,
  change: {
    readonly status: RecoveryStatus
    readonly notBefore?: Temporal.Instant | null
    readonly endedAt?: Temporal.Instant
    readonly stoppedBy?: string
  },
): Promise<void> {
  await tables(db)
    .updateTable('wallet_recovery')
    .set({
      status: change.status,
      ...(change.notBefore === undefined ? {} : { not_before: change.notBefore }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
      ...(change.stoppedBy === undefined ? {} : { stopped_by: change.stoppedBy }),
    })
    .where('id', '=', id)
    .execute()
}

export async function insertApproval(
  db: Db,
  id: RecoveryId,
  { person, issuer }: ApprovingOfficer,
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .insertInto('wallet_recovery_approval')
    .values({ recovery: id, approved_by: person, approved_at: at, issuer })
    .execute()
}

export async function selectApprovals(db: Db, id: RecoveryId): Promise<ApprovingOfficer[]> {
  const rows = await tables(db)
    .selectFrom('wallet_recovery_approval')
    .select(['approved_by', 'issuer'])
    .where('recovery', '=', id)
    .orderBy('approved_at')
    .execute()
  return rows.map(({ approved_by, issuer }) => ({ person: approved_by, issuer: issuer as IssuerId | null }))
}

export async function deleteApproval(db: Db, id: RecoveryId, { person }: ApprovingOfficer): Promise<void> {
  await tables(db)
    .deleteFrom('wallet_recovery_approval')
    .where('recovery', '=', id)
    .where('approved_by', '=', person)
    .execute()
}

export async function insertMove(
  db: Db,
  id: RecoveryId,
  move: Pick<RecoveryMove, 'instrument' | 'kind' | 'attempt' | 'units'> & { readonly intent: IntentId },
): Promise<void> {
  await tables(db)
    .insertInto('wallet_recovery_move')
    .values({ recovery: id, ...move, status: 'asked', tx: null, failure: null })
    .execute()
}

/** Every transaction of a recovery, a token's attempts in their order. */
export async function selectMoves(db: Db, id: RecoveryId): Promise<RecoveryMove[]> {
  const rows = await tables(db)
    .selectFrom('wallet_recovery_move')
    .selectAll()
    .where('recovery', '=', id)
    .orderBy('instrument')
    .orderBy('kind')
    .orderBy('attempt')
    .execute()
  return rows.map((row) => ({
    instrument: row.instrument as InstrumentId,
    kind: row.kind,
    attempt: row.attempt,
    units: row.units,
    status: row.status,
    tx: row.tx as Hash | null,
    failure: row.failure,
  }))
}

export async function updateMove(
  db: Db,
  intent: IntentId,
  ended: Pick<RecoveryMove, 'status' | 'tx' | 'failure'>,
): Promise<void> {
  await tables(db).updateTable('wallet_recovery_move').set(ended).where('intent', '=', intent).execute()
}

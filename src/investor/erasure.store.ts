import { sql, type Selectable } from 'kysely'
import type { Id, InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { dateIn } from '../kernel/time.ts'
import type { ErasureRequest, ErasureStatus, HoldGround, Stakes } from './erasure.ts'
import type { RetentionClass } from './retention.ts'

type ErasureTable = {
  investor: string
  status: ErasureStatus
  asked_at: Temporal.Instant
  asked_by: string
  erased_at: Temporal.Instant | null
}
type HoldTable = {
  id: string
  investor: string
  ground: HoldGround
  placed_at: Temporal.Instant
  placed_by: string
  lift_asked_at: Temporal.Instant | null
  lift_asked_by: string | null
  lifted_at: Temporal.Instant | null
  lifted_by: string | null
}
const tables = (db: Db) => db.withTables<{ investor_erasure: ErasureTable; legal_hold: HoldTable }>()

export type HoldId = Id<'hld'>
export type LegalHold = {
  readonly id: HoldId
  readonly investor: InvestorId
  readonly ground: HoldGround
  readonly placedAt: Temporal.Instant
  /** The first of the two who lift it; null while nobody has asked. */
  readonly liftAsked: { readonly at: Temporal.Instant; readonly by: string } | null
  readonly liftedAt: Temporal.Instant | null
}

export async function selectErasure(db: Db, investor: InvestorId): Promise<ErasureRequest | null> {
  const row = await tables(db)
    .selectFrom('investor_erasure')
    .selectAll()
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row === undefined
    ? null
    : { investor, status: row.status, askedAt: row.asked_at, erasedAt: row.erased_at }
}

/** The oldest request first. */
export async function selectOpenErasures(db: Db): Promise<InvestorId[]> {
  const rows = await tables(db)
    .selectFrom('investor_erasure')
    .select('investor')
    .where('status', '=', 'restricted')
    .orderBy('asked_at')
    .orderBy('investor')
    .execute()
  return rows.map(({ investor }) => investor as InvestorId)
}

type StakeKind = 'units' | 'payment' | 'order'

/** What stands in the way of erasing an investor, out of the books of every module; days are of UTC. */
export async function selectStakes(db: Db, investor: InvestorId): Promise<Stakes> {
  const { rows: stakes } = await sql<{ kind: StakeKind }>`
    select distinct kind from investor_stake where investor = ${investor}`.execute(db)
  const { rows: dealings } = await sql<{ last: Temporal.Instant | null }>`
    select max(at) as last from investor_dealing where investor = ${investor}`.execute(db)
  const kinds = new Set(stakes.map(({ kind }) => kind))
  const last = dealings[0]?.last ?? null
  return {
    holdsUnits: kinds.has('units'),
    paymentPending: kinds.has('payment'),
    orderOpen: kinds.has('order'),
    lastDealingOn: last === null ? null : dateIn(last, 'UTC'),
  }
}

/** The kinds of papers there are of an investor, as far as the law asks to keep them. */
export async function selectRecordClasses(db: Db, investor: InvestorId): Promise<RetentionClass[]> {
  const { rows } = await sql<{ tax: boolean; accreditation: boolean }>`
    select
      exists (select 1 from tax_form where investor = ${investor}) as tax,
      exists (select 1 from accreditation where investor = ${investor} and status = 'accredited') as accreditation
  `.execute(db)
  const [found] = rows
  return [
    'identity',
    ...(found?.tax === true ? (['tax'] as const) : []),
    ...(found?.accreditation === true ? (['accreditation'] as const) : []),
  ]
}

export async function insertErasure(
  db: Db,
  investor: InvestorId,
  asked: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db)
    .insertInto('investor_erasure')
    .values({ investor, status: 'restricted', asked_at: asked.at, asked_by: asked.by, erased_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteErasure(db: Db, investor: InvestorId): Promise<void> {
  await tables(db)
    .deleteFrom('investor_erasure')
    .where('investor', '=', investor)
    .where('status', '=', 'restricted')
    .execute()
}

export async function markErased(db: Db, investor: InvestorId, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .updateTable('investor_erasure')
    .set({ status: 'erased', erased_at: at })
    .where('investor', '=', investor)
    .execute()
}

export async function insertHold(db: Db, hold: LegalHold, by: string): Promise<void> {
  await tables(db)
    .insertInto('legal_hold')
    .values({
      id: hold.id,
      investor: hold.investor,
      ground: hold.ground,
      placed_at: hold.placedAt,
      placed_by: by,
      lift_asked_at: null,
      lift_asked_by: null,
      lifted_at: null,
      lifted_by: null,
    })
    .execute()
}

export async function selectHolds(db: Db, investor: InvestorId): Promise<LegalHold[]> {
  const rows = await tables(db)
    .selectFrom('legal_hold')
    .selectAll()
    .where('investor', '=', investor)
    .orderBy('placed_at')
    .orderBy('id')
    .execute()
  return rows.map(toHold)
}

export async function markLiftAsked(
  db: Db,
  id: HoldId,
  asked: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db)
    .updateTable('legal_hold')
    .set({ lift_asked_at: asked.at, lift_asked_by: asked.by })
    .where('id', '=', id)
    .execute()
}

export async function liftHold(
  db: Db,
  id: HoldId,
  lifted: { readonly at: Temporal.Instant; readonly by: string },
): Promise<void> {
  await tables(db)
    .updateTable('legal_hold')
    .set({ lifted_at: lifted.at, lifted_by: lifted.by })
    .where('id', '=', id)
    .execute()
}

function toHold(row: Selectable<HoldTable>): LegalHold {
  return {
    id: row.id as HoldId,
    investor: row.investor as InvestorId,
    ground: row.ground,
    placedAt: row.placed_at,
    liftAsked:
      row.lift_asked_at === null || row.lift_asked_by === null
        ? null
        : { at: row.lift_asked_at, by: row.lift_asked_by },
    liftedAt: row.lifted_at,
  }
}

import type { Selectable } from 'kysely'
import { getAddress, type Address } from 'viem'
import type { InstrumentId, OfferingId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { Offering, OfferingStatus } from './offering.ts'

type OfferingTable = {
  id: string
  instrument: string
  status: OfferingStatus
  contract: string | null
  failure: string | null
  opened_at: Temporal.Instant
  closed_at: Temporal.Instant | null
  closing_prepared_by: string | null
  closing_prepared_at: Temporal.Instant | null
  closing_confirmed_by: string | null
  closing_confirmed_at: Temporal.Instant | null
  released_at: Temporal.Instant | null
  cancelled_at: Temporal.Instant | null
  cancelled_by: string | null
}
const tables = (db: Db) => db.withTables<{ offering: OfferingTable }>()

function toOffering(row: Selectable<OfferingTable>): Offering {
  return {
    id: row.id as OfferingId,
    instrument: row.instrument as InstrumentId,
    status: row.status,
    contract: row.contract === null ? null : getAddress(row.contract),
    failure: row.failure,
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    prepared: stamp(row.closing_prepared_by, row.closing_prepared_at),
    confirmed: stamp(row.closing_confirmed_by, row.closing_confirmed_at),
  }
}

function stamp(by: string | null, at: Temporal.Instant | null) {
  return by === null || at === null ? null : { by, at }
}

/** Opens the sale of an instrument unless it was opened before. */
export async function insertOffering(
  db: Db,
  offering: Pick<Offering, 'id' | 'instrument' | 'openedAt'>,
): Promise<void> {
  await tables(db)
    .insertInto('offering')
    .values({
      id: offering.id,
      instrument: offering.instrument,
      status: 'opening',
      contract: null,
      failure: null,
      opened_at: offering.openedAt,
      closed_at: null,
      closing_prepared_by: null,
      closing_prepared_at: null,
      closing_confirmed_by: null,
      closing_confirmed_at: null,
      released_at: null,
      cancelled_at: null,
      cancelled_by: null,
    })
    .onConflict((conflict) => conflict.column('instrument').doNothing())
    .execute()
}

export async function selectOffering(
  db: Db,
  by: { readonly id: OfferingId } | { readonly instrument: InstrumentId },
): Promise<Offering | null> {
  const query = tables(db).selectFrom('offering').selectAll()
  const row = await (
    'id' in by ? query.where('id', '=', by.id) : query.where('instrument', '=', by.instrument)
  ).executeTakeFirst()
  return row === undefined ? null : toOffering(row)
}

export async function selectOfferings(db: Db): Promise<Offering[]> {
  return (
    await tables(db).selectFrom('offering').selectAll().orderBy('opened_at').orderBy('id').execute()
  ).map(toOffering)
}

export async function updateOffering(
  db: Db,
  id: OfferingId,
  change: {
    readonly status?: OfferingStatus
    readonly contract?: Address
    readonly failure?: string | null
    readonly closedAt?: Temporal.Instant
    readonly releasedAt?: Temporal.Instant
    readonly prepared?: Offering['prepared']
    readonly confirmed?: Offering['confirmed']
  },
): Promise<void> {
  const { status, contract, failure, closedAt, releasedAt, prepared, confirmed } = change
  await tables(db)
    .updateTable('offering')
    .set({
      ...(status === undefined ? {} : { status }),
      ...(contract === undefined ? {} : { contract }),
      ...(failure === undefined ? {} : { failure }),
      ...(closedAt === undefined ? {} : { closed_at: closedAt }),
      ...(releasedAt === undefined ? {} : { released_at: releasedAt }),
      ...(prepared === undefined
        ? {}
        : { closing_prepared_by: prepared?.by ?? null, closing_prepared_at: prepared?.at ?? null }),
      ...(confirmed === undefined
        ? {}
        : { closing_confirmed_by: confirmed?.by ?? null, closing_confirmed_at: confirmed?.at ?? null }),
    })
    .where('id', '=', id)
    .execute()
}

/** Who gave an offering up, and when. */
export type Cancellation = { readonly by: string; readonly at: Temporal.Instant }

export async function keepCancellation(db: Db, id: OfferingId, { at, by }: Cancellation): Promise<void> {
  await tables(db)
    .updateTable('offering')
    .set({ cancelled_at: at, cancelled_by: by })
    .where('id', '=', id)
    .execute()
}

/** Null where nobody gave it up; nor where that was before it was kept. */
export async function selectCancellation(db: Db, id: OfferingId): Promise<Cancellation | null> {
  const row = await tables(db)
    .selectFrom('offering')
    .select(['cancelled_at as at', 'cancelled_by as by'])
    .where('id', '=', id)
    .executeTakeFirst()
  const { at = null, by = null } = row ?? {}
  return at === null || by === null ? null : { at, by }
}

/** Offerings whose next step is the platform's own: to open, to close, to pay back, or to release what is the issuer's. */
export async function selectUnfinishedOfferings(db: Db): Promise<Offering[]> {
  const rows = await tables(db)
    .selectFrom('offering')
    .selectAll()
    .where('released_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(toOffering)
}

/** Keeps an offering as it is until the end of the transaction, so that nobody drops what was prepared meanwhile. */
export async function lockOffering(db: Db, id: OfferingId): Promise<void> {
  await tables(db).selectFrom('offering').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

/** Nobody has prepared the closing of an open offering any more; false when nobody had. */
export async function dropPrepared(db: Db, id: OfferingId): Promise<boolean> {
  // Whoever prepares it meanwhile has read the list before, or reads it after.
  await lockOffering(db, id)
  const dropped = await tables(db)
    .updateTable('offering')
    .set({ closing_prepared_by: null, closing_prepared_at: null })
    .where('id', '=', id)
    .where('status', '=', 'open')
    .where('closing_prepared_by', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return dropped !== undefined
}

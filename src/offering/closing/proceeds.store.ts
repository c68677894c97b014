import type { Selectable } from 'kysely'
import type { DistributionId, OfferingId, ProceedsPaymentId } from '../../kernel/ids.ts'
import { money } from '../../kernel/money.ts'
import type { Db } from '../../platform/db/database.ts'
import type { ProceedsPayment, ProceedsTarget } from './proceeds.ts'

type PaymentTable = {
  id: string
  offering: string
  use: ProceedsPayment['use']
  recipient: string | null
  distribution: string | null
  amount: bigint
  currency: string
  decimals: number
  document: string
  status: ProceedsPayment['status']
  prepared_by: string
  prepared_at: Temporal.Instant
  confirmed_by: string | null
  confirmed_at: Temporal.Instant | null
  failure: string | null
}
const tables = (db: Db) => db.withTables<{ proceeds_payment: PaymentTable }>()

function toPayment(row: Selectable<PaymentTable>): ProceedsPayment {
  const { confirmed_by: by, confirmed_at: at } = row
  return {
    // The table says that the three fit.
    ...({
      use: row.use,
      recipient: row.recipient,
      distribution: row.distribution,
    } as ProceedsTarget),
    id: row.id as ProceedsPaymentId,
    offering: row.offering as OfferingId,
    amount: money(row.amount, { code: row.currency, decimals: row.decimals }),
    document: row.document,
    status: row.status,
    prepared: { by: row.prepared_by, at: row.prepared_at },
    confirmed: by === null || at === null ? null : { by, at },
    failure: row.failure,
  }
}

export async function insertProceedsPayment(db: Db, payment: ProceedsPayment): Promise<void> {
  const { id, offering, use, recipient, distribution, amount, document, status, prepared } = payment
  await tables(db)
    .insertInto('proceeds_payment')
    .values({
      ...{ id, offering, use, recipient, distribution, document, status },
      ...{ amount: amount.minor, currency: amount.currency.code, decimals: amount.currency.decimals },
      ...{ prepared_by: prepared.by, prepared_at: prepared.at },
      ...{ confirmed_by: null, confirmed_at: null, failure: null },
    })
    .execute()
}

export async function selectProceedsPayment(db: Db, id: ProceedsPaymentId): Promise<ProceedsPayment | null> {
  const row = await tables(db)
    .selectFrom('proceeds_payment')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toPayment(row)
}

/** The youngest first. */
export async function selectProceedsPayments(
  db: Db,
  of:
    | { readonly offering: OfferingId }
    | { readonly distribution: DistributionId }
    | { readonly status: ProceedsPayment['status'] },
): Promise<ProceedsPayment[]> {
  const query = tables(db).selectFrom('proceeds_payment').selectAll().orderBy('prepared_at', 'desc')
  const rows = await (
    'offering' in of
      ? query.where('offering', '=', of.offering)
      : 'distribution' in of
        ? query.where('distribution', '=', of.distribution)
        : query.where('status', '=', of.status)
  ).execute()
  return rows.map(toPayment)
}

export async function updateProceedsPayment(
  db: Db,
  id: ProceedsPaymentId,
  to: Pick<ProceedsPayment, 'status'> & Partial<Pick<ProceedsPayment, 'confirmed' | 'failure'>>,
): Promise<void> {
  const { status, confirmed, failure } = to
  await tables(db)
    .updateTable('proceeds_payment')
    .set({
      status,
      ...(confirmed == null ? {} : { confirmed_by: confirmed.by, confirmed_at: confirmed.at }),
      ...(failure === undefined ? {} : { failure }),
    })
    .where('id', '=', id)
    .execute()
}

import { sql, type Generated, type Selectable } from 'kysely'
import type { InvestorId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { CheckResult, KycCheck } from './kyc-case.ts'
import type { FetchCutoffs } from './kyc-provider.ts'

type CheckTable = {
  provider: string
  ref: string
  investor: string
  started_at: Temporal.Instant
  result: CheckResult
  result_at: Temporal.Instant | null
  labels: string[]
  person: string | null
  applicant: string | null
  by: string | null
  asked_at: Temporal.Instant | null
  differs: Generated<boolean>
}
type EventTable = {
  provider: string
  id: string
  /** Empty where it says no result of a check. */
  ref: string
  result: CheckResult | 'unused'
  provider_at: Temporal.Instant
  received_at: Temporal.Instant
  applied: boolean
}
type OrderTable = { investor: string; provider: string; asked_at: Temporal.Instant }
const tables = (db: Db) =>
  db.withTables<{ kyc_check: CheckTable; kyc_event: EventTable; kyc_check_order: OrderTable }>()

function toCheck(row: Selectable<CheckTable>): KycCheck & { readonly investor: InvestorId } {
  return {
    provider: row.provider,
    ref: row.ref,
    investor: row.investor as InvestorId,
    startedAt: row.started_at,
    result: row.result,
    resultAt: row.result_at,
    labels: row.labels,
    person: row.person,
    applicant: row.applicant,
    by: row.by,
    differs: row.differs,
  }
}

export async function insertCheck(
  db: Db,
  investor: InvestorId,
  check: Pick<
    KycCheck,
    'provider' | 'ref' | 'person' | 'applicant' | 'startedAt' | 'result' | 'resultAt' | 'by'
  >,
): Promise<void> {
  await tables(db)
    .insertInto('kyc_check')
    .values({
      provider: check.provider,
      ref: check.ref,
      investor,
      started_at: check.startedAt,
      result: check.result,
      result_at: check.resultAt,
      labels: [],
      person: check.person,
      applicant: check.applicant,
      by: check.by,
      asked_at: null,
    })
    // A provider that knows the applicant already answers with the check that there is.
    .onConflict((conflict) => conflict.columns(['provider', 'ref']).doNothing())
    .execute()
}

export async function selectCheck(
  db: Db,
  provider: string,
  ref: string,
): Promise<(KycCheck & { readonly investor: InvestorId }) | null> {
  const row = await tables(db)
    .selectFrom('kyc_check')
    .selectAll()
    .where('provider', '=', provider)
    .where('ref', '=', ref)
    .executeTakeFirst()
  return row === undefined ? null : toCheck(row)
}

/** Every check of an investor and of whoever stands behind them, the newest first. */
export async function selectChecks(db: Db, investor: InvestorId): Promise<KycCheck[]> {
  const rows = await tables(db)
    .selectFrom('kyc_check')
    .selectAll()
    .where('investor', '=', investor)
    .orderBy('started_at', 'desc')
    .orderBy('ref')
    .execute()
  return rows.map(toCheck)
}

/** When a check of each of these investors was approved last; who has none is left out. */
export async function selectLastApproved(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, Temporal.Instant>> {
  const rows = await tables(db)
    .selectFrom('kyc_check')
    .select(['investor', sql<Temporal.Instant>`max(result_at)`.as('at')])
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .where('result', '=', 'approved')
    .where('result_at', 'is not', null)
    .groupBy('investor')
    .execute()
  return new Map(rows.map(({ investor, at }) => [investor as InvestorId, at]))
}

/** Checks of which the provider has said nothing and is to be asked now, those it was asked about longest ago first. */
export async function selectChecksToFetch(
  db: Db,
  provider: string,
  { cutoffs, limit }: { readonly cutoffs: FetchCutoffs; readonly limit: number },
): Promise<{ readonly ref: string }[]> {
  const askedAt = sql<Temporal.Instant>`coalesce(asked_at, started_at)`
  return tables(db)
    .selectFrom('kyc_check')
    .select('ref')
    .where('provider', '=', provider)
    .where('result', '=', 'pending')
    .where('started_at', '>', cutoffs.begunAfter)
    .where((eb) =>
      eb.or([
        eb(askedAt, '<=', cutoffs.otherAskedBefore),
        eb.and([eb('started_at', '>', cutoffs.isNewAfter), eb(askedAt, '<=', cutoffs.newAskedBefore)]),
      ]),
    )
    .orderBy(askedAt)
    .orderBy('ref')
    .limit(limit)
    .execute()
}

/** Marks that the provider was asked what became of a check. */
export async function markAsked(
  db: Db,
  check: { readonly provider: string; readonly ref: string },
  at: Temporal.Instant,
): Promise<void> {
  await tables(db)
    .updateTable('kyc_check')
    .set({ asked_at: at })
    .where('provider', '=', check.provider)
    .where('ref', '=', check.ref)
    .execute()
}

export async function updateCheck(
  db: Db,
  check: { readonly provider: string; readonly ref: string },
  said: {
    readonly result: CheckResult
    readonly resultAt: Temporal.Instant
    readonly labels: readonly string[]
    readonly differs: boolean
  },
): Promise<void> {
  await tables(db)
    .updateTable('kyc_check')
    .set({
      result: said.result,
      result_at: said.resultAt,
      labels: [...said.labels],
      differs: said.differs,
    })
    .where('provider', '=', check.provider)
    .where('ref', '=', check.ref)
    .execute()
}

/** Keeps a provider's message; false when one of this id was kept already. */
export async function insertEvent(
  db: Db,
  event: {
    readonly provider: string
    readonly id: string
    readonly ref: string
    readonly result: CheckResult | 'unused'
    readonly providerAt: Temporal.Instant
    readonly receivedAt: Temporal.Instant
    readonly applied: boolean
  },
): Promise<boolean> {
  const row = await tables(db)
    .insertInto('kyc_event')
    .values({
      provider: event.provider,
      id: event.id,
      ref: event.ref,
      result: event.result,
      provider_at: event.providerAt,
      received_at: event.receivedAt,
      applied: event.applied,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function selectIsEventKept(db: Db, provider: string, id: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('kyc_event')
    .select('id')
    .where('provider', '=', provider)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes back what officers saw of this person: a provider has said something else since. */
export async function withdrawExaminations(db: Db, investor: InvestorId, person: string): Promise<void> {
  await tables(db)
    .updateTable('kyc_check')
    .set({ result: 'review' })
    .where('investor', '=', investor)
    .where('person', '=', person)
    .where('provider', '=', 'manual')
    .execute()
}

/** Since when a provider is being asked to begin a check of this investor, or null. */
export async function selectOrderAskedAt(db: Db, investor: InvestorId): Promise<Temporal.Instant | null> {
  const row = await tables(db)
    .selectFrom('kyc_check_order')
    .select('asked_at')
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row?.asked_at ?? null
}

export async function upsertOrder(
  db: Db,
  investor: InvestorId,
  { provider, at }: { readonly provider: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('kyc_check_order')
    .values({ investor, provider, asked_at: at })
    .onConflict((conflict) => conflict.column('investor').doUpdateSet({ provider, asked_at: at }))
    .execute()
}

export async function deleteOrder(db: Db, investor: InvestorId): Promise<void> {
  await tables(db).deleteFrom('kyc_check_order').where('investor', '=', investor).execute()
}

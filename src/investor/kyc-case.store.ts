import { sql, type Selectable } from 'kysely'
import type { CommentId, InvestorId, IssuerId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { InvestorKind, KycStatus } from './investor.ts'
import type { CaseTab, CheckResult, KycCase, KycCheck, ReviewReason } from './kyc-case.ts'

type CaseTable = {
  investor: string
  review_reasons: ReviewReason[]
  submitted_by: string | null
  submitted_at: Temporal.Instant | null
  assignee: string | null
  waiting_since: Temporal.Instant
  examined_by: string | null
  examined_at: Temporal.Instant | null
}
type CommentTable = {
  id: string
  investor: string
  visibility: 'public' | 'internal'
  by: string
  at: Temporal.Instant
}
type CheckTable = {
  provider: string
  ref: string
  investor: string
  started_at: Temporal.Instant
  result: CheckResult
  result_at: Temporal.Instant | null
  labels: string[]
}
type EventTable = {
  provider: string
  id: string
  ref: string
  result: CheckResult
  provider_at: Temporal.Instant
  received_at: Temporal.Instant
  applied: boolean
}
type ReminderTable = { investor: string; kyc_until: Temporal.PlainDate; days: number; at: Temporal.Instant }
type InvestorTable = {
  id: string
  kind: InvestorKind
  country: string
  kyc_status: KycStatus
  kyc_until: Temporal.PlainDate | null
}
type KycTables = {
  kyc_case: CaseTable
  kyc_comment: CommentTable
  kyc_check: CheckTable
  kyc_event: EventTable
  kyc_reminder: ReminderTable
  investor: InvestorTable
  investor_of_issuer: { issuer: string; investor: string }
  wallet: { investor: string; status: string }
}
const tables = (db: Db) => db.withTables<KycTables>()

function toCase(row: Selectable<CaseTable>): KycCase {
  return {
    reviewReasons: row.review_reasons,
    submittedBy: row.submitted_by,
    submittedAt: row.submitted_at,
    assignee: row.assignee,
    waitingSince: row.waiting_since,
    examinedBy: row.examined_by,
    examinedAt: row.examined_at,
  }
}

export async function insertCase(
  db: Db,
  investor: InvestorId,
  { waitingSince }: { readonly waitingSince: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('kyc_case')
    .values({
      investor,
      review_reasons: [],
      submitted_by: null,
      submitted_at: null,
      assignee: null,
      waiting_since: waitingSince,
      examined_by: null,
      examined_at: null,
    })
    .execute()
}

export async function selectCase(db: Db, investor: InvestorId): Promise<KycCase | null> {
  const row = await tables(db)
    .selectFrom('kyc_case')
    .selectAll()
    .where('investor', '=', investor)
    .executeTakeFirst()
  return row === undefined ? null : toCase(row)
}

export async function updateCase(db: Db, investor: InvestorId, change: Partial<KycCase>): Promise<void> {
  await tables(db)
    .updateTable('kyc_case')
    .set({
      ...(change.reviewReasons === undefined ? {} : { review_reasons: [...change.reviewReasons] }),
      ...(change.submittedBy === undefined ? {} : { submitted_by: change.submittedBy }),
      ...(change.submittedAt === undefined ? {} : { submitted_at: change.submittedAt }),
      ...(change.assignee === undefined ? {} : { assignee: change.assignee }),
      ...(change.waitingSince === undefined ? {} : { waiting_since: change.waitingSince }),
      ...(change.examinedBy === undefined ? {} : { examined_by: change.examinedBy }),
      ...(change.examinedAt === undefined ? {} : { examined_at: change.examinedAt }),
    })
    .where('investor', '=', investor)
    .execute()
}

export type CaseRow = KycCase & {
  readonly investor: InvestorId
  readonly kind: InvestorKind
  readonly country: string
  readonly kycStatus: KycStatus
  readonly kycUntil: Temporal.PlainDate | null
}

export type CaseFilter = {
  readonly tab: CaseTab
  readonly today: Temporal.PlainDate
  /** Investors of whom a possible match is open: what the pile `hits` is made of. */
  readonly hits: readonly string[]
  /** Only those whom this issuer's people know; null is everybody. */
  readonly knownTo: IssuerId | null
  readonly assignee: string | null
}

/** Cases of one pile, those that have waited longest first. */
export async function selectCases(
  db: Db,
  filter: CaseFilter,
  page: {
    readonly after: { readonly waitingSince: string; readonly investor: string } | null
    readonly limit: number
  },
): Promise<CaseRow[]> {
  let query = inPile(db, filter)
    .selectAll('c')
    .select(['i.kind', 'i.country', 'i.kyc_status', 'i.kyc_until'])
    .orderBy('c.waiting_since')
    .orderBy('c.investor')
    .limit(page.limit)
  const { after } = page
  if (after !== null)
    query = query.where(
      sql<boolean>`(c.waiting_since, c.investor) > (${after.waitingSince}::timestamptz, ${after.investor})`,
    )
  return (await query.execute()).map((row) => ({
    ...toCase(row),
    investor: row.investor as InvestorId,
    kind: row.kind,
    country: row.country,
    kycStatus: row.kyc_status,
    kycUntil: row.kyc_until,
  }))
}

export async function countCases(db: Db, filter: CaseFilter): Promise<number> {
  const row = await inPile(db, filter)
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

function inPile(db: Db, { tab, today, hits, knownTo, assignee }: CaseFilter) {
  let query = tables(db).selectFrom('kyc_case as c').innerJoin('investor as i', 'i.id', 'c.investor')
  if (knownTo !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('investor_of_issuer as known')
          .select('known.investor')
          .where('known.issuer', '=', knownTo)
          .whereRef('known.investor', '=', 'c.investor'),
      ),
    )
  if (assignee !== null) query = query.where('c.assignee', '=', assignee)
  switch (tab) {
    case 'new':
      return query.where('i.kyc_status', '=', 'processing')
    case 'updates-required':
    case 'manual-review':
      return query.where('i.kyc_status', '=', tab)
    case 'hits':
      return query.where(sql<boolean>`c.investor = any(${[...hits]}::text[])`)
    case 'expiring-30':
    case 'expiring-60':
    case 'expiring-90':
      return query
        .where('i.kyc_status', '=', 'verified')
        .where('i.kyc_until', '<=', today.add({ days: Number(tab.slice(-2)) }))
    case 'wallets':
      return query
        .where('i.kyc_status', 'in', ['verified', 'expired'])
        .where((eb) =>
          eb.exists(
            eb
              .selectFrom('wallet as w')
              .select('w.investor')
              .whereRef('w.investor', '=', 'c.investor')
              .where('w.status', 'in', ['pending', 'syncing', 'rejected']),
          ),
        )
  }
}

export type StoredComment = {
  readonly id: CommentId
  readonly visibility: 'public' | 'internal'
  readonly by: string
  readonly at: Temporal.Instant
}

export async function insertComment(db: Db, investor: InvestorId, comment: StoredComment): Promise<void> {
  await tables(db)
    .insertInto('kyc_comment')
    .values({ ...comment, investor })
    .execute()
}

export async function selectComments(
  db: Db,
  investor: InvestorId,
  visibility: 'public' | null,
): Promise<StoredComment[]> {
  let query = tables(db)
    .selectFrom('kyc_comment')
    .select(['id', 'visibility', 'by', 'at'])
    .where('investor', '=', investor)
    .orderBy('at')
    .orderBy('id')
  if (visibility !== null) query = query.where('visibility', '=', visibility)
  return (await query.execute()).map((row) => ({ ...row, id: row.id as CommentId }))
}

function toCheck(row: Selectable<CheckTable>): KycCheck & { readonly investor: InvestorId } {
  return {
    provider: row.provider,
    ref: row.ref,
    investor: row.investor as InvestorId,
    startedAt: row.started_at,
    result: row.result,
    resultAt: row.result_at,
    labels: row.labels,
  }
}

export async function insertCheck(
  db: Db,
  investor: InvestorId,
  check: { readonly provider: string; readonly ref: string; readonly startedAt: Temporal.Instant },
): Promise<void> {
  await tables(db)
    .insertInto('kyc_check')
    .values({
      provider: check.provider,
      ref: check.ref,
      investor,
      started_at: check.startedAt,
      result: 'pending',
      result_at: null,
      labels: [],
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

/** Every check of an investor, the newest first. */
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

export async function updateCheck(
  db: Db,
  check: { readonly provider: string; readonly ref: string },
  said: {
    readonly result: CheckResult
    readonly resultAt: Temporal.Instant
    readonly labels: readonly string[]
  },
): Promise<void> {
  await tables(db)
    .updateTable('kyc_check')
    .set({ result: said.result, result_at: said.resultAt, labels: [...said.labels] })
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
    readonly result: CheckResult
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

/** Verified investors whose approval ends on or before `until`, and who were not yet told so `days` before. */
export async function selectUnreminded(
  db: Db,
  {
    until,
    days,
    limit,
  }: { readonly until: Temporal.PlainDate; readonly days: number; readonly limit: number },
): Promise<{ readonly investor: InvestorId; readonly kycUntil: Temporal.PlainDate }[]> {
  const rows = await tables(db)
    .selectFrom('investor as i')
    .select(['i.id', 'i.kyc_until'])
    .where('i.kyc_status', '=', 'verified')
    .where('i.kyc_until', '<=', until)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('kyc_reminder as r')
            .select('r.investor')
            .whereRef('r.investor', '=', 'i.id')
            .whereRef('r.kyc_until', '=', 'i.kyc_until')
            // A later reminder stands for the earlier ones too.
            .where('r.days', '<=', days),
        ),
      ),
    )
    .orderBy('i.id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ investor: row.id as InvestorId, kycUntil: row.kyc_until! }))
}

/** Marks a reminder as said; false when it was. */
export async function insertReminder(
  db: Db,
  reminder: {
    readonly investor: InvestorId
    readonly kycUntil: Temporal.PlainDate
    readonly days: number
    readonly at: Temporal.Instant
  },
): Promise<boolean> {
  const row = await tables(db)
    .insertInto('kyc_reminder')
    .values({
      investor: reminder.investor,
      kyc_until: reminder.kycUntil,
      days: reminder.days,
      at: reminder.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('investor')
    .executeTakeFirst()
  return row !== undefined
}

type OrderTable = { investor: string; provider: string; asked_at: Temporal.Instant }
const orders = (db: Db) => db.withTables<{ kyc_check_order: OrderTable }>()

/** Since when a provider is being asked to begin a check of this investor, or null. */
export async function selectOrderAskedAt(db: Db, investor: InvestorId): Promise<Temporal.Instant | null> {
  const row = await orders(db)
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
  await orders(db)
    .insertInto('kyc_check_order')
    .values({ investor, provider, asked_at: at })
    .onConflict((conflict) => conflict.column('investor').doUpdateSet({ provider, asked_at: at }))
    .execute()
}

export async function deleteOrder(db: Db, investor: InvestorId): Promise<void> {
  await orders(db).deleteFrom('kyc_check_order').where('investor', '=', investor).execute()
}

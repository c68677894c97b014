import { sql, type Selectable } from 'kysely'
import type { CommentId, InvestorId, IssuerId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import type { InvestorKind, KycStatus } from './investor.ts'
import type { CaseTab, KycCase, ReviewReason, Updates } from './kyc-case.ts'

type CaseTable = {
  investor: string
  review_reasons: ReviewReason[]
  submitted_by: string | null
  submitted_at: Temporal.Instant | null
  assignee: string | null
  waiting_since: Temporal.Instant
  examined_by: string | null
  examined_at: Temporal.Instant | null
  updates: Updates | null
}
type CommentTable = {
  id: string
  investor: string
  visibility: 'public' | 'internal'
  by: string
  from_investor: boolean
  at: Temporal.Instant
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
    updates: row.updates,
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
      updates: null,
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

/** When an officer examined these investors last; who was not examined is left out. */
export async function selectExaminedAt(
  db: Db,
  investors: readonly InvestorId[],
): Promise<Map<InvestorId, Temporal.Instant>> {
  const rows = await tables(db)
    .selectFrom('kyc_case')
    .select(['investor', 'examined_at'])
    .where(sql<boolean>`investor = any(${[...investors]}::text[])`)
    .execute()
  return new Map(
    rows.flatMap(({ investor, examined_at: at }) =>
      at === null ? [] : [[investor as InvestorId, at] as const],
    ),
  )
}

/** Of these investors, those of whom something is asked that they have not answered yet. */
export async function selectAsked(db: Db, investors: readonly InvestorId[]): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('kyc_case')
    .select('investor')
    .where('updates', '=', 'asked')
    .where('investor', 'in', [...investors])
    .execute()
  return new Set(rows.map(({ investor }) => investor))
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
      ...(change.updates === undefined ? {} : { updates: change.updates }),
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
    case 'manual-review': {
      const updates = tab === 'updates-required' ? 'asked' : 'answered'
      return query.where((eb) => eb.or([eb('i.kyc_status', '=', tab), eb('c.updates', '=', updates)]))
    }
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
  /** Written by the investor, by whichever of their users or keys. */
  readonly fromInvestor: boolean
  readonly at: Temporal.Instant
}

export async function insertComment(db: Db, investor: InvestorId, comment: StoredComment): Promise<void> {
  await tables(db)
    .insertInto('kyc_comment')
    .values({
      id: comment.id,
      investor,
      visibility: comment.visibility,
      by: comment.by,
      from_investor: comment.fromInvestor,
      at: comment.at,
    })
    .execute()
}

export async function selectComments(
  db: Db,
  investor: InvestorId,
  visibility: 'public' | null,
): Promise<StoredComment[]> {
  let query = tables(db)
    .selectFrom('kyc_comment')
    .select(['id', 'visibility', 'by', 'from_investor as fromInvestor', 'at'])
    .where('investor', '=', investor)
    .orderBy('at')
    .orderBy('id')
  if (visibility !== null) query = query.where('visibility', '=', visibility)
  return (await query.execute()).map((row) => ({ ...row, id: row.id as CommentId }))
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

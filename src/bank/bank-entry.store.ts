import { sql, type RawBuilder, type Selectable, type Updateable } from 'kysely'
import type { BankAccountId, BankEntryId, BankStatementId, SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'
import { amountKey, inOrder, type Placed, type Slice } from '../platform/db/page.ts'
import type { BankEntrySort, BankEntryStatus, SuspenseReason } from './deposit-match.ts'

type EntryTable = {
  id: string
  seq: number
  account: string
  statement: string
  booked_on: Temporal.PlainDate
  amount: bigint
  bank_reference: string | null
  fingerprint: Buffer
  end_to_end: Buffer | null
  is_return: boolean
  status: BankEntryStatus
  reason: SuspenseReason | null
  open: bigint
  subscription: string | null
  matched_by: string | null
  return_amount: bigint | null
  return_reference: string | null
  return_ordered_by: string | null
  write_off_by: string | null
  changed_at: Temporal.Instant
}

type EventTable = {
  id: number
  entry: string
  what: BankEntryEvent
  used: bigint
  subscription: string | null
  other: string | null
  reason: string | null
  at: Temporal.Instant
  by: string
}

const tables = (db: Db) => db.withTables<{ bank_entry: EntryTable; bank_entry_event: EventTable }>()

/** What was done with a booking. */
export type BankEntryEvent =
  | 'matched-by-hand'
  | 'matched-again'
  | 'weighed-again'
  | 'funded'
  | 'funding-reversed'
  | 'claim-reversed'
  | 'claim-netted'
  | 'claim-paid'
  | 'claim-recovered'
  | 'write-off-proposed'
  | 'write-off-withdrawn'
  | 'written-off'
  | 'surplus'
  | 'second-person-needed'
  | 'return-ordered'
  | 'return-called-off'
  | 'returned'
  | 'taken-back'
  | 'fee'
  | 'claimed'

/** A booking and what became of it. Who paid is in the vault, under its id. */
export type BankEntry = {
  readonly id: BankEntryId
  readonly seq: number
  readonly account: BankAccountId
  readonly statement: BankStatementId
  readonly bookedOn: Temporal.PlainDate
  readonly amount: bigint
  readonly bankReference: string | null
  readonly isReturn: boolean
  readonly status: BankEntryStatus
  readonly reason: SuspenseReason | null
  readonly open: bigint
  readonly subscription: SubscriptionId | null
  readonly matchedBy: string | null
  readonly returnAmount: bigint | null
  readonly returnReference: string | null
  /** Who stands behind the order. */
  readonly returnOrderedBy: string | null
  /** Who proposed to give up what is owed for it. */
  readonly writeOffBy: string | null
  readonly changedAt: Temporal.Instant
}

export type NewBankEntry = Omit<BankEntry, 'seq'> & {
  readonly fingerprint: Buffer
  readonly endToEnd: Buffer | null
}

const toEntry = (row: Selectable<EntryTable>): BankEntry => ({
  id: row.id as BankEntryId,
  seq: row.seq,
  account: row.account as BankAccountId,
  statement: row.statement as BankStatementId,
  bookedOn: row.booked_on,
  amount: row.amount,
  bankReference: row.bank_reference,
  isReturn: row.is_return,
  status: row.status,
  reason: row.reason,
  open: row.open,
  subscription: row.subscription as SubscriptionId | null,
  matchedBy: row.matched_by,
  returnAmount: row.return_amount,
  returnReference: row.return_reference,
  returnOrderedBy: row.return_ordered_by,
  writeOffBy: row.write_off_by,
  changedAt: row.changed_at,
})

/** Bookings of an account that are known under one of these fingerprints, by fingerprint in hexadecimal. */
export async function selectKnown(
  db: Db,
  account: BankAccountId,
  fingerprints: readonly Buffer[],
): Promise<Map<string, { readonly id: BankEntryId; readonly amount: bigint }>> {
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .select(['id', 'fingerprint', 'amount'])
    .where('account', '=', account)
    .where(sql<boolean>`fingerprint = any(${[...fingerprints]}::bytea[])`)
    .execute()
  return new Map(
    rows.map(({ id, fingerprint, amount }) => [
      fingerprint.toString('hex'),
      { id: id as BankEntryId, amount },
    ]),
  )
}

/** What was booked on an account on these days (ISO 8601), in the order in which it came. */
export async function selectOnDays(
  db: Db,
  account: BankAccountId,
  days: readonly string[],
): Promise<
  readonly {
    readonly id: BankEntryId
    readonly bookedOn: Temporal.PlainDate
    readonly amount: bigint
    readonly bankReference: string | null
    readonly endToEnd: Buffer | null
  }[]
> {
  if (days.length === 0) return []
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .select([
      ...(['id', 'booked_on as bookedOn', 'amount'] as const),
      ...(['bank_reference as bankReference', 'end_to_end as endToEnd'] as const),
    ])
    .where('account', '=', account)
    .where(sql<boolean>`booked_on = any(${[...days]}::date[])`)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as BankEntryId }))
}

export async function insertBankEntries(db: Db, entries: readonly NewBankEntry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += INSERT_BATCH)
    await tables(db)
      .insertInto('bank_entry')
      .values(entries.slice(at, at + INSERT_BATCH).map(toRow))
      .execute()
}

/** A statement may have some tens of thousands of parameters. */
const INSERT_BATCH = 1_000

function toRow(entry: NewBankEntry) {
  return {
    id: entry.id,
    seq: sql<number>`default`,
    account: entry.account,
    statement: entry.statement,
    booked_on: entry.bookedOn,
    amount: entry.amount,
    bank_reference: entry.bankReference,
    fingerprint: entry.fingerprint,
    end_to_end: entry.endToEnd,
    is_return: entry.isReturn,
    status: entry.status,
    reason: entry.reason,
    open: entry.open,
    subscription: entry.subscription,
    matched_by: entry.matchedBy,
    return_amount: entry.returnAmount,
    return_reference: entry.returnReference,
    return_ordered_by: entry.returnOrderedBy,
    write_off_by: entry.writeOffBy,
    changed_at: entry.changedAt,
  }
}

/** A booking, held for the rest of the transaction. */
export async function lockEntry(tx: Db, id: BankEntryId): Promise<BankEntry | null> {
  const row = await tables(tx)
    .selectFrom('bank_entry')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : toEntry(row)
}

/** Locks several bookings, in the order of their ids, so that no two wait for each other. */
export async function lockEntries(tx: Db, ids: readonly BankEntryId[]): Promise<void> {
  await sql`select id from bank_entry where id = any(${[...new Set(ids)]}::text[]) order by id for update`.execute(
    tx,
  )
}

export async function selectEntry(db: Db, id: BankEntryId): Promise<BankEntry | null> {
  const row = await tables(db).selectFrom('bank_entry').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : toEntry(row)
}

export type BankEntryFilter = {
  readonly accounts: readonly BankAccountId[]
  readonly statement: BankStatementId | null
  readonly statuses: readonly BankEntryStatus[] | null
  /** For a subscription whose id begins so; null is any, and none. */
  readonly idPrefix: string | null
  /** Booked by the bank from this day on, and to the end of that one. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

/**
 * The bookings that fit.
 *
 * @param decimals of the currency of each account; where amounts are what is sorted by
 */
export async function selectEntries(
  db: Db,
  filter: BankEntryFilter,
  slice: Slice<BankEntrySort>,
  decimals: ReadonlyMap<string, number>,
): Promise<Placed<BankEntry>[]> {
  let query = tables(db)
    .selectFrom('bank_entry')
    .selectAll()
    .where(sql<boolean>`account = any(${[...filter.accounts]}::text[])`)
  if (filter.statement !== null) query = query.where('statement', '=', filter.statement)
  if (filter.statuses !== null) query = query.where('status', 'in', [...filter.statuses])
  if (filter.idPrefix !== null)
    query = query.where(sql<boolean>`starts_with(subscription, ${filter.idPrefix})`)
  if (filter.from !== null) query = query.where('booked_on', '>=', filter.from)
  if (filter.until !== null) query = query.where('booked_on', '<=', filter.until)
  const keys = {
    at: [],
    bookedOn: [{ of: sql.ref('booked_on'), type: 'date' as const }],
    amount: [amountKey(sql.ref('amount'), { of: sql.ref('account'), decimals })],
  }
  const rows = await inOrder(query, keys, [{ of: sql.ref('seq'), type: 'bigint' }], slice).execute()
  return rows.map((row) => ({ ...toEntry(row), place: row.place }))
}

/** The deposits that wait for a subscription, oldest first, held for the rest of the transaction. */
export function lockWaiting(tx: Db, subscription: SubscriptionId): Promise<BankEntry[]> {
  return locked(tx, subscription, sql<boolean>`status in ('part', 'proposed')`)
}

/** Those, and those that an officer was to take for what they buy now. */
export function lockUnused(tx: Db, subscription: SubscriptionId): Promise<BankEntry[]> {
  return locked(tx, subscription, sql<boolean>`(status in ('part', 'proposed') or reason = 'PRICE_MOVED')`)
}

async function locked(
  tx: Db,
  subscription: SubscriptionId,
  which: RawBuilder<boolean>,
): Promise<BankEntry[]> {
  const rows = await tables(tx)
    .selectFrom('bank_entry')
    .selectAll()
    .where('subscription', '=', subscription)
    .where(which)
    .orderBy('booked_on')
    .orderBy('seq')
    .forUpdate()
    .execute()
  return rows.map(toEntry)
}

/** Deposits that are in suspense for one of these reasons. */
export async function selectSetAsideFor(db: Db, reasons: readonly SuspenseReason[]): Promise<BankEntry[]> {
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .selectAll()
    .where('status', '=', 'suspense')
    .where('reason', 'in', [...reasons])
    .orderBy('seq')
    .execute()
  return rows.map(toEntry)
}

/** Those of these subscriptions for all of whose amount money came to the bank, about which officers have yet to decide. */
export async function selectBrought(
  db: Db,
  among: readonly SubscriptionId[],
  withMoved: boolean,
): Promise<ReadonlySet<SubscriptionId>> {
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .select('subscription')
    .distinct()
    .where(
      sql<boolean>`(status = 'proposed' or (${withMoved} and status = 'suspense' and reason = 'PRICE_MOVED'))`,
    )
    .where(sql<boolean>`subscription = any(${[...among]}::text[])`)
    .execute()
  return new Set(rows.map(({ subscription }) => subscription as SubscriptionId))
}

/** Deposits of an account that a payment of `amount` may take back: for this subscription, or with this end-to-end id. */
export async function selectDeposits(
  db: Db,
  account: BankAccountId,
  by: { readonly subscription: SubscriptionId } | { readonly endToEnd: Buffer },
): Promise<BankEntry[]> {
  const query = tables(db)
    .selectFrom('bank_entry')
    .selectAll()
    .where('account', '=', account)
    .where('amount', '>', 0n)
    .orderBy('seq')
  const rows = await (
    'subscription' in by
      ? query.where('subscription', '=', by.subscription)
      : query.where('end_to_end', '=', by.endToEnd)
  ).execute()
  return rows.map(toEntry)
}

/** Deposits of an account whose money is on its way back under this name. */
export async function selectReturning(
  db: Db,
  account: BankAccountId,
  references: readonly string[],
): Promise<BankEntry[]> {
  if (references.length === 0) return []
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .selectAll()
    .where('account', '=', account)
    .where('status', '=', 'returning')
    .where('return_reference', 'in', [...references])
    .execute()
  return rows.map(toEntry)
}

/** Payments of an account that went out under this name and that nobody knows the purpose of. */
export async function selectUnknownOutgoing(
  db: Db,
  account: BankAccountId,
  { reference, endToEnd }: { readonly reference: string; readonly endToEnd: Buffer },
): Promise<BankEntry[]> {
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .selectAll()
    .where('account', '=', account)
    .where('status', '=', 'suspense')
    .where('amount', '<', 0n)
    .where((eb) => eb.or([eb('bank_reference', '=', reference), eb('end_to_end', '=', endToEnd)]))
    .execute()
  return rows.map(toEntry)
}

/** Says what became of a booking. */
export async function updateEntry(
  db: Db,
  id: BankEntryId,
  at: Temporal.Instant,
  change: Pick<
    Updateable<EntryTable>,
    | 'status'
    | 'reason'
    | 'open'
    | 'subscription'
    | 'matched_by'
    | 'return_amount'
    | 'return_reference'
    | 'return_ordered_by'
    | 'write_off_by'
  >,
): Promise<void> {
  await tables(db)
    .updateTable('bank_entry')
    .set({ ...change, changed_at: at })
    .where('id', '=', id)
    .execute()
}

export type EntryEvent = {
  readonly id: string
  readonly entry: BankEntryId
  readonly what: BankEntryEvent
  readonly used: bigint
  readonly subscription: SubscriptionId | null
  readonly other: BankEntryId | null
  readonly reason: string | null
  readonly at: Temporal.Instant
  readonly by: string
}

/** Returns its number. */
export async function insertEvent(db: Db, event: Omit<EntryEvent, 'id'>): Promise<string> {
  const { id } = await tables(db)
    .insertInto('bank_entry_event')
    .values({ id: sql`default`, ...event })
    .returning('id')
    .executeTakeFirstOrThrow()
  return String(id)
}

/** Whether money that left for a deposit waits for a second person to say so. */
export async function isLeavingUnseen(db: Db, deposit: BankEntryId): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('bank_entry')
    .innerJoin('bank_entry_event', 'bank_entry_event.entry', 'bank_entry.id')
    .select('bank_entry.id')
    .where('bank_entry.status', '=', 'suspense')
    .where('bank_entry.reason', '=', 'SECOND_PERSON_NEEDED')
    .where('bank_entry_event.what', '=', 'second-person-needed')
    .where('bank_entry_event.other', '=', deposit)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The deposits that a subscription was paid with and that were taken out of it again, all of them or a part. */
export async function selectFreedDeposits(
  db: Db,
  subscription: SubscriptionId,
): Promise<{ readonly id: BankEntryId; readonly status: BankEntryStatus; readonly open: bigint }[]> {
  const rows = await tables(db)
    .selectFrom('bank_entry')
    .select(['id', 'status', 'open'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('bank_entry_event')
          .select(sql`1`.as('one'))
          .whereRef('bank_entry_event.entry', '=', 'bank_entry.id')
          .where('bank_entry_event.subscription', '=', subscription)
          .where('what', 'in', ['funding-reversed', 'claim-reversed', 'surplus']),
      ),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as BankEntryId }))
}

export async function selectEvents(db: Db, entry: BankEntryId): Promise<EntryEvent[]> {
  const rows = await tables(db)
    .selectFrom('bank_entry_event')
    .selectAll()
    .where('entry', '=', entry)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    id: String(row.id),
    entry: row.entry as BankEntryId,
    what: row.what,
    used: row.used,
    subscription: row.subscription as SubscriptionId | null,
    other: row.other as BankEntryId | null,
    reason: row.reason,
    at: row.at,
    by: row.by,
  }))
}

/** What was given up of what the investor of a subscription owed, less what came after all. */
export async function selectWrittenOff(db: Db, subscription: SubscriptionId): Promise<bigint> {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(-sum(used), 0) as sum from bank_entry_event
    where subscription = ${subscription} and what in ('written-off', 'claim-recovered')`.execute(db)
  return rows[0]!.sum
}

/** The subscriptions of which the bank took money back that units were out for. */
export async function selectClaimed(db: Db): Promise<SubscriptionId[]> {
  const rows = await tables(db)
    .selectFrom('bank_entry_event')
    .select('subscription')
    .distinct()
    .where('what', '=', 'claimed')
    .orderBy('subscription')
    .execute()
  return rows.flatMap(({ subscription }) => (subscription === null ? [] : [subscription as SubscriptionId]))
}

/** Every booking by which one of these subscriptions was paid, or paid back. */
export async function selectEntriesOf(db: Db, of: readonly SubscriptionId[]): Promise<BankEntryId[]> {
  const { rows } = await sql<{ id: BankEntryId }>`
    with paid as (
      select id from bank_entry where subscription = any(${[...of]}::text[])
    )
    select id from paid
    union
    select other from bank_entry_event where entry in (select id from paid) and other is not null
    order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { BankEntryId, JournalEntryId, SubscriptionId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

type FundingTable = {
  entry: string
  subscription: string
  amount: bigint
  journal: string
  at: Temporal.Instant
}
const tables = (db: Db) =>
  db.withTables<{
    bank_funding: FundingTable
    bank_entry: { id: string; seq: bigint; booked_on: Temporal.PlainDate }
  }>()

export type Funding = {
  readonly entry: BankEntryId
  readonly subscription: SubscriptionId
  readonly amount: bigint
  readonly journal: JournalEntryId
}

/** One deposit funds one subscription: a second time throws. */
export async function insertFunding(db: Db, funding: Funding, at: Temporal.Instant): Promise<void> {
  await tables(db)
    .insertInto('bank_funding')
    .values({ ...funding, at })
    .execute()
}

/** What pays for a subscription, the oldest deposit first; or what a deposit pays for. */
export async function selectFundings(
  db: Db,
  by: { readonly subscription: SubscriptionId } | { readonly entry: BankEntryId },
): Promise<Funding[]> {
  const query = tables(db)
    .selectFrom('bank_funding')
    .innerJoin('bank_entry', 'bank_entry.id', 'bank_funding.entry')
    .selectAll('bank_funding')
    .orderBy('booked_on')
    .orderBy('seq')
  const rows = await (
    'entry' in by
      ? query.where('bank_funding.entry', '=', by.entry)
      : query.where('bank_funding.subscription', '=', by.subscription)
  ).execute()
  return rows.map((row) => ({
    entry: row.entry as BankEntryId,
    subscription: row.subscription as SubscriptionId,
    amount: row.amount,
    journal: row.journal as JournalEntryId,
  }))
}

/**
 * How much at a bank pays for each of these subscriptions, less what the bank took back of it and its investor owes; none
 * where nothing does.
 */
export async function selectFunded(
  db: Db,
  among: readonly SubscriptionId[],
): Promise<ReadonlyMap<SubscriptionId, bigint>> {
  // The events of the deposit say how much of what was taken nobody had used or was too much, the event of the booking how much
  // was taken.
  const { rows } = await sql<{ subscription: SubscriptionId; sum: bigint }>`
    select subscription, sum(amount - coalesce(owed, 0)) as sum
    from bank_funding
    left join lateral (
      select sum(case claimed.what when 'claimed' then taken.used else 0 end - claimed.used) as owed
      from bank_entry_event claimed
      join bank_entry_event taken
        on taken.entry = claimed.other and taken.other = claimed.entry and taken.what = 'claimed'
      where claimed.entry = bank_funding.entry and claimed.what in ('claimed', 'claim-netted')
        and not exists (
          select from bank_entry_event reversed
          where reversed.entry = claimed.entry and reversed.other = claimed.other
            and reversed.what = 'claim-reversed'
        )
    ) claims on true
    where subscription = any(${[...among]}::text[])
    group by subscription`.execute(db)
  return new Map(rows.map(({ subscription, sum }) => [subscription, sum]))
}

/** Less of a deposit pays for its subscription from here on. */
export async function cutFunding(db: Db, entry: BankEntryId, by: bigint): Promise<void> {
  await tables(db)
    .updateTable('bank_funding')
    .set({ amount: sql`amount - ${by}` })
    .where('entry', '=', entry)
    .execute()
}

export async function deleteFunding(db: Db, entry: BankEntryId): Promise<void> {
  await tables(db).deleteFrom('bank_funding').where('entry', '=', entry).execute()
}

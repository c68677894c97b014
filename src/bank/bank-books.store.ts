import { sql } from 'kysely'
import type { BankAccountId, IssuerId } from '../kernel/ids.ts'
import type { Db } from '../platform/db/database.ts'

/** What the bookings of an account come to, signed as the journal's accounts are: a debit is above zero. */
export type BookingSums = {
  readonly account: BankAccountId
  readonly issuer: IssuerId
  readonly currency: string
  readonly bank: bigint
  readonly suspense: bigint
  readonly refundsDue: bigint
  readonly received: bigint
  readonly claims: bigint
}

/** Of every account at a bank. */
export async function selectBookingSums(db: Db): Promise<BookingSums[]> {
  const { rows } = await sql<BookingSums>`
    select account.id as account, issuer, currency, bank, suspense, "refundsDue", received, claims
    from bank_account account,
    lateral (
      select coalesce(sum(amount), 0) as bank,
        coalesce(sum(case when amount < 0 then open else -open end), 0) as suspense,
        coalesce(-sum(return_amount) filter (where status = 'returning'), 0) as "refundsDue"
      from bank_entry where account = account.id
    ) booked,
    lateral (
      select coalesce(-sum(funding.amount), 0) as received
      from bank_funding funding join bank_entry deposit on deposit.id = funding.entry
      where deposit.account = account.id
    ) funded,
    lateral (
      select coalesce(sum(case claimed.what when 'claimed' then taken.used else 0 end - claimed.used), 0) as claims
      from bank_entry_event claimed
      join bank_entry deposit on deposit.id = claimed.entry and deposit.amount > 0
      join bank_entry_event taken
        on taken.entry = claimed.other and taken.other = claimed.entry and taken.what = 'claimed'
      where deposit.account = account.id and claimed.what in ('claimed', 'claim-netted')
        and not exists (
          select from bank_entry_event reversed
          where reversed.entry = claimed.entry and reversed.other = claimed.other
            and reversed.what = 'claim-reversed'
        )
    ) owed
    order by account.id`.execute(db)
  return rows
}

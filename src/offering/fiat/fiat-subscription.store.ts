import { sql } from 'kysely'
import type { InstrumentId, InvestorId, IssuerId, OfferingId, SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'

type PaidInto = {
  readonly id: SubscriptionId
  readonly offering: OfferingId
  readonly issuer: IssuerId
  readonly investor: InvestorId
  readonly instrument: InstrumentId
  /** Minor units of the payment currency. */
  readonly amount: bigint
  readonly status: string
  readonly state: string
}

/** Subscriptions whose id begins with one of these, or is it, and that are not to be paid in another currency; with their issuer. */
export async function selectPaidInto(db: Db, prefixes: readonly string[]): Promise<PaidInto[]> {
  if (prefixes.length === 0) return []
  const { rows } = await sql<PaidInto>`
    select s.id, s.offering, i.issuer, s.investor, i.id as instrument, s.amount, s.status, s.state
    from unnest(${[...prefixes]}::text[]) as p (prefix)
    join subscription s on s.id >= p.prefix and s.id < p.prefix || '~'
    join offering o on o.id = s.offering
    join instrument i on i.id = o.instrument
    where s.currency = 0`.execute(db)
  return rows
}

/** The subscriptions of an investor. */
export async function selectSubscriptionsOf(db: Db, investor: InvestorId): Promise<SubscriptionId[]> {
  const { rows } = await sql<{ id: SubscriptionId }>`
    select id from subscription where investor = ${investor} order by id`.execute(db)
  return rows.map(({ id }) => id)
}

import { sql } from 'kysely'
import type { SubscriptionId } from '../../kernel/ids.ts'
import type { Db } from '../../platform/db/database.ts'
import { STATES, type RaiseStatus } from './subscription-state.ts'

const WORDS = JSON.stringify(
  Object.fromEntries(Object.entries(STATES).map(([state, { raise }]) => [state, raise])),
)

/**
 * Of a row of `subscription`: what its investor waits for; null when it is over. Lists, sums and what is read of one all ask
 * here. Nothing of it is kept: an approval and an accreditation run out by themselves.
 *
 * @param today a day of Coordinated Universal Time, as the registry counts what has run out
 */
export function raiseStatus(today: Temporal.PlainDate) {
  return sql<RaiseStatus | null>`case
    when subscription.state = 'interest' and exists (
      select from investor i where i.id = subscription.investor
        and (i.kyc_status <> 'verified' or i.kyc_until <= ${today}::date)
    ) then 'pending-kyc'
    when subscription.state = 'interest' and exists (
      select from investor i where i.id = subscription.investor
        and (i.accredited_until is null or i.accredited_until <= ${today}::date)
    ) and (
      select v.accredited_only from offering o join instrument_version v on v.instrument = o.instrument
        where o.id = subscription.offering order by v.version desc limit 1
    ) then 'pending-accreditation'
    when subscription.state = 'confirmed' and subscription.agreement = 'signed' then 'pending-issuer-signature'
    else ${WORDS}::jsonb ->> subscription.state
  end`
}

/** What the investors of these subscriptions wait for. */
export async function selectRaiseStatuses(
  db: Db,
  ids: readonly SubscriptionId[],
  today: Temporal.PlainDate,
): Promise<ReadonlyMap<SubscriptionId, RaiseStatus | null>> {
  const rows = await db
    .withTables<{ subscription: { id: SubscriptionId } }>()
    .selectFrom('subscription')
    .select(['id', raiseStatus(today).as('raise')])
    .where(sql<boolean>`id = any(${[...ids]}::text[])`)
    .execute()
  return new Map(rows.map(({ id, raise }) => [id, raise]))
}

import { sql } from 'kysely'
import { RESERVED_STATES } from './subscription/subscription-state.ts'

/**
 * Of a row of `subscription`: all of its money is at a bank, and waits for two people; also where its price has moved, until an
 * officer takes it for what it buys now or sends it back.
 */
export const isAtBank = sql<boolean>`exists (
  select from bank_entry b
  where b.subscription = subscription.id
    and (b.status = 'proposed' or (b.status = 'suspense' and b.reason = 'PRICE_MOVED'))
)`

/**
 * Of a row of `subscription`: units are kept for it and nothing is paid yet. Its time to pay runs, or its money came to the bank
 * in time: then it waits for two people, not for its investor. Whatever counts units, or looks for a reservation, asks here.
 */
export function isKept(now: Temporal.Instant) {
  return sql<boolean>`(
    subscription.state = any(${[...RESERVED_STATES]}::text[])
    and (subscription.valid_before > ${now}::timestamptz or ${isAtBank})
  )`
}

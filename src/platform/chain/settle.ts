import { sql } from 'kysely'
import type { IntentId } from '../../kernel/ids.ts'
import type { Tx } from '../db/database.ts'
import { systemActor } from '../work.ts'
import { intentById, type IntentFailure, type SettledHandlers } from './intents.ts'
import type { ChainTables } from './tables.ts'

export type Outcome =
  | { readonly status: 'success' }
  | { readonly status: 'failure'; readonly failure: IntentFailure }

/** PostgreSQL channel on which the end of each intent is announced. */
export const SETTLED_CHANNEL = 'chain_settled'

/**
 * Says how an intent ended and tells its handler, both in `tx`: they happen together, and once. False when it was
 * settled before. What the handler throws is thrown on, so that `tx` is rolled back.
 */
export async function settle(
  tx: Tx,
  id: IntentId,
  outcome: Outcome,
  context: { readonly handlers: SettledHandlers; readonly now: Temporal.Instant },
): Promise<boolean> {
  const failure = outcome.status === 'failure' ? outcome.failure : null
  const { numUpdatedRows } = await tx
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({
      status: outcome.status,
      settled_at: context.now,
      failure_reason: failure?.reason ?? null,
      failure_data: failure?.data ?? null,
    })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) return false
  const intent = await intentById(tx, id)
  if (intent === null) throw new Error(`the intent ${id} is gone`)
  const handler = context.handlers[intent.purpose]?.[outcome.status]
  await sql`select pg_notify(${SETTLED_CHANNEL}, '')`.execute(tx)
  await handler?.({ db: tx, now: context.now, by: systemActor('chain') }, intent)
  return true
}

import { sql } from 'kysely'
import type { IntentId } from '../../kernel/ids.ts'
import type { Tx } from '../db/database.ts'
import { systemActor } from '../work.ts'
import { LeaseLost } from './lease.ts'
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

const RETRY_HANDLER_MS = 1_000
const RETRY_HANDLER_MAX_MS = 60_000

/** Intents whose handler threw, and when it is asked again, by `performance.now()`. */
export type Postponed = Map<IntentId, { readonly notBefore: number; readonly pauseMs: number }>

export function isPostponed(postponed: Postponed, id: IntentId): boolean {
  const failed = postponed.get(id)
  return failed !== undefined && performance.now() < failed.notBefore
}

/**
 * `settling` one intent, so that a handler that throws holds up no other: it is told to `onError` and postponed, for a
 * second, then twice as long each time, for a minute at most. False when it did not settle. A lost lease is thrown on.
 */
export async function settleOrPostpone(
  postponed: Postponed,
  id: IntentId,
  settling: () => Promise<boolean>,
  onError: (error: unknown) => void,
): Promise<boolean> {
  try {
    const isSettled = await settling()
    postponed.delete(id)
    return isSettled
  } catch (error) {
    if (error instanceof LeaseLost) throw error
    const before = postponed.get(id)?.pauseMs ?? RETRY_HANDLER_MS / 2
    const pauseMs = Math.min(RETRY_HANDLER_MAX_MS, before * 2)
    postponed.set(id, { notBefore: performance.now() + pauseMs, pauseMs })
    onError(error)
    return false
  }
}

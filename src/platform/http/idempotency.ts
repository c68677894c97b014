import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { refuse, ok, type Result } from '../../kernel/result.ts'
import type { Db } from '../db/database.ts'
import { open, saltedKey, seal } from '../vault/seal.ts'

/** An answer as it was sent. */
export type StoredAnswer = { readonly status: number; readonly body: string }

/** A request that must not be done twice: who asks, with which key, for what. */
export type Attempt = {
  readonly caller: string
  readonly key: string
  /** Method, path, query and body, in one text. */
  readonly request: string
}

type AnswerTable = {
  caller_key: Buffer
  request_hash: Buffer
  status: number
  sealed: Buffer
  at: Temporal.Instant
}
const tables = (db: Db) => db.withTables<{ idempotency_answer: AnswerTable }>()

const KEPT_HOURS = 24

/**
 * Takes the attempt's place for the rest of the transaction: null when it is the first, the first's answer when it is
 * an exact retry. Because place and answer live in the transaction of the work itself, an attempt that died left
 * neither, and two at once cannot both be first.
 */
export async function beginAttempt(
  tx: Db,
  attempt: Attempt,
): Promise<Result<StoredAnswer | null, 'IDEMPOTENCY_IN_PROGRESS' | 'IDEMPOTENCY_MISMATCH'>> {
  const place = placeOf(attempt)
  const lock = place.readBigInt64BE(0)
  const { rows } = await sql<{
    held: boolean
  }>`select pg_try_advisory_xact_lock(${String(lock)}::bigint) as held`.execute(tx)
  if (rows[0]?.held !== true) return refuse('IDEMPOTENCY_IN_PROGRESS')

  const row = await tables(tx)
    .selectFrom('idempotency_answer')
    .selectAll()
    .where('caller_key', '=', place)
    .executeTakeFirst()
  if (row === undefined) return ok(null)
  if (!row.request_hash.equals(requestHash(attempt))) return refuse('IDEMPOTENCY_MISMATCH')
  const body = open(sealKey(attempt), row.sealed, place.toString('hex')).toString('utf8')
  return ok({ status: row.status, body })
}

/** Keeps the answer for retries, sealed with a key that only the holder of the idempotency key can name again. */
export async function keepAnswer(
  tx: Db,
  attempt: Attempt,
  answer: StoredAnswer,
  at: Temporal.Instant,
): Promise<void> {
  const place = placeOf(attempt)
  await tables(tx)
    .insertInto('idempotency_answer')
    .values({
      caller_key: place,
      request_hash: requestHash(attempt),
      status: answer.status,
      sealed: seal(sealKey(attempt), Buffer.from(answer.body, 'utf8'), place.toString('hex')),
      at,
    })
    .execute()
}

/** Forgets answers older than a day. `now` is the machine's clock, not the business's. */
export async function forgetAnswers(db: Db, now: Temporal.Instant): Promise<void> {
  await tables(db)
    .deleteFrom('idempotency_answer')
    .where('at', '<', now.subtract({ hours: KEPT_HOURS }))
    .execute()
}

function placeOf({ caller, key }: Attempt): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([caller, key]))
    .digest()
}

function sealKey({ caller, key }: Attempt): Buffer {
  return saltedKey('http/answer', Buffer.from(JSON.stringify([caller, key])))
}

function requestHash(attempt: Attempt): Buffer {
  return createHmac('sha256', sealKey(attempt)).update(attempt.request).digest()
}

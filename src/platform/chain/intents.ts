import { sql } from 'kysely'
import type { Address, Hex } from 'viem'
import { newId, parseId, type IntentId } from '../../kernel/ids.ts'
import { ok, refuse, type Result } from '../../kernel/result.ts'
import type { Db } from '../db/database.ts'
import type { Work } from '../work.ts'
import type { ChainTables, IntentStatus } from './tables.ts'

/**
 * Why it failed: `WOULD_REVERT` and `NO_CODE` (nothing was sent), `REVERTED` (mined and undone by the contract), and
 * the revert data where the chain gave any.
 */
export type IntentFailure = { readonly reason: IntentFailureReason; readonly data: Hex | null }
export type IntentFailureReason = 'WOULD_REVERT' | 'NO_CODE' | 'REVERTED'

/** A transaction somebody wants to have happened, exactly once. Addresses are lower case. */
export type Intent = {
  readonly id: IntentId
  readonly key: string
  readonly purpose: string
  /** What it is about, in the caller's words: an id that lists can be asked for. */
  readonly subject: string | null
  readonly from: Address
  /** Null creates a contract. */
  readonly to: Address | null
  readonly data: Hex
  readonly value: bigint
  readonly status: IntentStatus
  readonly nonce: number | null
  readonly txHash: Hex | null
  /** The block it is mined in, or null while it is not (or not any more). */
  readonly block: { readonly number: number; readonly hash: Hex; readonly at: Temporal.Instant } | null
  readonly gasUsed: bigint | null
  /** The contract that it created. */
  readonly contract: Address | null
  readonly failure: IntentFailure | null
  readonly recordedAt: Temporal.Instant
  readonly settledAt: Temporal.Instant | null
}

export type NewIntent = {
  /** Idempotency: the same key is the same wish, for ever. */
  readonly key: string
  /** Names the handler that is told how it ended. */
  readonly purpose: string
  readonly from: Address
  readonly to: Address | null
  readonly data: Hex
  readonly value?: bigint
  readonly subject?: string
  /** Signed before everything of this sender that is not urgent and not signed yet: what must not wait in a queue. */
  readonly urgent?: boolean
  /** What needs more gas than this fails before it is sent. */
  readonly gasMax?: bigint | undefined
}

/**
 * The most gas of a transaction that carries what somebody signed: their wallet may be a contract (ERC-1271), which checks
 * its signature with as much as it likes, at the expense of whoever carries it. A passkey and three modules fit.
 */
export const CARRIED_GAS_MAX = 1_000_000n

/** Told once how an intent ended, in the transaction that says so: what it writes and the status stand or fall together. */
export type SettledHandler = (work: Work, intent: Intent) => Promise<void>

/** By purpose. A purpose without handlers is only marked. */
export type SettledHandlers = Readonly<
  Record<string, { readonly success: SettledHandler; readonly failure: SettledHandler }>
>

/** One key was used for two different transactions: a bug of the caller. */
export class IntentKeyReused extends Error {
  constructor(key: string) {
    super(`the intent key ${key} already stands for another transaction`)
  }
}

/** The channel on which new intents are announced, with the sender's address. */
export const INTENT_CHANNEL = 'chain_intent'

/**
 * Writes down a wish, as part of the caller's transaction. Asking again with the same key changes nothing and returns
 * what became of it. Throws `IntentKeyReused` when the key stands for another call.
 */
export async function recordIntent(db: Db, wish: NewIntent, now: Temporal.Instant): Promise<Intent> {
  const sender = lowerAddress(wish.from)
  const inserted = await db
    .withTables<ChainTables>()
    .insertInto('chain_intent')
    .values({
      id: newId('int'),
      key: wish.key,
      purpose: wish.purpose,
      subject: wish.subject ?? null,
      sender,
      recipient: wish.to === null ? null : lowerAddress(wish.to),
      data: lowerHex(wish.data),
      value: wish.value ?? 0n,
      status: 'pending',
      urgent: wish.urgent ?? false,
      gas_max: wish.gasMax ?? null,
      recorded_at: now,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  const intent = await intentByKey(db, wish.key)
  if (intent === null) throw new Error(`the intent ${wish.key} was not stored`)
  if (inserted === undefined) {
    if (!isSameCall(intent, wish)) throw new IntentKeyReused(wish.key)
    return intent
  }
  await sql`select pg_notify(${INTENT_CHANNEL}, ${sender})`.execute(db)
  return intent
}

export async function intentByKey(db: Db, key: string): Promise<Intent | null> {
  const row = await intents(db).where('i.key', '=', key).executeTakeFirst()
  return row === undefined ? null : intentOf(row)
}

export async function intentById(db: Db, id: IntentId): Promise<Intent | null> {
  const row = await intents(db).where('i.id', '=', id).executeTakeFirst()
  return row === undefined ? null : intentOf(row)
}

export type IntentFilter = {
  readonly status?: readonly IntentStatus[]
  readonly purpose?: string
  readonly subject?: string
  readonly from?: Address
  /** Only what was recorded before this one. */
  readonly before?: IntentId
  readonly limit: number
}

/**
 * Transactions of a sender that are this very call, and that no intent here is known to have made: most likely it was made before
 * the books were restored from a backup.
 */
export async function straysLike(
  db: Db,
  { from, to, data }: Pick<NewIntent, 'data' | 'from'> & { readonly to: Address },
): Promise<Hex[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_stray')
    .select('tx_hash')
    .where('sender', '=', lowerAddress(from))
    .where('recipient', '=', lowerAddress(to))
    .where('data', '=', lowerHex(data))
    .orderBy('nonce')
    .execute()
  return rows.map((row) => row.tx_hash)
}

/** Intents, the youngest first. */
export async function listIntents(db: Db, filter: IntentFilter): Promise<Intent[]> {
  let query = intents(db).orderBy('i.seq', 'desc').limit(filter.limit)
  if (filter.status !== undefined) query = query.where('i.status', 'in', filter.status)
  if (filter.purpose !== undefined) query = query.where('i.purpose', '=', filter.purpose)
  if (filter.subject !== undefined) query = query.where('i.subject', '=', filter.subject)
  if (filter.from !== undefined) query = query.where('i.sender', '=', lowerAddress(filter.from))
  const { before } = filter
  if (before !== undefined)
    query = query.where('i.seq', '<', (from) =>
      from.selectFrom('chain_intent as b').where('b.id', '=', before).select('b.seq'),
    )
  return (await query.execute()).map(intentOf)
}

/**
 * Withdraws a wish that nothing was signed for yet. Its handlers are not called: whoever cancels knows.
 * Afterwards its key stays used.
 */
export async function cancelIntent(
  db: Db,
  id: IntentId,
  now: Temporal.Instant,
): Promise<Result<Intent, 'INTENT_UNKNOWN' | 'INTENT_ALREADY_SIGNED'>> {
  const canceled = await db
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({ status: 'canceled', settled_at: now })
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  const intent = await intentById(db, id)
  if (intent === null) return refuse('INTENT_UNKNOWN', { id })
  return canceled.numUpdatedRows === 1n || intent.status === 'canceled'
    ? ok(intent)
    : refuse('INTENT_ALREADY_SIGNED', { id, status: intent.status })
}

/** What may come after what. Going back from a block to `sent` is what a reorganisation does. */
export function isSettled(status: IntentStatus): boolean {
  return status === 'success' || status === 'failure' || status === 'canceled'
}

/** True when `wish` asks for the very call that `intent` stands for. The subject and purpose are part of the wish. */
function isSameCall(intent: Intent, wish: NewIntent): boolean {
  return (
    intent.purpose === wish.purpose &&
    intent.from === lowerAddress(wish.from) &&
    intent.to === (wish.to === null ? null : lowerAddress(wish.to)) &&
    intent.data === lowerHex(wish.data) &&
    intent.value === (wish.value ?? 0n)
  )
}

export function lowerAddress(address: Address): Address {
  return lowerHex(address)
}

export function lowerHex(hex: Hex): Hex {
  return `0x${hex.slice(2).toLowerCase()}`
}

function intents(db: Db) {
  return db
    .withTables<ChainTables>()
    .selectFrom('chain_intent as i')
    .leftJoin('chain_block as b', 'b.hash', 'i.block_hash')
    .selectAll('i')
    .select(['b.number as block_number', 'b.at as block_at'])
}

type IntentRow = Awaited<ReturnType<ReturnType<typeof intents>['execute']>>[number]

function intentOf(row: IntentRow): Intent {
  const id = parseId('int', row.id)
  if (id === null) throw new Error(`chain_intent holds an id that is none: ${row.id}`)
  return {
    id,
    key: row.key,
    purpose: row.purpose,
    subject: row.subject,
    from: row.sender,
    to: row.recipient,
    data: row.data,
    value: row.value,
    status: row.status,
    nonce: row.nonce,
    txHash: row.tx_hash,
    block:
      row.block_hash === null || row.block_number === null || row.block_at === null
        ? null
        : { number: row.block_number, hash: row.block_hash, at: row.block_at },
    gasUsed: row.gas_used,
    contract: row.contract,
    failure:
      row.failure_reason === null
        ? null
        : { reason: failureReason(row.failure_reason), data: row.failure_data },
    recordedAt: row.recorded_at,
    settledAt: row.settled_at,
  }
}

function failureReason(text: string): IntentFailureReason {
  if (text === 'WOULD_REVERT' || text === 'NO_CODE' || text === 'REVERTED') return text
  throw new Error(`chain_intent holds an unknown failure: ${text}`)
}

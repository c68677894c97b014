import { sql } from 'kysely'
import type { Address, Hex } from 'viem'
import { parseId, type IntentId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../db/database.ts'
import type { Fees } from './fees.ts'
import type { FoundTransaction } from './own-transactions.ts'
import type { ChainTables } from './tables.ts'

/** The channel on which sent transactions are announced, for whoever waits for their blocks. */
export const SENT_CHANNEL = 'chain_sent'

export type Pending = {
  readonly id: IntentId
  readonly to: Address | null
  readonly data: Hex
  readonly value: bigint
  /** The most gas that it may ask for, or null: as much as any transaction. */
  readonly gasMax: bigint | null
}

/** A signed transaction that no block is known to hold. */
export type InFlight = Omit<Pending, 'gasMax'> & {
  readonly nonce: number
  readonly status: 'signed' | 'sent' | 'mempool'
  readonly txHash: Hex
  readonly raw: Hex
  readonly gas: bigint
  readonly fees: Fees
  readonly signedAt: Temporal.Instant
}

/** What was signed for an intent. */
export type Signed = {
  readonly id: IntentId
  readonly nonce: number
  readonly txHash: Hex
  readonly raw: Hex
  readonly gas: bigint
  readonly fees: Fees
}

const IN_FLIGHT_MAX = 500
/** PostgreSQL takes 65,535 parameters in one statement. */
const ROWS_PER_INSERT = 1_000

export async function selectPending(
  db: Db,
  sender: Address,
  limit: number,
  except: readonly IntentId[] = [],
): Promise<Pending[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_intent')
    .select(['id', 'recipient', 'data', 'value', 'gas_max'])
    .where('sender', '=', sender)
    .where('status', '=', 'pending')
    .where(sql<boolean>`id <> all(${[...except]}::text[])`)
    .orderBy('urgent', 'desc')
    .orderBy('seq')
    .limit(limit)
    .execute()
  return rows.map(({ id, recipient, data, value, gas_max }) => ({
    id: intentId(id),
    to: recipient,
    data,
    value,
    gasMax: gas_max,
  }))
}

/** By nonce. Of several attempts, the last. */
export async function selectInFlight(db: Db, sender: Address): Promise<InFlight[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_intent as i')
    .innerJoin('chain_attempt as a', 'a.tx_hash', 'i.tx_hash')
    .select(['i.id', 'i.recipient', 'i.data', 'i.value', 'i.status'])
    .select(['a.tx_hash', 'a.nonce', 'a.raw', 'a.gas', 'a.max_fee', 'a.max_tip', 'a.signed_at'])
    .where('i.sender', '=', sender)
    .where('i.settled_at', 'is', null)
    .where('i.block_hash', 'is', null)
    .orderBy('i.nonce')
    .limit(IN_FLIGHT_MAX)
    .execute()
  return rows.map((row) => ({
    id: intentId(row.id),
    to: row.recipient,
    data: row.data,
    value: row.value,
    nonce: row.nonce,
    status: row.status === 'signed' || row.status === 'sent' ? row.status : 'mempool',
    txHash: row.tx_hash,
    raw: row.raw,
    gas: row.gas,
    fees: { maxFeePerGas: row.max_fee, maxPriorityFeePerGas: row.max_tip },
    signedAt: row.signed_at,
  }))
}

/** The nonce to be used next, or null before the sender's first transaction. */
export async function selectNextNonce(db: Db, sender: Address): Promise<number | null> {
  const row = await db
    .withTables<ChainTables>()
    .selectFrom('chain_sender')
    .select('next_nonce')
    .where('address', '=', sender)
    .executeTakeFirst()
  return row?.next_nonce ?? null
}

export async function writeNextNonce(tx: Tx, sender: Address, nonce: number): Promise<void> {
  await tx
    .withTables<ChainTables>()
    .insertInto('chain_sender')
    .values({ address: sender, next_nonce: nonce })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ next_nonce: nonce }))
    .execute()
}

/**
 * Writes down what was signed, before it is sent, and moves the nonce on. Throws when an intent is not pending any
 * more, so that all of it is undone and decided anew.
 */
export async function writeSigned(
  tx: Tx,
  sender: Address,
  signed: readonly Signed[],
  at: Temporal.Instant,
): Promise<void> {
  await insertAttempts(tx, signed, at)
  const { numAffectedRows } = await sql`
    update chain_intent as i set status = 'signed', nonce = s.nonce, tx_hash = s.tx_hash
    from unnest(
      ${signed.map(({ id }) => id)}::text[],
      ${signed.map(({ nonce }) => nonce)}::bigint[],
      ${signed.map(({ txHash }) => txHash)}::text[]
    ) as s (id, nonce, tx_hash)
    where i.id = s.id and i.status = 'pending'`.execute(tx)
  if (numAffectedRows !== BigInt(signed.length)) throw new IntentsChanged()
  const last = signed.at(-1)
  if (last !== undefined) await writeNextNonce(tx, sender, last.nonce + 1)
}

/** An intent was withdrawn in the meantime. */
export class IntentsChanged extends Error {
  constructor() {
    super('the intents have changed meanwhile')
  }
}

/** Writes down another transaction with the nonce of one that is in flight. False when that one is not any more. */
export async function writeReplacement(tx: Tx, signed: Signed, at: Temporal.Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({ status: 'signed', tx_hash: signed.txHash })
    .where('id', '=', signed.id)
    .where('nonce', '=', signed.nonce)
    .where('settled_at', 'is', null)
    .where('block_hash', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 1n) await insertAttempts(tx, [signed], at)
  return numUpdatedRows === 1n
}

/** Takes a transaction that is in the chain, and not in this database, for the intent's own. */
export async function writeAdopted(tx: Tx, signed: Signed, at: Temporal.Instant): Promise<void> {
  await insertAttempts(tx, [signed], at)
  await tx
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({ status: 'sent', nonce: signed.nonce, tx_hash: signed.txHash })
    .where('id', '=', signed.id)
    .where('settled_at', 'is', null)
    .execute()
  await tx.withTables<ChainTables>().deleteFrom('chain_stray').where('tx_hash', '=', signed.txHash).execute()
}

/** Keeps transactions that no intent here is known to have made, for an intent that is yet to be recorded again. */
export async function insertStrays(
  tx: Tx,
  sender: Address,
  strays: readonly FoundTransaction[],
  at: Temporal.Instant,
): Promise<void> {
  for (let i = 0; i < strays.length; i += ROWS_PER_INSERT)
    await tx
      .withTables<ChainTables>()
      .insertInto('chain_stray')
      .values(
        strays.slice(i, i + ROWS_PER_INSERT).map(({ hash, nonce, to, data, value, gas, maxFee, maxTip }) => ({
          tx_hash: hash,
          sender,
          nonce,
          recipient: to,
          data,
          value,
          gas,
          max_fee: maxFee,
          max_tip: maxTip,
          found_at: at,
        })),
      )
      .onConflict((conflict) => conflict.column('tx_hash').doNothing())
      .execute()
}

/** Strays found since `after`, by nonce. */
export async function selectStrays(
  db: Db,
  sender: Address,
  after: Temporal.Instant,
): Promise<FoundTransaction[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_stray')
    .selectAll()
    .where('sender', '=', sender)
    .where('found_at', '>', after)
    .orderBy('nonce')
    .execute()
  return rows.map((row) => ({
    hash: row.tx_hash,
    nonce: row.nonce,
    to: row.recipient,
    data: row.data,
    value: row.value,
    gas: row.gas,
    maxFee: row.max_fee,
    maxTip: row.max_tip,
  }))
}

/** Gives an intent back its place among the pending ones: its nonce was used for something else. */
export async function writeDisplaced(tx: Tx, id: IntentId): Promise<void> {
  await tx
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({ status: 'pending', nonce: null, tx_hash: null })
    .where('id', '=', id)
    .where('settled_at', 'is', null)
    .where('block_hash', 'is', null)
    .execute()
}

/** Marks what the node has taken. Rings for the watcher: there may be a block. */
export async function writeSent(
  tx: Tx,
  hashes: readonly Hex[],
  status: 'sent' | 'mempool',
  at: Temporal.Instant,
): Promise<void> {
  if (hashes.length === 0) return
  const chain = tx.withTables<ChainTables>()
  await chain
    .updateTable('chain_attempt')
    .set({ sent_at: at })
    .where('tx_hash', 'in', hashes)
    .where('sent_at', 'is', null)
    .execute()
  await chain
    .updateTable('chain_intent')
    .set({ status })
    .where('tx_hash', 'in', hashes)
    .where('status', 'in', status === 'sent' ? ['signed'] : ['signed', 'sent'])
    .where('block_hash', 'is', null)
    .execute()
  await sql`select pg_notify(${SENT_CHANNEL}, '')`.execute(tx)
}

export async function selectAttempts(
  db: Db,
  ids: readonly IntentId[],
): Promise<{ id: string; txHash: Hex }[]> {
  if (ids.length === 0) return []
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_attempt')
    .select(['intent_id', 'tx_hash'])
    .where('intent_id', 'in', ids)
    .execute()
  return rows.map(({ intent_id, tx_hash }) => ({ id: intent_id, txHash: tx_hash }))
}

/** The block of the sender's last mined transaction, or the first block that was ever read. */
export async function selectLastMined(db: Db, sender: Address): Promise<number> {
  const chain = db.withTables<ChainTables>()
  const mined = await chain
    .selectFrom('chain_intent as i')
    .innerJoin('chain_block as b', 'b.hash', 'i.block_hash')
    .select((select) => select.fn.max('b.number').as('number'))
    .where('i.sender', '=', sender)
    .executeTakeFirst()
  if (typeof mined?.number === 'number') return mined.number
  const network = await chain.selectFrom('chain_network').select('start_block').executeTakeFirst()
  return network?.start_block ?? 0
}

async function insertAttempts(tx: Tx, signed: readonly Signed[], at: Temporal.Instant): Promise<void> {
  if (signed.length === 0) return
  await tx
    .withTables<ChainTables>()
    .insertInto('chain_attempt')
    .values(
      signed.map(({ id, nonce, txHash, raw, gas, fees }) => ({
        tx_hash: txHash,
        intent_id: id,
        nonce,
        raw,
        gas,
        max_fee: fees.maxFeePerGas,
        max_tip: fees.maxPriorityFeePerGas,
        signed_at: at,
      })),
    )
    .onConflict((conflict) => conflict.column('tx_hash').doNothing())
    .execute()
}

function intentId(text: string): IntentId {
  const id = parseId('int', text)
  if (id === null) throw new Error(`chain_intent holds an id that is none: ${text}`)
  return id
}

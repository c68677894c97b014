import type { Address, Hex } from 'viem'
import { parseId, type IntentId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../db/database.ts'
import type { ChainBlock } from './projection.ts'
import type { ChainTables } from './tables.ts'

/** How far the chain has been read. */
export type Network = {
  readonly chainId: number
  readonly genesisHash: Hex
  readonly startBlock: number
  readonly head: number
  readonly finalized: number
}

export type StoredBlock = { readonly number: number; readonly hash: Hex }

/** A signed transaction whose block is not known yet. */
export type Unmined = { readonly id: IntentId; readonly txHash: Hex }

/** What a receipt says of an intent. */
export type Mined = {
  readonly id: IntentId
  readonly txHash: Hex
  readonly blockHash: Hex
  readonly reverted: boolean
  readonly gasUsed: bigint
  readonly contract: Address | null
}

export type Final = { readonly id: IntentId; readonly txHash: Hex; readonly reverted: boolean }

const ROWS_PER_INSERT = 1_000
const UNMINED_MAX = 300
const FINAL_MAX = 200

export async function selectNetwork(db: Db): Promise<Network | null> {
  const row = await db.withTables<ChainTables>().selectFrom('chain_network').selectAll().executeTakeFirst()
  return row === undefined
    ? null
    : {
        chainId: row.chain_id,
        genesisHash: row.genesis_hash,
        startBlock: row.start_block,
        head: row.head_number,
        finalized: row.finalized_number,
      }
}

/** Why the chain is not read any further, or null while it is. */
export async function haltedReason(db: Db): Promise<string | null> {
  const row = await db
    .withTables<ChainTables>()
    .selectFrom('chain_network')
    .select('halted')
    .executeTakeFirst()
  return row?.halted ?? null
}

/** Says for everybody, other processes too, that the chain is not read any further, or again. */
export async function writeHalted(db: Db, reason: string | null): Promise<void> {
  await db
    .withTables<ChainTables>()
    .updateTable('chain_network')
    .set({ halted: reason })
    .where('halted', 'is distinct from', reason)
    .execute()
}

export async function insertNetwork(tx: Tx, network: Network): Promise<void> {
  await tx
    .withTables<ChainTables>()
    .insertInto('chain_network')
    .values({
      chain_id: network.chainId,
      genesis_hash: network.genesisHash,
      start_block: network.startBlock,
      head_number: network.head,
      finalized_number: network.finalized,
      halted: null,
    })
    .execute()
}

/** Moves the head and what is final. Throws when the head is not where it was thought to be. */
export async function moveHead(
  tx: Tx,
  from: Network,
  to: { readonly head: number; readonly finalized: number },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .withTables<ChainTables>()
    .updateTable('chain_network')
    .set({ head_number: to.head, finalized_number: to.finalized })
    .where('head_number', '=', from.head)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error('the head was moved by somebody else')
}

/** The newest blocks that are stored, the newest first. */
export async function selectNewestBlocks(db: Db, limit: number): Promise<StoredBlock[]> {
  return db
    .withTables<ChainTables>()
    .selectFrom('chain_block')
    .select(['number', 'hash'])
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

export async function selectBlockHash(db: Db, number: number): Promise<Hex | null> {
  const row = await db
    .withTables<ChainTables>()
    .selectFrom('chain_block')
    .select('hash')
    .where('number', '=', number)
    .executeTakeFirst()
  return row?.hash ?? null
}

export async function insertBlocks(tx: Tx, blocks: readonly ChainBlock[]): Promise<void> {
  for (let i = 0; i < blocks.length; i += ROWS_PER_INSERT)
    await tx
      .withTables<ChainTables>()
      .insertInto('chain_block')
      .values(
        blocks
          .slice(i, i + ROWS_PER_INSERT)
          .map(({ hash, number, parentHash, at }) => ({ hash, number, parent_hash: parentHash, at })),
      )
      // The same block twice is one block; another block of the same number is an error.
      .onConflict((conflict) => conflict.column('hash').doNothing())
      .execute()
}

/**
 * Undoes the blocks above `ancestor`: what is derived from them goes with them, and intents that were mined in them
 * are in flight again.
 */
export async function undoBlocks(tx: Tx, network: Network, ancestor: number): Promise<void> {
  const chain = tx.withTables<ChainTables>()
  await chain
    .updateTable('chain_intent')
    .set({ status: 'sent', reverted: null, gas_used: null, contract: null })
    .where('settled_at', 'is', null)
    .where('block_hash', 'in', (select) =>
      select.selectFrom('chain_block').select('hash').where('number', '>', ancestor),
    )
    .execute()
  await chain.deleteFrom('chain_block').where('number', '>', ancestor).execute()
  await moveHead(tx, network, { head: ancestor, finalized: network.finalized })
}

/** Which addresses each projection has been given. */
export async function selectWatched(db: Db): Promise<Map<string, Set<Address>>> {
  const rows = await db.withTables<ChainTables>().selectFrom('chain_watched').selectAll().execute()
  const watched = new Map<string, Set<Address>>()
  for (const { projection, address } of rows)
    watched.set(projection, (watched.get(projection) ?? new Set()).add(address))
  return watched
}

export async function insertWatched(
  tx: Tx,
  projection: string,
  addresses: readonly Address[],
): Promise<void> {
  if (addresses.length === 0) return
  await tx
    .withTables<ChainTables>()
    .insertInto('chain_watched')
    .values(addresses.map((address) => ({ projection, address })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteWatched(
  tx: Tx,
  projection: string,
  addresses: readonly Address[],
): Promise<void> {
  if (addresses.length === 0) return
  await tx
    .withTables<ChainTables>()
    .deleteFrom('chain_watched')
    .where('projection', '=', projection)
    .where('address', 'in', addresses)
    .execute()
}

/** Every attempt of every intent that is in flight: any of them may be the one that is mined. */
export async function selectUnmined(db: Db): Promise<Unmined[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_intent as i')
    .innerJoin('chain_attempt as a', 'a.intent_id', 'i.id')
    .select(['i.id', 'a.tx_hash'])
    .where('i.settled_at', 'is', null)
    .where('i.block_hash', 'is', null)
    .whereRef('a.nonce', '=', 'i.nonce')
    .orderBy('i.seq')
    .limit(UNMINED_MAX)
    .execute()
  return rows.map(({ id, tx_hash }) => ({ id: intentId(id), txHash: tx_hash }))
}

export async function writeMined(tx: Tx, mined: Mined): Promise<void> {
  await tx
    .withTables<ChainTables>()
    .updateTable('chain_intent')
    .set({
      status: 'mempool',
      tx_hash: mined.txHash,
      block_hash: mined.blockHash,
      reverted: mined.reverted,
      gas_used: mined.gasUsed,
      contract: mined.contract,
    })
    .where('id', '=', mined.id)
    .where('settled_at', 'is', null)
    .execute()
}

/** Intents that are mined in a block up to `finalized` and were not settled yet, in the order they were recorded. */
export async function selectFinal(db: Db, finalized: number): Promise<Final[]> {
  const rows = await db
    .withTables<ChainTables>()
    .selectFrom('chain_intent as i')
    .innerJoin('chain_block as b', 'b.hash', 'i.block_hash')
    .select(['i.id', 'i.tx_hash', 'i.reverted'])
    .where('i.settled_at', 'is', null)
    .where('b.number', '<=', finalized)
    .orderBy('i.seq')
    .limit(FINAL_MAX)
    .execute()
  return rows.flatMap(({ id, tx_hash, reverted }) =>
    tx_hash === null ? [] : [{ id: intentId(id), txHash: tx_hash, reverted: reverted === true }],
  )
}

function intentId(text: string): IntentId {
  const id = parseId('int', text)
  if (id === null) throw new Error(`chain_intent holds an id that is none: ${text}`)
  return id
}

import type { Hex } from 'viem'
import { instantOfSeconds } from '../../kernel/time.ts'
import type { Db } from '../db/database.ts'
import { field, hexOf, numberOf, quantity, type Rpc } from './rpc.ts'
import type { ChainTables } from './tables.ts'

export type KnownBlock = { readonly number: number; readonly hash: Hex; readonly at: Temporal.Instant }

/**
 * The newest block that was read, or the newest before an instant; null before the first. Of final blocks only those
 * that hold something of ours are kept, so for the past this is the last one that can have changed anything.
 */
export async function knownBlock(
  db: Db,
  cut: { readonly before: Temporal.Instant } | null,
): Promise<KnownBlock | null> {
  let query = db
    .withTables<ChainTables>()
    .selectFrom('chain_block')
    .select(['number', 'hash', 'at'])
    .orderBy('number', 'desc')
    .limit(1)
  if (cut !== null) query = query.where('at', '<', cut.before)
  return (await query.executeTakeFirst()) ?? null
}

/** The block of this number as the chain has it now, or null when there is none yet. */
export async function blockNumbered(rpc: Rpc, number: number): Promise<KnownBlock | null> {
  const block = await rpc.call('eth_getBlockByNumber', [quantity(number), false])
  if (block === null) return null
  return {
    number,
    hash: hexOf(field(block, 'hash'), 'block hash'),
    at: instantOfSeconds(numberOf(field(block, 'timestamp'), 'block time')),
  }
}

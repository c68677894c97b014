import { instantOfSeconds } from '../../kernel/time.ts'
import type { Db } from '../db/database.ts'
import type { Hex } from 'viem'
import { field, hexOf, numberOf, quantity, type Rpc } from './rpc.ts'
import type { ChainTables } from './tables.ts'

/** The newest block that cannot be undone and whose logs have been read; null before the first. */
export async function finalBlock(
  db: Db,
  rpc: Rpc,
): Promise<{ readonly number: number; readonly hash: Hex; readonly at: Temporal.Instant } | null> {
  const row = await db
    .withTables<ChainTables>()
    .selectFrom('chain_network')
    .select('finalized_number')
    .executeTakeFirst()
  if (row === undefined || row.finalized_number < 0) return null
  const block = await rpc.call('eth_getBlockByNumber', [quantity(row.finalized_number), false])
  if (block === null) return null
  return {
    number: row.finalized_number,
    hash: hexOf(field(block, 'hash'), 'a block hash'),
    at: instantOfSeconds(numberOf(field(block, 'timestamp'), 'a timestamp')),
  }
}

import type pg from 'pg'
import type { Address } from '../instrument/instrument.ts'
import { headers } from '../platform/chain/blocks.ts'
import type { Rpc } from '../platform/chain/rpc.ts'
import { insertBlocks, selectNetwork } from '../platform/chain/watcher-store.ts'
import { transaction, type Db } from '../platform/db/database.ts'
import { spelled } from './register.chain.ts'
import { positions, type Movement, type Position } from './register.ts'
import { replaceMovements } from './register.store.ts'
import { readMovements } from './verify.chain.ts'

/** Blocks whose logs are read at once, while those of the blocks before are being stored. */
const BLOCKS_PER_READ = 2_000
const HEADERS_PER_READ = 1_000

/** A register in memory, from a token's logs and nothing else. */
export type Rebuilt = {
  readonly movements: readonly Movement[]
  readonly positions: ReadonlyMap<Address, Position>
}

/** Rebuilds the register of `token` in memory from the chain's logs up to and with a block. */
export async function rebuildInMemory(
  rpc: Rpc,
  token: Address,
  range: { readonly from: number; readonly to: number },
): Promise<Rebuilt> {
  const movements = await readMovements(rpc, spelled(token), range)
  return { movements, positions: positions(movements) }
}

/**
 * Throws the stored register of `token` away and makes it anew from the chain's logs, up to the block that the database
 * has read: what comes out is what following the chain would have stored, byte for byte. One transaction: readers see
 * the old register until the new one is whole, and the watcher waits. Returns how many rows were stored.
 *
 * Throws when the node is on another fork than the one the database has read; the old register is kept then.
 */
export async function rebuildRegister(
  { pool, db, rpc }: { readonly pool: pg.Pool; readonly db: Db; readonly rpc: Rpc },
  token: Address,
): Promise<number> {
  const network = await selectNetwork(db)
  if (network === null) return 0
  return replaceMovements(pool, token.toLowerCase(), async function* (head) {
    let next = read(network.startBlock)
    for (let from = network.startBlock; from <= head; from += BLOCKS_PER_READ) {
      const movements = await next
      next = read(from + BLOCKS_PER_READ)
      // Told by the loop when it asks for it; unheard before that, if this round fails.
      next.catch(() => {})
      await storeBlocks(db, rpc, movements)
      yield movements
    }

    async function read(from: number): Promise<Movement[]> {
      const to = Math.min(head, from + BLOCKS_PER_READ - 1)
      return from > head ? [] : readMovements(rpc, spelled(token), { from, to })
    }
  })
}

/** Stores the blocks that movements refer to, where they are not known. */
async function storeBlocks(db: Db, rpc: Rpc, movements: readonly Movement[]): Promise<void> {
  const numbers = [...new Set(movements.map(({ block }) => block))]
  for (let i = 0; i < numbers.length; i += HEADERS_PER_READ) {
    const found = await headers(rpc, numbers.slice(i, i + HEADERS_PER_READ))
    const blocks = found.flatMap((block) => block ?? [])
    await transaction(db, (tx) => insertBlocks(tx, blocks))
  }
}

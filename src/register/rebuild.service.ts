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

/** Movements that are read at once, about: while these are stored, the next are read. */
const MOVEMENTS_PER_READ = 10_000
const FIRST_BLOCKS = 50
const BLOCKS_PER_READ_MAX = 10_000
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
    let blocks = FIRST_BLOCKS
    let next = read(network.startBlock)
    while (next !== null) {
      const { movements, to } = await next.done
      const step = (blocks * MOVEMENTS_PER_READ) / Math.max(movements.length, 1)
      blocks = Math.ceil(Math.min(step, blocks * 4, BLOCKS_PER_READ_MAX))
      next = read(to + 1)
      await storeBlocks(db, rpc, movements)
      yield movements
    }

    function read(from: number) {
      if (from > head) return null
      const to = Math.min(head, from + blocks - 1)
      const done = readMovements(rpc, spelled(token), { from, to }).then((movements) => ({ movements, to }))
      // Told of when it is asked for; unheard before that, if storing fails meanwhile.
      done.catch(() => {})
      return { done }
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

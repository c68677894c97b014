import type { Address, Hex } from 'viem'
import type { Db, Tx } from '../db/database.ts'

/** A block as it is stored in `chain_block`, whose hash derived rows reference. */
export type ChainBlock = {
  readonly number: number
  readonly hash: Hex
  readonly parentHash: Hex
  readonly at: Temporal.Instant
}

/** One log of a watched address. Hexadecimal text is lower case. */
export type ChainLog = {
  readonly address: Address
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockNumber: number
  readonly blockHash: Hex
  readonly txHash: Hex
  readonly txIndex: number
  /** Counted through the whole block; with the block's hash it names the log for ever. */
  readonly logIndex: number
}

/**
 * Something derived from logs and from nothing else.
 *
 * Every row that `apply` writes references `chain_block (hash)` with ON DELETE CASCADE, and no row is ever updated by
 * a later log: a reorganisation deletes the blocks, the rows follow, and the new blocks are applied. What cannot be
 * written like that (a running balance) is computed when it is asked for, or kept from settled handlers.
 */
export type Projection = {
  /** Stable: it is stored with the addresses the projection has been given. */
  readonly name: string
  /**
   * The addresses whose logs are wanted now; asked again after every range. One that is new, because a log of this very
   * range named it, gets its past from the watcher's first block on.
   */
  readonly addresses: (db: Db) => Promise<readonly Address[]>
  /**
   * Writes what `logs`, one block's in order and of these addresses only, mean. All blocks of a range are one database
   * transaction, in which `block` is already stored. Not called for blocks without such logs.
   */
  readonly apply: (tx: Tx, block: ChainBlock, logs: readonly ChainLog[]) => Promise<void>
}

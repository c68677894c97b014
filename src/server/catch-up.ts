import { numberOf, type Rpc } from '../platform/chain/rpc.ts'
import { selectNetwork } from '../platform/chain/watcher-store.ts'
import type { Watcher } from '../platform/chain/watcher.ts'
import type { Db } from '../platform/db/database.ts'
import type { Log } from '../platform/log.ts'

const LOOK_MS = 20
const SAY_MS = 5_000

/**
 * Returns when everything that is on the chain now has been read, so that nothing is paid by books that are older than
 * the chain: after a restore, or a long pause. Returns early when the watcher has halted: /health says why, and the
 * chain is not read any further until a person has looked.
 */
export async function readToHead(deps: {
  readonly db: Db
  readonly rpc: Rpc
  readonly watcher: Watcher
  readonly log: Log
}): Promise<void> {
  const { db, rpc, watcher, log } = deps
  const head = numberOf(await rpc.call('eth_blockNumber', []), 'head')
  let said = performance.now()
  for (;;) {
    watcher.ring()
    const read = (await selectNetwork(db))?.head ?? -1
    if (read >= head || watcher.health().halted !== null) return
    if (performance.now() - said > SAY_MS) {
      log.info({ read, head }, 'reading what the chain has done since')
      said = performance.now()
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

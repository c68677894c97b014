import type { IntentId } from '../../kernel/ids.ts'
import type { Db } from '../db/database.ts'
import { intentById, isSettled, type Intent } from './intents.ts'
import { selectNetwork } from './watcher-store.ts'

/** What was waited for did not happen in time. */
export class WaitedTooLong extends Error {}

const LOOK_MS = 20
const TIMEOUT_MS = 30_000

/** Waits until an intent is settled, and says how. Throws `WaitedTooLong`. */
export function waitForIntent(db: Db, id: IntentId, timeoutMs = TIMEOUT_MS): Promise<Intent> {
  return until(`the intent ${id}`, timeoutMs, async () => {
    const intent = await intentById(db, id)
    return intent !== null && isSettled(intent.status) ? intent : null
  })
}

/** Waits until block `number` has been read. Throws `WaitedTooLong`. */
export function waitForBlock(db: Db, number: number, timeoutMs = TIMEOUT_MS): Promise<number> {
  return until(`block ${number}`, timeoutMs, async () => {
    const network = await selectNetwork(db)
    return network !== null && network.head >= number ? network.head : null
  })
}

async function until<T>(what: string, timeoutMs: number, look: () => Promise<T | null>): Promise<T> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const found = await look()
    if (found !== null) return found
    if (performance.now() > deadline) throw new WaitedTooLong(`${what} did not come within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
}

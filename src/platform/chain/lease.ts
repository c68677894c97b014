import { sql } from 'kysely'
import { randomUUID } from 'node:crypto'
import { transaction, type Db, type Tx } from '../db/database.ts'

/** The right to do what one process may do at a time. `fence` is higher than that of every holder before. */
export type Lease = { readonly name: string; readonly fence: number }

/** The lease ran out and somebody else may have it: nothing was written. */
export class LeaseLost extends Error {
  constructor(name: string) {
    super(`the lease ${name} is not held any more`)
  }
}

/** A transaction whose process was paused must not keep the next holder out for ever. */
const IDLE_IN_TRANSACTION_MS = 15_000

export type LeaseKeeper = {
  /** The lease, taken or prolonged as needed; null while another process has it. */
  readonly lease: () => Promise<Lease | null>
  /** Call when a write said `LeaseLost`. */
  readonly forget: () => void
  /** Gives the lease back, so that the next holder need not wait for it to run out. */
  readonly release: () => Promise<void>
}

/**
 * Takes part in holding the lease `name`. All times are the database's: two machines need not agree on theirs.
 *
 * @param ms how long the lease lasts without being prolonged; it is prolonged after a third of that
 */
export function keepLease(db: Db, name: string, ms: number): LeaseKeeper {
  const holder = randomUUID()
  let held: (Lease & { readonly since: number }) | null = null

  return {
    async lease() {
      if (held !== null && performance.now() - held.since < ms / 3) return held
      const since = performance.now()
      const { rows } = await sql<{ fence: number }>`
        insert into chain_lease as l (name, holder, fence, until)
        values (${name}, ${holder}, 1, clock_timestamp() + ${ms} * interval '1 millisecond')
        on conflict (name) do update set
          fence = case when l.holder = ${holder} and l.until > clock_timestamp() then l.fence else l.fence + 1 end,
          holder = excluded.holder,
          until = clock_timestamp() + ${ms} * interval '1 millisecond'
        where l.holder = ${holder} or l.until <= clock_timestamp()
        returning fence`.execute(db)
      const [row] = rows
      held = row === undefined ? null : { name, fence: row.fence, since }
      return held
    },
    forget() {
      held = null
    },
    async release() {
      held = null
      await sql`update chain_lease set until = clock_timestamp() where name = ${name} and holder = ${holder}`.execute(
        db,
      )
    },
  }
}

/**
 * Ends every lease, so that nobody waits for holders that are gone. Only for the process that has just started the
 * database: whoever held one before was connected to a server that has ended.
 */
export async function endLeases(db: Db): Promise<void> {
  await sql`update chain_lease set until = clock_timestamp()`.execute(db)
}

/**
 * Runs `work` in one transaction that is committed only if the lease was still held when it began, and keeps others
 * from taking it until the end. Throws `LeaseLost` otherwise: a holder that was paused for too long writes nothing.
 */
export function fenced<T>(db: Db, lease: Lease, work: (tx: Tx) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => {
    const { rows } = await sql`
      select fence, set_config('idle_in_transaction_session_timeout', ${String(IDLE_IN_TRANSACTION_MS)}, true)
      from chain_lease
      where name = ${lease.name} and fence = ${lease.fence} and until > clock_timestamp()
      for share`.execute(tx)
    if (rows.length === 0) throw new LeaseLost(lease.name)
    return work(tx)
  })
}

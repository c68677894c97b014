import fs from 'node:fs'
import { sql } from 'kysely'
import pg from 'pg'
import { transaction, type Db } from './db/database.ts'

/**
 * Kept free on every disk that is written to. PostgreSQL ends itself when its log finds no room, so what can wait
 * stops before that: three files of its log and a state of the embedded chain fit into this.
 */
const RESERVE_BYTES = 64 * 1024 * 1024
/** After a disk was found full by an error, it is tried at most so often whether there is room again. */
const PROBE_EVERY_MS = 1_000
/** More than the pages that a table keeps free by chance. */
const PROBE_BYTES = 256 * 1024
const CAUSES_MAX = 10

/** Whether anything may be written. */
export type Disks = {
  /** True while one of the disks has no room left but the reserve, or has just refused to write. */
  readonly areFull: () => Promise<boolean>
  /** Says that a write failed for lack of room. From now on they count as full, until a write succeeds. */
  readonly noteFull: () => void
}

/** Throws with the system's own code when the disk below `folder` has nothing left but the reserve. */
export function requireRoom(folder: string): void {
  if (!hasRoom(folder))
    throw Object.assign(new Error(`no space is left on the disk of ${folder}`), { code: 'ENOSPC' })
}

export function hasRoom(folder: string): boolean {
  const { bavail, bsize } = fs.statfsSync(folder)
  return bavail * bsize >= RESERVE_BYTES
}

/**
 * Watches the disks of `folders`, and through `db` those of a database that may be elsewhere: of those, only a write
 * that fails tells.
 */
export function watchDisks(db: Db, folders: readonly string[]): Disks {
  let refused = false
  let probedAtMs = -Infinity
  let probing: Promise<boolean> | null = null
  return {
    areFull: async () => {
      if (!folders.every(hasRoom)) return true
      if (refused && performance.now() - probedAtMs >= PROBE_EVERY_MS) {
        probedAtMs = performance.now()
        probing = takesAWrite(db).finally(() => {
          probing = null
        })
      }
      // Whoever asks meanwhile waits for the same answer.
      if (probing !== null) refused = !(await probing)
      return refused
    },
    noteFull: () => {
      refused = true
    },
  }
}

/** Whether the database can make a table larger now. Nothing of it stays. */
async function takesAWrite(db: Db): Promise<boolean> {
  try {
    await transaction(db, async (tx) => {
      await sql`create temporary table disk_probe (filler text) on commit drop`.execute(tx)
      await sql`alter table disk_probe alter filler set storage external`.execute(tx)
      await sql`insert into disk_probe values (repeat('x', ${PROBE_BYTES}::int))`.execute(tx)
    })
    return true
  } catch (error) {
    if (isDiskFull(error)) return false
    throw error
  }
}

/** Whether `error`, or what caused it, is a disk or a quota without room, here or where the database is. */
export function isDiskFull(error: unknown): boolean {
  for (let at = error, i = 0; at instanceof Error && i < CAUSES_MAX; at = at.cause, i++) {
    const code: unknown = Reflect.get(at, 'code')
    // 53100 is PostgreSQL's disk_full.
    if (at instanceof pg.DatabaseError ? code === '53100' : code === 'ENOSPC' || code === 'EDQUOT')
      return true
    if (at instanceof AggregateError && at.errors.some(isDiskFull)) return true
  }
  return false
}

import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { openDatabase, openPool, type Db } from '../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'

/** What `measure` finds on a migrated database of its own, which does not wait for the disk and is gone afterwards. */
export async function onDatabase<T>(measure: (db: Db, pool: pg.Pool) => Promise<T>): Promise<T> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-bench-'))
  fs.chmodSync(folder, 0o755)
  const server = await startEmbeddedDatabase(folder, { fast: true })
  const pool = openPool(server.url)
  try {
    await migrate(pool)
    return await measure(openDatabase(pool), pool)
  } finally {
    await pool.end()
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

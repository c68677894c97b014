import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { openDatabase, openPool, type Db } from '../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'

export type TestDatabase = { readonly url: string; readonly pool: pg.Pool; readonly db: Db }

/**
 * A real, migrated PostgreSQL database of this test file's own, gone when the file ends.
 * `ALIQUOT_TEST_DATABASE_URL` names a server that is already running (the test command starts one for all files);
 * without it the file starts its own.
 */
export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env['ALIQUOT_TEST_DATABASE_URL'] ?? (await ownServer())
  const name = `test_${process.pid}_${Math.floor(performance.now() * 1000)}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const url = server.replace(/\/[^/]*$/, `/${name}`)
  const pool = openPool(url)
  await migrate(pool)
  // Not waited for: hooks run in the order they were made, and whoever holds a connection lets it go in a later one.
  after(() => void pool.end())
  return { url, pool, db: openDatabase(pool) }
}

async function ownServer(): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-test-'))
  fs.chmodSync(folder, 0o755)
  const server = await startEmbeddedDatabase(folder, { fast: true })
  after(async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  return server.url
}

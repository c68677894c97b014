import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import pg from 'pg'
import { openDatabase, openPool, type Db } from '../src/platform/db/database.ts'
import { startEmbeddedDatabase } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'

export type TestDatabase = { readonly url: string; readonly pool: pg.Pool; readonly db: Db }

type AtEnd = (end: () => Promise<void> | void) => void

/**
 * A real, migrated PostgreSQL database of this test file's own, gone when the file ends.
 * `ALIQUOT_TEST_DATABASE_URL` names a server that is already running (the test command starts one for all files) and has
 * the template;
 * without it the file starts its own.
 *
 * @param atEnd what is to be called when the database is not needed any more
 */
export async function testDatabase(atEnd: AtEnd = after): Promise<TestDatabase> {
  const server = process.env['ALIQUOT_TEST_DATABASE_URL'] ?? (await ownServer(atEnd))
  const name = `test_${process.pid}_${Math.floor(performance.now() * 1000)}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  const isMigrated = process.env['ALIQUOT_TEST_DATABASE_URL'] !== undefined
  await admin.query(`create database ${name}${isMigrated ? ` template ${TEMPLATE} strategy file_copy` : ''}`)
  await admin.end()
  const url = onServer(server, name)
  const pool = openPool(url)
  if (!isMigrated) await migrate(pool)
  // Not waited for: hooks run in the order they were made, and whoever holds a connection lets it go in a later one.
  atEnd(() => void pool.end())
  return { url, pool, db: openDatabase(pool) }
}

/** The database that every test file begins with a copy of. */
const TEMPLATE = 'migrated'

const onServer = (server: string, name: string) => server.replace(/\/[^/]*$/, `/${name}`)

/** Makes the database that the files of a run copy, on the server that they share. */
export async function makeTemplate(server: string): Promise<void> {
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  const pool = openPool(onServer(server, TEMPLATE))
  await migrate(pool)
  await pool.end()
}

async function ownServer(atEnd: AtEnd): Promise<string> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-test-'))
  fs.chmodSync(folder, 0o755)
  const server = await startEmbeddedDatabase(folder, { fast: true })
  atEnd(async () => {
    await server.stop()
    fs.rmSync(folder, { recursive: true, force: true })
  })
  return server.url
}

import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import pg from 'pg'
import { startEmbeddedDatabase } from './embedded.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-embedded-'))
fs.chmodSync(folder, 0o755)
after(() => fs.rmSync(folder, { recursive: true, force: true }))

const socketOf = (url: string) => decodeURIComponent(new URL(url).hostname)

process.env['PGPORT'] = '1'
after(() => delete process.env['PGPORT'])

test('nobody else on the machine can reach the database: it listens to a socket in a folder of its own alone', async () => {
  const database = await startEmbeddedDatabase(path.join(folder, 'short'), { fast: true })
  try {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    const { rows } = await client.query<{ listen_addresses: string }>('show listen_addresses')
    await client.end()
    assert.deepEqual(rows, [{ listen_addresses: '' }])
    assert.equal(fs.statSync(socketOf(database.url)).mode & 0o077, 0)
  } finally {
    await database.stop()
  }
})

test('a folder whose name is too long for a socket is no hindrance', async () => {
  const deep = path.join(folder, 'long and more'.repeat(12))
  const database = await startEmbeddedDatabase(deep, { fast: true })
  try {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    await client.end()
    assert.equal(fs.statSync(socketOf(database.url)).mode & 0o077, 0)
  } finally {
    await database.stop()
  }
  assert.ok(!fs.existsSync(socketOf(database.url)))
})

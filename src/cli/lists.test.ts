import assert from 'node:assert/strict'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/database.ts'
import { assertInvariants } from '../../test/faults/invariants.ts'
import { runCli } from './cli.ts'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'aliquot-lists-'))
fs.chmodSync(folder, 0o755)
after(() => fs.rmSync(folder, { recursive: true, force: true }))
const HOUSE = fs.readFileSync(
  path.join(import.meta.dirname, '..', '..', 'examples', 'lists', 'house.csv'),
  'utf8',
)
const [header = '', ...rows] = HOUSE.trim().split('\n')
const write = (name: string, text: string | Buffer) => fs.writeFileSync(path.join(folder, name), text)
write('house.csv', HOUSE)
write('half.csv', [header, ...rows.slice(0, Math.ceil(rows.length / 2))].join('\n'))
write('page.csv', '<!doctype html><title>Not found</title>')
write('empty.csv', header)
write('latin.csv', Buffer.from([0x52, 0xe9, 0x66]))

const database = await testDatabase()
const { url, pool } = database

async function run(...args: string[]) {
  let out = ''
  let err = ''
  const exit = await runCli({
    args,
    folder,
    environment: { ALIQUOT_HOME: path.join(folder, 'home'), DATABASE_URL: url },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colours: false,
  })
  return { exit, out, err }
}
const inForce = async () =>
  (await pool.query<{ n: number }>('select count(*)::int as n from screening_entry')).rows[0]?.n

test('a list is brought in from a shell, and again to say that it is still the newest', async () => {
  const first = await run('lists', 'load', 'HOUSE', 'house.csv', '--published', '2026-11-01')
  assert.deepEqual([first.exit, first.err], [0, ''])
  assert.match(
    first.out,
    /^HOUSE is in force: \d+ entries, published on 2026-11-01, SHA-256 [0-9a-f]{64}\.\n$/,
  )
  const again = await run('lists', 'load', 'house', 'house.csv', '--json')
  assert.equal(again.exit, 0)
  assert.equal(Object(JSON.parse(again.out)).entries, rows.length)
})

test('B53 F23 what is damaged is refused with its reason, and the list in force stays', async () => {
  for (const [file, code] of [
    ['page.csv', 'LIST_FORMAT'],
    ['empty.csv', 'LIST_EMPTY'],
    ['half.csv', 'LIST_SHRUNK'],
  ] as const) {
    const refused = await run('lists', 'load', 'HOUSE', file, '--json')
    assert.deepEqual([refused.exit, Object(JSON.parse(refused.out)).error.code], [1, code], file)
    const said = await run('lists', 'load', 'HOUSE', file)
    assert.deepEqual([said.exit, said.out], [1, ''])
    assert.match(said.err, /stays/)
    assert.equal(await inForce(), rows.length)
  }
  assert.equal((await run('lists', 'load', 'HOUSE', 'half.csv', '--allow-shrink')).exit, 0)
  await assertInvariants(database)
})

test('a wrong call is one sentence and exit code 2', async () => {
  for (const [args, sentence] of [
    [['load', 'NOPE', 'house.csv'], /^There is no list NOPE; there are OFAC-SDN, /],
    [['load', 'HOUSE', 'nothing.csv'], /^There is no file nothing\.csv\.\n$/],
    [['load', 'HOUSE', 'latin.csv'], /^The file latin\.csv is not text in UTF-8/],
    [['load', 'HOUSE', 'house.csv', 'house.csv'], /^HOUSE is published as one file\.\n$/],
    [['load', 'OFAC-SDN', 'house.csv'], /^house\.csv is none of OFAC’s files/],
    [['load', 'HOUSE', 'house.csv', '--published', 'soon'], /^--published takes a day/],
    [['load', 'HOUSE'], /^Missing required argument 'FILE'\. /],
  ] as const) {
    const { exit, out, err } = await run('lists', ...args)
    assert.deepEqual([exit, out], [2, ''], args.join(' '))
    assert.match(err, sentence)
  }
})

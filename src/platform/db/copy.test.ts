import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/database.ts'
import { copyInto, type CopyValue } from './copy.ts'

const { pool } = await testDatabase()
await pool.query(
  'create table copied (id bigint primary key, "a name" text, units numeric, bytes bytea, at timestamptz, day date, flag boolean)',
)
const COLUMNS = ['id', 'a name', 'units', 'bytes', 'at', 'day', 'flag']

const awkward: readonly (string | null)[] = [
  null,
  '',
  '\\N',
  'a\tb\nc\r\\d',
  'NULL',
  '\\.',
  'é 漢字 🙂',
  '"quoted", \'too\'',
]

test('every value comes back as it went in', async () => {
  const client = await pool.connect()
  const at = Temporal.Instant.from('2026-01-31T23:59:59.123456Z')
  const day = Temporal.PlainDate.from('2026-02-28')
  const row = (text: string | null, id: number): CopyValue[] => [
    id,
    text,
    10n ** 60n + BigInt(id),
    Uint8Array.of(0, 92, 255),
    at,
    day,
    id % 2 === 0,
  ]
  assert.equal(await copyInto(client, 'copied', COLUMNS, awkward.map(row)), awkward.length)
  const { rows } = await client.query('select * from copied order by id')
  client.release()
  assert.deepEqual(
    rows.map((one) => one['a name']),
    awkward,
  )
  assert.equal(rows[3].units, 10n ** 60n + 3n)
  assert.deepEqual(rows[3].bytes, Buffer.from([0, 92, 255]))
  assert.ok(at.equals(rows[3].at))
  assert.ok(day.equals(rows[3].day))
  assert.deepEqual([rows[3].flag, rows[4].flag], [false, true])
})

test('a row that the database refuses, or that cannot be made, adds none, and the connection lives on', async () => {
  const client = await pool.connect()
  await client.query('truncate copied')
  const ids = (list: readonly number[]) => list.map((id): CopyValue[] => [id])
  await assert.rejects(copyInto(client, 'copied', ['id'], ids([1, 2, 1])), /duplicate key/)
  function* broken(): Generator<CopyValue[]> {
    yield [1]
    throw new Error('no more')
  }
  await assert.rejects(copyInto(client, 'copied', ['id'], broken()), /no more/)
  client.release(true)
  const many = await pool.connect()
  await many.query('begin')
  const count = 50_000
  assert.equal(await copyInto(many, 'copied', ['id'], ids(Array.from({ length: count }, (_, i) => i))), count)
  await many.query('rollback')
  const { rows } = await many.query('select count(*) as count from copied')
  many.release()
  assert.deepEqual(rows, [{ count: 0 }])
})

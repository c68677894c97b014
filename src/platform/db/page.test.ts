import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { amountKey, inBatches, inOrder, type Key, type Slice } from './page.ts'

const { db, pool } = await testDatabase()

type Row = { id: string; amount: bigint; at: Temporal.Instant }
const ROWS = 2_500

// Seven amounts, larger than any float holds, and instants that differ in microseconds.
await pool.query(`
  create table probe (id text primary key, amount numeric not null, at timestamptz not null);
  insert into probe
    select 'row' || i, 9007199254740993 * 10 ^ 12 + i % 7, timestamptz '2026-10-25T00:30:00Z' + i % 900 * interval '1 microsecond'
    from generate_series(1, ${ROWS}) i`)

const KEYS: Readonly<Record<'amount' | 'at', readonly Key[]>> = {
  amount: [{ of: sql.ref('amount'), type: 'numeric' }],
  at: [{ of: sql.ref('at'), type: 'timestamptz' }],
}
const LAST: readonly Key[] = [{ of: sql.ref('id'), type: 'text' }]
type Sort = 'amount' | '-amount' | 'at' | '-at'

const read = (slice: Slice<Sort>) =>
  inOrder(db.withTables<{ probe: Row }>().selectFrom('probe').select('id'), KEYS, LAST, slice).execute()

for (const [sort, order] of [
  ['amount', 'amount, id'],
  ['-amount', 'amount desc, id desc'],
  ['at', 'at, id'],
  ['-at', 'at desc, id desc'],
] as const)
  test(`pages by ${sort} follow one another without a gap or a repeat, equal rows too`, async () => {
    const { rows } = await pool.query<{ id: string }>(`select id from probe order by ${order}`)
    const paged: string[] = []
    for (let after: readonly string[] | null = null; ;) {
      const found: Awaited<ReturnType<typeof read>> = await read({ sort, after, limit: 199 })
      paged.push(...found.map(({ id }) => id))
      if (found.length < 199) break
      after = found.at(-1)!.place
    }
    assert.deepEqual(
      paged,
      rows.map(({ id }) => id),
    )
  })

test('all rows come in batches, and none of nothing', async () => {
  const sizes: number[] = []
  const ids = new Set<string>()
  for await (const rows of inBatches((slice) => read({ ...slice, sort: '-amount' }))) {
    sizes.push(rows.length)
    for (const { id } of rows) ids.add(id)
  }
  assert.deepEqual([sizes, ids.size], [[1_000, 1_000, 500], ROWS])
  for await (const rows of inBatches(() => Promise.resolve([]))) assert.fail(`a batch of ${rows.length}`)
})

test('amounts of unlike decimals are in the order of what they are worth', async () => {
  await pool.query(`
    create table mixed (id text primary key, unit text not null, amount numeric not null);
    insert into mixed values
      ('three', 'cent', 300), ('two', 'wei', 2 * 10 ^ 18::numeric), ('two and a bit', 'wei', 2 * 10 ^ 18::numeric + 1),
      ('one', 'whole', 1), ('ten', 'whole', 10)`)
  const decimals = new Map(Object.entries({ cent: 2, wei: 18, whole: 0 }))
  const worth = [amountKey(sql.ref('amount'), { of: sql.ref('unit'), decimals })]
  const mixed = (slice: Slice<'worth' | '-worth'>) =>
    inOrder(
      db.withTables<{ mixed: { id: string } }>().selectFrom('mixed').select('id'),
      { worth },
      LAST,
      slice,
    ).execute()
  const first = await mixed({ sort: 'worth', after: null, limit: 3 })
  const rest = await mixed({ sort: 'worth', after: first.at(-1)!.place, limit: 3 })
  assert.deepEqual(
    [...first, ...rest].map(({ id }) => id),
    ['one', 'two', 'two and a bit', 'three', 'ten'],
  )
})

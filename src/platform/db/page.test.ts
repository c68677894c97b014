import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import { testDatabase } from '../../../test/database.ts'
import { inBatches, inOrder, type Key, type Slice } from './page.ts'

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

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from 'kysely'
import * as z from 'zod'
import { testApp } from '../../../test/app.ts'
import { testDatabase } from '../../../test/database.ts'
import { ok } from '../../kernel/result.ts'
import { openRpc, RpcError } from '../chain/rpc.ts'
import { openDatabase, openPool } from '../db/database.ts'
import { read, write } from './route.ts'
import { isRetryable, unavailable } from './unavailable.ts'

const database = await testDatabase()
const away = openPool('postgres://aliquot@127.0.0.1:1/nothing')
const rpc = openRpc('http://127.0.0.1:1', { retries: 0 })
await database.pool.query('create table told (full_now boolean)')
// PostgreSQL's own error, with its own code.
const FULL_WHEN_TOLD = `do $$ begin
  if exists (select from told where full_now) then raise exception 'no room' using errcode = 'disk_full'; end if;
end $$`
const common = { tag: 'Probe', access: 'public', response: z.object({}) } as const
const world = await testApp(database, [
  read({
    ...common,
    path: '/v1/probe/chain',
    summary: 'Ask the chain',
    handle: async () => {
      await rpc.call('eth_blockNumber', [])
      return ok({})
    },
  }),
  read({
    ...common,
    path: '/v1/probe/refused',
    summary: 'Ask a node that refuses',
    handle: () => Promise.reject(new RpcError(-32005, 'limit exceeded', null)),
  }),
  read({
    ...common,
    path: '/v1/probe/database',
    summary: 'Ask a database that is away',
    handle: async () => {
      await openDatabase(away)
        .selectNoFrom((select) => select.val(1).as('one'))
        .execute()
      return ok({})
    },
  }),
  read({
    ...common,
    path: '/v1/probe/killed',
    summary: 'Lose the connection while asking',
    handle: async ({ work }) => {
      await work.db.transaction().execute(async (tx) => {
        const one = await tx
          .selectNoFrom((select) => select.fn<number>('pg_backend_pid').as('pid'))
          .executeTakeFirstOrThrow()
        await database.pool.query('select pg_terminate_backend($1)', [one.pid])
        await tx.selectNoFrom((select) => select.val(1).as('one')).execute()
      })
      return ok({})
    },
  }),
  write({
    ...common,
    path: '/v1/probe/full',
    summary: 'Write to a database whose disk may be full',
    handle: async ({ work }) => {
      await sql.raw(FULL_WHEN_TOLD).execute(work.db)
      return ok({})
    },
  }),
])

for (const [path, code] of [
  ['/v1/probe/chain', 'CHAIN_UNAVAILABLE'],
  ['/v1/probe/refused', 'CHAIN_UNAVAILABLE'],
  ['/v1/probe/database', 'DATABASE_UNAVAILABLE'],
  ['/v1/probe/killed', 'DATABASE_UNAVAILABLE'],
] as const)
  test(`${path}: what does not answer is named in one sentence, with when to try again`, async () => {
    const answer = await world.call({ path })
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [503, code])
    assert.equal(answer.headers['retry-after'], '5')
    assert.doesNotMatch(answer.body, /127\.0\.0\.1|ECONN|at .*\.ts/)
  })

test('a database that finds no room is a full disk until it takes a write again, and health says so', async () => {
  const health = async () => {
    const answer = await world.call({ path: '/health' })
    return [answer.statusCode, answer.json<{ disk: { status: string } }>().disk.status]
  }
  const send = () => world.call({ method: 'POST', path: '/v1/probe/full' })
  assert.deepEqual([(await send()).statusCode, await health()], [200, [200, 'ok']])

  await database.pool.query('insert into told values (true)')
  const answer = await send()
  assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [503, 'DISK_FULL'])
  assert.equal(answer.headers['content-type'], 'application/problem+json; charset=utf-8')
  assert.equal(answer.headers['retry-after'], '10')
  assert.doesNotMatch(answer.body, /no room|at .*\.ts/)

  await database.pool.query('delete from told')
  assert.deepEqual([(await send()).statusCode, await health()], [200, [200, 'ok']])
})

test('a deadlock may be tried again; a bug is neither that nor a part that is away', async () => {
  const [a, b] = await Promise.all([database.pool.connect(), database.pool.connect()])
  await database.pool.query('create table cell (id int primary key); insert into cell values (1), (2)')
  await a.query('begin; select * from cell where id = 1 for update')
  await b.query('begin; select * from cell where id = 2 for update')
  const ends = await Promise.allSettled([
    a.query('select * from cell where id = 2 for update').finally(() => a.query('rollback')),
    b.query('select * from cell where id = 1 for update').finally(() => b.query('rollback')),
  ])
  a.release()
  b.release()
  const lost = ends.find((end) => end.status === 'rejected')
  assert.ok(lost !== undefined && isRetryable(lost.reason))
  assert.equal(unavailable(lost.reason), null)
  assert.equal(unavailable(new TypeError('x is not a function')), null)
  assert.equal(unavailable(new RpcError(3, 'execution reverted', '0x')), null)
  assert.equal(isRetryable(new Error('40P01')), false)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as z from 'zod'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import { assertInvariants } from '../../test/faults/invariants.ts'
import { ok } from '../kernel/result.ts'
import { systemClock } from './clock.ts'
import { clockCheck, health } from './http/health.ts'
import { read, write } from './http/route.ts'
import { watchClocks } from './skew.ts'

const database = await testDatabase()
let offMs = 0
const machine = { now: () => systemClock.now().add({ milliseconds: offMs }) }
let ran = 0
const answer = z.object({ ran: z.number() })
const about = { tag: 'Test', access: ['officer'], response: answer } as const

test('F20 a machine whose clock is off by more than two seconds decides nothing, and goes on when it is right', async () => {
  for (const [ms, apart] of [
    [0, false],
    [1_500, false],
    [-1_500, false],
    [2_600, true],
    [-2_600, true],
    [600_000, true],
    [-600_000, true],
  ] as const) {
    offMs = ms
    assert.equal(await watchClocks(database.db, machine).areApart(), apart, `${ms} ms`)
  }

  const clocks = watchClocks(database.db, machine)
  const world = await testApp(
    database,
    [
      read({ ...about, path: '/v1/test/there', summary: 'Read', handle: async () => ok({ ran }) }),
      write({ ...about, path: '/v1/test/there', summary: 'Write', handle: async () => ok({ ran: ++ran }) }),
    ],
    { clocks },
  )
  const key = await world.keyFor('officer')
  const decide = () => world.call({ method: 'POST', path: '/v1/test/there', key })
  offMs = 600_000
  const refused = await decide()
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [503, 'CLOCK_SKEW'])
  assert.equal(refused.headers['retry-after'], '10')
  assert.equal(ran, 0)
  assert.equal((await world.call({ path: '/v1/test/there', key })).statusCode, 200, 'reading decides nothing')
  assert.equal((await health([clockCheck(clocks)])).status, 'unavailable')

  offMs = 0
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  assert.equal((await decide()).statusCode, 200)
  assert.equal((await health([clockCheck(clocks)])).status, 'ok')
  await assertInvariants(database)
})

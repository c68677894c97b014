import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../test/app.ts'
import { testDatabase } from '../../test/database.ts'
import type { IncomePolicy } from '../instrument/instrument.ts'
import { money, USDX } from '../kernel/money.ts'
import { latestAuditEntries } from '../platform/audit.ts'
import { clockTarget, openSandboxClock } from '../platform/sandbox-clock.ts'
import { sandboxRoutes, stopsBetween } from './sandbox.ts'

const NOW = Temporal.Instant.from('2026-10-01T00:00:00Z')
const database = await testDatabase()
const moves: string[] = []
let goesOn = false
const clock = { now: () => NOW }
const move = (to: Temporal.Instant) => Promise.resolve(void moves.push(to.toString()))
const app = await testApp(
  database,
  sandboxRoutes({ clock, move, isMoving: () => goesOn, checkIdentity: () => Promise.resolve(null) }),
  { clock, sandbox: true },
)
const key = await app.keyFor('auditor')

async function ask(to: string, query = '') {
  const answer = await app.call({ path: `/v1/sandbox/clock${query}`, key, body: { to } })
  // The clock is moved after the answer.
  await new Promise((resolve) => setImmediate(resolve))
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const audited = async () => {
  const entries = await latestAuditEntries(database.db, { before: null, limit: 50, subject: null })
  return entries.filter(({ action }) => action === 'sandbox.clock-moved').length
}

test('a dry run says where the clock stands and moves nothing', async () => {
  const asked = await ask('2026-11-01T00:00:00Z', '?dryRun=true')
  assert.deepEqual([asked.status, asked.body['now'], asked.body['moving']], [202, NOW.toString(), false])
  assert.deepEqual(moves, [])
  assert.equal(await audited(), 0)
  assert.equal(await clockTarget(database.db), null)
})

test('a time that the clock will not go to is refused before anything is said to have happened', async () => {
  assert.equal((await ask('2027-10-01T00:00:01Z')).body['code'], 'CLOCK_TOO_FAR')
  assert.equal((await ask('2026-09-30T23:59:59Z')).body['code'], 'CLOCK_BACKWARDS')
  assert.deepEqual(moves, [])
  assert.equal(await audited(), 0)
})

test('the clock moves once it was asked to, and the log says so', async () => {
  assert.equal((await ask('2026-11-01T00:00:00Z')).status, 202)
  assert.deepEqual(moves, ['2026-11-01T00:00:00Z'])
  assert.equal(await audited(), 1)
  assert.equal(
    String(await clockTarget(database.db)),
    '2026-11-01T00:00:00Z',
    'a next start goes on to there',
  )
  const stood = await openSandboxClock(database.db)
  await stood.moveTo(Temporal.Instant.from('2026-10-20T00:00:00Z'))
  assert.notEqual(await clockTarget(database.db), null)
  await stood.moveTo(Temporal.Instant.from('2026-11-01T00:00:00Z'))
  assert.equal(await clockTarget(database.db), null, 'it has arrived')
})

test('a move that goes on since the start is told, and no other is taken before it has arrived', async () => {
  goesOn = true
  const { moving } = (await app.call({ path: '/v1/sandbox/clock', key })).json<{ moving: boolean }>()
  assert.equal(moving, true)
  assert.equal((await ask('2026-12-01T00:00:00Z')).body['code'], 'CLOCK_MOVING')
  assert.equal(moves.length, 1)
  goesOn = false
  assert.equal((await ask('2026-12-01T00:00:00Z')).status, 202)
})

test('money is made where there is a stablecoin to make, and only so much at once', async () => {
  const officer = await app.keyFor('officer')
  const ask = async (amount: string) => {
    const body = { to: '0x70997970C51812dc3A010C7d01b50e0d17dc79C8', amount }
    const answer = await app.call({ path: '/v1/sandbox/money', key: officer, body })
    return answer.json<{ code?: string }>().code
  }
  assert.equal(await ask('1000000000.000001'), 'AMOUNT_OUT_OF_RANGE')
  assert.equal(await ask('0.0000001'), 'AMOUNT_PRECISION')
  assert.equal(await ask('500.00'), 'PROTOCOL_NOT_DEPLOYED')
  const auditor = await app.call({ path: '/v1/sandbox/money', key, body: {} })
  assert.equal(auditor.statusCode, 403)
})

test('the clock stops where months end, and where interest is announced and due, and goes on where it stands', () => {
  const coupon = {
    faceValue: money(1_000_000n, USDX),
    rate: 72_500n,
    dayCount: 'ACT/360',
    frequency: 'quarterly',
    from: Temporal.PlainDate.from('2026-01-15'),
    maturity: Temporal.PlainDate.from('2026-07-15'),
  } as const
  const stops = stopsBetween(
    [
      { income: null, coupon, timeZone: 'UTC' },
      { income: null, coupon: null, timeZone: 'UTC' },
    ],
    Temporal.Instant.from('2026-04-01T00:00:00Z'),
    Temporal.Instant.from('2026-05-02T00:00:00Z'),
  )
  assert.deepEqual(
    stops.map((at) => at.toString()),
    ['2026-04-01T00:00:00Z', '2026-04-08T00:00:00Z', '2026-04-15T00:00:00Z', '2026-05-01T00:00:00Z'],
  )
})

test('the clock stops on the pay days of income as well', () => {
  const income: IncomePolicy = {
    ...{ frequency: 'quarterly', firstMonth: 2, payDay: 20 },
    ...{ record: 'days-before-pay-day', recordDays: 3 },
    ...{ payoutBps: 9_000, incomeAccounts: ['Fees'], expenseAccounts: [] },
  }
  const stops = stopsBetween(
    [{ income, coupon: null, timeZone: 'UTC' }],
    Temporal.Instant.from('2026-04-30T00:00:00Z'),
    Temporal.Instant.from('2026-09-02T00:00:00Z'),
  )
  assert.deepEqual(
    stops.map((at) => at.toString().slice(0, 10)),
    ['2026-05-01', '2026-05-20', '2026-06-01', '2026-07-01', '2026-08-01', '2026-08-20', '2026-09-01'],
  )
})

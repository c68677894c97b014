import assert from 'node:assert/strict'
import { test } from 'node:test'
import { quarterlyWorld } from '../../test/quarterly-world.ts'
import { PRICE } from '../../test/escrow-world.ts'
import { must } from '../kernel/result.ts'
import { writeHalted } from '../platform/chain/watcher-store.ts'
import { correctDistribution } from './correction.service.ts'
import { distributions } from './distribution.service.ts'

const world = await quarterlyWorld()
const { database, db, office, instrument, list } = world
const { call, advance, bring, regular, differing } = world
const { moveTo, as } = office
const at = (text: string) => Temporal.Instant.from(text)

test('a quarter that had ended before the window closed is not announced, though its record date is to come', async () => {
  await moveTo(at('2026-02-05T12:00:00Z'))
  const { code, fix } = await call(`${list}/distributions`, { period: '2026-01' })
  assert.deepEqual(
    [code, fix],
    ['PERIOD_BEFORE_FIRST', 'Name 2026-04 or a later one: the first that ends after the offering’s window.'],
  )
})

test('a quarter is announced as its last month begins, under its last month alone', async () => {
  await moveTo(at('2026-03-31T12:00:00Z'))
  await advance()
  assert.deepEqual(await distributions(db, instrument), [])
  assert.deepEqual(
    [
      (await call(`${list}/distributions`, { period: '2026-03' }))['detail'],
      (await call(`${list}/distributions`, { period: '2026-07' }))['code'],
    ],
    ['The income of 2026-03 is paid together with that of 2026-04.', 'PERIOD_OUT_OF_ORDER'],
  )
  await moveTo(at('2026-04-01T12:00:00Z'))
  await advance()
  const answer = await call(`/v1/distributions/${(await regular('2026-04')).distribution.id}`)
  assert.deepEqual(
    ['period', 'firstMonth', 'recordDate', 'payDate', 'monthsMissing'].map((name) => answer[name]),
    ['2026-04', '2026-03', '2026-05-10', '2026-05-15', ['2026-03', '2026-04']],
  )
})

test('it waits for the statement of every month, names those that are missing, and is paid from all', async () => {
  await moveTo(at('2026-05-02T12:00:00Z'))
  assert.equal((await bring('2026-03', '05,rent,30.00'))['code'], undefined)
  await moveTo(at('2026-05-15T12:00:00Z'))
  await advance()
  const { distribution } = await regular('2026-04')
  assert.deepEqual(distribution.waiting, { reason: 'STATEMENT_MISSING', facts: { period: '2026-04' } })
  const told = await database.pool.query(
    "select facts->>'period' as period from outbox where topic = 'statement.missing'",
  )
  assert.deepEqual(told.rows, [{ period: '2026-04' }])

  // April was a month of loss: 30.00 less 10.00, of which nine tenths.
  await office.fund(instrument.treasury, 45n * PRICE)
  assert.equal((await bring('2026-04', '10,rent,5.00', '11,repairs,15.00'))['code'], undefined)
  await advance()
  const { distribution: paid, reconciliation } = await regular('2026-04')
  assert.deepEqual(
    [paid.status, paid.net, paid.declared, reconciliation?.balanced],
    ['closed', 20n * PRICE, 18n * PRICE, true],
  )
  assert.deepEqual(await differing(), [])
  const rows = (await call(`${list}/income-statements`))['items'] as { distribution: { id: string } }[]
  assert.deepEqual(
    rows.map((row) => row.distribution.id),
    [paid.id, paid.id],
  )
})

test('a holder reads of which months the amount is, and what each left', async () => {
  const { distribution } = await regular('2026-04')
  const wallet = office.account(60).address
  const { steps } = (await call(`/v1/distributions/${distribution.id}/entitlements/${wallet}`)) as {
    steps: { label: string; value: string }[]
  }
  assert.deepEqual(
    steps.slice(0, 6).map(({ label, value }) => [label, value]),
    [
      ['Income of March – April 2026', '35.00 USDX'],
      ['Expenses', '15.00 USDX'],
      ['Net income of March 2026', '30.00 USDX'],
      ['Net income of April 2026', '-10.00 USDX'],
      ['Net income', '20.00 USDX'],
      ['90\u00a0% of it goes to the holders', '18.00 USDX'],
    ],
  )
})

test('any month of it is corrected by a further entry of the quarter, once it is said which', async () => {
  const { distribution } = await regular('2026-04')
  assert.equal((await bring('2026-03', '05,rent,31.00'))['code'], 'MONTH_DECLARED')
  const path = `/v1/distributions/${distribution.id}/corrections`
  const body = { reason: 'Rent came late', csv: 'date,account,amount\n2026-03-05,rent,32.00\n' }
  assert.equal(
    (await call(path, body))['detail'],
    'The distribution pays the income of these months: 2026-03, 2026-04.',
  )
  assert.equal((await call(path, { ...body, month: '2026-05' }))['code'], 'MONTH_NOT_PAID_BY_IT')
  const more = await call(path, { ...body, month: '2026-03' })
  assert.deepEqual(
    [more['firstMonth'], more['period'], (more['amount'] as { display: string }).display],
    ['2026-03', '2026-04', '1.80 USDX'],
  )
  // And less: the loss of April was greater.
  const csv = 'date,account,amount\n2026-04-11,repairs,16.00\n'
  must(
    await as('manager', (work) =>
      correctDistribution(work, distribution.id, {
        ...{ reason: 'A roof', month: Temporal.PlainYearMonth.from('2026-04'), csv, others: [] },
      }),
    ),
  )
  await advance()
  const all = await distributions(db, instrument)
  assert.deepEqual(
    all.map(({ distribution: { kind, status, amount } }) => `${kind} ${status} ${amount}`).sort(),
    ['correction closed 1800000', 'correction set-off -5400000', 'regular closed 18000000'],
  )
  assert.deepEqual(await differing(), [])
})

test('the next quarter has three months, and makes up for what was paid too much', async () => {
  await moveTo(at('2026-07-01T12:00:00Z'))
  await advance()
  await moveTo(at('2026-08-02T12:00:00Z'))
  for (const month of ['2026-05', '2026-06', '2026-07']) await bring(month, '05,rent,10.00')
  // Whoever is late has made up for it in the order of the pay days.
  await moveTo(at('2026-08-15T12:00:00Z'))
  await advance()
  const { distribution } = await regular('2026-07')
  assert.deepEqual(
    [distribution.months, distribution.status, distribution.net, distribution.setOff, distribution.amount],
    [3, 'closed', 30n * PRICE, 5_400_000n, 21_600_000n],
  )
  assert.deepEqual(await differing(), [])
})

test('a quarter whose last month passed while nothing ran is told of, and paid to the holders of a day that is chosen', async () => {
  await moveTo(at('2026-12-20T12:00:00Z'))
  await advance()
  const { distribution: missed } = await regular('2026-10')
  assert.deepEqual(
    [missed.months, missed.waiting?.reason, missed.recordDate.toString()],
    [3, 'RECORD_DATE_MISSED', '2026-11-10'],
  )
  assert.equal((await distributions(db, instrument)).length, 5, 'no other')
  const path = `/v1/distributions/${missed.id}/record-date`
  assert.equal(
    (await call(path, { recordDate: '2026-11-09' }))['detail'],
    'The record date 2026-11-09 would come before 2026-11-10, the day that the terms name.',
  )
  assert.equal((await call(path, { recordDate: '2026-12-21' }))['recordDate'], '2026-12-21')
  await advance()
  for (const month of ['2026-08', '2026-09', '2026-10']) await bring(month, '05,rent,1.00')
  await moveTo(at('2026-12-22T12:00:00Z'))
  await advance()
  const { distribution } = await regular('2026-10')
  assert.deepEqual([distribution.status, distribution.amount], ['closed', 2_700_000n])
  assert.deepEqual(await differing(), [])
})

test('what is falsified of a quarter is found: its months, its statements, its net income', async () => {
  const { id: paid } = (await regular('2026-07')).distribution
  const change = async (text: string, back: string) => {
    await database.pool.query(text, [paid])
    const found = await differing()
    await database.pool.query(back, [paid])
    return found
  }
  const set = (months: number) => `update distribution set months = ${months} where id = $1`
  assert.deepEqual(await change(set(4), set(3)), ['month of the statement', 'distributions of 2026-04'])
  assert.deepEqual(await change(set(2), set(3)), ['month of the statement', 'distributions of 2026-05'])
  const net = (sign: string) => `update distribution set net = net ${sign} 1 where id = $1`
  assert.deepEqual(await change(net('+'), net('-')), ['net income'])
  await database.pool.query('create table kept as select * from distribution_statement')
  assert.deepEqual(
    await change(
      'delete from distribution_statement where distribution = $1',
      'insert into distribution_statement select * from kept where distribution = $1',
    ),
    ['month of the statement', 'net income', 'payable amount'],
  )
  assert.deepEqual(await differing(), [])
})

test('what passed while nothing ran stays owed when the next quarter is announced by hand before anything else', async () => {
  await moveTo(at('2027-05-20T12:00:00Z'))
  const announce = () => call(`${list}/distributions`, { period: '2027-07' })
  const periods = async () =>
    (await distributions(db, instrument)).map(({ distribution: d }) => `${d.period.toString()} ${d.months}`)
  const before = await periods()
  // Who held units then may not have been read.
  await writeHalted(db, 'the node is on another chain')
  assert.equal((await announce())['code'], 'CHAIN_HALTED')
  await writeHalted(db, null)
  assert.equal((await announce())['period'], '2027-07')
  assert.deepEqual(await periods(), ['2027-07 3', '2027-04 3', '2027-01 3', ...before])
  await advance()
  assert.equal((await regular('2027-01')).distribution.waiting?.reason, 'RECORD_DATE_MISSED')
})

test('after the calendar has changed, no month is paid twice and none is left out', async () => {
  // The sheet may say so while there are no units: before the first, or after the last.
  await database.pool.query(
    `insert into instrument_version
     select (jsonb_populate_record(v, jsonb_build_object('version', 2, 'income_calendar', $1::jsonb))).*
     from instrument_version v where instrument = $2`,
    [JSON.stringify({ ...instrument.income!, frequency: 'semi-annual', firstMonth: 1 }), instrument.id],
  )
  await moveTo(at('2027-11-20T12:00:00Z'))
  const made = await call(`${list}/distributions`, { period: '2027-12' })
  assert.deepEqual([made['firstMonth'], made['period']], ['2027-08', '2027-12'])
})

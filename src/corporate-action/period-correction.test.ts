import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { quarterlyWorld } from '../../test/quarterly-world.ts'
import { PRICE } from '../../test/escrow-world.ts'
import { distributions } from './distribution.service.ts'

const world = await quarterlyWorld()
const { database, db, office, instrument } = world
const { call, advance, bring, regular, differing } = world
const { moveTo } = office
const at = (text: string) => Temporal.Instant.from(text)

const correct = (of: string, month: string, ...lines: readonly string[]) =>
  call(`/v1/distributions/${of}/corrections`, {
    ...{ reason: 'A booking stood in another month', month },
    csv: ['date,account,amount', ...lines.map((line) => `${month}-${line}`)].join('\n'),
  })
/** Status, amount and what is set off, in cents. */
const entries = async (period: string) =>
  (await distributions(db, instrument))
    .filter(({ distribution: d }) => d.period.toString() === period)
    .map(({ distribution: { status, amount, setOff } }) => `${status} ${inCents(amount!)} ${inCents(setOff)}`)
    .sort()
const inCents = (minor: bigint) => (minor * 100n) / PRICE

let first = ''
test('a booking moved from one month of a quarter to the other pays nobody, and takes nothing from the next', async () => {
  await moveTo(at('2026-04-01T12:00:00Z'))
  await advance()
  await moveTo(at('2026-05-15T12:00:00Z'))
  await office.fund(instrument.treasury, 900n * PRICE)
  for (const month of ['2026-03', '2026-04']) await bring(month, '05,rent,30.00')
  await advance()
  first = (await regular('2026-04')).distribution.id
  await correct(first, '2026-03', '05,rent,20.00')
  const back = await correct(first, '2026-04', '05,rent,40.00')
  assert.deepEqual(
    [back['status'], ...['amount', 'setOff'].map((name) => (back[name] as { display: string }).display)],
    ['nothing-to-pay', '0.00 USDX', '9.00 USDX'],
  )
  await advance()
  assert.deepEqual(await entries('2026-04'), ['closed 5400 0', 'nothing-to-pay 0 900', 'set-off -900 0'])
  assert.deepEqual(await differing(), [])
})

test('a correction upwards pays what is above what is open of the same quarter, and says so to its holders', async () => {
  await correct(first, '2026-04', '05,rent,35.00')
  const { id: further } = await correct(first, '2026-04', '05,rent,45.00')
  await advance()
  assert.deepEqual(await entries('2026-04'), [
    'closed 450 450',
    'closed 5400 0',
    'nothing-to-pay 0 900',
    'set-off -450 0',
    'set-off -900 0',
  ])
  const wallet = office.account(60).address
  const { steps } = (await call(`/v1/distributions/${String(further)}/entitlements/${wallet}`)) as {
    steps: { key: string; label: string; value: string }[]
  }
  assert.deepEqual(
    steps.filter(({ key }) => ['correction', 'set-off', 'declared'].includes(key)).map(({ value }) => value),
    ['9.00 USDX', '−4.50 USDX', '4.50 USDX'],
  )
  assert.equal(
    steps.find(({ key }) => key === 'set-off')?.label,
    'Less what was already paid too much for it, and is not taken from later payments any more',
  )
  assert.deepEqual(await differing(), [])
})

test('what the next quarter has made up for is paid again where it turns out to have been right', async () => {
  await correct(first, '2026-03', '05,rent,10.00')
  await moveTo(at('2026-07-01T12:00:00Z'))
  await advance()
  await moveTo(at('2026-08-15T12:00:00Z'))
  for (const month of ['2026-05', '2026-06', '2026-07']) await bring(month, '05,rent,10.00')
  await advance()
  assert.deepEqual(await entries('2026-07'), ['closed 1800 900'])
  // Another quarter's is open; it is not these holders who have it.
  await correct((await regular('2026-07')).distribution.id, '2026-07', '05,rent,9.00')
  await correct(first, '2026-03', '05,rent,20.00')
  await advance()
  assert.deepEqual(await entries('2026-04'), [
    'closed 450 450',
    'closed 5400 0',
    'closed 900 0',
    'nothing-to-pay 0 900',
    'set-off -450 0',
    'set-off -900 0',
    'set-off -900 0',
  ])
  assert.deepEqual(await differing(), [])
})

test('a quarter of loss with two wrong months is corrected month by month', async () => {
  await moveTo(at('2026-10-01T12:00:00Z'))
  await advance()
  await moveTo(at('2026-11-15T12:00:00Z'))
  await bring('2026-08', '05,repairs,100.00')
  for (const month of ['2026-09', '2026-10']) await bring(month, '05,rent,10.00')
  await advance()
  const { id: of } = (await regular('2026-10')).distribution
  const less = await correct(of, '2026-08', '05,repairs,30.00')
  assert.deepEqual(
    [less['status'], (less['netIncome'] as { display: string }).display, less['code']],
    ['nothing-to-pay', '-10.00 USDX', undefined],
  )
  const same = await correct(of, '2026-08', '05,repairs,20.00', '06,repairs,10.00')
  assert.equal(same['code'], 'NOTHING_TO_CORRECT')
  await correct(of, '2026-09', '05,rent,80.00')
  await advance()
  // What July had paid too much, 0.90, is still for the next quarter: these are not its holders.
  assert.deepEqual(await entries('2026-10'), ['closed 5400 0', 'nothing-to-pay 0 0', 'nothing-to-pay 0 0'])
  assert.deepEqual(await differing(), [])
})

test('several months are corrected at once, all or none: what goes from one to another is paid to nobody', async () => {
  const { id: of } = (await regular('2026-10')).distribution
  const before = await entries('2026-10')
  const csv = (month: string, rent: string) => `date,account,amount\n${month}-05,rent,${rent}`
  const together = (...others: readonly (readonly [string, string])[]) =>
    call(`/v1/distributions/${of}/corrections`, {
      ...{ reason: 'A rent of September was one of October', month: '2026-10', csv: csv('2026-10', '30.00') },
      others: others.map(([month, rent]) => ({ month, csv: csv(month, rent) })),
    })
  assert.equal((await together(['2026-10', '31.00']))['code'], 'MONTH_TWICE')
  assert.equal((await together(['2026-07', '31.00']))['code'], 'MONTH_NOT_PAID_BY_IT')
  assert.equal((await together(['2026-09', '80.00']))['code'], 'STATEMENT_UNCHANGED')
  const { errors } = await together(['2026-09', 'much'])
  assert.deepEqual(
    (errors as { path: string }[]).map(({ path }) => path),
    ['2026-09, line 2, amount'],
  )
  // Each may be as long as it may alone.
  const long = `${csv('2026-09', '60.00')}${'\n'.repeat(600_000)}`
  const both = { reason: 'Long', month: '2026-10', csv: long, others: [{ month: '2026-10', csv: long }] }
  assert.equal((await call(`/v1/distributions/${of}/corrections`, both))['code'], 'MONTH_TWICE')
  assert.deepEqual(await entries('2026-10'), before)
  // One after the other, October would pay 18.00 before September took them from the next quarter.
  assert.equal((await together(['2026-09', '60.00']))['code'], 'NOTHING_TO_CORRECT')
  const moved = await together(['2026-09', '61.00'])
  assert.deepEqual(
    [moved['status'], (moved['amount'] as { display: string }).display],
    ['scheduled', '0.90 USDX'],
  )
  await advance()
  assert.deepEqual(await entries('2026-10'), ['closed 90 0', ...before].sort())
  assert.deepEqual(await differing(), [])
})

test('what is falsified of what was set off is found', async () => {
  const { rows } = await database.pool.query<{ distribution: string; correction: string; amount: string }>(
    `select s.* from distribution_set_off s join distribution d on d.id = s.distribution
     where d.kind = 'correction' order by s.amount`,
  )
  const [half, whole] = rows
  const set = (column: string, value: string) =>
    database.pool.query(
      `update distribution_set_off set ${column} = $1 where distribution = $2 and correction = any($3)`,
      [value, whole!.distribution, [whole!.correction, other]],
    )
  const { rows: others } = await database.pool.query<{ id: string }>(
    "select id from distribution where status = 'set-off' and period = '2026-07'",
  )
  const other = others[0]!.id
  await set('amount', half!.amount)
  assert.deepEqual(await differing(), ['set off, by what it was taken of', 'set off of the same months'])
  await set('amount', whole!.amount)
  await set('correction', other)
  assert.deepEqual(await differing(), [
    `what ${other} pays too little, beside what was taken of it`,
    'set off of the same months',
  ])
  await set('correction', whole!.correction)
  assert.deepEqual(await differing(), [])
})

test('what was set off before anything said of which corrections is taken of the oldest, each to its end', async () => {
  await database.pool.query('drop table distribution_set_off')
  await database.pool.query(fs.readFileSync('migrations/0950-set-off-taken.sql', 'utf8'))
  const sums = async (by: string) =>
    (
      await database.pool.query<{ sum: string }>(
        `select sum(amount)::text from distribution_set_off group by ${by} order by sum(amount)`,
      )
    ).rows.map(({ sum }) => inCents(BigInt(sum)))
  assert.deepEqual(await sums('distribution'), [450n, 900n, 900n])
  assert.deepEqual(await sums('correction'), [450n, 900n, 900n], 'what is open is that of the newest')
})

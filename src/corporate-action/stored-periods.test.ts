import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkPeriods, monthsLeftOut } from './stored-periods.ts'

const month = (text: string) => Temporal.PlainYearMonth.from(text)
const books = (...regular: readonly (readonly [string, number])[]) => ({
  symbol: 'TOWER',
  first: month('2026-03'),
  regular: regular.map(([period, months]) => ({ period: month(period), months })),
})
const found = (of: ReturnType<typeof books>, owed: readonly string[] = []) =>
  checkPeriods(of, owed.map(month)).flatMap(({ differences }) =>
    differences.map(({ what, expected, actual }) => `${what}: ${expected}, ${actual}`),
  )

test('each month is paid once from the first on, whatever the calendar was', () => {
  const whole = books(['2026-12', 5], ['2026-07', 3], ['2026-04', 2])
  assert.deepEqual(monthsLeftOut(whole), [])
  assert.deepEqual(found(whole), [])
  assert.deepEqual(checkPeriods(books(), []), [], 'nothing was ever paid')
})

test('a month in two distributions, and one before the first, are found', () => {
  assert.deepEqual(found(books(['2026-04', 3], ['2026-03', 1])), [
    'distributions of 2026-02: 0, 1',
    'distributions of 2026-03: 1, 2',
  ])
})

test('a month that was left out is found where somebody held units', () => {
  const gaps = books(['2026-10', 3], ['2026-05', 1])
  assert.deepEqual(monthsLeftOut(gaps).map(String), ['2026-03', '2026-04', '2026-06', '2026-07'])
  assert.deepEqual(found(gaps), [])
  assert.deepEqual(found(gaps, ['2026-06']), ['distributions of 2026-06: 1, 0'])
})

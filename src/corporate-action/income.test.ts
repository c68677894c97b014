import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IncomePolicy } from '../instrument/instrument.ts'
import { netIncome, payable, readStatement, type CsvRow } from './income.ts'

const policy: IncomePolicy = {
  frequency: 'monthly',
  firstMonth: 1,
  payoutBps: 9000,
  payDay: 1,
  record: 'close-of-last-day',
  recordDays: null,
  incomeAccounts: ['rent', 'parking'],
  expenseAccounts: ['management', 'taxes'],
}
const period = Temporal.PlainYearMonth.from('2026-10')
const rows = (text: string): CsvRow[] =>
  text.split('\n').map((line, i) => ({ line: i + 1, cells: line === '' ? [] : line.split(',') }))
const read = (text: string) => readStatement(rows(text), { period, policy, decimals: 2 })

test('income less expenses is the net income, whatever the order of the lines', () => {
  const lines = read(
    'date,account,amount\n2026-10-31,taxes,130.00\n2026-10-01,rent,1555\n2026-10-02,management,124.40',
  )
  assert.ok(lines.ok)
  assert.equal(netIncome(lines.value), 130_060n)
})

test('every mistake is listed with its line and field, and nothing is taken', () => {
  const answer = read(
    [
      'date,account,amount',
      '2026-10-32,rent,1.00',
      '2026-09-30,rent,1.00',
      '2026-10-01,bribes,1.00',
      '2026-10-01,rent,1e3',
      '2026-10-01,rent,-5.00',
      '2026-10-01,rent,1.005',
      '2026-10-01,rent,0',
      '2026-10-01,rent,"1',
      '2026-10-01,rent',
      '2026-10-01,__proto__,x',
    ].join('\n'),
  )
  assert.ok(!answer.ok)
  assert.equal(answer.reason, 'CSV_ROW')
  assert.deepEqual(
    answer.errors?.map(({ path, code }) => [path, code]),
    [
      ['line 2, date', 'DATE_INVALID'],
      ['line 3, date', 'DATE_OUTSIDE_PERIOD'],
      ['line 4, account', 'ACCOUNT_UNKNOWN'],
      ['line 5, amount', 'AMOUNT_FORMAT'],
      ['line 6, amount', 'AMOUNT_OUT_OF_RANGE'],
      ['line 7, amount', 'AMOUNT_PRECISION'],
      ['line 8, amount', 'AMOUNT_OUT_OF_RANGE'],
      ['line 9, amount', 'AMOUNT_FORMAT'],
      ['line 10, row', 'CSV_COLUMNS'],
      ['line 11, account', 'ACCOUNT_UNKNOWN'],
      ['line 11, amount', 'AMOUNT_FORMAT'],
    ],
  )
})

test('a file without a line, or without its header, is refused', () => {
  const empty = read('date,account,amount')
  assert.ok(!empty.ok && empty.reason === 'CSV_EMPTY')
  const headless = read('2026-10-01,rent,5\n2026-10-01,rent,5')
  assert.ok(!headless.ok && headless.errors?.[0]?.code === 'CSV_HEADER')
})

test('a month of loss pays nothing, and a share is rounded down', () => {
  assert.equal(payable(-1n, 9000), 0n)
  assert.equal(payable(0n, 9000), 0n)
  assert.equal(payable(11n, 9000), 9n)
  assert.equal(payable(400_000_000_000n, 9000), 360_000_000_000n)
})

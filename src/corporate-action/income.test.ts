import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
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

test('a month without bookings is its header alone where several months are paid together, and a mistake where each is paid', () => {
  const under = (frequency: IncomePolicy['frequency'], text: string) =>
    readStatement(text === '' ? [] : rows(text), {
      period,
      policy: { ...policy, frequency },
      decimals: 2,
    })
  const header = 'date,account,amount'
  const [quarter, month] = [under('quarterly', header), under('monthly', header)]
  assert.ok(quarter.ok && quarter.value.length === 0)
  assert.ok(!month.ok && month.reason === 'CSV_EMPTY')
  const nothing = under('quarterly', '')
  assert.ok(!nothing.ok && nothing.reason === 'CSV_EMPTY')
})

test('paid together, months without a loss pay what they pay one by one, but for what is rounded of each', () =>
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 10n ** 15n }), { minLength: 12, maxLength: 12 }),
      fc.integer({ min: 0, max: 10_000 }),
      fc.constantFrom(3, 6, 12),
      (nets, bps, step) => {
        const sum = (list: readonly bigint[]) => list.reduce((total, each) => total + each, 0n)
        const periods = Array.from({ length: 12 / step }, (_, i) => sum(nets.slice(i * step, (i + 1) * step)))
        const [together, apart] = [periods, nets].map((each) => sum(each.map((net) => payable(net, bps))))
        assert.ok(together! >= apart! && together! - apart! < 12n)
      },
    ),
  ))

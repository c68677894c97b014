import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from '../kernel/csv.ts'
import { withAmounts } from './format.ts'
import {
  csvText,
  decimalOrder,
  filtersText,
  nextSort,
  passes,
  readAsked,
  readFilters,
  readSort,
  sorted,
  sortText,
  type Ask,
  type Filter,
} from './table-state.ts'

const COLUMNS = ['status', 'country', 'note']

test('filters survive the way into the address and back, whatever their values hold', () => {
  const filters: Filter[] = [
    { column: 'status', operator: 'is', value: 'paid' },
    { column: 'country', operator: 'not', value: 'US' },
    { column: 'note', operator: 'hasnot', value: 'a:b;c d%' },
  ]
  assert.deepEqual(readFilters(filtersText(filters), COLUMNS), filters)
})

test('what cannot be read in an address is left out', () => {
  assert.deepEqual(readFilters(undefined, COLUMNS), [])
  assert.deepEqual(readFilters('status:is:paid;gone:is:1;status:like:x;status;note:is:%E0%A4%A', COLUMNS), [
    { column: 'status', operator: 'is', value: 'paid' },
  ])
})

test('a row passes when every filter lets it', () => {
  const row: Record<string, string> = {
    status: 'Paid',
    country: 'DE',
    note: 'wired on Friday',
    amount: withAmounts('1,000.00 USDX'),
  }
  const textOf = (column: string) => row[column] ?? ''
  const cases: [Filter[], boolean][] = [
    [[], true],
    [[{ column: 'status', operator: 'is', value: 'paid' }], true],
    [[{ column: 'status', operator: 'not', value: 'paid' }], false],
    [[{ column: 'note', operator: 'has', value: 'FRIDAY' }], true],
    [[{ column: 'note', operator: 'hasnot', value: 'friday' }], false],
    // On the screen an amount and its currency stay on one line: between them no line breaks.
    [[{ column: 'amount', operator: 'is', value: '1,000.00 usdx' }], true],
    [[{ column: 'amount', operator: 'has', value: '000.00\u00a0USDX' }], true],
    [[{ column: 'amount', operator: 'hasnot', value: '.00 USDX' }], false],
    [
      [
        { column: 'status', operator: 'is', value: 'paid' },
        { column: 'country', operator: 'is', value: 'US' },
      ],
      false,
    ],
  ]
  for (const [filters, expected] of cases)
    assert.equal(passes(filters, textOf), expected, filtersText(filters))
})

test('rows are written as CSV with the spaces that a keyboard has, and without what is pressed', () => {
  const columns = [
    { header: 'Paid', text: (row: string) => row },
    { header: 'Open', text: () => 'x', action: true },
  ]
  const amount = withAmounts('20.00 USDX')
  assert.notEqual(amount, '20.00 USDX')
  assert.equal(csvText(columns, [amount]), csvOf(['Paid'], [['20.00 USDX']]))
})

test('units beyond the reach of a float are still in order', () => {
  const rows = [9007199254740993n, 9007199254740992n, 2n]
  assert.deepEqual(
    sorted(rows, { column: 'units', descending: false }, (row) => row),
    [2n, 9007199254740992n, 9007199254740993n],
  )
})

test('a header goes through ascending, descending and none', () => {
  const ascending = nextSort(null, 'status')
  assert.deepEqual(ascending, { column: 'status', descending: false })
  const descending = nextSort(ascending, 'status')
  assert.deepEqual(descending, { column: 'status', descending: true })
  assert.equal(nextSort(descending, 'status'), null)
  assert.deepEqual(readSort(sortText({ column: 'note', descending: true }), COLUMNS), {
    column: 'note',
    descending: true,
  })
  assert.equal(readSort('gone', COLUMNS), null)
})

test('decimals sort by their value, also beside others with more decimals', () => {
  const texts = ['10.00', '9.999999', '-0.5', '10.000001', '0', '-1', '123456789012345678901.1']
  assert.deepEqual(
    texts.toSorted((a, b) => (decimalOrder(a) < decimalOrder(b) ? -1 : 1)),
    ['-1', '-0.5', '0', '9.999999', '10.00', '10.000001', '123456789012345678901.1'],
  )
})

test('an address asks the server what it can read, of one table', () => {
  const asks: readonly Ask[] = [
    { param: 'kind', label: 'Kind', kind: 'choice', choices: [['entity', 'Entity']] },
    { param: 'name', label: 'Name', kind: 'text', has: true },
    { param: 'from', label: 'From', kind: 'day' },
  ]
  const search = { kind: 'entity', name: 'ann lee', from: '2026-10-01', sort: '-name', other: 'x' }
  const asked = { kind: 'entity', name: 'ann lee', from: '2026-10-01', sort: '-name' }
  assert.deepEqual(readAsked(search, '', asks, ['name']), asked)
  assert.deepEqual(
    readAsked({ kind: 'animal', name: ' ', from: 'then', sort: '-age' }, '', asks, ['name']),
    {},
  )
  assert.deepEqual(
    readAsked({ 'moves.kind': 'entity', kind: 'x', 'moves.sort': 'at' }, 'moves.', asks, ['at']),
    {
      kind: 'entity',
      sort: 'at',
    },
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DistributionSummary } from '../../sdk/src/operations.ts'
import { statementMonth } from './statement-month.ts'

type Row = Pick<DistributionSummary, 'period' | 'kind' | 'status' | 'declared' | 'monthsMissing'>
const row = (period: string, status: Row['status'], kind: Row['kind'] = 'regular'): Row => ({
  period,
  monthsMissing: [],
  kind,
  status,
  declared: status === 'closed' ? { amount: '1.00', currency: 'USDC', display: '1.00 USDC' } : null,
})

const cases: [string, Row[], string][] = [
  ['with no month yet, the last one that has ended', [], '2026-12'],
  [
    'the month that waits, not the one before it that is paid',
    [row('2026-12', 'scheduled'), row('2026-11', 'closed')],
    '2026-12',
  ],
  ['the oldest of two that wait', [row('2026-12', 'scheduled'), row('2026-11', 'underfunded')], '2026-11'],
  ['after the last month of a year that is paid, the next', [row('2026-12', 'closed')], '2027-01'],
  ['a month with nothing to pay is over', [row('2026-12', 'nothing-to-pay')], '2027-01'],
  [
    'the first month that a quarter lacks',
    [{ ...row('2026-12', 'scheduled'), monthsMissing: ['2026-11', '2026-12'] }, row('2026-09', 'closed')],
    '2026-11',
  ],
  [
    'a correction is no month of its own',
    [row('2026-12', 'closed'), row('2026-12', 'scheduled', 'correction')],
    '2027-01',
  ],
]
for (const [name, rows, month] of cases)
  test(`the statement that is wanted next: ${name}`, () =>
    assert.equal(statementMonth(rows, [], '2027-01-05T12:00:00Z'), month))

test('within a quarter that is not announced yet, the first month without a statement', () => {
  const statements = ['2027-01', '2026-12', '2027-02'].map((period) => ({ period }))
  const wanted = statementMonth([row('2026-12', 'closed')], statements, '2027-03-05T12:00:00Z')
  assert.equal(wanted, '2027-03')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateText, instantText, monthText, percentOf, shortHash, unitsText, withAmounts } from './format.ts'

test('a legal date keeps its day wherever the reader sits', () => {
  assert.equal(dateText('2026-10-01'), 'Oct 1, 2026')
  assert.equal(monthText('2026-10'), 'October 2026')
})

test('an instant says that it is UTC', () => {
  assert.equal(instantText('2026-10-01T04:00:00Z'), 'Oct 1, 2026, 04:00 UTC')
})

test('units keep every digit that counts', () => {
  assert.equal(unitsText('50000000'), '50,000,000')
  assert.equal(unitsText('1234.500'), '1,234.500')
  assert.equal(unitsText('1234.000'), '1,234')
  assert.equal(unitsText('999'), '999')
})

test('a part of a hundred is never said to be more than it is', () => {
  assert.equal(percentOf('9.999', '10'), 99)
  assert.equal(percentOf('10.00', '10.000000'), 100)
  assert.equal(percentOf('0', '10'), 0)
})

test('an amount and its currency stay on one line, and nothing else does', () => {
  assert.equal(
    withAmounts('Try 5.00 USDX for 5 units, or 1,000,000.00 EUR.'),
    'Try 5.00\u00a0USDX for 5 units, or 1,000,000.00\u00a0EUR.',
  )
  assert.equal(
    withAmounts('Risk 2 of 6: at 10:00 UTC, 7 U.S. days'),
    'Risk 2 of 6: at 10:00 UTC, 7 U.S. days',
  )
})

test('a hash is shortened in the middle, a short text is not', () => {
  assert.equal(shortHash('0x1234567890abcdef1234567890abcdef12345678'), '0x1234…5678')
  assert.equal(shortHash('office-tower'), 'office-tower')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { displayDecimal, formatDecimal, parseDecimal, parsePositive } from './decimal.ts'

for (const text of [
  '1e3',
  ' 100',
  '100 ',
  '१२',
  '0x10',
  '1,000.00',
  '1.000,00',
  '',
  '.5',
  '5.',
  '+5',
  '00',
  '-0',
  '٣',
  'NaN',
])
  test(`${JSON.stringify(text)} is no amount`, () => {
    const read = parseDecimal(text, 2)
    assert.ok(!read.ok)
    assert.equal(read.reason, 'AMOUNT_FORMAT')
  })

test('more decimals than the currency has are refused, not rounded', () => {
  const read = parseDecimal('0.001', 2)
  assert.ok(!read.ok && read.reason === 'AMOUNT_PRECISION')
})

for (const text of ['9'.repeat(81), `${'9'.repeat(81)}.00`, `-${'9'.repeat(40)}`])
  test(`${text.length} digits are a number, and too large`, () => {
    const read = parseDecimal(text, 2)
    assert.ok(!read.ok && read.reason === 'AMOUNT_OVERFLOW')
  })

test('what the most money of 18 decimals buys, in units of as many, fits into 256 bits', () => {
  const most = parsePositive('9'.repeat(39), 18)
  assert.ok(most.ok && most.value * 10n ** 18n < 2n ** 256n)
})

for (const text of ['0', '-1', '0.00'])
  test(`${text} is not above zero`, () => {
    const read = parsePositive(text, 2)
    assert.ok(!read.ok && read.reason === 'AMOUNT_OUT_OF_RANGE')
  })

test('property: what is written is read back', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 38n), 10n ** 38n), fc.integer({ min: 0, max: 18 }), (minor, decimals) => {
      assert.deepEqual(parseDecimal(formatDecimal(minor, decimals), decimals), { ok: true, value: minor })
    }),
  )
})

test('people read thousands and at least two decimals', () => {
  assert.equal(displayDecimal(3_600_000n, 6), '3.60')
  assert.equal(displayDecimal(1_234_567_890_123n, 6), '1,234,567.890123')
  assert.equal(displayDecimal(50_000_000n, 0), '50,000,000')
  assert.equal(displayDecimal(-5n, 2), '-0.05')
})

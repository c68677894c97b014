import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { add, allocate, atParDown, CurrencyMismatch, money, mulDivDown, USD, USDX } from './money.ts'

const weights = fc
  .array(fc.bigInt(0n, 10n ** 24n), { minLength: 1, maxLength: 50 })
  .filter((list) => list.some((weight) => weight > 0n))

test('property: nothing is lost, and no part is off by a whole minor unit', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 10n ** 30n), weights, (total, list) => {
      const parts = allocate(total, list)
      const sum = list.reduce((a, b) => a + b, 0n)
      assert.equal(
        parts.reduce((a, b) => a + b, 0n),
        total,
      )
      for (const [i, part] of parts.entries()) {
        const exact = total * list[i]!
        assert.ok(part * sum > exact - sum && part * sum < exact + sum)
      }
    }),
  )
})

for (const [total, list, parts] of [
  [100n, [1n, 1n, 1n], [34n, 33n, 33n]],
  [10n, [1n, 1n, 1n, 1n], [3n, 3n, 2n, 2n]],
  [0n, [1n, 2n], [0n, 0n]],
  [1n, [1n, 999_999_999n], [0n, 1n]],
  // Equal remainders: the larger weight first, then the earlier.
  [3n, [1n, 3n], [1n, 2n]],
] as const)
  test(`${total} over ${list.join(', ')} is ${parts.join(', ')}`, () => {
    assert.deepEqual(allocate(total, list), parts)
  })

test('a negative total, a negative weight and no weight are bugs', () => {
  assert.throws(() => allocate(-1n, [1n]), RangeError)
  assert.throws(() => allocate(1n, [-1n, 2n]), RangeError)
  assert.throws(() => allocate(1n, [0n]), RangeError)
})

test('two currencies cannot be mixed', () => {
  assert.throws(() => add(money(1n, USD), money(1n, USDX)), CurrencyMismatch)
})

test('at par, what the coarser currency cannot hold is rounded down', () => {
  assert.equal(atParDown(money(3_609_999n, USDX), USD).minor, 360n)
  assert.equal(atParDown(money(360n, USD), USDX).minor, 3_600_000n)
  assert.equal(mulDivDown(-7n, 1n, 2n), -4n)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ACTION_PROBLEMS } from './action.problems.ts'
import { redemption } from './redemption.ts'

const held = (units: readonly bigint[]) => units.map((n, i) => ({ wallet: `0x${i}`, units: n }))
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)

test('50 of 101 units take from each holder their part, rounded down, and three stay', () => {
  const result = redemption({ units: 50n, price: 1_000n, decimals: 0 }, held([10n, 20n, 30n, 41n]))
  assert.ok(result.ok)
  assert.deepEqual(
    result.value.redeemed.map(({ units, amount }) => [units, amount]),
    [
      [4n, 4_000n],
      [9n, 9_000n],
      [14n, 14_000n],
      [20n, 20_000n],
    ],
  )
  assert.deepEqual([result.value.needed, result.value.unitsLeft, result.value.rest], [50_000n, 3n, 3_000n])
})

test('property: what is called is redeemed or left, what is funded is paid or goes back, nobody gives more than their part', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt(1n, 2n ** 96n), { minLength: 1, maxLength: 50 }),
      fc.bigInt(1n, 2n ** 104n - 1n),
      fc.bigInt(1n, 2n ** 128n - 1n),
      fc.integer({ min: 0, max: 18 }),
      (balances, units, price, decimals) => {
        const result = redemption({ units, price, decimals }, held(balances))
        assert.ok(result.ok)
        const { called, needed, redeemed, unitsLeft, rest } = result.value
        const supply = sum(balances)
        assert.equal(called, units < supply ? units : supply)
        assert.equal(sum(redeemed.map((r) => r.units)) + unitsLeft, called)
        assert.equal(sum(redeemed.map((r) => r.amount)) + rest, needed)
        assert.ok(unitsLeft >= 0n && unitsLeft < BigInt(balances.length))
        assert.ok(rest >= 0n)
        for (const [i, one] of redeemed.entries()) {
          assert.ok(one.units <= balances[i]! && one.units * supply <= balances[i]! * called)
          assert.ok(one.amount * 10n ** BigInt(decimals) <= one.units * price)
        }
        if (called === supply)
          assert.deepEqual(
            redeemed.map((r) => r.units),
            balances,
          )
      },
    ),
  )
})

test('nothing called, or nobody to call it from, is refused with a sentence and a fix', () => {
  const nothing = redemption({ units: 0n, price: 1n, decimals: 0 }, held([1n]))
  const nobody = redemption({ units: 1n, price: 1n, decimals: 0 }, [])
  assert.ok(!nothing.ok && !nobody.ok)
  assert.deepEqual([nothing.reason, nobody.reason], ['NOTHING_TO_REDEEM', 'NO_UNITS_OUTSTANDING'])
  for (const { reason } of [nothing, nobody]) assert.ok(ACTION_PROBLEMS[reason].fix)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cashFor, priceOfUnits, proRata } from './allocation.ts'

const tiers = [
  { unitsTo: 100n, price: 10n },
  { unitsTo: 150n, price: 20n },
  { unitsTo: 1_000n, price: 30n },
]

test('each tier’s part is charged at its price', () => {
  assert.equal(priceOfUnits(tiers, { sold: 90n, units: 70n, decimals: 0 }), 10n * 10n + 50n * 20n + 10n * 30n)
  assert.equal(priceOfUnits(tiers, { sold: 0n, units: 1n, decimals: 2 }), 1n)
  assert.equal(priceOfUnits(tiers, { sold: 1_000n, units: 2n, decimals: 0 }), 60n)
})

const someTiers = fc
  .array(fc.record({ step: fc.bigInt(1n, 10n ** 9n), price: fc.bigInt(1n, 10n ** 20n) }), {
    minLength: 1,
    maxLength: 16,
  })
  .map((steps) => {
    let unitsTo = 0n
    return steps.map(({ step, price }) => ({ unitsTo: (unitsTo += step), price }))
  })

test('property: units bought in parts cost what they cost at once, rounding at most one up for each part', () => {
  const units = fc.bigInt(1n, 10n ** 10n)
  fc.assert(
    fc.property(someTiers, units, units, fc.integer({ min: 0, max: 18 }), (list, a, b, decimals) => {
      const whole = priceOfUnits(list, { sold: 0n, units: a + b, decimals })
      const parts =
        priceOfUnits(list, { sold: 0n, units: a, decimals }) +
        priceOfUnits(list, { sold: a, units: b, decimals })
      assert.ok(parts >= whole && parts <= whole + 1n)
    }),
  )
})

test('property: no more is allotted than there is, and less than one unit for each is left', () => {
  const units = fc.array(fc.bigInt(1n, 2n ** 104n - 1n), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(units, fc.bigInt(1n, 2n ** 104n - 1n), (list, cap) => {
      const parts = proRata(list, cap)
      const sum = parts.reduce((a, b) => a + b, 0n)
      const subscribed = list.reduce((a, b) => a + b, 0n)
      assert.ok(sum <= cap || sum === subscribed)
      assert.ok(sum > (subscribed < cap ? subscribed : cap) - BigInt(list.length))
      assert.ok(parts.every((part, i) => part <= list[i]!))
    }),
  )
})

test('property: cash is never below the price, nor a base unit above it', () => {
  const positive = fc.bigInt(1n, 2n ** 100n)
  fc.assert(
    fc.property(positive, positive, positive, (money, num, den) => {
      const cash = cashFor(money, { num, den })
      assert.ok(cash * den >= money * num && (cash - 1n) * den < money * num)
    }),
  )
})

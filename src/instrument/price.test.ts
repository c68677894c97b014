import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { money, USDX } from '../kernel/money.ts'
import { costOf, priceAfter, unitsFor, type Priced } from './price.ts'

const offer: Priced = {
  unitPrice: money(30n, USDX),
  priceTiers: [
    { unitsTo: 100n, price: 10n },
    { unitsTo: 150n, price: 20n },
  ],
  decimals: 0,
}

test('each tier’s part is charged at its price, and the unit price holds beyond them', () => {
  assert.equal(costOf(offer, { sold: 90n, units: 70n }), 10n * 10n + 50n * 20n + 10n * 30n)
  assert.equal(costOf({ ...offer, decimals: 2 }, { sold: 0n, units: 1n }), 1n)
  assert.equal(costOf(offer, { sold: 1_000n, units: 2n }), 60n)
  assert.deepEqual(
    [0n, 99n, 100n, 149n, 150n, 10n ** 9n].map((sold) => priceAfter(offer, sold)),
    [10n, 10n, 20n, 20n, 30n, 30n],
  )
})

test('$9,500,000 buys the first 10,000,000 units at $0.95, and what comes next costs $1.00', () => {
  const early: Priced = {
    unitPrice: money(1_000_000n, USDX),
    priceTiers: [{ unitsTo: 10_000_000n, price: 950_000n }],
    decimals: 0,
  }
  const million = 10n ** 12n
  assert.equal(costOf(early, { sold: 0n, units: 10_000_000n }), (95n * million) / 10n)
  assert.equal(unitsFor(early, { sold: 0n, amount: 10n * million }), 10_500_000n)
  assert.equal(unitsFor(early, { sold: 9_999_999n, amount: 1_950_000n }), 2n)
  assert.equal(unitsFor(early, { sold: 10_000_000n, amount: 1_950_000n }), 1n)
})

const prices = fc
  .record({
    steps: fc.array(fc.record({ step: fc.bigInt(1n, 10n ** 9n), price: fc.bigInt(1n, 10n ** 20n) }), {
      maxLength: 15,
    }),
    last: fc.bigInt(1n, 10n ** 20n),
    decimals: fc.integer({ min: 0, max: 18 }),
  })
  .map(({ steps, last, decimals }): Priced => {
    let unitsTo = 0n
    const priceTiers = steps.map(({ step, price }) => ({ unitsTo: (unitsTo += step), price }))
    return { unitPrice: money(last, USDX), priceTiers, decimals }
  })
const units = fc.bigInt(1n, 10n ** 10n)

test('property: units bought in parts cost what they cost at once, rounding at most one up for each part', () => {
  fc.assert(
    fc.property(prices, units, units, (priced, a, b) => {
      const whole = costOf(priced, { sold: 0n, units: a + b })
      const parts = costOf(priced, { sold: 0n, units: a }) + costOf(priced, { sold: a, units: b })
      assert.ok(parts >= whole && parts <= whole + 1n)
    }),
  )
})

test('property: an amount buys the most units that cost no more', () => {
  fc.assert(
    fc.property(prices, fc.bigInt(0n, 10n ** 10n), fc.bigInt(0n, 10n ** 30n), (priced, sold, amount) => {
      const bought = unitsFor(priced, { sold, amount })
      assert.ok(costOf(priced, { sold, units: bought }) <= amount)
      assert.ok(costOf(priced, { sold, units: bought + 1n }) > amount)
    }),
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fill, type SettlementOrder } from './settlement.ts'

const order: SettlementOrder = {
  sells: true,
  units: 100n,
  unitsMin: 1n,
  filled: 0n,
  price: 7n,
  per: 2n,
  feeBps: 0n,
  feeMax: 0n,
}
const opposite = { ...order, sells: false }

test('two orders of one price meet where it divides, and nowhere else', () => {
  assert.deepEqual(fill(order, opposite, 2n), { ok: true, value: { amount: 7n, makerFee: 0n, takerFee: 0n } })
  assert.deepEqual(fill(order, opposite, 3n), { ok: false, reason: 'PRICE_OUTSIDE', facts: {} })
  assert.deepEqual(fill(opposite, order, 3n), { ok: false, reason: 'PRICE_OUTSIDE', facts: {} })
})

test('a part is no smaller than the least, unless fewer are left, and no larger than what is left', () => {
  const part = { ...order, unitsMin: 30n, filled: 60n }
  assert.deepEqual(fill(part, opposite, 28n), { ok: false, reason: 'TOO_FEW_UNITS', facts: {} })
  assert.deepEqual(fill(part, opposite, 42n), { ok: false, reason: 'TOO_MANY_UNITS', facts: {} })
  assert.equal(fill({ ...part, filled: 96n }, opposite, 4n).ok, true)
  assert.deepEqual(fill({ ...part, filled: 100n }, opposite, 0n), {
    ok: false,
    reason: 'TOO_FEW_UNITS',
    facts: {},
  })
  assert.deepEqual(fill(order, order, 2n), { ok: false, reason: 'SAME_SIDE', facts: {} })
})

const orders = fc.record({
  units: fc.bigInt(1n, 2n ** 104n - 1n),
  price: fc.bigInt(1n, 2n ** 128n - 1n),
  per: fc.bigInt(1n, 2n ** 104n - 1n),
  feeBps: fc.bigInt(0n, 10_000n),
  feeMax: fc.bigInt(0n, 2n ** 128n - 1n),
})

test('property: neither side trades beyond its limit, and fees stay within rate and cap', () => {
  fc.assert(
    fc.property(orders, orders, fc.boolean(), fc.bigInt(1n, 2n ** 104n), (a, b, sells, some) => {
      const maker = { ...order, ...a, sells }
      const taker = { ...order, ...b, sells: !sells }
      const units = (some % (maker.units < taker.units ? maker.units : taker.units)) + 1n
      const result = fill(maker, taker, units)
      const [seller, buyer] = sells ? [maker, taker] : [taker, maker]
      if (!result.ok) {
        // No whole base unit lies between what the seller asks and what the buyer bids.
        const asked = (units * seller.price - 1n) / seller.per + 1n
        assert.ok(asked * buyer.per > units * buyer.price)
        return
      }
      const { amount, makerFee, takerFee } = result.value
      assert.ok(amount * seller.per >= units * seller.price)
      assert.ok(amount * buyer.per <= units * buyer.price)
      for (const [fee, of] of [
        [makerFee, maker],
        [takerFee, taker],
      ] as const) {
        assert.ok(fee * 10_000n <= amount * of.feeBps)
        assert.ok(fee * of.units <= units * of.feeMax)
      }
    }),
  )
})

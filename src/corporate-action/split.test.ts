import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ACTION_PROBLEMS } from './action.problems.ts'
import type { LockedLot } from './conversion.ts'
import { split, type SplitHolding } from './split.ts'

const lot = (units: bigint, unlockDay: number): LockedLot => ({ units, acquiredDay: 1, unlockDay, legend: 0 })
const holder = (balance: bigint, frozen = 0n, lots: readonly LockedLot[] = []): SplitHolding => ({
  wallet: '0xa',
  balance,
  frozen,
  lots,
})
const FREE = { price: 0n, decimals: 0 }

test('one for ten: 104 units become 10, and four tenths of a unit are paid for', () => {
  const result = split({ num: 1n, den: 10n }, [holder(104n, 1n, [lot(25n, 300)])], {
    price: 1_000n,
    decimals: 0,
  })
  assert.ok(result.ok)
  const [share] = result.value.shares
  assert.deepEqual(
    [share?.balance, share?.fraction, share?.cash, share?.frozen, share?.lots],
    [10n, 4n, 400n, 1n, [lot(3n, 300)]],
  )
})

test('three for one leaves no fraction, and everything locked and frozen in proportion', () => {
  const result = split({ num: 3n, den: 1n }, [holder(5n, 9n, [lot(2n, 300)])], FREE)
  assert.ok(result.ok)
  const [share] = result.value.shares
  assert.deepEqual([share?.balance, share?.frozen, share?.fraction], [15n, 27n, 0n])
  assert.deepEqual(share?.lots, [lot(6n, 300)])
})

const holdings = fc
  .record({
    free: fc.bigInt(0n, 2n ** 60n),
    frozen: fc.bigInt(0n, 2n ** 61n),
    lots: fc.array(fc.tuple(fc.bigInt(1n, 2n ** 50n), fc.integer({ min: 1, max: 60_000 })), {
      maxLength: 16,
    }),
  })
  .map(({ free, frozen, lots }) =>
    holder(
      lots.reduce((sum, [units]) => sum + units, free),
      frozen,
      lots.map(([units, day]) => lot(units, day)),
    ),
  )

test('property: Σ new × den + Σ fractions = Σ old × num; what was locked or frozen stays so; money is within its bounds', () => {
  const sizes = fc.bigInt(1n, 10_000n)
  fc.assert(
    fc.property(
      fc.array(holdings, { maxLength: 30 }),
      sizes,
      sizes,
      fc.bigInt(0n, 10n ** 12n),
      (list, num, den, price) => {
        fc.pre(num !== den)
        const result = split({ num, den }, list, { price, decimals: 6 })
        assert.ok(result.ok)
        const sum = (of: readonly bigint[]) => of.reduce((a, b) => a + b, 0n)
        const { shares } = result.value
        assert.equal(
          sum(shares.map((s) => s.balance)) * den + sum(shares.map((s) => s.fraction)),
          sum(list.map((h) => h.balance)) * num,
        )
        assert.equal(sum(shares.map((s) => s.balance)), result.value.supply)
        assert.equal(sum(shares.map((s) => s.cash)), result.value.cash)
        for (const [i, share] of shares.entries()) {
          const before = list[i]!
          assert.ok(share.fraction >= 0n && share.fraction < den)
          assert.ok(share.cash * den * 10n ** 6n <= share.fraction * price)
          const locked = sum(share.lots.map(({ units }) => units))
          assert.ok(locked <= share.balance)
          const exactly = sum(before.lots.map(({ units }) => units)) * num
          assert.ok(locked === share.balance || locked * den >= exactly)
          assert.ok(share.frozen >= share.balance || share.frozen * den >= before.frozen * num)
          if (before.frozen <= before.balance) assert.ok(share.frozen <= share.balance)
        }
      },
    ),
  )
})

test('a split of nothing, by nothing, or beyond what a token can count is refused with a sentence and a fix', () => {
  const refusals = [
    split({ num: 0n, den: 1n }, [holder(1n)], FREE),
    split({ num: 2n, den: 2n }, [holder(1n)], FREE),
    split({ num: 2n, den: 1n }, [holder(2n ** 103n)], FREE),
  ]
  assert.deepEqual(
    refusals.map((result) => (result.ok ? null : result.reason)),
    ['RATIO_ZERO', 'SPLIT_OF_NOTHING', 'UNITS_TOO_MANY'],
  )
  for (const result of refusals) assert.ok(!result.ok && ACTION_PROBLEMS[result.reason].fix)
})

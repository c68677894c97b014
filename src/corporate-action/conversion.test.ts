import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { ACTION_PROBLEMS } from './action.problems.ts'
import { convert, convertAll, type LockedLot } from './conversion.ts'

const lot = (units: bigint, unlockDay: number, acquiredDay = 0): LockedLot => ({
  units,
  acquiredDay,
  unlockDay,
  legend: 1,
})
const sum = (list: readonly { readonly units: bigint }[]) => list.reduce((all, { units }) => all + units, 0n)

test('locked units keep their days; what cannot be split goes to the lot locked longer', () => {
  const holding = { balance: 120n, frozen: 0n, lots: [lot(11n, 300, 5), lot(9n, 200, 6)] }
  const result = convert(120n, { num: 3n, den: 2n }, holding)
  assert.ok(result.ok)
  assert.deepEqual(result.value, { units: 120n, free: 150n, lots: [lot(13n, 200, 6), lot(17n, 300, 5)] })
})

test('when it is mandatory, freezes follow rounded up and what makes no whole unit stays', () => {
  const result = convertAll({ num: 3n, den: 2n }, { balance: 101n, frozen: 34n, lots: [] })
  assert.ok(result.ok)
  assert.deepEqual(result.value, { units: 100n, free: 150n, lots: [], left: 1n, frozen: 50n })
})

const holdings = fc
  .record({
    free: fc.bigInt(0n, 10n ** 6n),
    frozen: fc.bigInt(0n, 2n * 10n ** 6n),
    lots: fc.array(
      fc.tuple(fc.bigInt(1n, 10n ** 5n), fc.integer({ min: 1, max: 60_000 })).map(([n, day]) => lot(n, day)),
      { maxLength: 16 },
    ),
  })
  .map(({ free, frozen, lots }) => ({ balance: free + sum(lots), frozen, lots }))

test('property: what is issued is exactly the ratio, and on no day is more of it unlocked than of what it was', () => {
  fc.assert(
    fc.property(holdings, fc.bigInt(1n, 1000n), fc.bigInt(1n, 1000n), (holding, num, den) => {
      const result = convertAll({ num, den }, holding)
      assert.ok(result.ok)
      const { units, free, lots, left, frozen } = result.value
      assert.equal(units + left, holding.balance)
      assert.ok(left < den)
      assert.equal((free + sum(lots)) * den, units * num)
      assert.ok(frozen <= free + sum(lots))
      // All is taken but `left`, which is free or of the newest lot.
      for (const day of [...holding.lots.map(({ unlockDay }) => unlockDay), 0]) {
        const locked = (list: readonly LockedLot[]) => sum(list.filter(({ unlockDay }) => unlockDay >= day))
        assert.ok(locked(lots) * den >= (locked(holding.lots) - left) * num)
      }
    }),
  )
})

test('what cannot be converted is refused with its numbers, a sentence and a fix', () => {
  const holding = { balance: 100n, frozen: 10n, lots: [] }
  const alsoLocked = { ...holding, lots: [lot(60n, 300, 5)] }
  const refusals = [
    convert(32n, { num: 30n, den: 20n }, alsoLocked),
    convert(92n, { num: 30n, den: 20n }, holding),
    convert(89n, { num: 30n, den: 20n }, holding),
    convert(0n, { num: 3n, den: 2n }, holding),
    convert(2n, { num: 0n, den: 2n }, holding),
    convertAll({ num: 1n, den: 0n }, holding),
  ]
  assert.deepEqual(
    refusals.map((result) => (result.ok ? null : [result.reason, result.facts])),
    [
      ['UNITS_NOT_FREE', { units: '32', free: '30' }],
      ['UNITS_NOT_FREE', { units: '92', free: '90' }],
      ['NOT_WHOLE', { units: '89', multiple: '2' }],
      ['NOT_WHOLE', { units: '0', multiple: '2' }],
      ['RATIO_ZERO', {}],
      ['RATIO_ZERO', {}],
    ],
  )
  for (const result of refusals) assert.ok(!result.ok && ACTION_PROBLEMS[result.reason].fix)
})

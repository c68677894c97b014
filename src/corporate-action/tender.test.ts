import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { largestRemainders } from '../../test/largest-remainder.ts'
import { ACTION_PROBLEMS } from './action.problems.ts'
import { acceptance, type Bid } from './tender.ts'

const bid = (wallet: string, units: bigint, odd = false): Bid => ({ wallet, units, odd })
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)

test('100 of 301 units: the unit that rounding leaves goes to the largest remainder', () => {
  const result = acceptance(100n, [bid('0xc', 100n), bid('0xb', 101n), bid('0xa', 100n)])
  assert.ok(result.ok)
  assert.deepEqual(result.value.accepted, [33n, 34n, 33n])
  assert.deepEqual(result.value.ranking, { wallets: ['0xa', '0xb', '0xc'], last: '0xb' })
})

test('equal remainders: the larger tender comes first, then the lower address, whatever its capitals', () => {
  const result = acceptance(3n, [bid('0xB', 2n), bid('0xc', 2n), bid('0xa', 2n), bid('0xd', 6n)])
  assert.ok(result.ok)
  assert.deepEqual(result.value.accepted, [0n, 0n, 1n, 2n])
  assert.equal(result.value.ranking?.last, '0xa')
})

test('odd lots are bought first; they alone are cut when they are too many', () => {
  const bids = [bid('0xa', 70n, true), bid('0xb', 500n), bid('0xc', 70n)]
  const first = acceptance(100n, bids)
  assert.ok(first.ok)
  assert.deepEqual(first.value.accepted, [70n, 26n, 4n])
  const only = acceptance(69n, bids)
  assert.ok(only.ok)
  assert.deepEqual(only.value.accepted, [69n, 0n, 0n])
  assert.deepEqual(only.value.ranking?.wallets, ['0xa'])
  const exactly = acceptance(70n, bids)
  assert.ok(exactly.ok)
  assert.deepEqual(exactly.value.accepted, [70n, 0n, 0n])
  assert.equal(exactly.value.ranking?.last, null)
})

test('what is bought of tenders is what the golden results of the largest remainder say', () => {
  let cut = 0
  for (const { total, weights, expect } of largestRemainders()) {
    const tendered = sum(weights.map(([, units]) => BigInt(units)))
    if (expect === undefined || total === 0 || tendered <= BigInt(total)) continue
    const bids = weights.filter(([, units]) => units > 0).map(([id, units]) => bid(id, BigInt(units)))
    const result = acceptance(BigInt(total), bids)
    assert.ok(result.ok)
    assert.deepEqual(
      result.value.accepted,
      bids.map(({ wallet }) => BigInt(expect[wallet]!)),
    )
    cut++
  }
  assert.ok(cut >= 1, 'no golden case hands out less than the weights')
})

test('property: exactly the maximum is bought, nobody sells more than they tendered, and less than a unit from their part', () => {
  const units = fc.oneof(fc.bigInt(1n, 50n), fc.bigInt(1n, 2n ** 100n))
  const bids = fc.array(fc.tuple(units, fc.boolean()), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(bids, fc.oneof(fc.bigInt(1n, 200n), fc.bigInt(1n, 2n ** 104n - 1n)), (list, unitsMax) => {
      const all = list.map(([n, odd], i) => bid(`0x${(i * 7919).toString(16).padStart(40, '0')}`, n, odd))
      const result = acceptance(unitsMax, all)
      assert.ok(result.ok)
      const { accepted, ranking } = result.value
      const tendered = sum(all.map((one) => one.units))
      assert.equal(sum(accepted), tendered < unitsMax ? tendered : unitsMax)
      for (const [i, one] of all.entries()) assert.ok(accepted[i]! >= 0n && accepted[i]! <= one.units)
      if (ranking === null) return

      const cut = all.filter(({ wallet }) => ranking.wallets.includes(wallet))
      const total = sum(cut.map((one) => one.units))
      const max = sum(cut.map((one) => accepted[all.indexOf(one)]!))
      for (const one of cut) {
        const part = accepted[all.indexOf(one)]! * total
        assert.ok(part > one.units * max - total && part < one.units * max + total)
      }
      // Nobody tenders more and sells less.
      const bySize = cut.toSorted((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0))
      for (const [i, one] of bySize.entries()) {
        const next = bySize[i + 1]
        if (next !== undefined && next.units > one.units)
          assert.ok(accepted[all.indexOf(one)]! <= accepted[all.indexOf(next)]!)
      }
    }),
  )
})

test('an offer for nothing, and a wallet that tenders twice, are refused with a sentence and a fix', () => {
  const nothing = acceptance(0n, [bid('0xa', 1n)])
  const twice = acceptance(1n, [bid('0xA', 1n), bid('0xa', 1n)])
  assert.ok(!nothing.ok && !twice.ok)
  assert.deepEqual([nothing.reason, twice.reason], ['NOTHING_TO_BUY', 'TENDERED_TWICE'])
  for (const { reason } of [nothing, twice]) assert.ok(ACTION_PROBLEMS[reason].fix)
})

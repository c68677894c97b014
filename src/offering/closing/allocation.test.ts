import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId, type SubscriptionId } from '../../kernel/ids.ts'
import { ok, refuse } from '../../kernel/result.ts'
import { allot, cashFor, proRata, unitsOf } from './allocation.ts'

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

const [a, b] = [newId('sub'), newId('sub')]
const paid = [
  { id: a, units: 60n },
  { id: b, units: 50n },
]
const cap = { cap: 100n, decimals: 0 }

test('a list by hand is refused for the first thing that is wrong with it', () => {
  const row = (
    subscription: SubscriptionId,
    units: bigint,
    reason: string | null = 'Relative of the seller.',
  ) => ({
    subscription,
    units,
    reason,
  })
  const stranger = newId('sub')
  const cases: [string, readonly ReturnType<typeof row>[], Record<string, string>][] = [
    ['ALLOTMENT_UNKNOWN', [row(stranger, 1n)], { subscription: stranger }],
    ['ALLOTMENT_TWICE', [row(a, 1n), row(a, 2n)], { subscription: a }],
    ['ALLOTMENT_ABOVE_ASKED', [row(a, 61n)], { subscription: a, units: '61', asked: '60' }],
    ['ALLOTMENT_WITHOUT_REASON', [row(a, 59n, null)], { subscription: a }],
    ['ALLOTMENT_WITHOUT_REASON', [row(a, 60n, null)], { subscription: b }],
    ['ALLOTMENTS_ABOVE_UNITS', [row(a, 60n), row(b, 50n)], { units: '110', max: '100' }],
  ]
  for (const [reason, proposed, facts] of cases)
    assert.deepEqual(allot(paid, proposed, { ...cap, reason: null }), refuse(reason, facts), reason)
})

test('whom a list by hand does not name gets nothing, for the reason of all; who gets what they asked for needs none', () => {
  const reason = 'More was asked for than there is.'
  const proposed = [{ subscription: b, units: 50n, reason: 'Not needed.' }]
  assert.deepEqual(
    allot(paid, proposed, { ...cap, reason }),
    ok([
      { subscription: a, units: 0n, reason },
      { subscription: b, units: 50n, reason: null },
    ]),
  )
})

test('property: a list by hand is taken whole or not at all, within what was asked and what there is', () => {
  const someUnits = fc.bigInt(0n, 200n)
  const some = fc.array(fc.tuple(someUnits, someUnits), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(some, fc.bigInt(1n, 1_000n), (rows, most) => {
      const ids = rows.map(() => newId('sub'))
      const taken = allot(
        rows.map(([asked], i) => ({ id: ids[i]!, units: asked })),
        rows.map(([, units], i) => ({ subscription: ids[i]!, units, reason: 'cut' })),
        { cap: most, reason: null, decimals: 0 },
      )
      const sum = rows.reduce((all, [, units]) => all + units, 0n)
      assert.equal(taken.ok, sum <= most && rows.every(([asked, units]) => units <= asked))
      if (taken.ok) assert.equal(unitsOf(taken.value), sum)
    }),
  )
})

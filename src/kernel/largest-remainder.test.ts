import assert from 'node:assert/strict'
import { test } from 'node:test'
import { largestRemainders } from '../../test/largest-remainder.ts'
import { allocate } from './money.ts'

for (const { total, weights, expect, error } of largestRemainders())
  test(`independent results: ${total} over ${weights.length} weights${error === undefined ? '' : `, ${error}`}`, () => {
    // `allocate` prefers the earlier of two equals, so the caller brings them in the order of their ids.
    const byId = [...weights].sort(([a], [b]) => (a < b ? -1 : 1))
    const parts = () =>
      allocate(
        BigInt(total),
        byId.map(([, weight]) => BigInt(weight)),
      )
    if (error !== undefined) return assert.throws(parts, RangeError)
    assert.deepEqual(Object.fromEntries(byId.map(([id], i) => [id, Number(parts()[i])])), expect)
  })

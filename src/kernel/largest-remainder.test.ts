import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { allocate } from './money.ts'

type Golden = {
  readonly cases: readonly {
    readonly total: number
    readonly weights: readonly (readonly [string, number])[]
    readonly expect?: Readonly<Record<string, number>>
    readonly error?: string
  }[]
}
const golden = JSON.parse(fs.readFileSync('test/golden/largest-remainder.json', 'utf8')) as Golden

for (const { total, weights, expect, error } of golden.cases)
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

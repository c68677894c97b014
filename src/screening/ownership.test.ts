import assert from 'node:assert/strict'
import fs from 'node:fs'
import { test } from 'node:test'
import { blockedByOwnership, type Stake } from './ownership.ts'

const stake = (owner: string, owned: string, percent: bigint): Stake => ({
  owner,
  owned,
  share: { numerator: percent, denominator: 100n },
})

/** OFAC, Frequently Asked Question 401, and cases around its threshold. */
const CASES: readonly (readonly [name: string, stakes: Stake[], listed: string[], blocked: string[]])[] = [
  ['FAQ 401, first example', [stake('X', 'A', 50n), stake('A', 'B', 50n)], ['X'], ['A', 'B']],
  [
    'FAQ 401, second example',
    [stake('X', 'A', 50n), stake('X', 'B', 50n), stake('A', 'C', 25n), stake('B', 'C', 25n)],
    ['X'],
    ['A', 'B', 'C'],
  ],
  [
    'FAQ 401, third example',
    [stake('X', 'A', 50n), stake('X', 'B', 10n), stake('A', 'B', 40n)],
    ['X'],
    ['A', 'B'],
  ],
  ['49 % blocks nothing, nor what hangs on it', [stake('X', 'A', 49n), stake('A', 'B', 100n)], ['X'], []],
  ['two blocked persons’ shares add up', [stake('X', 'A', 25n), stake('Y', 'A', 25n)], ['X', 'Y'], ['A']],
  [
    'a share through what is not blocked counts for nothing',
    [stake('X', 'A', 25n), stake('X', 'B', 25n), stake('A', 'C', 50n), stake('B', 'C', 50n)],
    ['X'],
    [],
  ],
  ['a circle ends', [stake('X', 'A', 40n), stake('A', 'B', 60n), stake('B', 'A', 10n)], ['X'], []],
  [
    'a circle of the blocked ends',
    [stake('X', 'A', 50n), stake('A', 'B', 60n), stake('B', 'A', 50n)],
    ['X'],
    ['A', 'B'],
  ],
]
for (const [name, stakes, listed, blocked] of CASES)
  test(name, () => assert.deepEqual([...blockedByOwnership(stakes, new Set(listed))].sort(), blocked))

test('three thirds less one are exact: 1/6 three times is half', () => {
  const sixth = (owner: string): Stake => ({ owner, owned: 'A', share: { numerator: 1n, denominator: 6n } })
  assert.deepEqual(
    [...blockedByOwnership([sixth('X'), sixth('Y'), sixth('Z')], new Set(['X', 'Y', 'Z']))],
    ['A'],
  )
})

type Vector = {
  readonly case: string
  readonly edges: Readonly<Record<string, readonly (readonly [owned: string, percent: number])[]>>
  readonly listed: readonly string[]
  readonly blockedEntities: readonly string[]
}
const { vectors } = JSON.parse(fs.readFileSync('test/fixtures/rules/ofac50.json', 'utf8')) as {
  readonly vectors: readonly Vector[]
}
for (const vector of vectors)
  test(`published vector: ${vector.case}`, () => {
    const stakes = Object.entries(vector.edges).flatMap(([owner, owned]) =>
      owned.map(([entity, percent]) => stake(owner, entity, BigInt(percent))),
    )
    assert.deepEqual([...blockedByOwnership(stakes, new Set(vector.listed))].sort(), vector.blockedEntities)
  })

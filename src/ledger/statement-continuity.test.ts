import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { breaksBetween, type StatementPage } from './statement-continuity.ts'

const page = (
  statement: string,
  day: number,
  opening: bigint,
  closing: bigint,
  overlaps = false,
): StatementPage<string> => ({
  statement,
  opening,
  closing,
  until: Temporal.PlainDate.from('2026-06-01').add({ days: day - 1 }),
  overlaps,
})
const found = (...pages: StatementPage<string>[]) =>
  breaksBetween(pages).map((one) =>
    one.what === 'missing'
      ? `${one.statement} ${one.after.day}-${one.before.day} ${one.amount}`
      : `${one.statement} ${one.what}`,
  )

test('a statement that is missing is noticed, and no more once it is there', () => {
  const [a, b, c] = [page('a', 1, 0n, 10n), page('b', 2, 10n, 25n), page('c', 3, 25n, 20n)]
  assert.deepEqual(found(a, b, c), [])
  assert.deepEqual(found(a, c), ['c 1-3 15'])
  assert.deepEqual(found(a, c, b), [], 'late is not missing')
  assert.deepEqual(found(c), [], 'the first one follows none')
})

test('a statement that tells of days again is noticed, and hides no gap', () => {
  const [a, b] = [page('a', 1, 0n, 10n), page('b', 2, 10n, 25n)]
  assert.deepEqual(found(a, b, page('again', 2, 10n, 25n)), ['again repeated'])
  assert.deepEqual(found(a, b, page('corrected', 2, 10n, 30n), page('c', 3, 30n, 31n)), [
    'corrected repeated',
  ])
  assert.deepEqual(found(a, b, page('month', 2, 0n, 25n, true), page('c', 3, 25n, 26n)), ['month repeated'])
  // An account that is emptied every day: the balance was seen before, and the bookings were not.
  assert.deepEqual(found(page('a', 1, 0n, 10n), page('c', 3, 0n, 5n)), ['c 1-3 -10'])
})

test('pages of one day follow each other by their balances, in whichever order they come', () => {
  const pages = [page('1', 1, 0n, 10n), page('2', 1, 10n, 7n), page('3', 1, 7n, 9n), page('4', 2, 9n, 9n)]
  assert.deepEqual(found(...pages.toReversed()), [])
  assert.deepEqual(found(pages[2]!, pages[0]!), ['1 1-1 -9'], 'the second is missing')
})

test('property: all of the statements have no break in any order; without one that moves money there is one', () => {
  const moves = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 3, maxLength: 12 })
  fc.assert(
    fc.property(moves, fc.nat(), fc.integer(), (amounts, drop, seed) => {
      let balance = 0n
      const pages = amounts.map((amount, i) => page(String(i), i + 1, balance, (balance += amount)))
      const shuffled = pages.toSorted(
        (a, b) => ((Number(a.statement) * 7 + seed) % 5) - ((Number(b.statement) * 7 + seed) % 5),
      )
      assert.deepEqual(breaksBetween(shuffled), [])
      const without = 1 + (drop % (amounts.length - 2))
      const [gap, ...more] = breaksBetween(shuffled.filter((one) => one !== pages[without]))
      assert.deepEqual([gap?.what === 'missing' && gap.amount, more], [amounts[without], []])
    }),
  )
})

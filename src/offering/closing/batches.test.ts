import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BATCH, batchesOf } from './batches.ts'

const paidIn = (currency: number, ...numbers: bigint[]) => numbers.map((number) => ({ number, currency }))

test('a transaction is for one currency, the payment currency first, and for no more than fit', () => {
  const many = Array.from({ length: BATCH + 1 }, (_, i) => BigInt(i))
  assert.deepEqual(batchesOf([...paidIn(1, 90n, 91n), ...paidIn(0, ...many)], []), [
    many.slice(0, BATCH),
    [BigInt(BATCH)],
    [90n, 91n],
  ])
  assert.deepEqual(batchesOf([], [[1n]]), [])
})

test('what failed is halved until what fails stands alone, and holds up nobody else', () => {
  const isBad = (number: bigint) => number === 3n
  let waiting = [...paidIn(0, 1n), ...paidIn(1, 2n, 3n, 4n, 5n, 6n)]
  const failed: (readonly bigint[])[] = []
  const rounds: (readonly bigint[])[][] = []
  while (waiting.length > 1) {
    const batches = batchesOf(waiting, failed)
    rounds.push([...batches])
    failed.push(...batches.filter((batch) => batch.some(isBad)))
    const done = new Set(batches.filter((batch) => !batch.some(isBad)).flat())
    waiting = waiting.filter(({ number }) => !done.has(number))
  }
  assert.deepEqual(rounds, [
    [[1n], [2n, 3n, 4n, 5n, 6n]],
    [
      [2n, 3n, 4n],
      [5n, 6n],
    ],
    [[2n, 3n], [4n]],
    [[2n], [3n]],
  ])
  assert.deepEqual(batchesOf(waiting, failed), [[3n]])
})

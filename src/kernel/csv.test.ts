import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from './csv.ts'

test('a cell that a spreadsheet would run is made a text, and a negative number stays a number', () => {
  const text = csvOf(
    ['a'],
    [['=cmd|x'], ['+1+1'], ['@SUM(A1)'], ['＝1'], ['\tx'], ['-5.00'], ['Ann "A" Lee']],
  )
  assert.deepEqual(text.split('\n').slice(0, 8), [
    '\ufeff"a"',
    `"'=cmd|x"`,
    `"'+1+1"`,
    `"'@SUM(A1)"`,
    `"'＝1"`,
    `"'\tx"`,
    '"-5.00"',
    '"Ann ""A"" Lee"',
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvRows } from './csv-rows.ts'

for (const [what, csv, line] of [
  ['a quote that is never closed', 'a,b\n1,2\n"x,3\n4,5\n6,7', 'line 3'],
  ['a quote that the next one closes', 'a,b\n"x,1\n"y,2', 'line 2'],
  ['a value that goes on after its quote', 'a,b\n1,2\n"x"y,2\n', 'line 3'],
  ['a quote within a value', 'a,b\n1,x"y\n', 'line 2'],
  ['a row without an end', `a,b\n1,2\n${'x'.repeat(20_000)}`, 'line 3'],
] as const)
  test(`${what} is refused with the line on which its row begins`, () => {
    const read = csvRows(csv)
    assert.deepEqual(read.ok ? [] : read.errors?.map(({ path, code }) => [path, code]), [
      [line, 'CSV_UNREADABLE'],
    ])
  })

test('a row stands on the line where it ends, with quotes and ends of lines in it', () => {
  const read = csvRows('\ufeffa,b\r\n"1\n2",3\r\n')
  assert.deepEqual(read.ok && read.value, [
    { line: 1, cells: ['a', 'b'] },
    { line: 3, cells: ['1\n2', '3'] },
  ])
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { correctionBody } from './correction-body.ts'

const first = { reason: 'Booked twice', month: '2026-12', csv: 'date,account,amount' }

test('a correction has its further months, without those whose fields were left empty', () => {
  assert.deepEqual(correctionBody(first), { ...first, others: [] })
  const more = {
    ...first,
    ...{ 'others.0.month': '', 'others.0.csv': '' },
    ...{ 'others.1.month': '2026-10', 'others.1.csv': 'a' },
    ...{ 'others.2.month': '', 'others.2.csv': 'b' },
  }
  assert.deepEqual(correctionBody(more), {
    ...first,
    others: [
      { month: '2026-10', csv: 'a' },
      { month: '', csv: 'b' },
    ],
  })
})

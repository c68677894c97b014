import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '../../kernel/ids.ts'
import { money, USDX } from '../../kernel/money.ts'
import { checkPostings } from '../../ledger/journal.ts'
import { escrowEntry } from './escrow-journal.ts'

test('what came into escrow has left it when all was released or refunded', () => {
  const book = { issuer: newId('iss'), offering: newId('off'), subject: newId('sub') }
  const entries = [
    escrowEntry('escrow-deposit', { ...book, key: '0x1:0', amount: money(500n, USDX) }),
    escrowEntry('escrow-release', { ...book, key: '0x2:0', amount: money(400n, USDX) }),
    escrowEntry('escrow-refund', { ...book, key: '0x2:1', amount: money(100n, USDX) }),
  ]
  const sums = new Map<string, bigint>()
  for (const { postings } of entries) {
    checkPostings(postings)
    for (const { account, amount } of postings)
      sums.set(account.kind, (sums.get(account.kind) ?? 0n) + amount)
  }
  assert.deepEqual(Object.fromEntries(sums), {
    'escrow-chain': 0n,
    'subscriptions-received': -400n,
    treasury: 400n,
  })
  assert.equal(new Set(entries.map(({ key }) => key)).size, 3)
})

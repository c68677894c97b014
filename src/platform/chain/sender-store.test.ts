import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toHex } from 'viem'
import { testDatabase } from '../../../test/database.ts'
import { transaction } from '../db/database.ts'
import { insertStrays, selectStrays } from './sender-store.ts'

const { db } = await testDatabase()
const SENDER = `0x${'a1'.repeat(20)}` as const
const NOW = Temporal.Instant.from('2026-01-01T00:00:00Z')
const COUNT = 7_000

test('an account may have sent more from elsewhere than one statement can hold', async () => {
  const strays = Array.from({ length: COUNT }, (_, nonce) => ({
    hash: toHex(nonce, { size: 32 }),
    nonce,
    to: SENDER,
    data: '0x' as const,
    value: 0n,
    gas: 21_000n,
    maxFee: 1n,
    maxTip: 1n,
  }))
  await transaction(db, (tx) => insertStrays(tx, SENDER, strays, NOW))
  await transaction(db, (tx) => insertStrays(tx, SENDER, strays, NOW))
  assert.equal((await selectStrays(db, SENDER, NOW.subtract({ hours: 1 }))).length, COUNT)
})

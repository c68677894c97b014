import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sameHash, sha256Of } from './sha256.ts'

test('the hash of "abc" is the one that FIPS 180-2 publishes', async () => {
  assert.equal(
    await sha256Of(new Blob(['abc'])),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('a hash is the same with a prefix and in capitals, and another one is not', () => {
  assert.ok(sameHash('0xABCD', 'abcd'))
  assert.ok(!sameHash('abcd', 'abce'))
})

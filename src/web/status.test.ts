import assert from 'node:assert/strict'
import { test } from 'node:test'
import { happenedWord, importerText, statusWord } from './status.ts'

test('what happened is told in words of its own where the log’s do not tell it', () => {
  assert.equal(happenedWord('case.taken'), 'An officer took the case')
  assert.equal(happenedWord('investor.created'), 'Investor created')
})

test('a person who imported a statement is named, a key or a job is a program', () => {
  assert.deepEqual(
    [
      { id: 'usr_1', displayName: 'Ada Okafor' },
      { id: 'usr_1', displayName: null },
      { id: 'key_1', displayName: null },
      { id: 'sandbox:property-manager', displayName: null },
      null,
    ].map(importerText),
    ['Ada Okafor', '–', 'A program', 'A program', ''],
  )
})

test('a status is read as it is written, unless its words would be read wrongly', () => {
  assert.deepEqual(
    ['transfer-ok', 'transfer-rejected', 'issuance', 'too-little-to-pay', 'KYC_EXPIRED'].map(statusWord),
    ['Transferred', 'Transfer refused', 'Issuance', 'Too little to pay', 'KYC expired'],
  )
})

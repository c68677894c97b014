import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lacking } from './contracts-reference.ts'
import type { EntryPoint } from './entry-points.ts'

const told: EntryPoint = {
  name: 'transfer',
  title: 'transfer',
  inputs: 'address to, uint256 units',
  isView: false,
  isOurs: true,
  promise: 'Moves units of the caller.',
  by: 'the holder',
  events: [],
  reasons: [],
  calls: [],
}

test('an entry point without a promise, a caller or a cost is missed', () => {
  assert.deepEqual(lacking('SecurityToken', told), [])
  assert.deepEqual(lacking('SecurityToken', { ...told, promise: '' }), [
    'what SecurityToken.transfer promises (@notice)',
  ])
  assert.deepEqual(lacking('SecurityToken', { ...told, by: '' }), [
    'who may call SecurityToken.transfer (@custom:by)',
  ])
  assert.deepEqual(lacking('SecurityToken', { ...told, title: 'teleport' }), [
    'what SecurityToken.teleport costs (npm run gas -- --entry-points)',
  ])
})

test('of a view only the promise is asked for, and what always refuses or is not ours costs nothing that we measure', () => {
  assert.deepEqual(lacking('SecurityToken', { ...told, title: 'holderCount', isView: true, by: '' }), [])
  assert.deepEqual(lacking('SecurityToken', { ...told, title: 'bindToken', by: 'nobody' }), [])
  assert.deepEqual(lacking('Governance', { ...told, title: 'updateAuthority', isOurs: false }), [])
})

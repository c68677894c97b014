import assert from 'node:assert/strict'
import { test } from 'node:test'
import { BadConfig, readConfig } from './config.ts'

test('without any setting everything is embedded and local', () => {
  const config = readConfig({}, '/srv/aliquot')
  assert.equal(config.home, '/srv/aliquot/.aliquot')
  assert.equal(config.publicUrl, 'http://127.0.0.1:8480')
  assert.equal(config.databaseUrl, null)
  assert.equal(config.chainRpcUrl, null)
})

test('an empty setting counts as not set', () => {
  assert.equal(readConfig({ DATABASE_URL: '', PORT: '' }, '/').port, 8480)
})

for (const [name, value] of [
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://localhost/x'],
  ['CHAIN_RPC_URL', 'not a url'],
  ['VAULT_KEY', 'short'],
  ['OPERATOR_ADDRESS', '0x12'],
] as const)
  test(`a setting that cannot be used is named: ${name}=${value}`, () => {
    assert.throws(
      () => readConfig({ [name]: value }, '/'),
      (error) =>
        error instanceof BadConfig && error.message.startsWith(name) && !error.message.includes('\n'),
    )
  })

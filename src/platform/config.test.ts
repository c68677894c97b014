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

test('a number is named with its bounds, whatever was given for it', () => {
  const port = { message: 'PORT must be a whole number from 1 to 65535.' }
  for (const given of ['abc', '0', '99999', '8e3', '80.5', '-1'])
    assert.throws(() => readConfig({ PORT: given }, '/'), port)
  assert.equal(readConfig({ PORT: '65535' }, '/').port, 65_535)
  assert.throws(() => readConfig({ RECOVERY_DELAY_HOURS: '721' }, '/'), {
    message: 'RECOVERY_DELAY_HOURS must be a whole number from 1 to 720.',
  })
})

test('a key service is named with all three settings, and instead of a key of one’s own', () => {
  const kms = {
    VAULT_KMS_URL: 'https://bao.example.org',
    VAULT_KMS_KEY: 'transit/aliquot',
    VAULT_KMS_TOKEN: 't',
  }
  assert.deepEqual(readConfig(kms, '/').vaultKms, {
    url: 'https://bao.example.org',
    key: 'transit/aliquot',
    token: 't',
  })
  for (const name of Object.keys(kms))
    assert.throws(() => readConfig({ ...kms, [name]: '' }, '/'), /set together or not at all/)
  assert.throws(() => readConfig({ ...kms, VAULT_KEY: '0'.repeat(64) }, '/'), /are both set/)
  assert.throws(
    () => readConfig({ ...kms, VAULT_KMS_KEY: '../x' }, '/'),
    /^Error: VAULT_KMS_KEY must be|VAULT_KMS_KEY must be/,
  )
})

test('the ledger of erasures lies outside of the installation, unless it is named', () => {
  assert.equal(readConfig({}, '/srv').erasuresFile, '/srv/.aliquot.erasures')
  assert.equal(readConfig({ ERASURES_FILE: 'kept/ledger' }, '/srv').erasuresFile, '/srv/kept/ledger')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSiwe, siweText } from './siwe.ts'

const NOW = Temporal.Instant.from('2026-03-01T09:00:00Z')
const SITE = {
  domain: 'aliquot.test',
  uri: 'http://aliquot.test',
  statement: 'Sign in. This moves nothing.',
  chainId: 31_337,
}
const ADDRESS = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8'
const TEXT = siweText({
  ...SITE,
  address: ADDRESS,
  nonce: 'a1b2c3d4e5f6',
  issuedAt: NOW,
  expiresAt: NOW.add({ minutes: 5 }),
})
const end = 'Expiration Time: 2026-03-01T09:05:00Z'

test('a text is read as it was written, also without an end and with a beginning that has come', () => {
  const read = { address: ADDRESS, nonce: 'a1b2c3d4e5f6' }
  assert.deepEqual(readSiwe(TEXT, SITE, NOW), read)
  assert.deepEqual(readSiwe(TEXT.replace(`\n${end}`, ''), SITE, NOW), read)
  assert.deepEqual(readSiwe(`${TEXT}\nNot Before: 2026-03-01T10:00:00+01:00`, SITE, NOW), read)
})

const BAD: readonly (readonly [string, (text: string) => string, string])[] = [
  ['another domain', (text) => text.replace('aliquot.test wants', 'evil.test wants'), 'DOMAIN'],
  ['a domain with a scheme', (text) => `http://${text}`, 'DOMAIN'],
  ['no address', (text) => text.replace(ADDRESS, 'vitalik.eth'), 'ADDRESS'],
  ['another statement', (text) => text.replace('nothing.', 'everything.'), 'STATEMENT'],
  ['no statement', (text) => text.replace(`${SITE.statement}\n`, ''), 'STATEMENT'],
  ['a further line of the statement', (text) => text.replace('nothing.', 'nothing.\nAnd pay.'), 'STATEMENT'],
  ['a further line after the statement', (text) => text.replace('\n\nURI', '\n\nAnd pay.\nURI'), 'STATEMENT'],
  ['a carriage return', (text) => text.replaceAll('\n', '\r\n'), 'DOMAIN'],
  ['another URI', (text) => text.replace('URI: http://aliquot.test', 'URI: http://aliquot.test.evil'), 'URI'],
  ['no URI', (text) => text.replace('URI: http://aliquot.test\n', ''), 'URI'],
  ['version 2', (text) => text.replace('Version: 1', 'Version: 2'), 'VERSION'],
  ['another chain', (text) => text.replace('Chain ID: 31337', 'Chain ID: 1'), 'CHAIN_ID'],
  ['a nonce that is too short', (text) => text.replace('a1b2c3d4e5f6', 'a1b2'), 'NONCE'],
  ['issued in the future', (text) => text.replace('At: 2026', 'At: 2027'), 'ISSUED_AT'],
  ['issued on no day', (text) => text.replace('At: 2026-03-01', 'At: 2026-02-30'), 'ISSUED_AT'],
  ['expired', (text) => text.replace('T09:05', 'T09:00'), 'EXPIRATION_TIME'],
  ['an end that is no time', (text) => text.replace(end, 'Expiration Time: never'), 'EXPIRATION_TIME'],
  ['a beginning in the future', (text) => `${text}\nNot Before: 2026-03-01T09:00:01Z`, 'NOT_BEFORE'],
  ['resources', (text) => `${text}\nResources:\n- https://evil.test`, 'RESOURCES'],
  ['a field twice', (text) => `${text}\n${end}`, 'RESOURCES'],
]
for (const [what, change, field] of BAD)
  test(`a text with ${what} is refused for its ${field}`, () => {
    assert.notEqual(change(TEXT), TEXT)
    assert.equal(readSiwe(change(TEXT), SITE, NOW), `SIWE_FIELD_${field}`)
  })

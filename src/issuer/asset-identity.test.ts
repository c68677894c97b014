import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { assetIdentityHash, isSameThing } from './asset-identity.service.ts'

const HOUSE = {
  kind: 'residential-building',
  country: 'US',
  address: '8200 Kenney Avenue, Detroit, MI 48234',
  identifiers: [
    { scheme: 'parcel', value: '15001234' },
    { scheme: 'deed', value: 'L 54321 P 12' },
  ],
} as const

test('an asset is named by the SHA-256 of its canonical JSON, which anybody can write down', () => {
  const text =
    '{"address":"8200 Kenney Avenue, Detroit, MI 48234","country":"US","identifiers":' +
    '[{"scheme":"deed","value":"L 54321 P 12"},{"scheme":"parcel","value":"15001234"}],"kind":"residential-building"}'
  assert.equal(assetIdentityHash(HOUSE), createHash('sha256').update(text).digest('hex'))
})

test('the order of identifiers does not change which asset it is, anything else does', () => {
  const hash = assetIdentityHash(HOUSE)
  assert.equal(assetIdentityHash({ ...HOUSE, identifiers: HOUSE.identifiers.toReversed() }), hash)
  const others = [
    { ...HOUSE, kind: 'land' as const },
    { ...HOUSE, country: 'CA' },
    { ...HOUSE, address: '8202 Kenney Avenue, Detroit, MI 48234' },
    { ...HOUSE, identifiers: HOUSE.identifiers.slice(1) },
    { ...HOUSE, identifiers: [{ scheme: 'parcel', value: '15001235' } as const, HOUSE.identifiers[1]] },
  ]
  assert.equal(new Set([hash, ...others.map(assetIdentityHash)]).size, others.length + 1)
})

test('two descriptions may be of one thing when in one country an identifier, or kind and address, is in both', () => {
  const [parcel, deed] = HOUSE.identifiers
  const renamed = { ...HOUSE, address: '8200 Kenney Ave', identifiers: [deed] }
  const unnamed = { ...HOUSE, identifiers: [] }
  for (const [one, other, isSame] of [
    [HOUSE, renamed, true],
    [unnamed, unnamed, true],
    [HOUSE, unnamed, true],
    [HOUSE, { ...unnamed, kind: 'land' }, false],
    [HOUSE, { ...unnamed, address: 'Elsewhere' }, false],
    [HOUSE, { ...renamed, country: 'CA' }, false],
    [HOUSE, { ...HOUSE, address: 'Elsewhere', identifiers: [{ ...parcel, scheme: 'deed' } as const] }, false],
  ] as const)
    assert.equal(isSameThing(one, other), isSame)
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeAt, placesOf } from './navigation.ts'

test('a screen is under the place that its address or its reader says', () => {
  for (const [role, path, place] of [
    ['investor', '/', '/'],
    ['investor', '/income', '/income'],
    ['investor', '/distributions/dst_1/0xab', '/income'],
    ['investor', '/investors/inv_1', '/profile'],
    ['issuer', '/distributions/dst_1/0xab', '/distributions'],
    ['investor', '/instruments/ins_1/register', '/assets'],
    ['administrator', '/new-asset/sdr_1', '/term-sheet'],
    ['officer', '/decisions/dec_1', '/rules'],
    ['investor', '/inbox', null],
    ['administrator', '/assets/ast_1', null],
  ] as const)
    assert.equal(placeAt(path, placesOf(role)), place, `${role} ${path}`)
})

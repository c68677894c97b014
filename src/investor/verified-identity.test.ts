import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSomebodyElse } from './verified-identity.ts'

test('a name is the same in any order, with fewer words or other accents, and another one is not', () => {
  const answered = { name: 'Ana María López', born: '1985-04-12' }
  for (const [name, born, is] of [
    ['LOPEZ ANA MARIA', '1985-04-12', false],
    ['Ana López', null, false],
    ['Ana María López-Ruiz', '1985-04-12', false],
    [null, null, false],
    ['', '12/04/1985', false],
    ['Ana María López', '1985-04-13', true],
    ['Bea María López', '1985-04-12', true],
    ['Ana Lopes', null, true],
    [null, '1990-01-01', true],
  ] as const)
    assert.equal(isSomebodyElse({ name, born }, answered), is, `${name} ${born}`)
  assert.equal(isSomebodyElse({ name: null, born: '1990-01-01' }, { name: 'Ana', born: null }), false)
})

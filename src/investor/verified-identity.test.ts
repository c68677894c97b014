import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSomebodyElse, saysAll } from './verified-identity.ts'

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
    assert.equal(
      isSomebodyElse({ names: name === null ? [] : [name], born }, answered),
      is,
      `${name} ${born}`,
    )
  assert.equal(isSomebodyElse({ names: [], born: '1990-01-01' }, { name: 'Ana', born: null }), false)
})

test('a name in two alphabets is the same where it is in either, also with a word more', () => {
  const read = { names: ['Иван Иванов', 'Ivan Ivanov'], born: null }
  for (const [name, is] of [
    ['Ivan Petrovich Ivanov', false],
    ['Иванов Иван Петрович', false],
    ['Ivan Petrov', true],
  ] as const)
    assert.equal(isSomebodyElse(read, { name, born: null }), is, name)
  assert.equal(
    isSomebodyElse({ names: ['Иван Иванов', '-'], born: null }, { name: 'Ivan', born: null }),
    true,
  )
})

test('what was read says all where it has the name and, if one was answered, the day of birth', () => {
  const answered = { name: 'Ana López', born: '1985-04-12' }
  for (const [names, born, is] of [
    [['Ana López'], '1985-04-12', true],
    [['Ana López'], null, false],
    [['Ana López'], '12/04/1985', false],
    [[], '1985-04-12', false],
    [['-'], '1985-04-12', false],
  ] as const)
    assert.equal(saysAll({ names, born }, answered), is, `${names} ${born}`)
  assert.ok(saysAll({ names: ['Ana López'], born: null }, { ...answered, born: null }))
})

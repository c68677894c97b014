import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFacts, isChosen } from './asked-facts.ts'
import { builtInPacks } from './pack.service.ts'

test('a fact is asked as its rule reads it, with its choices and whose it is to say', () => {
  const asked = askedFacts(builtInPacks())
  const found = (wanted: string) => {
    const { kind, of, choices } = asked.find(({ name }) => name === wanted)!
    return [kind, of, choices.join(' ')]
  }
  assert.deepEqual(found('issuer.foreign'), ['yes-no', 'issuer', ''])
  assert.deepEqual(found('class.kind'), ['choice', 'issuer', 'equity debt'])
  assert.deepEqual(found('issuer.totalAssets'), ['number', 'issuer', ''])
  assert.deepEqual(found('offering.publicOn'), ['date', 'issuer', ''])
  assert.deepEqual(found('offering.exemptions'), ['texts', 'issuer', ''])
  assert.deepEqual(found('issuer.coveredPersons'), ['other', 'issuer', ''])
  assert.deepEqual(found('investor.offshore'), ['yes-no', 'investor', ''])
  assert.deepEqual(found('units.regS'), ['yes-no', 'platform', ''])
  const names = asked.map(({ name }) => name)
  assert.deepEqual(names, [...new Set(names)].sort())
})

test('what is none of the choices is told from what has none', () => {
  assert.deepEqual(
    [isChosen(['equity', 'debt'], 'shares'), isChosen(['equity', 'debt'], 'debt'), isChosen([], 'shares')],
    [false, true, true],
  )
})

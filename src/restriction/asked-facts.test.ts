import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFacts, isChosen, unlikelyDays } from './asked-facts.ts'
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

test('a day in a record is one that has come somewhere, and of a time with papers', () => {
  const type = { list: { record: { role: 'text', signedOn: 'date' } } } as const
  const now = Temporal.Instant.from('2026-11-02T11:00:00Z')
  const days = ['2026-11-02', '2026-11-03', '2026-11-04', '1899-12-31', '1900-01-01', null]
  const value = days.map((signedOn) => ({ role: 'owner', signedOn }))
  assert.deepEqual(unlikelyDays('persons', type, value, now), ['persons.2.signedOn', 'persons.3.signedOn'])
  assert.deepEqual(unlikelyDays('publicOn', 'date', '2027-01-01', now), [], 'a day alone may be to come')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFacts, FACT_FORMS } from '../../restriction/asked-facts.ts'
import { builtInPacks } from '../../restriction/pack.service.ts'
import { AR_FACTS } from './facts.ts'

test('whatever the rules ask of an issuer before units are sold or issued has its words in Arabic, and nothing else', () => {
  const packs = builtInPacks().map(({ rules }) => ({
    rules: rules.filter(({ appliesTo }) => appliesTo.includes('subscribe') || appliesTo.includes('issue')),
  }))
  const english = new Set([
    ...packs.flatMap((pack) =>
      askedFacts([pack])
        .filter(({ of }) => of === 'issuer')
        .map(({ about }) => about),
    ),
    ...Object.values(FACT_FORMS),
  ])
  assert.deepEqual(Object.keys(AR_FACTS).toSorted(), [...english].toSorted())
})

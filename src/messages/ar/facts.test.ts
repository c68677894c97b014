import assert from 'node:assert/strict'
import { test } from 'node:test'
import { askedFacts, DAY_UNLIKELY, FACT_FORMS } from '../../restriction/asked-facts.ts'
import { builtInPacks } from '../../restriction/pack.service.ts'
import { ENGLISH, sentenceIn, speak, wordsOf } from '../message.ts'
import { KIND_RISKS, RISKS } from '../risks.ts'
import { AR } from './ar.ts'
import { AR_FACTS } from './facts.ts'
import { AR_RISKS } from './risks.ts'

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
    DAY_UNLIKELY,
  ])
  assert.deepEqual(Object.keys(AR_FACTS).toSorted(), [...english].toSorted())
})

test('every risk that an investor confirms is there in Arabic, and is known again', () => {
  const english = [...Object.values(RISKS), ...Object.values(KIND_RISKS)].flatMap(({ title, text }) => [
    title,
    text,
  ])
  assert.deepEqual(Object.keys(AR_RISKS).toSorted(), [...new Set(english)].toSorted())
  speak(wordsOf('ar', AR, AR_RISKS))
  try {
    for (const text of english) assert.equal(sentenceIn(text), AR_RISKS[text])
  } finally {
    speak(ENGLISH)
  }
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY_UNLIKELY, FACT_FORMS } from '../../restriction/asked-facts.ts'
import { builtInPacks } from '../../restriction/pack.service.ts'
import { ENGINE_MESSAGES } from '../../restriction/rule.ts'
import { ENGLISH, sentenceIn, speak, wordsOf } from '../message.ts'
import { KIND_RISKS, RISKS } from '../risks.ts'
import { AR } from './ar.ts'
import { AR_FACTS } from './facts.ts'
import { AR_RISKS } from './risks.ts'
import { AR_RULES } from './rules.ts'
import { AR_SAID } from './said.ts'
import { STATUS_AR } from './status.ts'

const rules = builtInPacks().flatMap((pack) => pack.rules)
const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g))].toSorted()

test('whatever the rules read has its words in Arabic, and nothing else', () => {
  const english = [
    ...rules.flatMap(({ facts }) => Object.values(facts).map(({ about }) => about)),
    ...Object.values(FACT_FORMS),
    DAY_UNLIKELY,
  ]
  assert.deepEqual(Object.keys(AR_FACTS).toSorted(), [...new Set(english)].toSorted())
})

test('whatever may be chosen has its word in Arabic, unless it is a name of the law', () => {
  const words = rules
    .flatMap(({ facts }) => Object.values(facts).flatMap(({ choices = [] }) => choices))
    .filter((choice) => /^[a-z_-]+$/i.test(choice))
  assert.deepEqual(
    words.filter((word) => STATUS_AR[word.replaceAll('_', '-').toLowerCase()] === undefined),
    [],
  )
})

test('what rules are called and say is there in Arabic, asks for the same values, and nothing is left over', () => {
  const messages = [
    ...rules.flatMap((rule) => Object.values(rule.messages.en)),
    ...Object.values(ENGINE_MESSAGES),
  ]
  const english = new Set([
    ...rules.flatMap(({ title, provenance }) => [title, provenance]),
    ...messages.flatMap(({ text, fix }) => [text, fix]),
  ])
  assert.deepEqual(
    [...english].filter((text) => AR_SAID[text] === undefined),
    [],
  )
  assert.deepEqual(
    Object.keys(AR_RULES).filter((text) => !english.has(text)),
    [],
  )
  for (const [text, arabic] of Object.entries(AR_RULES))
    assert.deepEqual(placeholders(arabic), placeholders(text), text)
})

test('a refusal of rules is known again with the names in it and where it stands', () => {
  speak(wordsOf('ar', AR, AR_SAID))
  try {
    const said = sentenceIn(
      'Rule 506(c) general solicitation with verification: what this rule asks about you is not on record. You need not send anything unless you are asked. (17 CFR 230.506(c); no lawyer has signed this rule)',
    )
    assert.doesNotMatch(said.replace('Rule 506(c)', '').replace('17 CFR 230.506(c)', ''), /[A-Za-z]/)
    assert.doesNotMatch(
      sentenceIn('This cannot be decided yet: “Net assets, in GBP”, “Accredited” is not known.'),
      /[A-Za-z]/,
    )
  } finally {
    speak(ENGLISH)
  }
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

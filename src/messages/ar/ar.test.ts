import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EN } from '../en.ts'
import { ENGLISH, speak, t, wordsOf } from '../message.ts'
import { NOTICES } from '../notices.ts'
import { AR } from './ar.ts'
import { NOTICES_AR } from './notices.ts'

type Catalogue = Readonly<Record<string, Readonly<Record<string, unknown>>>>
/** Documents: in the language of their term sheet alone. */
const NOT_SPOKEN = new Set(['agreement', 'binder'])
const FORMS = new Set(['zero', 'one', 'two', 'few', 'many', 'other'])

const texts = (value: unknown): string[] =>
  typeof value === 'object' && value !== null ? Object.values(value).map(String) : [String(value)]
const placeholders = (value: unknown) =>
  [...new Set(texts(value).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].toSorted()

test('every text of the screens and every notice is there in Arabic, and asks for the same values', () => {
  const arabic: Catalogue = { ...AR, ...NOTICES_AR }
  for (const [section, english] of Object.entries({ ...EN, ...NOTICES } as Catalogue)) {
    if (NOT_SPOKEN.has(section)) continue
    const missing = Object.keys(english).filter((key) => arabic[section]?.[key] === undefined)
    assert.deepEqual(missing, [], section)
    for (const [key, text] of Object.entries(english)) {
      const said = arabic[section]?.[key]
      assert.deepEqual(placeholders(said), placeholders(text), `${section}.${key}`)
      assert.equal(typeof said, typeof text, `${section}.${key}`)
      if (typeof said === 'object' && said !== null)
        assert.ok('other' in said && Object.keys(said).every((form) => FORMS.has(form)), `${section}.${key}`)
      for (const one of texts(said)) assert.notEqual(one.trim(), '', `${section}.${key}`)
    }
  }
})

test('numbers have the forms of the language, and what has no translation stays readable', () => {
  speak(
    wordsOf('ar', {
      x: {},
      offering: { days: { one: 'يوم واحد', two: 'يومان', few: '{count} أيام', other: '{count} يوم' } },
    }),
  )
  try {
    assert.deepEqual(
      [1, 2, 3, 100].map((count) => t('offering.days', { count })),
      ['يوم واحد', 'يومان', '3 أيام', '100 يوم'],
    )
    assert.equal(t('offering.none'), 'none')
  } finally {
    speak(ENGLISH)
  }
})

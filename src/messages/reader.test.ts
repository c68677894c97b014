import assert from 'node:assert/strict'
import { test } from 'node:test'
import { t } from './message.ts'
import { dateText } from './dates.ts'
import { writeIn, readerLanguage } from './reader.ts'

test('a page is in the language that its address names, else in the one that its reader’s browser likes best', () => {
  const cases: readonly (readonly [string | undefined, string | null, string])[] = [
    [undefined, null, 'en'],
    ['ar', 'en-US,en;q=0.9', 'ar'],
    ['en', 'ar', 'en'],
    ['xx', 'ar', 'ar'],
    [undefined, 'ar-EG,ar;q=0.9,en;q=0.8', 'ar'],
    [undefined, 'en;q=0.5, AR;q=0.7', 'ar'],
    [undefined, 'fr-FR,fr;q=0.9,en;q=0.5,ar;q=0.4', 'en'],
    [undefined, 'ar;q=0, fr', 'en'],
    [undefined, 'ar;q=none', 'en'],
    [undefined, ';;;,,q=1', 'en'],
  ]
  for (const [named, header, language] of cases)
    assert.equal(readerLanguage(named, header), language, `${named} ${header}`)
})

test('what is written in one language leaves the next page in its own, also where it fails', () => {
  const english = t('offer.who')
  assert.notEqual(
    writeIn('ar', () => t('offer.who')),
    english,
  )
  assert.match(
    writeIn('ar', () => dateText('2026-10-01')),
    /أكتوبر/,
  )
  assert.equal(t('offer.who'), english)
  assert.throws(() =>
    writeIn('ar', () => {
      throw new Error('no page')
    }),
  )
  assert.equal(t('offer.who'), english)
  assert.equal(dateText('2026-10-01'), 'Oct 1, 2026')
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { t } from './message.ts'
import { dateText, withDates } from './dates.ts'
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

test('days and moments in a sentence of the server are written as on the screens, and what somebody wrote or has to write stays', () => {
  const cases = [
    ['The window is open until 2026-12-15.', 'The window is open until Dec 15, 2026.'],
    [
      'None are kept until 2026-12-15T05:00:00.25Z, so wait.',
      'None are kept until Dec 15, 2026, 05:00 UTC, so wait.',
    ],
    ['From 2026-01-01 up to 2026-02-01', 'From Jan 1, 2026 up to Feb 1, 2026'],
    ['Write it like "2026-10-31".', null],
    ['The line “2026-10-31” is none.', null],
    ['2026-02-31 is no day.', null],
    ['2026-10-31T12:00 has no zone.', null],
    ['statement-2026-10-31.csv', null],
    ['2026-10-31.csv', null],
    ['US-REGD 2026.11.2 of 12026-10-311', null],
  ] as const
  for (const [written, shown] of cases) assert.equal(withDates(written), shown ?? written)
  assert.match(
    writeIn('ar', () => withDates('حتى 2026-12-15.')),
    /^حتى 15 ديسمبر 2026\.$/,
  )
})

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EN } from './en.ts'
import { fill, t } from './message.ts'
import { NOTICES } from './notices.ts'

test('a text is found by its name and filled', () => {
  assert.equal(t('email.open', { link: 'http://x' }), 'Open it here: http://x')
  assert.equal(t('email.greeting'), 'Hello,')
})

test('a missing value is told with the name of the text', () => {
  assert.throws(() => fill('{a} of {b}', { a: 1 }, 'here'), /no value "b" for the text "here"/)
})

test('no text is empty, and placeholders are well formed', () => {
  const texts = [EN, NOTICES].flatMap((catalogue) =>
    Object.values(catalogue).flatMap((section: object) =>
      Object.values(section).flatMap((text: unknown) =>
        typeof text === 'object' && text ? Object.values(text) : [text],
      ),
    ),
  )
  assert.ok(texts.length > 20)
  for (const text of texts) {
    assert.ok(typeof text === 'string' && text.trim() !== '')
    assert.doesNotMatch(text.replace(/\{[a-zA-Z]\w*\}/g, ''), /[{}]/, text)
  }
})

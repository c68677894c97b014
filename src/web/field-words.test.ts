import assert from 'node:assert/strict'
import { test } from 'node:test'
import { INPUT_PROBLEMS } from '../platform/http/input.problems.ts'
import { fieldWords } from './field-words.ts'

/** What a form of ours cannot bring about. */
const NEVER_OF_A_FORM = new Set(['FIELD_UNKNOWN', 'AMOUNT_MUST_BE_STRING', 'LIMIT', 'CURSOR_INVALID'])

test('beside a field stands nothing about requests; what has numbers in it stays as the server said it', () => {
  for (const [code, { detail, fix }] of Object.entries(INPUT_PROBLEMS)) {
    const said = `${detail} ${fix}`
    const words = fieldWords(code, said)
    if (/\{(min|max|decimals)\}/.test(said)) assert.equal(words, said)
    else if (!NEVER_OF_A_FORM.has(code)) assert.doesNotMatch(words, /Send|openapi|ISO/, code)
  }
  assert.equal(fieldWords('FIELD_VALUE', 'Send one of: none, 1-5-years.'), 'Choose one of the answers.')
  assert.equal(fieldWords('TICKET_TOO_SMALL', 'At least 5.'), 'At least 5.')
})
